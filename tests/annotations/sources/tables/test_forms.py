"""What a file is: by its ending, and by its beginning where the ending says nothing or lies."""

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.sources.folder import is_litter
from annotations.sources.reading_list import reading_list
from annotations.sources.source import HeldSource

TEXTS = ["The pier at Sallow Head opens on Friday.", "Crews said: “Not yet,”\nand left."]
ROWS = [{"title": "One", "text": TEXTS[0]}, {"title": "Two", "text": TEXTS[1]}]
LINES = "".join(json.dumps(row) + "\n" for row in ROWS)
CELLS = f'title{{0}}text\nOne{{0}}{TEXTS[0]}\nTwo{{0}}"{TEXTS[1]}"\n'
SHAPES = {
    "lines": LINES,
    "a list": json.dumps(ROWS, indent=1),
    "a list on one line": json.dumps(ROWS),
    "a list in an object": json.dumps({"status": "ok", "total": 2, "articles": ROWS}, indent=2),
    "a list in an object on one line": json.dumps({"status": "ok", "articles": ROWS}) + "\n",
    "objects over several lines": "\n".join(json.dumps(row, indent=2) for row in ROWS),
    "columns of pandas": json.dumps(
        {name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in ("title", "text")}
    ),
    "tabs": CELLS.format("\t"),
    "semicolons": CELLS.format(";"),
}


def texts(path: Path | HeldSource) -> list[str]:
    return [reference.read().text for reference in reading_list([path]).references]


@pytest.mark.parametrize("name", ["a", "a.foo", "a.json", "a.jsonl", "a.txt", "a.csv"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_corpus_is_one_whatever_it_is_called(tmp_path: Path, shape: str, name: str) -> None:
    told_by_ending = shape in ("tabs", "semicolons") and name in ("a.json", "a.jsonl")
    if told_by_ending or (shape == "semicolons" and name == "a.txt"):
        pytest.skip("a table with an ending that says otherwise is refused, or is a text")
    (tmp_path / name).write_text(SHAPES[shape], encoding="utf-8")
    assert texts(tmp_path / name) == TEXTS


@pytest.mark.parametrize("shape", SHAPES)
def test_a_corpus_that_is_piped_in_is_one(shape: str) -> None:
    assert texts(HeldSource("standard input", SHAPES[shape].encode())) == TEXTS


@pytest.mark.parametrize("ending", [".ndjson", ".tab", ".tsv"])
def test_other_endings_of_corpora(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_text(SHAPES["lines" if ending == ".ndjson" else "tabs"], encoding="utf-8")
    assert texts(file) == TEXTS
    assert texts(tmp_path) == TEXTS


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_what_windows_writes_is_read(tmp_path: Path, name: str) -> None:
    shape = SHAPES["lines" if name == "a.jsonl" else "tabs"]
    (tmp_path / name).write_bytes(shape.replace("\n", "\r\n").encode("utf-16"))
    assert [text.replace("\r\n", "\n") for text in texts(tmp_path / name)] == TEXTS


@pytest.mark.parametrize(
    "text",
    [
        "[Updated] The pier opens.\n",
        "[{sic}] he wrote\n",
        "{curly} words\n",
        "Text, or story; content | body\nand more of it\n",
        "Title\ttext\nOnly one\n",
        '"Quoted," he said; "text"\n',
    ],
)
@pytest.mark.parametrize("name", ["a", "a.txt"])
def test_prose_is_prose(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / name).write_text(text)
    assert texts(tmp_path / name) == [text]


@pytest.mark.parametrize(
    ("pack", "ending"),
    [(gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz")],
)
def test_what_is_compressed_is_read(
    tmp_path: Path, pack: Callable[[bytes], bytes], ending: str
) -> None:
    data = pack(LINES.encode())
    (tmp_path / f"a.jsonl{ending}").write_bytes(data)
    assert texts(tmp_path / f"a.jsonl{ending}") == TEXTS
    assert texts(tmp_path) == TEXTS
    assert texts(HeldSource("standard input", data)) == TEXTS
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(TEXTS[0].encode()))
    assert texts(tmp_path / "b.txt.gz") == TEXTS[:1]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv.gz", gzip.compress(LINES.encode(), mtime=0)[:-20], "cannot be unpacked"),
        ("a.gz", b"plain words", "is packed in a way that postil cannot read"),
        ("a.gz", gzip.compress(gzip.compress(b"words", mtime=0), mtime=0), "is packed twice"),
        (
            "a.tar.gz",
            gzip.compress(b"words", mtime=0),
            "is a tar archive, which postil cannot read",
        ),
        ("a", b"7z\xbc\xaf\x27\x1c....", "is a 7z archive, which"),
        ("a.txt", b"{\\rtf1 words}", "is RTF, which"),
        ("feed.xml", b"<?xml version='1.0'?><rss><item/></rss>", "is XML, which"),
        ("a.json", b"[]", "has no list of articles"),
        ("a.json", b'"words"', "has no list of articles"),
        ("a.csv", b"text,title\n", "has no rows"),
        ("a.csv", b"n,m\n", "has no rows"),
        ("a.tsv", b"\n\n", "has no columns"),
    ],
)
def test_what_is_not_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PostilError, match=message):
        reading_list([tmp_path / name])


def test_json_in_a_folder_is_no_article_of_raw_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LINES)
    (tmp_path / "b.txt").write_text("Words.")
    found = reading_list([tmp_path])
    assert [reference.read().text for reference in found.references] == ["Words."]
    assert found.notices[0].startswith(f"{tmp_path / 'a.txt'} is JSON")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("sep=;\ntext;n\na, b;1\n", [("a, b", 3)]),
        ('"sep=|"\r\ntext|n\r\na;b|1\r\n', [("a;b", 3)]),
        ("\n\ntext,n\na,1\n", [("a", 4)]),
        ('"text",\n"a",\n\n"b",\n', [("a", 2), ("b", 4)]),
        ("text,n\na,1,,\nb,2,\n", [("a", 2), ("b", 3)]),
        ('text;"many\nlines"\n"a\nb";1\nc;2\n', [("a\nb", 3), ("c", 5)]),
        ("text;note, long\na, b, c;1\nd;2\n", [("a, b, c", 2), ("d", 3)]),
        ('text\tn\n"Not yet," she said\t1\nb\t2\n', [('"Not yet," she said', 2), ("b", 3)]),
        ("text\nOne, two\nthree\n", [("One, two", 2), ("three", 3)]),
    ],
)
def test_tables_as_programs_write_them(
    tmp_path: Path, table: str, rows: list[tuple[str, int]]
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(table.encode())
    found = [reference.read() for reference in reading_list([file]).references]
    assert [(article.text, article.origin) for article in found] == [
        (text, f"{file}, line {line}") for text, line in rows
    ]


def test_a_column_whose_name_has_a_line_break_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b'"whole\r\nstory",n\r\nWords.,1\r\n')
    found = reading_list([file], {"text": ["whole\r\nstory"]})
    assert [reference.read().text for reference in found.references] == ["Words."]


