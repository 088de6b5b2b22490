"""JSON objects that hold many records: whole columns, as pandas and datasets write them, or a list.

pandas' ways are those of `DataFrame.to_json(orient=...)`: columns, index, split, table; `to_dict`
of both libraries gives lists.
"""

import json
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

TEXTS = ("text", "tokens", "words", "tokenized_text")
"""What a record has that is read; of the last three a list."""
_LISTS = ("data", "rows", "examples", "records", "documents", "articles", "samples", "dataset")
_PART = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{},]', re.DOTALL)
_CLOSED = {b"{": b"}", b"[": b"]"}


def rows_in(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records that an object holds; none where it is no such object, but a record itself.

    What the object says once is said by each. Raises `ValueError` where its columns have different
    numbers of rows.
    """
    if rows := _split(found):
        return rows
    if all(map(str.isdecimal, found)) and _are_records([*found.values()]):
        return [*found.values()]
    if name := _texts(found):
        return _columns(found, name)
    lists = [name for name in _LISTS if _are_records(found.get(name))]
    if len(lists) != 1:
        return []
    once = {key: value for key, value in found.items() if key not in (*lists, "schema")}
    return [{**once, **row} for row in found[lists[0]]]


def may_hold(starts: Mapping[str, bytes]) -> bool:
    """Whether an object may hold records, by how the value of each key begins."""
    if name := _texts(starts):
        return starts[name].startswith((b"{", b"[" if name == "text" else b"[["))
    listed = any(starts.get(key, b"").startswith(b"[") for key in _LISTS)
    return listed or (bool(starts) and all(map(str.isdecimal, starts)))


def keys_of_rows(head: bytes) -> frozenset[str]:
    """The keys of the first record that an object holds, by how it begins; none if it is none."""
    found = _begun(head)
    if isinstance(found, dict):
        if isinstance(names := found.get("columns"), list):
            return frozenset(map(str, names))
        with suppress(ValueError):  # of columns the last are not in it
            return frozenset(key for row in rows_in(found)[:1] for key in row)
    return frozenset()


def _split(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of values below the names of their columns."""
    names, data = found.get("columns"), found.get("data")
    if not (isinstance(names, list) and isinstance(data, list) and data):
        return []
    if not all(isinstance(row, list) and len(row) == len(names) for row in data):
        return []
    return [dict(zip(map(str, names), row, strict=True)) for row in data]


def _columns(found: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """A row for each value of the columns, of which one has the texts or tokens."""
    first = found[name]
    if isinstance(first, dict) and first and all(isinstance(c, dict) for c in found.values()):
        return [{key: column.get(row) for key, column in found.items()} for row in first]
    if not _is_column(name, first):
        return []
    columns = {key: one for key, one in found.items() if _is_one_of(one, len(first))}
    if other := next((key for key, one in columns.items() if len(one) != len(first)), ""):
        what = f"{name} has {len(first)} rows and {other} has {len(columns[other])}"
        raise ValueError(what)
    once = {key: value for key, value in found.items() if key not in columns}
    return [
        {**once, **dict(zip(columns, row, strict=True))}
        for row in zip(*columns.values(), strict=True)
    ]


def _texts(found: Collection[str]) -> str:
    """The key of what is read of a record; empty for none."""
    return next((name for name in TEXTS if name in found), "")


def _is_one_of(column: Any, rows: int) -> bool:
    """Whether a value belongs to the rows one by one, and not to all of them."""
    if not isinstance(column, list):
        return False
    return len(column) == rows or any(isinstance(one, (list, dict)) for one in column)


def _is_column(name: str, value: Any) -> bool:
    """Whether a list has a text or tokens for each row, and is not one text's tokens."""
    if not isinstance(value, list) or not value:
        return False
    if name == "text":
        return all(isinstance(one, str) for one in value) and any(" " in one for one in value)
    return all(isinstance(one, list) for one in value)


def _are_records(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else None
    return isinstance(first, dict) and any(name in first for name in TEXTS)


def _begun(head: bytes) -> Any:
    """What the beginning of a file says up to its last comma, `None` where that is no JSON."""
    open_, cut, closing = list[bytes](), 0, b""
    for match in _PART.finditer(head):
        sign = match[0]
        if sign in _CLOSED:
            open_.append(_CLOSED[sign])
        elif sign in b"]}":
            if not open_:
                break
            open_.pop()
            if not open_:
                cut, closing = match.end(), b""
                break
        elif sign == b",":
            cut, closing = match.start(), b"".join(reversed(open_))
    try:
        return json.loads((head[:cut] + closing).decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
