"""What is named on the command line becomes groups of articles, read when they are shown."""

import gzip
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.reading_list import ReadingList, reading_list
from annotations.sources.tables.corpus import Corpus


def make(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def texts(found: ReadingList) -> list[list[str]]:
    return [[reference.read().text for reference in group] for group in found.groups()]


def lines(*articles: Mapping[str, str]) -> str:
    return "".join(json.dumps(article) + "\n" for article in articles)


def test_a_folder_is_listed_by_name_and_its_sub_folders_are_groups(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "z.txt": "z",
            "b.TXT": "b",
            "talks/2.txt": "t2",
            "talks/1.txt": "t1",
            "east/talks/1.txt": "e1",
            "notes.md": "no",
            ".hidden.txt": "no",
            ".postil/texts/x.txt": "no",
            "talks/.git/x.txt": "no",
        },
    )
    found = reading_list([tmp_path])
    assert texts(found) == [["b", "z"], ["e1"], ["t1", "t2"]]
    groups = {r.read().text: r.read().meta.group for r in found.references}
    assert groups == {"b": None, "z": None, "e1": "east/talks", "t1": "talks", "t2": "talks"}
    assert found.notices == ()


def test_files_named_together_stand_side_by_side(tmp_path: Path) -> None:
    make(tmp_path, {"x/a.txt": "a", "y/b.md": "b", "c": "c"})
    paths = [tmp_path / name for name in ("y/b.md", "x/a.txt", "c")]
    assert texts(reading_list(paths)) == [["b", "a", "c"]]


def test_lines_of_one_group_come_together(tmp_path: Path) -> None:
    articles = [
        {"text": "1", "group": "g"},
        {"text": "2"},
        {"text": "3", "group": "h"},
        {"text": "4", "group": "g"},
    ]
    make(tmp_path, {"a.jsonl": lines(*articles), "talks/b.jsonl": lines({"text": "5"})})
    assert texts(reading_list([tmp_path / "a.jsonl"])) == [["1", "4"], ["2"], ["3"]]
    inside = reading_list([tmp_path / "talks"])
    assert inside.references[0].read().meta.group is None
    below = reading_list([tmp_path]).references[-1].read()
    assert (below.text, below.meta.group) == ("5", "talks")


def test_texts_are_not_read_before_they_are_shown(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "first", "b.txt": "before", "c.jsonl": lines({"text": "line"})})
    found = reading_list([tmp_path])
    make(tmp_path, {"b.txt": "after"})
    assert texts(found) == [["first", "after", "line"]]
    (tmp_path / "b.txt").unlink()
    with pytest.raises(PostilError, match="does not exist"):
        found.references[1].read()


def test_a_table_gives_metadata_and_groups(tmp_path: Path) -> None:
    table = "path,id,title,source,group\na.txt,one,First,Gazette,talks\nb.txt,,,,talks\n"
    make(tmp_path, {"a.txt": "a", "b.txt": "b", "c.txt": "c", "articles.csv": table})
    found = reading_list([tmp_path])
    assert texts(found) == [["a", "b"], ["c"]]
    first = found.references[0].read()
    assert (first.id, first.title, first.meta.source) == ("one", "First", "Gazette")
    assert first.meta.group == "talks"


