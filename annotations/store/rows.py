"""Rows of articles in a table: a window of those that match, where one stands, groups, counts."""

import threading
import weakref
from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict, replace

from annotations.listing import Group, Listed, Listing, Query, Totals
from annotations.store import index_table as table

if TYPE_CHECKING:
    import sqlite3

_ORDERS = 4


class Rows:
    """Answers what lists ask of a table of articles; any thread may ask at any time."""

    first = "id"
    """The column that articles come by which are equal otherwise."""

    def __init__(self) -> None:
        self._turn = threading.RLock()
        # The keys of the last queries, in order: sorting them is most of what a window costs.
        self._orders: dict[Query, array[int]] = {}

    @property
    def _database(self) -> "sqlite3.Connection":
        raise NotImplementedError

    def listing(self, query: Query, offset: int = 0, limit: int | None = None) -> Listing:
        """The window of `limit` articles from `offset` of those that match, and how many do."""
        with self._turn:
            if offset or query in self._orders:
                keys = self._order(query)
                end = len(keys) if limit is None else offset + limit
                rows = (self._rows("where key = ?", key)[0] for key in keys[offset:end])
                return Listing(tuple(rows), len(keys))
            where, values = table.conditions(query)
            order = table.ordered(query, self.first)
            # Only keys are sorted: whole rows would be carried along.
            first = f"select key from article {where} {order} limit ?"
            most = -1 if limit is None else limit
            found = self._rows(f"where key in ({first}) {order}", *values, most)
            return Listing(found, self._value(f"select count(*) from article {where}", *values))

    def place(self, query: Query, id: str) -> int | None:
        """Where an article stands among those that match, from 0; `None` where it is not."""
        with self._turn:
            key = self._key(id)
            try:
                return None if key is None else self._order(query).index(key)
            except ValueError:
                return None

    def groups(self, query: Query) -> tuple[Group, ...]:
        """The groups of the articles that match, by name, or by what comes first in them."""
        with self._turn:
            sql, values = table.grouped(query, self.first)
            return tuple(Group(*row[:4]) for row in self._database.execute(sql, values) if row[0])

    def totals(self) -> Totals:
        """The counts of all articles together."""
        with self._turn:
            return table.totals(self._database)

    def _key(self, id: str) -> int | None:
        sql = "select key from article where id = ?"
        found = self._database.execute(sql, (table.bindable(id),)).fetchone()
        return int(found[0]) if found else None

    def _order(self, query: Query) -> "array[int]":
        """The keys of the articles that match, in order."""
        keys = self._orders.get(query)
        if keys is None:
            where, values = table.conditions(query)
            sql = f"select key from article {where} {table.ordered(query, self.first)}"
            keys = array("q", (key for (key,) in self._database.execute(sql, values)))
            if len(self._orders) >= _ORDERS:
                self._orders.pop(next(iter(self._orders)))
            self._orders[query] = keys
        return keys

    def _rows(self, rest: str, *values: Any) -> tuple[Listed, ...]:
        with self._turn:
            return tuple(table.select(self._database, rest, values))

    def _value(self, sql: str, *values: Any) -> int:
        with self._turn:
            ((value,),) = self._database.execute(sql, values)
            return int(value)


class GivenRows(Rows):
    """The rows of articles that are given, in the order in which they are."""

    first = "key"

    def __init__(self, given: Sequence[Listed]) -> None:
        from annotations.store.snapshot import connected  # late: a project has no need of it

        super().__init__()
        self._given = given
        self._keys = {row.id: key for key, row in enumerate(given)}
        self._held = connected()
        weakref.finalize(self, self._held.close)
        self._held.executescript(table.SCHEMA)
        sums = table.Sums()
        with self._held:
            self._held.execute("begin")
            for key, row in enumerate(given):
                sums.update(table.parts(row))
                try:
                    table.put(self._held, key, None, row)
                except UnicodeEncodeError:
                    table.put(self._held, key, None, _bindable(row))
            table.add(self._held, sums)

    @property
    def _database(self) -> "sqlite3.Connection":
        return self._held

    def listing(self, query: Query, offset: int = 0, limit: int | None = None) -> Listing:
        """See `Rows.listing`; the rows are those that were given."""
        with self._turn:
            keys = self._order(query)
            end = len(keys) if limit is None else offset + limit
            return Listing(tuple(self._given[key] for key in keys[offset:end]), len(keys))

    def _key(self, id: str) -> int | None:
        return self._keys.get(id)


def _bindable(row: Listed) -> Listed:
    """A row as SQLite takes it: names of files may be of any bytes."""
    said = asdict(row).items()
    words = {name: table.bindable(value) for name, value in said if isinstance(value, str)}
    return replace(row, **words)
