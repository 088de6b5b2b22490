"""Rows of a file are kept as they are written, where all of it is as postil writes it."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.store.written import TABLES, Row, encoded, tables_of

ARTICLE = {
    "id": "harbour",
    "title": "Harbour",
    "digest": "0" * 64,
    "schema": 1,
    "length": 99,
    "more": {"desk": "north"},
}


def tag(start: int, **more: Any) -> dict[str, Any]:
    """The document of a tag at an offset."""
    return {
        "start": start,
        "end": start + 4,
        "label": "actor",
        "annotator": "ana",
        "attrs": {},
        "note": "",
        "created": "2031-01-01T00:00:00Z",
        "updated": "2031-01-01T00:00:00Z",
        "text": "Oran",
        "prefix": "",
        "suffix": "",
        **more,
    }


def ids(found: Any) -> dict[str, Any]:
    """Documents with the id in each, as files have it."""
    return {id: {"id": id, **document} for id, document in found.items()}


def plainly(tables: dict[str, Any]) -> bytes:
    """The tables as JSON, all of it made anew."""
    ordered = {
        name: dict(sorted(table.items(), key=lambda one: (one[1]["start"], one[1]["end"], one[0])))
        if name in TABLES
        else table
        for name, table in tables.items()
    }
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


words = st.text(max_size=12)
tags = st.dictionaries(words, st.builds(tag, st.integers(0, 90), note=words), max_size=5).map(ids)


@given(tags, tags, tags)
def test_a_file_is_the_same_to_the_byte_whether_its_rows_are_kept_or_made_anew(
    here: dict[str, Any], suggested: dict[str, Any], more: dict[str, Any]
) -> None:
    tables = {
        "article": {"0": ARTICLE},
        "annotations": here,
        "later": {"x": {"y": [1, {}]}},
        "suggestions": suggested,
        "links": {},
    }
    data = encoded(tables)
    assert data == plainly(tables)
    kept = tables_of(data)
    assert kept is not None
    assert all(isinstance(row, Row) for name in TABLES for row in kept.get(name, {}).values())
    assert {id: row.document for id, row in kept["annotations"].items()} == here
    fewer = dict(list(here.items())[1:])
    among = {id: kept["annotations"][id] for id in reversed(fewer)} | more
    assert encoded({**kept, "annotations": among}) == plainly(
        {**tables, "annotations": fewer | more}
    )


DATA = encoded({"article": {"0": ARTICLE}, "annotations": ids({"a": tag(1), "b": tag(5)})})


@pytest.mark.parametrize(
    "data",
    [
        DATA.replace(b"\n   ", b"\n    "),
        json.dumps(json.loads(DATA)).encode(),
        DATA.replace(b'"note": ""', b'"note": "", "later": 1'),
        DATA.replace(b'"start": 1,', b'"start": 9,'),
        DATA.replace(b'"b": {', b'"a": {'),
        DATA.replace(b'"text": "Oran"', b'"text": "\xff"'),
        DATA.replace(b'"start": 1,', b'"start": "1",'),
        DATA[:-9],
        b"",
        b"[]",
    ],
)
def test_of_a_file_that_is_not_just_as_it_is_written_no_row_is_kept(data: bytes) -> None:
    assert data != DATA
    assert tables_of(data) is None


def test_a_file_of_the_store_has_its_rows_kept(file: Path) -> None:
    assert tables_of(file.read_bytes()) is not None
