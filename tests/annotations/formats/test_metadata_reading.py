"""What a record says besides its text and tags is kept with the article, or named."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.formats import recognised
from annotations.formats.reading import Unread
from tests.annotations.formats.foreign import read

TEXT = "Mara Oss left."
TAG = {"start": 0, "end": 8, "label": "actor"}
LONG = "word " * 500


def brought(tmp_path: Path, **row: Any) -> tuple[list[str], Any]:
    """What is named as unread, and the example."""
    (tmp_path / "a").write_text(json.dumps(row))
    *told, example = read(recognised(tmp_path / "a").name, tmp_path / "a")
    assert all(isinstance(one, Unread) for one in told)
    return [str(one).split("“")[1].split("”")[0] for one in told], example


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ({"headline": "Oss goes", "page": 3, "paid": False},
         {"headline": "Oss goes", "page": "3", "paid": "false"}),
        ({"keywords": ["port", "mayor"], "empty": "", "none": None, "list": []},
         {"keywords": "port, mayor"}),
        ({"meta": {"desk": "Ports"}, "edition": "late"}, {"desk": "Ports", "edition": "late"}),
        ({"meta": "from the archive"}, {"meta": "from the archive"}),
        ({"_input_hash": 3, "_view_id": "ner", "tokens": [{"text": "Mara"}]}, {}),
        ({"more": {"desk": "Ports"}, "page": 3}, {"desk": "Ports", "page": "3"}),
    ],
)  # fmt: skip
def test_other_columns_are_kept(row: dict[str, Any], kept: dict[str, str], tmp_path: Path) -> None:
    told, example = brought(tmp_path, text=TEXT, spans=[TAG], **row)
    assert not told
    assert example.article.meta.more == kept


def test_fields_beside_an_object_of_metadata_count(tmp_path: Path) -> None:
    meta = {"source": "Gazette"}
    told, example = brought(
        tmp_path, text=TEXT, spans=[TAG], meta=meta, source="x", author="Ana", url="https://a.b/c"
    )
    found = example.article.meta
    assert not told
    assert (found.source, found.author, found.url) == ("Gazette", "Ana", "https://a.b/c")
    assert found.more == {}


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"config": {"lang": "en"}}, ["config"]),
        ({"versions": [{"a": 1}, {"b": 2}], "body2": LONG}, ["versions", "body2"]),
        ({"meta": {"desk": "Ports", "camera": {"lens": 3}, "notes": LONG}}, ["camera", "notes"]),
        ({"cats": {"sport": 1}, "score": 0.5, "answer": "maybe"}, ["cats", "score", "answer"]),
    ],
)
def test_what_cannot_be_kept_is_named(
    row: dict[str, Any], named: list[str], tmp_path: Path
) -> None:
    told, example = brought(tmp_path, text=TEXT, spans=[TAG], **row)
    assert told == named
    assert len(example.annotations) == 1


def test_rows_of_tokens_name_what_they_cannot_keep(tmp_path: Path) -> None:
    row = {"tokens": ["Mara"], "ner_tags": ["B-actor"], "config": {"a": 1}, "page": 2}
    told, example = brought(tmp_path, **row)
    assert told == ["config"]
    assert example.article.meta.more == {"page": "2"}
