"""Files that are made to take a machine are read, or refused in a sentence that says why."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources import apart, packed, source
from annotations.sources.reading_list import reading_list
from annotations.sources.tables import csv_rows, json_lines
from benchmarks.bombs import BOX, TABLE, P, made, nested
from benchmarks.made_files import body, docx

# Of a page that cannot end, some versions of pdfminer give up the words, and some the page.
ENDLESS = "has no (text in it|page that can be read)"
REFUSED = {
    "pages that are their own": "has no pages",
    "table of objects before itself": "has no pages",
    "stream as long as itself": ENDLESS,
    "form that draws itself": ENDLESS,
    "entities": "is damaged",
    "entities late": "is damaged",
    "entities in UTF-16": "is damaged",
    "much text": "has more than 50 MB of text",
    "tables in tables": "are nested hundreds deep",
    "boxes in boxes": "are nested hundreds deep",
    "flipped bit": "is damaged",
    "unknown version": "is damaged",
    "locked entry": "is damaged",
    "lists in lists": "line 1 is nested too deeply",
    "gzip": "unpacks to more than 200 times its size",
    "gzip of lines": "unpacks to more than 200 times its size",
    "zip of blanks": "would unpack to 300 MB",
    "zip of an unknown version": "cannot be unpacked: zip file version 9.9",
    "zip with a flipped bit": "cannot be unpacked",
}
READ = {
    "huge page": 26,
    "letters without end": 5,
    "attributes": 45,
    "short attributes": 45,
    "elements in elements": 45,
    "tables in tables of a page": 45,
    "attributes of many": 45,
}
SLOW = {
    "long field": "line 2 is a broken row: it is longer than 32 MB",
    "long line": "line 1 is longer than 64 MB",
    "line of lists": "line 1 has more than 2,000,000 values",
    "list of lists": "has more than 4,000,000 values",
    "object that is itself": "takes more than 3 seconds",
    "forms in forms": "takes more than 3 seconds",
    "letters far apart": "has no page that can be read",
    "twice Flate": "has no page that can be read",
    "hidden in many": "takes more than 3 seconds",
    "page as mail": "takes more than 1 GB of memory",
    "zip bomb": "takes more than 1 GB of memory",
}


def open_one(name: str, folder: Path) -> int:
    file, data = made(name)
    (folder / file).write_bytes(data)
    return sum(r.length or len(r.read().text) for r in reading_list([folder / file]).references)


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(PostilError, match=REFUSED[name]):
        open_one(name, tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("name", SLOW)
def test_so_is_one_that_is_large_or_takes_all_that_it_may(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = 3 if "3 seconds" in SLOW[name] else apart.SECONDS
    reader = apart.Child(seconds=within)
    monkeypatch.setattr(apart, "read", reader.read)
    with pytest.raises(PostilError, match=SLOW[name]):
        open_one(name, tmp_path)
    reader.end()


@pytest.mark.parametrize("name", READ)
def test_or_read(name: str, tmp_path: Path) -> None:
    assert open_one(name, tmp_path) == READ[name]


@pytest.mark.parametrize("around", [TABLE, BOX])
def test_words_in_tables_in_tables_come_once(around: str, tmp_path: Path) -> None:
    """Nobody nests them this deep; three levels have doubled words before."""
    file = tmp_path / "a.docx"
    file.write_bytes(docx(body(nested(around, 40, P.replace("Words", "Innermost")))))
    (found,) = reading_list([file]).references
    words = found.read().text
    assert words.count("Innermost") == 1
    assert words.count("Words") == (40 if around == TABLE else 0)


LONG = "The ferry crews strike. " * 60


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", f"title,text\nLong,{LONG}\n", "line 2 is a broken row: it is longer than"),
        ("a.csv", f"title,{LONG}\n", "the first row is broken: it is longer than"),
        (
            "a.csv",
            "t,text\n" + "a,b\n" * 9 + f"L,{LONG}\n",
            "line 11 is a broken row: it is longer",
        ),
        ("a.csv", 't,text\n"' + "a\n" * 900, "line 2 is a broken row: it is longer than"),
        ("a.tsv", "t\ttext\n" + f"a\t{LONG}", "line 2 is a broken row: it is longer than"),
        ("a.jsonl", '{"text": "a"}\n' + f'{{"text": "{LONG}"}}\n', "line 2 is longer than"),
        ("a.jsonl", '{"text": "a", "b": [' + "1," * 600 + "1]}", "1 has more than 500 values"),
        ("a.json", '[{"text": "a", "b": [' + "1," * 600 + "1]}]", "has more than 500 values"),
    ],
)
def test_what_is_too_long_is_named(
    name: str, content: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "_LONGEST_ROW", 1000)
    monkeypatch.setattr(source, "LONGEST_LINE", 1300)
    for most in ("_MOST_VALUES", "_MOST_VALUES_AT_ONCE"):
        monkeypatch.setattr(json_lines, most, 500)
    (tmp_path / name).write_text(content)
    notices = list[str]()
    try:
        notices += reading_list([tmp_path / name]).notices
    except PostilError as error:
        notices.append(str(error))
    assert [said in notice for notice in notices].count(True) == 1


def test_rows_and_lines_up_to_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "_LONGEST_ROW", len(LONG) + 30)
    rows = "".join(f'{n},"{LONG[:700]}\n{LONG[:700]}"\n' for n in range(50))
    (tmp_path / "a.csv").write_text(f"id,text\n{rows}")
    assert len(reading_list([tmp_path / "a.csv"]).references) == 50


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_may_grow_as_texts_do_and_no_more(
    pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(f'{{"text": "Talks {n} of the harbour"}}\n' for n in range(2_000))
    (tmp_path / "a.jsonl.gz").write_bytes(pack(rows.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(pack(b'{"text": "' + b"a" * 3_000_000 + b'"}'))
    monkeypatch.setattr(packed, "SMALL", 10_000)
    found = reading_list([tmp_path])
    assert len(found.references) == 2_000
    (said,) = found.notices
    assert "b.jsonl.gz unpacks to more than 200 times its size" in said


def test_the_control_without_that_limit_takes_it_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"a" * 3_000_000 + b'"}\n'))
    monkeypatch.setattr(packed, "SMALL", 10_000)
    monkeypatch.setattr(packed, "RATIO", 1_000_000)
    (found,) = reading_list([tmp_path]).references
    assert len(found.read().text) == 3_000_000


def test_an_entry_that_lies_of_its_size_is_no_way_around(tmp_path: Path) -> None:
    """What is read of one is as long as it says, and then its checksum is wrong."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 30_000_000)
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02")
    for place in (22, at + 24):
        data[place : place + 4] = (500).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(PostilError, match=r"a\.txt cannot be unpacked: Bad CRC-32"):
        reading_list([tmp_path / "a.zip"])
