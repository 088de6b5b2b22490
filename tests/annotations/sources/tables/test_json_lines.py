"""JSONL files of articles: what each field becomes, and what is said of lines that are none."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.article import Article, Metadata, id_from_text
from annotations.errors import PostilError
from annotations.sources.source import FileSource
from annotations.sources.tables.corpus import Corpus
from annotations.sources.tables.json_lines import article_from, is_line, objects, place


def read(file: Path) -> list[Article | PostilError]:
    """Every line's article, read again from its place, or what is wrong with it."""
    found: list[Article | PostilError] = []
    for line, object in objects(file):
        try:
            if isinstance(object, PostilError):
                raise object
            article = article_from(object, place(file, line.number))
            assert article == Corpus(FileSource(file)).at(line)
            found.append(article)
        except PostilError as error:
            found.append(error)
    return found


def test_every_field_has_its_place(tmp_path: Path) -> None:
    meta = {
        "source": "Gazette",
        "author": "Ana",
        "published": "2031-03-04",
        "url": "https://example.org/1",
        "language": "en",
        "group": "talks",
    }
    flat = {"id": "1", "title": "Talks", "text": "one\ntwo", **meta}
    nested = {"id": "1", "title": "Talks", "text": "one\ntwo", "meta": meta, "spans": []}
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps(flat)}\n\n{json.dumps(nested)}\n", encoding="utf-8")
    first, second = (
        Article("1", "Talks", "one\ntwo", Metadata(**meta), f"{file}, line {number}")
        for number in (1, 3)
    )
    assert read(file) == [first, second]


@pytest.mark.parametrize(
    ("given", "id", "title", "author"),
    [
        ({"text": "Talks\nresume"}, id_from_text("Talks", "Talks\nresume"), "Talks", None),
        ({"text": "x", "id": 7, "title": "T"}, "7", "T", None),
        ({"text": "x", "id": " ", "title": ""}, id_from_text("x", "x"), "x", None),
        ({"text": "x", "id": "i", "author": ["Ana", 0, "Ben"]}, "i", "x", "Ana, 0, Ben"),
        ({"text": "x", "id": "i", "author": {"name": "Ana"}}, "i", "x", "Ana"),
        ({"text": "x", "id": "i", "author": float("nan")}, "i", "x", None),
        ({"text": "x", "id": "i", "author": " Ana "}, "i", "x", "Ana"),
    ],
)
def test_only_the_text_is_needed(
    tmp_path: Path, given: dict[str, Any], id: str, title: str, author: str | None
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(given), encoding="utf-8")
    (article,) = read(file)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.meta.author) == (id, title, author)


def test_halves_of_surrogate_pairs_are_replaced_one_for_one(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(r'{"text": "a\ud800b \ud83d\ude00", "author": "\udfff"}', encoding="utf-8")
    (article,) = read(file)
    assert isinstance(article, Article)
    assert article.text == "a\ufffdb 😀"
    assert article.meta.author == "\ufffd"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "line 2 is not JSON"),
        (b'{"text": "a"}\r{"text": "b"}', "line 2 continues after a carriage return"),
        (b"[" * 100_000, "line 2 is nested too deeply"),
        (b"[1]", "line 2 is not an object"),
        (b'{"title": "x"}', "line 2 has no text"),
        (b'{"text": " "}', "line 2 has no text"),
        (b'{"text": 5}', "line 2 has no text"),
        (b'{"text": "caf\xe9"}', "line 2 is not in UTF-8: its byte 13"),
        (b'{"text": "\0"}', "line 2 is not JSON"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "line 2 has a number with too many digits"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(
    tmp_path: Path, line: bytes, message: str
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"text": "one"}\r\n' + line + b'\n{"text": "three"}')
    first, error, third = read(file)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert (first.text, third.text) == ("one", "three")
    assert isinstance(error, PostilError)
    assert message in error.message
    assert error.hint


def test_a_file_in_utf_16_is_refused_once(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes('{"text": "one"}\n{"text": "two"}\n'.encode("utf-16"))
    with pytest.raises(PostilError, match="is in UTF-16"):
        list(objects(file))


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "one"}\n{"text": "two"}\n')
    lines = objects(file)
    assert next(lines)[1] == {"text": "one"}
    lines.close()


def test_an_origin_tells_whether_it_is_a_line() -> None:
    assert is_line(place(Path("a.jsonl"), 3))
    assert not is_line("notes, line by line.txt")