def test_rows_that_cannot_be_are_named_by_their_line(tmp_path: Path) -> None:
    rows = b"".join(b"a%d,1\n" % number for number in range(2_000))
    (tmp_path / "a.csv").write_bytes(b"text,n\n" + rows + b"b\0b,2\nc,3,4\n\nd,5\n")
    found = reading_list([tmp_path / "a.csv"])
    assert len(found.references) == 2_001
    assert [notice.split(", line ")[1] for notice in found.notices if ", line " in notice] == [
        "2002 contains a NUL character, which text never does. Remove it.",
        "2003 has 3 cells, but there are 2 columns."
        " Correct that row, or save the table as CSV again.",
    ]


def test_a_bad_byte_in_a_table_is_named_and_its_other_letters_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("text,n\nMöwen über Fähren,1\n".encode() + b"caf\xe9,2\nlast,3\n")
    found = reading_list([file])
    read = [reference.read().text for reference in found.references]
    assert read == ["Möwen über Fähren", "caf\ufffd", "last"]
    assert found.notices[0].startswith(f"1 byte of {file} is not utf-8 (in line 3, character 4")


@pytest.mark.parametrize(
    ("name", "litter"),
    [
        ("~$report.docx", True),
        (".~lock.report.odt#", True),
        ("#report.txt#", True),
        ("report.txt~", True),
        (".report.txt.swp", True),
        ("__MACOSX", True),
        ("~report.txt", False),
        ("$report#.txt", False),
    ],
)
def test_what_programs_leave_beside_open_files_is_passed_over(
    tmp_path: Path, name: str, litter: bool
) -> None:
    assert is_litter(name) == litter
    (tmp_path / name).write_text("Words of a lock.")
    (tmp_path / "a.txt").write_text("Words.")
    assert len(texts(tmp_path)) == (1 if litter else 2)


def test_what_news_services_send_has_its_place(tmp_path: Path) -> None:
    said = {
        "source": {"id": None, "name": "The Sallow Wire"},
        "author": [{"name": "Ana Verrin"}, "Tomas Oran"],
        "title": "Pier opens",
        "publishedAt": "2034-11-09T06:15:00Z",
        "articleBody": TEXTS[0],
    }
    (tmp_path / "news.json").write_text(json.dumps({"status": "ok", "articles": [said]}))
    (article,) = (one.read() for one in reading_list([tmp_path / "news.json"]).references)
    assert article.text == TEXTS[0]
    assert article.meta.source == "The Sallow Wire"
    assert article.meta.author == "Ana Verrin, Tomas Oran"
    assert article.meta.published == "2034-11-09T06:15:00Z"
