"""An article's file as it is written: rows kept as their bytes, put together anew for each save."""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any

import msgspec

from annotations.store.shape import Tables, exact

TAGS, SUGGESTIONS, REVIEW = "annotations", "suggestions", "review"
TABLES = (TAGS, SUGGESTIONS, REVIEW)
_BY_KEY = ("links", "decisions", "codes")
_ROWS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_BEFORE, _AFTER = b'{\n "": {\n', b"\n }\n}"


class Row(msgspec.Struct, frozen=True):
    """A document as it stands in a file, behind its id; `place` is what sorts it there."""

    place: tuple[int, int, str]
    line: bytes

    @property
    def document(self) -> dict[str, Any]:
        """Its fields."""
        fields: dict[str, Any] = msgspec.json.decode(b"{" + self.line + b"}")[self.place[2]]
        return fields


def encoded(tables: Mapping[str, Mapping[str, Mapping[str, Any] | Row]]) -> bytes:
    """The tables as JSON, one field a line, annotations in the order of the text."""
    return put_together(in_order(tables))


def in_order(tables: Mapping[str, Mapping[str, Mapping[str, Any] | Row]]) -> Tables:
    """The tables as they are written: annotations as rows, in the order of the text."""
    names = dict.fromkeys((*tables, *(name for name in (TAGS, "links") if name not in tables)))
    ordered: dict[str, Any] = {}
    for name in names:
        table = tables.get(name, {})
        if name in TABLES:
            rows = [one if isinstance(one, Row) else _row(id, one) for id, one in table.items()]
            rows.sort(key=_place)
            ordered[name] = dict(zip(map(_id, map(_place, rows)), rows, strict=True))
        else:
            ordered[name] = dict(sorted(table.items())) if name in _BY_KEY else table
    return ordered


def put_together(tables: Tables) -> bytes:
    """Tables that are `in_order` as JSON, copied once: they may be megabytes."""
    parts = [b"{\n"]
    for name, table in tables.items():
        parts += _table(name, table)
        parts.append(b",\n")
    parts[-1] = b"\n}\n"
    return b"".join(parts)


def tables_of(data: bytes) -> Tables | None:
    """The tables in a file's bytes, of annotations the rows; `None` where it is not just so.

    Its whole shape is looked at, and nothing but what postil writes itself, to the byte, is taken.
    """
    found = exact(data)
    if found is None:
        return None
    tables: dict[str, Any] = {}
    for name, raw in _ROWS.decode(data).items():
        if name in TABLES:
            tables[name] = dict(_read(raw, getattr(found, name)))
        else:
            tables[name] = msgspec.json.decode(raw)
    return tables if encoded(tables) == data else None


def _read(table: msgspec.Raw, known: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    for id, raw in _ROWS.decode(table).items():
        line = b"  %b: %b" % (msgspec.json.encode(id), bytes(raw))
        yield id, Row((known[id].start, known[id].end, id), line)


def _table(name: str, table: Mapping[str, Any]) -> Iterable[bytes]:
    if name in TABLES and table:
        lines = [b",\n"] * (2 * len(table) - 1)
        lines[::2] = map(_line, table.values())
        return [b" %b: {\n" % msgspec.json.encode(name), *lines, b"\n }"]
    return [msgspec.json.format(msgspec.json.encode({name: table}), indent=1)[2:-2]]


def _row(id: str, document: Mapping[str, Any]) -> Row:
    nested = msgspec.json.format(msgspec.json.encode({"": {id: document}}), indent=1)
    return Row((document["start"], document["end"], id), nested[len(_BEFORE) : -len(_AFTER)])


_place, _line, _id = attrgetter("place"), attrgetter("line"), itemgetter(2)
