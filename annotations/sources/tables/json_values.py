"""A JSON file of articles, a list of objects or what holds one, as JSON Lines: an object a line."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from annotations.errors import PostilError
from annotations.sources.letters.decoding import decode
from annotations.sources.source import MEGABYTE, Source, read_whole
from annotations.sources.tables.columns import by_name

_MOST_VALUES = 4_000_000  # or commas in its texts
_MOST = 96 * MEGABYTE  # it is held in memory several times over


@dataclass
class JsonLines:
    """A source whose lines are the objects of another one, in their order."""

    inner: Source

    @property
    def name(self) -> str:
        """See `Source.name`."""
        return self.inner.name

    @property
    def path(self) -> Path:
        """See `Source.path`."""
        return self.inner.path

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return self.inner.lasting

    def size(self) -> int:
        """See `Source.size`."""
        return self.inner.size()

    def open(self) -> BinaryIO:
        """See `Source.open`. Raises `PostilError` where it is no JSON, or has no objects."""
        return io.BytesIO(self._lines)

    @cached_property
    def _lines(self) -> bytes:
        text = decode(read_whole(self.inner, _MOST), self.name).text
        if text.count(",") > _MOST_VALUES:
            what = f"{self.name} has more than {_MOST_VALUES:,} values."
            raise PostilError(what, "Save it as JSON Lines.")
        rows = [row for value in self._values(text) for row in _rows(value)]
        if not rows:
            what = f"{self.name} is JSON, but has no list of articles."
            raise PostilError(what, "It should be a list of objects, each with a text.")
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    def _values(self, text: str) -> Iterator[Any]:
        """The JSON values in a text, one behind the other."""
        decoder, place = json.JSONDecoder(parse_constant=lambda _: None), 0
        try:
            while rest := text[place:].lstrip():
                place = len(text) - len(rest)
                value, place = decoder.raw_decode(text, place)
                yield value
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, character {error.colno}"
            what = f"{self.name} is not JSON: {error.msg.removesuffix(' at')} at {where}."
            raise PostilError(what, "Mend it, or save it as JSON Lines.") from None
        except (RecursionError, ValueError) as error:
            raise PostilError(
                f"{self.name} is not JSON: {error}.", "Save it as JSON Lines."
            ) from None


def _rows(value: Any) -> list[dict[str, Any]]:
    """The objects of a value: those of a list, of the one list in an object, or itself."""
    if isinstance(value, list):
        return [row if isinstance(row, dict) else {"": row} for row in value]
    if not isinstance(value, dict) or by_name("text", [*value]) is not None:
        return _by_columns(value) if isinstance(value, dict) else []
    lists = [one for one in value.values() if isinstance(one, list) and _objects(one)]
    return lists[0] if len(lists) == 1 else []


def _by_columns(value: dict[str, Any]) -> list[dict[str, Any]]:
    """An object itself, or its rows where it has a column for each name, as pandas writes."""
    columns = [column for column in value.values() if isinstance(column, dict)]
    if not columns or len(columns) < len(value):
        return [value]
    return [{name: column.get(row) for name, column in value.items()} for row in columns[0]]


def _objects(found: list[Any]) -> bool:
    return bool(found) and all(isinstance(one, dict) for one in found)
