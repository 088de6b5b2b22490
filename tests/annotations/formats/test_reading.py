"""Foreign files: told by shape, mended where that is safe, refused whole where they are cut off."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.extras import adding
from annotations.formats import FORMATS, Request, format_named, recognised
from annotations.formats.reading import Mended, Unplaced
from annotations.sources import source
from tests.annotations.formats.foreign import HEAVY, needed, read, row

READABLE = [name for name in FORMATS if format_named(name).read]


def span(start: int, end: int, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "label": "actor", **fields}


# By shape


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (row(spans=[]), "jsonl"),
        ("\ufeff" + row(), "jsonl"),
        (row(text="x" * 100_000), "jsonl"),
        ('{"id": "a", "sha256": "00", "spans": []}', "jsonl"),
        ("Oran B-PER\nspoke O\n", "conll"),
        ("-DOCSTART- -X- O O\n\nOran NNP B-NP I-PER\n", "conll"),
        ("# a comment\nOran\tS-PER\n\n", "conll"),
        ("article,start,end,label\na,0,4,actor\n", "csv"),
        ('"article";"start";"end";"label"\n', "csv"),
        ("Label,End,Start,Article,Note\n", "csv"),
        ("article\tstart\tend\tlabel\r\n", "tsv"),
        ('{"tokens": ["Oran"], "ner_tags": ["B-PER"]}\n', "hf-jsonl"),
        ('{"text": "the \\"tokens\\" of it"}\n', "jsonl"),
    ],
)
def test_a_file_is_told_by_its_shape_not_its_name(data: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "file.bin").write_text(data, encoding="utf-8")
    assert recognised(tmp_path / "file.bin").name == name


@pytest.mark.parametrize("data", [b"\0" * 99, b"plain words, and more\n", b"[1]", b"PK"])
def test_what_has_no_shape_is_refused_with_the_formats_there_are(
    data: bytes, tmp_path: Path
) -> None:
    (tmp_path / "file.jsonl").write_bytes(data)
    with pytest.raises(PostilError, match="not in a format that postil can read") as caught:
        recognised(tmp_path / "file.jsonl")
    assert "jsonl, conll" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone", "does not exist"), ("folder", "is empty"), ("empty.jsonl", "is empty")],
)
def test_nothing_there_is_said(name: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(PostilError, match=said):
        recognised(tmp_path / name)


def test_a_folder_of_tables_has_one_of_spans(tmp_path: Path) -> None:
    (tmp_path / "documents.jsonl").write_text('{"id": "a", "text": "Oran"}\n', encoding="utf-8")
    with pytest.raises(PostilError, match="has no table of spans"):
        read("csv", tmp_path)


@pytest.mark.parametrize("name", READABLE)
def test_a_file_that_is_cut_off_is_refused_as_a_whole(
    name: str, dataset: Callable[[str], Path]
) -> None:
    file = dataset(name)
    data = file.read_bytes().rstrip(b"\n")
    file.write_bytes(data[:-2] if name == "conll" else data[: -len(data) // 4])
    with pytest.raises(PostilError, match="cannot be read") as caught:
        read(name, file)
    assert "\n" not in str(caught.value)
    assert caught.value.hint == "None of it was imported."


@pytest.mark.parametrize("name", READABLE)
def test_noise_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    needed(name)
    (tmp_path / "noise").write_bytes(b"PAR1" + bytes(range(256)) * 40)
    try:
        found = read(name, tmp_path / "noise")
    except PostilError as error:
        found = [error]
    assert not any(isinstance(one, (Example, Unplaced)) for one in found)
    assert all("\n" not in str(one) for one in found)


@pytest.mark.parametrize(
    "head",
    [
        '"article,start,end,label\n',
        'article,start,"end,label"\n',
        "article,start,end,label,start\n",
        'article,type,"from,to"\n',
    ],
)
def test_a_first_row_that_only_seems_to_name_the_columns_is_refused(
    head: str, tmp_path: Path
) -> None:
    (tmp_path / "links.csv").write_text(head + "a,2,6,actor,7\n")
    (tmp_path / "spans.csv").write_text("article,start,end,label\na,2,6,actor\n")
    with pytest.raises(PostilError, match=r"links\.csv, line \d cannot be read") as caught:
        read("csv", tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("jsonl", b'{"text": "'),
        ("hf-jsonl", b'{"tokens": ["'),
        ("conll", b"Oran B-PER\n"),
        ("csv", b'article,start,end,label\n"'),
    ],
)
def test_a_line_of_ten_gigabytes_is_not_read(
    name: str, head: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LONGEST_LINE", 2**20)
    file = tmp_path / "long"
    with file.open("wb") as out:
        out.write(head)
        out.truncate(10 * 2**30)  # a hole, which takes no room on the disk
    with pytest.raises(PostilError, match=r"line \d is longer than 1 MB"):
        read(name, file)


def test_a_cell_without_an_end_is_not_read_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.formats import table_reading

    monkeypatch.setattr(table_reading, "_LONGEST", 1000)
    lines = ["article,start,end,label", 'a,0,4,"actor', *["word " * 20] * 100, ""]
    (tmp_path / "a.csv").write_text("\n".join(lines))
    with pytest.raises(PostilError, match="field larger than field limit"):
        read("csv", tmp_path / "a.csv")


def test_a_parquet_whose_columns_have_broken_names_is_a_sentence(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    file = tmp_path / "a"
    pyarrow.parquet.write_table(pyarrow.table({"text": ["Oran"], "spans": [[1]]}), file)
    file.write_bytes(file.read_bytes().replace(b"text", b"te\xc3t"))
    with pytest.raises(PostilError, match="cannot be read"):
        read("hf", file)


def test_a_docbin_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed("spacy")
    from annotations.formats.training import docbin_reading

    monkeypatch.setattr(docbin_reading, "_LARGEST", 10 * 2**20)
    (tmp_path / "bomb.spacy").write_bytes(zlib.compress(b"\x8a\xa7version" + bytes(2**26)))
    with pytest.raises(PostilError, match="larger than 10 MB"):
        read("spacy", tmp_path / "bomb.spacy")


@pytest.mark.parametrize(
    ("attrs", "why"),
    [
        ('{"n": ' + "9" * 30 + "}", "more than 64 bits"),
        ('{"n": ' + "[" * 200 + "]" * 200 + "}", "nested deeper"),
        ('"{}"', None),
    ],
)
def test_attributes_that_no_store_could_hold_are_refused(
    attrs: str, why: str | None, tmp_path: Path
) -> None:
    line = row(spans=[span(2, 6)]).replace('"label"', f'"attrs": {attrs}, "label"')
    (tmp_path / "a.jsonl").write_text(line)
    *problems, example = read("jsonl", tmp_path / "a.jsonl")
    assert len(example.annotations) == (why is None)
    assert [why in str(problem) for problem in problems] == ([True] if why else [])


@pytest.mark.parametrize("id", ["../../etc/passwd", "/absolute", "..", "a\0b", "x" * 10_000])
def test_an_id_is_no_path(id: str, tmp_path: Path) -> None:
    from annotations.corpus.importing import bring_in
    from annotations.project import Project

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(row(id=id, spans=[span(2, 6, id=id)]))
    folder = tmp_path / "deep" / "er" / "project"
    brought, problems = bring_in(Project(folder).store, read("jsonl", tmp_path / "in" / "a.jsonl"))
    assert (brought.articles, brought.annotations, problems) == (1, 1, [])
    outside = [f for f in tmp_path.rglob("*") if f.is_file() and folder not in f.parents]
    assert [file.name for file in outside] == ["a.jsonl"]


# Single spans


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("jsonl", row(spans=[span(3, 7, text="Oran"), span(90, 95), span(2, 6, text="Bert")])),
        (
            "csv",
            "article,start,end,label,text\na,3,7,actor,Oran\na,90,95,actor,\na,2,6,actor,Bert\n",
        ),
        ("tsv", "article\tstart\tend\tlabel\ttext\na\t3.0\t7.0\tactor\tOran\na\t1e1\tx\ty\tz\n"),
    ],
)
def test_offsets_are_mended_or_refused_one_by_one(name: str, data: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "spans").write_text(data, encoding="utf-8")
    if name != "jsonl":
        (tmp_path / "data" / "documents.jsonl").write_text(row(), encoding="utf-8")
    found = read(name, tmp_path / "data")
    (example,) = (one for one in found if isinstance(one, Example))
    assert [(a.start, a.end) for a in example.annotations] == [(2, 6)]
    said = [str(one) for one in found if isinstance(one, PostilError)]
    assert all("line " in one for one in said)
    assert sum(isinstance(one, Mended) for one in found) == 1
    assert len(said) == (2 if name == "tsv" else 3)


def test_a_text_that_its_digest_does_not_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row(sha256="0" * 64, spans=[span(2, 6)]))
    note, example = read("jsonl", tmp_path / "a.jsonl")
    assert isinstance(note, Mended)
    assert "does not match its sha256" in str(note)
    assert len(example.annotations) == 1


# Extras


@pytest.mark.parametrize(("name", "module"), HEAVY.items())
def test_a_missing_extra_is_named_before_anything_is_written(
    name: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.formats.format.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=f"{name} needs {module}") as caught:
        format_named(name).export(list, tmp_path / "out")
    assert caught.value.hint == adding(format_named(name).extra)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "asked", "message"),
    [
        ("jsonl", Request(bioes=True), "jsonl has no option --bioes"),
        ("html", Request(text=False), "html has no option --no-text"),
        ("conll", Request(negatives=True), "conll has no option --negatives"),
        ("conll", Request(tokens="bytes"), "conll cannot cut tokens by 'bytes'"),
        ("csv", Request(tokens="words"), "csv has no option --tokens"),
    ],
)
def test_an_option_that_means_nothing_is_refused(
    name: str, asked: Request, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        format_named(name).export(list, tmp_path / "out", request=asked)
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_more_files_than_are_looked_at_is_read_whole(tmp_path: Path) -> None:
    for number in range(1001):
        (tmp_path / f"{number}.jsonl").write_text(f'{{"id": "{number}", "text": "Oran {number}"}}')
    assert recognised(tmp_path).name == "jsonl"
    assert len(read("jsonl", tmp_path)) == 1001
