"""JSON that is no list of records and no lines: whole columns, rows by number, laid-out objects."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import recognised
from annotations.formats.json_records import keys_in, records
from tests.annotations.formats.foreign import read

TEXTS: list[dict[str, Any]] = [
    {"text": "Aase Nøst 👍 left Tarn.", "label": [[0, 9, "who"], [17, 21, "where"]], "lang": "nb"},
    {"text": "Nobody stayed.", "label": [], "lang": "en"},
]
TOKENS: list[dict[str, Any]] = [
    {"tokens": ["Aase", "Nøst", "left", "Tarn"], "tags": ["B-who", "I-who", "O", "B-where"]},
    {"tokens": ["Nobody", "stayed"], "tags": ["O", "O"]},
]
SAID = {("Aase Nøst", "who"), ("Tarn", "where")}


def _columns(rows: list[dict[str, Any]]) -> Any:
    return {name: [row[name] for row in rows] for name in rows[0]}


def _by_number(rows: list[dict[str, Any]]) -> Any:
    return {name: {str(n): row[name] for n, row in enumerate(rows)} for name in rows[0]}


def _split(rows: list[dict[str, Any]]) -> Any:
    values = [list(row.values()) for row in rows]
    return {"columns": [*rows[0]], "index": [*range(len(rows))], "data": values}


WAYS: dict[str, Any] = {
    "list": _columns,
    "columns": _by_number,
    "split": _split,
    "index": lambda rows: {str(number): row for number, row in enumerate(rows)},
    "table": lambda rows: {"schema": {"fields": [{"name": "text"}]}, "data": rows},
    "rows": lambda rows: {"rows": rows},
    "records": lambda rows: rows,
}
"""What pandas calls these ways to lay out a table."""


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("rows", "name"), [(TEXTS, "jsonl"), (TOKENS, "hf-jsonl")])
def test_a_table_is_read_in_whatever_way_it_is_laid_out(
    rows: list[dict[str, Any]], name: str, way: str, indent: int | None, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(WAYS[way](rows), indent=indent), "utf-8")
    assert keys_in(file.read_bytes()) == rows[0].keys()
    chosen = recognised(file)
    assert chosen.name in (name, "doccano")
    found = read(chosen.name, file)
    assert len(found) == 2
    said = {(one.article.text[a.start : a.end], a.label) for one in found for a in one.annotations}
    assert said == SAID


def test_what_a_table_says_once_is_said_of_each_row(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    once = {"split": "test", "scores": [0.5, 0.75, 1]}
    file.write_text(json.dumps({**_columns(TOKENS), **once}))
    found = read("hf-jsonl", file)
    told = [str(one) for one in found if isinstance(one, PostilError)]
    assert ["\u201cscores\u201d was not read" in one for one in told] == [True, True]
    kept = [one.article.meta.more for one in found if isinstance(one, Example)]
    assert kept == [{"split": "test"}] * 2


@pytest.mark.parametrize("way", ["list", "split"])
def test_a_table_that_is_longer_than_what_is_looked_at_is_recognised(
    way: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(WAYS[way](TOKENS * 3000)))
    assert file.stat().st_size > 150_000
    assert recognised(file).name == "hf-jsonl"
    assert len(list(records(file))) == 6000


def test_columns_of_different_lengths_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**_columns(TOKENS), "tags": [["O"] * 4]}))
    with pytest.raises(PostilError, match="tokens has 2 rows and tags has 1"):
        read("hf-jsonl", file)


def test_the_tokens_of_one_text_are_no_column_of_texts(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"text": TOKENS[0]["tokens"], "tags": TOKENS[0]["tags"]}))
    (wrong,) = read("jsonl", file)
    assert "no text" in str(wrong)


@pytest.mark.parametrize("between", ["\n", "", "\n\n  "])
def test_laid_out_objects_are_read_one_behind_the_other(between: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(between.join(json.dumps(row, indent=4) for row in TEXTS), "utf-8")
    found = read(recognised(file).name, file)
    assert [len(one.annotations) for one in found] == [2, 0]
    assert found[1].article.origin == f"{file}, object 2"


def test_a_laid_out_object_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(TEXTS[0], indent=2)[:-3])
    with pytest.raises(PostilError, match="is not JSON"):
        read("jsonl", file)


@pytest.mark.parametrize(
    "lines",
    [
        '{"text": "Tarn is far."}\n{"text": "Tarn is near."}\n',
        '{"text": "Tarn is far."}\r\n{"text": "Tarn is near."}\r\n',
        '{"text": "Tarn is far.",\n{"text": "Tarn is near."}\n',
    ],
)
def test_lines_stay_lines(lines: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines, newline="")
    assert [where for where, _ in records(file)] == [f"{file}, line 1", f"{file}, line 2"]


NUMBERED = {"tokens": [["Aase", "left", "Tarn"]], "tags": [[1, 0, 2]]}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("label.json", '{"O": 0, "B-who": 1, "B-where": 2}'),
        ("label2id.json", '{"B-where": 2, "O": 0, "B-who": 1}'),
        ("id2label.json", '{"0": "O", "1": "B-who", "2": "B-where"}'),
        ("labels.json", '["O", "B-who", "B-where"]'),
        ("labels.txt", "O\r\nB-who\nB-where\n"),
        ("../label.json", '{"O": 0, "B-who": 1, "B-where": 2}'),
    ],
)
@pytest.mark.parametrize("alone", [False, True])
def test_the_names_of_numbers_stand_in_a_file_beside_them(
    name: str, said: str, alone: bool, tmp_path: Path
) -> None:
    folder = tmp_path / "set" / "dataset"
    folder.mkdir(parents=True)
    (folder / "train.json").write_text(json.dumps(NUMBERED))
    (folder / name).write_text(said)
    asked = folder / "train.json" if alone else folder
    assert recognised(asked).name == "hf-jsonl"
    (found,) = read("hf-jsonl", asked)
    assert [tag.label for tag in found.annotations] == ["who", "where"]


@pytest.mark.parametrize("said", ['{"O": 0, "B-who": 2}', '{"O": {}}', "[1, 2]", "{", "3", "[]"])
def test_a_file_of_names_with_gaps_names_nothing(said: str, tmp_path: Path) -> None:
    (tmp_path / "train.json").write_text(json.dumps(NUMBERED))
    (tmp_path / "label.json").write_text(said)
    with pytest.raises(PostilError, match="no names for them"):
        read("hf-jsonl", tmp_path)