def test_what_cannot_be_read_is_told_and_the_rest_is_there(tmp_path: Path) -> None:
    make(
        tmp_path,
        {
            "a.txt": b"\x81\x8d",
            "b.txt": "b",
            "c.txt": "",
            "d.jsonl": '{"text": "d"}\n{\n',
            "e.txt": "e",
        },
    )
    found = reading_list([tmp_path, tmp_path / "gone.txt"])
    assert texts(found) == [["b", "d", "e"]]
    told = "\n".join(found.notices)
    for what in (
        "a.txt is not UTF-8 (see",
        "c.txt has no words",
        "line 2 is not JSON",
        "gone.txt does",
    ):
        assert what in told
    assert len(found.notices) == 4


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_a_folder_is_told(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "a"})
    os.mkfifo(tmp_path / "b.txt")
    found = reading_list([tmp_path])
    assert texts(found) == [["a"]]
    assert "b.txt is not a regular file" in found.notices[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("name", ["b.jsonl", "articles.csv"])
def test_a_pipe_of_any_name_makes_nothing_wait(tmp_path: Path, name: str) -> None:
    make(tmp_path, {"a.txt": "a"})
    os.mkfifo(tmp_path / name)
    assert texts(reading_list([tmp_path])) == [["a"]]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_folder_without_the_right_to_read_it_is_told(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "a", "shut/b.txt": "b"})
    (tmp_path / "shut").chmod(0)
    try:
        found = reading_list([tmp_path])
    finally:
        (tmp_path / "shut").chmod(0o755)
    assert texts(found) == [["a"]]
    assert "shut cannot be read: Permission denied" in found.notices[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_files_and_folders_of_any_name_are_read(tmp_path: Path) -> None:
    make(tmp_path, {"a\nb/c d.txt": "1", "a\nb/'\".txt": "2", "漢 字/👍.jsonl": '{"text": "3"}'})
    found = reading_list([tmp_path])
    assert texts(found) == [["2", "1"], ["3"]]
    assert [reference.group for reference in found.references] == ["a\nb", "a\nb", "漢 字"]
    assert found.notices == ()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "There are no articles in"),
        ({"a.md": "a"}, "There are no articles in"),
        ({"a.txt": b"\x81"}, r"is not UTF-8 \(see line 1"),
        ({"a.txt": ""}, "has no words"),
        ({"a.jsonl": "{}"}, "has no text"),
    ],
)
def test_nothing_to_read_is_an_error(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    with pytest.raises(PostilError, match=message):
        reading_list([make(tmp_path, files)])


def test_two_texts_with_one_id_are_not_mixed(tmp_path: Path) -> None:
    first, second, again = ({"id": "1", "text": text} for text in ("one", "two", "one"))
    make(tmp_path, {"a.jsonl": lines(first, second, again)})
    found = reading_list([tmp_path])
    assert texts(found) == [["one"]]
    (notice,) = found.notices
    assert "a.jsonl, line 2 was left out" in notice
    assert "a.jsonl, line 1 is a different text with the same id, 1" in notice


@pytest.mark.parametrize("ending", ["jsonl.gz", "csv.gz"])
def test_many_rows_of_one_id_are_each_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """To find one row of a packed corpus again, all before it would have to be unpacked."""
    again = list[int]()
    at = Corpus.at
    monkeypatch.setattr(
        Corpus, "at", lambda self, line: again.append(line.number) or at(self, line)
    )
    rows = [("7", "The quay was shut."), ("7", "The quay was open.")] * 200
    if ending.startswith("csv"):
        data = "id,text\n" + "".join(f"{id},{text}\n" for id, text in rows)
    else:
        data = lines(*({"id": id, "text": text} for id, text in rows))
    make(tmp_path, {f"a.{ending}": gzip.compress(data.encode())})
    found = reading_list([tmp_path])
    assert len(again) == 1  # the first, to be shown
    assert len(found.notices) == 200
    assert texts(found) == [["The quay was shut."]]


def test_a_text_and_a_line_with_one_id_and_one_text_are_one_article(tmp_path: Path) -> None:
    table = "path,id\na.txt,1\nb.txt,2\n"
    articles = lines({"id": "1", "text": "a"}, {"id": "2", "text": "other"})
    make(tmp_path, {"a.txt": "a", "b.txt": "b", "articles.csv": table, "c.jsonl": articles})
    found = reading_list([tmp_path])
    assert texts(found) == [["a", "b"]]
    assert len(found.notices) == 1
    assert "c.jsonl, line 2 was left out" in found.notices[0]


def test_the_same_file_twice_is_one_article(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "a", "b.txt": "b"})
    assert texts(reading_list([tmp_path / "b.txt", tmp_path])) == [["b", "a"]]


def test_a_text_of_ten_megabytes_is_read_whole(tmp_path: Path) -> None:
    text = "Talks resume\n\n" + "The crews of the “Möwe” will return. " * 280_000
    assert len(text.encode()) > 10_000_000
    make(tmp_path, {"a.txt": text})
    found = reading_list([tmp_path / "a.txt"])
    (article,) = (reference.read() for reference in found.references)
    assert (article.text, article.title) == (text, "Talks resume")


def test_what_a_browser_saved_beside_a_page_is_no_article(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{'The talks went on. ' * 12}</p></article></body></html>"
    make(
        tmp_path,
        {"a.html": page, "a_files/ad.html": page, "b_files/c.txt": "c", "a_files/x.js": "x"},
    )
    groups = [reference.group for reference in reading_list([tmp_path]).references]
    assert groups == [None, "b_files"]


def test_what_is_told_of_a_file_comes_when_it_is_read(tmp_path: Path) -> None:
    make(tmp_path, {"a.txt": "Möwe".encode("cp1252")})
    found = reading_list([tmp_path])
    assert found.notices == ()
    assert "was read as windows-1252" in found.references[0].load().notes[0]


@pytest.mark.parametrize("name", ["a.rtf", "a.odt", "a.epub", "a.tar", "a.xlsx"])
def test_kinds_that_are_not_read_are_named(tmp_path: Path, name: str) -> None:
    make(tmp_path, {name: "x"})
    with pytest.raises(PostilError, match="which postil cannot read"):
        reading_list([tmp_path / name])
