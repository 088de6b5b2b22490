"""The groups of a library's rows, one after the other, as they are read."""

from collections import deque
from collections.abc import Sequence
from functools import cached_property
from typing import Any, overload

from msgspec import Struct
from msgspec.structs import replace

from annotations.listing import Listed, Query
from annotations.units import Span
from tui.effects import Effect
from tui.listing.rows import Articles, Row, Rows
from tui.reading.order import Walk


class Members(Sequence[Any]):
    """The articles that match a query, to be read; they are looked up when asked for."""

    def __init__(self, source: Articles, query: Query) -> None:
        self._source, self._query = source, query

    @cached_property
    def _count(self) -> int:
        return self._source.listing(self._query, 0, 1).matches

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any | Sequence[Any]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        start, stop, _ = index.indices(len(self))
        rows = self._source.listing(self._query, start, stop - start).rows
        return [self._source.readable(row.id) for row in rows]


class _Stop(Struct, frozen=True):
    """A group, by the place of the row at which it was come by."""

    place: int
    name: str
    members: Sequence[Any]


class ReadArticles(Effect, frozen=True):
    """Have articles read, from one of the group at hand on, with a span of the first one selected.

    Those that were `picked`, by name, stand side by side.
    """

    walk: Walk[Any]
    at: int = 0
    picked: tuple[str, ...] = ()
    span: Span | None = None


class ListWalk:
    """Goes from the group of one row to those of the rows below and above, to each group once.

    The article of that row comes first in its group, then those that follow it there, then those
    before it; other groups are in the order of the list. The articles without a group are one long
    group in the order of the list; there, `first` is the place of that article.
    """

    def __init__(self, source: Articles, query: Query, rows: Rows, place: int) -> None:
        self._source, self._query, self._rows = source, query, rows
        row = rows.row(place)
        assert row is not None
        stop = self._stop(place, row, chosen=True)
        self._stops, self._at = deque([stop]), 0
        self.first = 0
        if not stop.name and isinstance(row, Listed):
            self.first = source.place(replace(query, group=""), row.id) or 0

    @property
    def group(self) -> Sequence[Any]:
        """See `Walk.group`."""
        return self._stops[self._at].members

    def step(self, by: int) -> bool:
        """See `Walk.step`."""
        at = self._at + by
        if not 0 <= at < len(self._stops):
            found = self._beyond(by)
            if found is None:
                return False
            if by > 0:
                self._stops.append(found)
            else:
                self._stops.appendleft(found)
                at = 0
        self._at = at
        return True

    def _beyond(self, by: int) -> _Stop | None:
        """The next group that was not met yet, from the last one met in that direction on."""
        met = {stop.name for stop in self._stops}
        place = self._stops[-1 if by > 0 else 0].place + by
        while len(met) < self._groups and (row := self._rows.row(place)):
            if _group_of(row) not in met:
                return self._stop(place, row)
            place += by
        return None

    @cached_property
    def _groups(self) -> int:
        """How many groups there are, with the one of those without."""
        return len(self._source.groups(self._query)) + 1

    def _stop(self, place: int, row: Row, chosen: bool = False) -> _Stop:
        name = _group_of(row)
        query = replace(self._query, group=name)
        if not name:
            return _Stop(place, name, Members(self._source, query))
        ids = [one.id for one in self._source.listing(query, 0, None).rows]
        at = ids.index(row.id) if chosen and isinstance(row, Listed) and row.id in ids else 0
        readable = map(self._source.readable, (*ids[at:], *ids[:at]))
        return _Stop(place, name, tuple(readable))


def _group_of(row: Row) -> str:
    return (row.group or "") if isinstance(row, Listed) else row.name
