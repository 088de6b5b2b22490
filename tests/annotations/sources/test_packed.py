"""Archives: read where they are, groups by their folders, harm refused before anything is read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.reading_list import reading_list

Make = Callable[..., Path]


def test_an_archive_is_read_like_a_folder(make_zip: Make) -> None:
    file = make_zip(
        {
            "top.txt": "top",
            "talks/b.txt": "b",
            "talks/a.html": f"<html><body><article><p>{'Words of a. ' * 20}</p></article></body>",
            "strike/c.jsonl": '{"text": "c1"}\n{"text": "c2", "group": "own"}\n',
            "articles.csv": "path,title,group\ntop.txt,The top,talks\ntalks/b.txt,Second,\n",
            "__MACOSX/top.txt": "no",
            "talks/.hidden.txt": "no",
            "picture.jpg": b"\xff\xd8",
        }
    )
    found = reading_list([file])
    read = [reference.read() for reference in found.references]
    shown = [(a.text[:5], a.title[:8], a.meta.group) for a in read]
    assert shown == [
        ("c1", "c1", "strike"),
        ("c2", "c2", "own"),
        ("Words", "Words of", "talks"),
        ("b", "Second", "talks"),
        ("top", "The top", "talks"),
    ]
    assert read[0].origin == f"{file}, strike/c.jsonl, line 1"
    assert read[-1].origin == f"{file}, top.txt"
    assert found.notices == ()


def test_an_archive_in_a_folder_lies_in_its_group(make_zip: Make, tmp_path: Path) -> None:
    inner = make_zip({"x/a.txt": "a", "b.txt": "b"})
    (tmp_path / "press").mkdir()
    inner.rename(tmp_path / "press" / "week.zip")
    groups = {r.read().text: r.group for r in reading_list([tmp_path]).references}
    assert groups == {"a": "press/x", "b": "press"}


@pytest.mark.parametrize(
    "name", ["../out.txt", "a/../../out.txt", "/etc/out.txt", "C:\\out.txt", "..\\out.txt"]
)
def test_names_that_lead_outside_are_refused(make_zip: Make, name: str) -> None:
    with pytest.raises(PostilError, match="contains a path outside itself") as caught:
        reading_list([make_zip({"a.txt": "a", name: "b"})])
    assert "none of it was read" in caught.value.message


def test_dots_within_a_name_are_no_way_out(make_zip: Make) -> None:
    found = reading_list([make_zip({"a..b/c...txt": "a", "d.txt": "d"})])
    assert len(found.references) == 2


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Words")
        with archive.open(zipfile.ZipInfo(""), "w") as member:
            member.write(b"nothing")
    (found,) = reading_list([tmp_path / "a.zip"]).references
    assert found.read().text == "Words"


def test_a_bomb_is_refused_unread(make_zip: Make) -> None:
    with pytest.raises(PostilError, match=r"would unpack to 30 MB in 2 files; none"):
        reading_list([make_zip({"a.txt": b"0" * (30 << 20), "b.txt": "b"})])


def test_so_is_one_of_many_small_files(make_zip: Make) -> None:
    with pytest.raises(PostilError, match=r"would unpack to 18 MB in 20 files; none"):
        reading_list([make_zip({f"{n}.txt": b"0" * 950_000 for n in range(20)})])


def test_texts_that_pack_well_are_no_bomb(make_zip: Make) -> None:
    found = reading_list([make_zip({"a.txt": "The same sentence again. " * 20_000})])
    assert len(found.references) == 1


@pytest.mark.parametrize("case", ["no zip", "cut", "garbled", "locked", "empty"])
def test_what_cannot_be_unpacked_is_one_sentence(make_zip: Make, tmp_path: Path, case: str) -> None:
    file = make_zip({"a.txt": "words " * 200})
    data = bytearray(file.read_bytes())
    if case == "cut":
        del data[-30:]
    elif case == "garbled":
        data[38:44] = b"\xff" * 6
    elif case == "locked":
        # The flag of encryption, in the member's header and in the directory.
        for signature in (b"PK\x03\x04", b"PK\x01\x02"):
            at = data.index(signature)
            data[at + (6 if signature[2] == 3 else 8)] |= 1
    elif case == "no zip":
        data = bytearray(b"words")
    else:
        out = io.BytesIO()
        zipfile.ZipFile(out, "w").close()
        data = bytearray(out.getvalue())
    file.write_bytes(data)
    with pytest.raises(PostilError) as caught:
        reading_list([file])
    said = {"locked": "is locked with a password", "empty": "There are no articles in"}
    assert said.get(case, "cannot be unpacked") in str(caught.value)


@pytest.mark.parametrize(
    ("signature", "at", "size"), [(b"PK\x05\x06", 12, 4), (b"PK\x06\x06", 40, 8)]
)
def test_a_directory_without_end_is_not_read(
    make_zip: Make, signature: bytes, at: int, size: int
) -> None:
    file = make_zip({"a.txt": "words"})
    record = bytearray(signature + bytes(72))
    record[at : at + size] = (40 << 20).to_bytes(size, "little")
    with file.open("r+b") as out:
        out.truncate(41 << 20)  # a hole, which takes no room on the disk
        out.seek(0, io.SEEK_END)
        out.write(record)
    with pytest.raises(PostilError, match=r"has more than 200,000 files in it; none"):
        reading_list([file])
