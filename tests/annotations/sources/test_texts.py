"""Text files become articles: decoded, line ends made one kind, and every refusal explained."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import pytest

from annotations.article import Article, id_from_text
from annotations.errors import PostilError
from annotations.sources.document import load
from annotations.sources.source import FileSource


def read_text(path: Path, fields: Mapping[str, str] | None = None) -> Article:
    return load(FileSource(path), fields).article


def written(folder: Path, data: bytes, name: str = "a.txt") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"one\ntwo\n", "one\ntwo\n"),
        (b"\xef\xbb\xbfone", "one"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("naïve e\u0301 “漢字” 👩\u200d🚀".encode(), "naïve e\u0301 “漢字” 👩\u200d🚀"),
        (b"  kept \t \n\n as it is  ", "  kept \t \n\n as it is  "),
    ],
)
def test_the_text_is_kept_as_it_is(tmp_path: Path, data: bytes, text: str) -> None:
    assert read_text(written(tmp_path, data)).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Talks resume\n\nThe rest.", "Talks resume"),
        ("\n \n\t Talks resume \nThe rest.", "Talks resume"),
        ("w" * 500, "w" * 200),
        ("w" * 199 + " and more", "w" * 199),
    ],
)
def test_the_first_line_with_words_is_the_title(tmp_path: Path, text: str, title: str) -> None:
    article = read_text(written(tmp_path, text.encode()))
    assert article.title == title
    assert article.id == id_from_text(title, text)
    assert article.origin == str(tmp_path / "a.txt")


def test_fields_give_what_a_text_cannot_say(tmp_path: Path) -> None:
    fields = {"id": "talks-1", "title": "Talks", "author": "Ana", "group": "talks"}
    article = read_text(written(tmp_path, b"one"), fields)
    assert (article.id, article.title) == ("talks-1", "Talks")
    assert (article.meta.author, article.meta.group, article.meta.url) == ("Ana", "talks", None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"caf\x81 au lait",
            "is not UTF-8 (see line 1, character 4), and its encoding could not be guessed.",
        ),
        (
            b"\xef\xbb\xbfcaf\xe9",
            "begins as utf-8 but changes to something else in line 1, character 4.",
        ),
        (b"a" * 9000 + b"\0", "is not a text file."),
        (b"", "has no words in it."),
        (b" \n\t\n", "has no words in it."),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    file = written(tmp_path, data)
    with pytest.raises(PostilError) as caught:
        read_text(file)
    assert str(caught.value).startswith(f"{file} {message}")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("kind", "message"),
    [("missing", "does not exist"), ("folder", "is a folder"), ("pipe", "is not a regular file")],
)
def test_what_is_no_file_is_refused(tmp_path: Path, kind: str, message: str) -> None:
    path = tmp_path / "a.txt"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("there are no pipes here")
        os.mkfifo(path)
    with pytest.raises(PostilError, match=message):
        read_text(path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_without_the_right_to_read_it_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, b"one")
    file.chmod(0)
    with pytest.raises(PostilError, match="cannot be read: Permission denied"):
        read_text(file)


def test_a_disk_that_fails_is_told_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, mode: str) -> BinaryIO:
        raise OSError(5, "Input/output error", str(path))

    file = written(tmp_path, b"one")
    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(PostilError, match="cannot be read: Input/output error"):
        read_text(file)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", ["a b.txt", "a\nb.txt", "'a\".txt", "-a.txt", "漢字👍.txt", "*.txt"]
)
def test_a_file_of_any_name_is_read(tmp_path: Path, name: str) -> None:
    article = read_text(written(tmp_path, b"one", name))
    assert (article.text, article.origin) == ("one", str(tmp_path / name))


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(PostilError, match="cannot be read"):
        read_text(Path("a\0b.txt"))


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on this system")
def test_a_name_of_odd_bytes_gives_an_origin_that_can_be_saved(tmp_path: Path) -> None:
    file = written(tmp_path, b"one", os.fsdecode(b"caf\xe9.txt"))
    assert (read_text(file).origin or "").encode().endswith("caf\ufffd.txt".encode())
