"""Corpora: columns guessed or as said, rows read where they stand, broken ones named."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.article import Article
from annotations.errors import PostilError, UsageError
from annotations.sources.reading_list import reading_list
from annotations.sources.source import FileSource, HeldSource
from annotations.sources.tables.columns import Wanted, Wordless
from annotations.sources.tables.corpus import Corpus

LONG = "The harbour talks went on until the morning, when the ministers left. " * 5


def corpus(folder: Path, name: str, content: str | bytes, wanted: Wanted | None = None) -> Corpus:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Corpus(FileSource(file), wanted)


def read(found: Corpus) -> list[Article | PostilError]:
    """Every row, each article read again from its place."""
    rows = list(found.rows())
    for line, article in rows:
        if isinstance(article, Article):
            assert found.at(line) == article
    return [article for _, article in rows]


def test_columns_are_guessed_by_their_names(tmp_path: Path) -> None:
    header = "Article ID,Headline,BODY,Publish-Date,Outlet,Byline,Link,Lang,Event,score"
    row = 'a1,Talks,"One, ""two""\nthree",2031-03-04,Gazette,Ana,https://example.org,en,talks,0.5'
    found = corpus(tmp_path, "a.csv", f"{header}\r\n{row}\r\n")
    (article,) = read(found)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.text) == ("a1", "Talks", 'One, "two"\nthree')
    assert article.meta.as_dict() == {
        "source": "Gazette",
        "author": "Ana",
        "published": "2031-03-04",
        "url": "https://example.org",
        "language": "en",
        "group": "talks",
    }
    assert "text from 'BODY', id from 'Article ID', title from 'Headline'" in found.notes[0]
    assert article.origin == f"{tmp_path / 'a.csv'}, line 2"


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_any_delimiter_and_encoding(
    tmp_path: Path, name: str, delimiter: str, encoding: str
) -> None:
    rows = [["text", "title"], ["Café\nMöwe", "Å"], ["“zwei”", "b, c; d"], ["drei", ""]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    found = corpus(tmp_path, name, quoted.encode(encoding))
    articles = [a for a in read(found) if isinstance(a, Article)]
    assert [(a.text, a.title) for a in articles] == [
        ("Café\nMöwe", "Å"),
        ("“zwei”", "b, c; d"),
        ("drei", "drei"),
    ]
    said = {"utf-16": "utf-16", "cp1252": "windows-1252"}.get(encoding, "")
    assert [said in note for note in found.notes] == ([True] if said else [])


def test_columns_as_asked_for_and_as_usual(tmp_path: Path) -> None:
    table = "text,Volltext,event,topic\nno,yes,1,2\n"
    usual = {"text": ("Inhalt", "Volltext"), "group": ()}
    (article,) = read(corpus(tmp_path, "a.csv", table, Wanted(usual=usual)))
    assert isinstance(article, Article)
    assert (article.text, article.meta.group) == ("yes", None)
    asked = {"group": "topic", "text": "text"}
    (article,) = read(corpus(tmp_path, "a.csv", table, Wanted(asked, usual)))
    assert isinstance(article, Article)
    assert (article.text, article.meta.group) == ("no", "2")
    (article,) = read(corpus(tmp_path, "a.csv", table, Wanted({"group": ""})))
    assert isinstance(article, Article)
    assert article.meta.group is None
    with pytest.raises(UsageError, match="has no column 'body'") as caught:
        read(corpus(tmp_path, "a.csv", table, Wanted({"text": "body"})))
    assert "text, Volltext, event, topic" in caught.value.hint


def test_the_longest_texts_serve_where_no_name_fits(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"nr": n, "was": LONG, "wo": "Pellin"}) + "\n" for n in range(3))
    found = corpus(tmp_path, "a.jsonl", lines)
    assert [a.text for a in read(found) if isinstance(a, Article)] == [LONG] * 3
    assert found.columns.by_length
    assert found.notes == (
        f"{tmp_path / 'a.jsonl'} was read with these columns: text from 'was';"
        " kept as extra fields: 'nr', 'wo'.",
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "path,n\na,1\n", "no column of texts; its columns are: path, n."),
        ("a.csv", "\n\n", "has no columns"),
        ("a.csv", "text,title,text\na,b,c\n", "has two columns called 'text'"),
        ("a.csv", '"text\n', "the first row is broken"),
        ("a.csv", b"text\0,title\n", "is not a text file"),
        ("a.csv", b"text,title\na\x81,b\n", "is not UTF-8 (see line 2, character 2)"),
        ("a.jsonl", '{"n": 1}\n', "no column of texts; its columns are: n."),
        ("a.json", "[1, 2", "is not JSON: Expecting ',' delimiter at line 1, character 6."),
        ("a.json", '{"n": {"m": 1},\n"o": []}', "is JSON, but has no list of articles."),
    ],
)
def test_what_is_no_corpus_is_one_sentence(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(PostilError) as caught:
        read(corpus(tmp_path, name, content))
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("name", "content", "line", "more", "message"),
    [
        ("a.csv", "text,n\na,1\nb\nc,3,4\n", 3, 1, "has 1 cell, but there are 2 columns"),
        ("a.csv", 'text,n\na,1\n"b,2\nc,3\n', 3, 0, "is a broken row: unexpected end of data"),
        ("a.csv", 'text,n\n"a"x,1\n', 2, 0, "is a broken row: "),
        ("a.jsonl", '{"text": "a"}\n{"text"\n[]\n', 2, 1, "is not JSON"),
        ("a.jsonl", b'{"text": "a"}\n{"text": "\xff"}\n', 2, 0, "is not in UTF-8: its byte 10"),
    ],
)
def test_a_broken_row_is_named_and_the_others_counted(
    tmp_path: Path, name: str, content: str | bytes, line: int, more: int, message: str
) -> None:
    broken = corpus(tmp_path, name, content).broken()
    assert broken is not None
    assert f"{tmp_path / name}, line {line} {message}" in broken.message
    assert (f"{more} more rows cannot be read" in broken.message) == bool(more)
    assert "Nothing in the file was added" in broken.hint


def test_a_row_without_a_text_breaks_nothing(tmp_path: Path) -> None:
    found = corpus(tmp_path, "a.csv", "text,n\na,1\n ,2\n\nb,3\n")
    first, second, third = read(found)
    assert isinstance(second, Wordless)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert found.broken() is None


def test_lists_and_line_ends(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"text": "a\r\nb\rc", "authors": ["Ana", "Ben"]},
        {"text": "a\r\nb", "spans": []},
    ]
    found = corpus(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
    first, second = read(found)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    # An import moves the offsets of spans instead.
    assert (first.text, second.text) == ("a\nb\nc", "a\nb")
    assert first.meta.author == "Ana, Ben"


def test_very_long_cells_are_read(tmp_path: Path) -> None:
    (article,) = read(corpus(tmp_path, "a.csv", f'text,n\n"{"word " * 100_000}",1\n'))
    assert isinstance(article, Article)
    assert len(article.text) == 500_000


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'\xef\xbb\xbf{"text": "a"}\n{"text": "b"}', ["a", "b"]),
        (b"id;body\n1;a\n2;b\n", ["a", "b"]),
        (b"Plain, simple words.\n", ["Plain, simple words.\n"]),
    ],
)
def test_what_is_piped_in_is_known_by_its_beginning(data: bytes, texts: list[str]) -> None:
    found = reading_list([HeldSource("standard input", data)])
    articles = [reference.read() for reference in found.references]
    assert [article.text for article in articles] == texts
    assert [article.origin for article in articles] == [None] * len(texts)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (['"The ferry \\ud83d left."'], "line 1: an incomplete letter"),
        (['"Well."', '"\\udc00 so"', '"so \\ud800"'], "line 2: an incomplete letter"),
        (['"The \\ud83d\\ude00 left."', '"The caf\\u00e9."'], ""),
    ],
)
def test_halves_of_letters_are_said(tmp_path: Path, rows: list[str], said: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(f'{{"text": {row}}}\n' for row in rows))
    corpus = Corpus(FileSource(file))
    list(corpus.rows())
    assert said in corpus.lost
    assert bool(said) is bool(corpus.lost)
    assert "in 2 lines" in corpus.lost or len(rows) != 3
