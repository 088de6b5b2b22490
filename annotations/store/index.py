"""The index: a row for each article, found again at will, for listing and counting.

It is a database in memory, kept as `cache/index.sqlite`. No save depends on it or waits for it:
what changed, by ourselves or by others, is found when something is asked. Its source tells it what
that is: files on a disk (`tree.py`), or a server.
"""

import contextlib
import threading
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from annotations.disk.system import System
from annotations.errors import StoreError
from annotations.listing import Listed, Totals
from annotations.store import index_table as table
from annotations.store.rows import Rows

if TYPE_CHECKING:
    import sqlite3

# Reading one article again costs about as much as writing this many rows.
_ROWS_AN_ARTICLE = 200


class Source(Protocol):
    """What an index is made of."""

    kind: int
    """A small number; an index that was made of another kind of source is made anew."""

    @property
    def unread(self) -> Mapping[str, StoreError]:
        """What could not be read when it was last looked at, by its place in the source."""

    def take_in(self, index: "Index", thorough: bool) -> Iterator[bool]:
        """Have the index take in what changed since it last did.

        Tells of each article that is looked at whether its row is another one now. If `thorough`,
        also what costs more to find is. What cannot be read is no error here but `unread`, and
        tried again each time.
        """


class Taking:
    """The rows that an index takes in together."""

    def __init__(self, database: "sqlite3.Connection") -> None:
        self.database, self.sums, self.written = database, table.Sums(), 0

    def put(self, key: int, stamp: int | None, now: Listed | None, known: bool = True) -> bool:
        """Write the row of an article, or that there is none; whether it is another one.

        One that the index does not know is not looked for.
        """
        found = table.select(self.database, "where key = ?", (key,)) if known else iter(())
        before = next(found, None)
        if now:
            table.put(self.database, key, stamp, now)
            self.sums.update(table.parts(now))
        elif before:
            self.database.execute("delete from article where key = ?", (key,))
        if before:
            self.sums.subtract(table.parts(before))
        self.written += 1
        return before != now


class Index(Rows):
    """What is known of each article since the last `refresh`; any thread may ask at any time.

    It is kept in the folder `cache` of `home`.
    """

    def __init__(self, source: Source, home: Path, system: System) -> None:
        super().__init__()
        self._source, self._system = source, system
        self._file = home / "cache" / "index.sqlite"
        self._version = table.VERSION ^ source.kind
        self._looking = threading.Lock()
        self._held: sqlite3.Connection | None = None
        self._unkept = 0

    # Asking

    def after(self, id: str | None, count: int) -> tuple[Listed, ...]:
        """The first `count` articles by id, or the first behind the one of this id."""
        where, values = ("", ()) if id is None else ("where id > ?", (id,))
        return self._rows(f"{where} order by id limit ?", *values, count)

    def known_by(self, mark: str) -> tuple[Listed, ...]:
        """The articles with a text of this digest, or taken out of something with it, by id."""
        mark = table.bindable(mark)
        return self._rows("where digest = ? or imprint = ? order by id", mark, mark)

    def has_text(self, digest: str) -> bool:
        """Whether an article has, or had, the text of this digest."""
        if self._rows("where digest = ? limit 1", digest):
            return True
        return bool(self._rows("where versions <> '[]' and instr(versions, ?) limit 1", digest))

    def of_origin(self, origin: str) -> tuple[Listed, ...]:
        """The articles that were read from this place, by id."""
        return self._rows("where origin = ? order by id", table.bindable(origin))

    def totals(self) -> Totals:
        """The counts of all articles together, and what could not be counted."""
        with self._turn:
            unread = tuple(error for _, error in sorted(self.unread().items()))
            return replace(super().totals(), unread=unread)

    def unread(self) -> dict[str, StoreError]:
        """What could not be read, by its place in the source."""
        with self._turn:
            return dict(self._source.unread)

    # Looking

    def refresh(self, thorough: bool = False) -> int:
        """Take in what changed and, if `thorough`, what costs more to find; how much did.

        While another thread is at it this one waits.
        """
        with self._looking:
            return sum(self._refreshed(thorough))

    def look(self) -> bool:
        """Take in what changed, unless another thread is at it; whether this did.

        The other may have looked too early to see what was saved last.
        """
        if not self._looking.acquire(blocking=False):
            return False
        try:
            sum(self._refreshed())
            return True
        finally:
            self._looking.release()

    def looked(self) -> Iterator[bool]:
        """Take in what changed, as `refresh` does, and tell of one article after the other."""
        with self._looking:
            yield from self._refreshed()

    def _refreshed(self, thorough: bool = False) -> Iterator[bool]:
        yield from self._source.take_in(self, thorough)
        if thorough or self._is_worth_keeping():
            self.keep()

    @contextlib.contextmanager
    def taking(self) -> Iterator[Taking]:
        """Some rows to be taken in, all or none; nobody asks meanwhile."""
        with self._turn, self._database as database:
            database.execute("begin")
            taking = Taking(database)
            yield taking
            table.add(database, taking.sums)
            if taking.written:
                self._unkept += taking.written
                self._orders.clear()

    def _is_worth_keeping(self) -> bool:
        rows = self._unkept * _ROWS_AN_ARTICLE
        return rows > 0 and rows > self._value("select count(*) from article")

    def keep(self) -> None:
        """Write down what was found since that was last done, if anything."""
        with self._turn:
            if self._unkept:
                from annotations.store.snapshot import keep  # late, as in `_database`

                keep(self._system, self._file, self._version, self._database)
                # Where it could not be written it will hardly be the next time.
                self._unkept = 0

    def close(self) -> None:
        """Save what was found and drop the database in memory; it is read again when needed."""
        with self._turn:
            self.keep()
            self._orders.clear()
            if self._held:
                self._let_go()
                self._held = None

    @property
    def _database(self) -> "sqlite3.Connection":
        if self._held is None:
            # Late: a text is shown sooner without.
            from annotations.store.snapshot import connected, restored

            held = restored(self._system, self._file, self._version)
            if held is None:
                held = connected()
                held.executescript(table.SCHEMA)
            # An index that is dropped without a word takes its database along.
            self._let_go = weakref.finalize(self, held.close)
            self._held = held
        return self._held
