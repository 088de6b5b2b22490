"""The index: a row for each article, found in the files again at will, for listing and counting.

It is a database in memory, kept as `cache/index.sqlite`. No save depends on it or waits for it:
what changed, by ourselves or by others, is found when something is asked. A refresh looks at the
times of the folders of articles, which every renaming in them changes, and reads what is new
there; a thorough one looks at each file, and so finds what was edited in place, too.
"""

import re
import threading
import weakref
from array import array
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError
from annotations.store import index_table as table
from annotations.store.entry import entry, look, stamp
from annotations.store.folders import Folders
from annotations.store.listing import Group, Listed, Listing, Query, Totals
from annotations.store.snapshot import connected, keep, restored

if TYPE_CHECKING:
    import sqlite3

# Reading one file again costs about as much as writing this many rows.
_ROWS_A_FILE = 200
_ORDERS = 4
_FOLDER = re.compile("[0-9a-f]{2}")


class Index:
    """What is known of each article since the last `refresh`; any thread may ask at any time."""

    def __init__(self, folders: Folders, system: System) -> None:
        self._folders, self._system = folders, system
        self._articles = folders.home / "articles"
        self._place = str(self._articles)
        self._file = folders.home / "cache" / "index.sqlite"
        self._turn, self._looking = threading.RLock(), threading.Lock()
        self._held: sqlite3.Connection | None = None
        # What could not be read, by its path under `articles`; it is tried again each time.
        self._unread: dict[str, StoreError] = {}
        self._unkept = 0
        # The keys of what was asked for last, in order: sorting them anew is what a window costs.
        self._orders: dict[Query, array[int]] = {}

    # Asking

    def listing(self, query: Query, offset: int = 0, limit: int | None = None) -> Listing:
        """The window of `limit` articles from `offset` of those that match, and how many do."""
        with self._turn:
            if offset or query in self._orders:
                keys = self._order(query)
                end = len(keys) if limit is None else offset + limit
                rows = (self._rows("where key = ?", key)[0] for key in keys[offset:end])
                return Listing(tuple(rows), len(keys))
            where, values = table.conditions(query)
            order = table.ordered(query)
            # Only keys are sorted: whole rows would be carried along.
            first = f"select key from article {where} {order} limit ?"
            most = -1 if limit is None else limit
            found = self._rows(f"where key in ({first}) {order}", *values, most)
            return Listing(found, self._value(f"select count(*) from article {where}", *values))

    def place(self, query: Query, id: str) -> int | None:
        """Where an article stands among those that match, from 0; `None` where it is not."""
        with self._turn:
            sql = "select key from article where id = ?"
            found = self._database.execute(sql, (table.bindable(id),)).fetchone()
            try:
                return self._order(query).index(found[0]) if found else None
            except ValueError:
                return None

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

    def groups(self, query: Query) -> tuple[Group, ...]:
        """The groups of the articles that match, by name."""
        where, values = table.conditions(query)
        with self._turn:
            found = self._database.execute(f"{table.GROUPS.format(where)}", values)
            return tuple(Group(*row[:4]) for row in found if row[0])

    def totals(self) -> Totals:
        """The counts of all articles together, and what could not be counted."""
        with self._turn:
            unread = tuple(self._unread[path] for path in sorted(self._unread))
            return replace(table.totals(self._database), unread=unread)

    def unread(self) -> dict[str, StoreError]:
        """What could not be read, by its path under the folder of articles."""
        with self._turn:
            return dict(self._unread)

    # Looking

    def refresh(self, thorough: bool = False, wait: bool = True) -> int:
        """Take in what changed in the folders or, if `thorough`, in any file; how much did.

        While another thread is at it this one waits, or leaves it at what is known by then.
        """
        if not self._looking.acquire(blocking=wait):
            return 0
        try:
            started = self._system.now_ns()
            found = self._folder_stamps(started)
            if found is None:
                return 0
            with self._turn:
                was = table.folders(self._database)
            changed = 0
            unread = {path[:2] for path in self._unread}
            for name in sorted(found.keys() | was.keys() | unread):
                here = found.get(name)
                if thorough or not here or here != was.get(name):
                    changed += self._look_into(name, here, started)
            if thorough or self._is_worth_keeping():
                self.keep()
            return changed
        finally:
            self._looking.release()

    def _is_worth_keeping(self) -> bool:
        rows = self._unkept * _ROWS_A_FILE
        return rows > 0 and rows > self._value("select count(*) from article")

    def keep(self) -> None:
        """Write down what was found since that was last done, if anything."""
        with self._turn:
            if self._unkept:
                keep(self._system, self._file, table.VERSION, self._database)
                # Where it could not be written it will hardly be the next time.
                self._unkept = 0

    def close(self) -> None:
        """Keep what was found, and let the database in memory go; it is had again at need."""
        with self._turn:
            self.keep()
            self._orders.clear()
            if self._held:
                self._let_go()
                self._held = None

    def _folder_stamps(self, started: int) -> dict[str, int | None] | None:
        """The folders of articles as they are now; `None` where that cannot be told."""
        self._unread.pop("", None)
        try:
            names = self._system.names(self._articles)
        except FileNotFoundError:
            return {}
        except OSError as error:
            self._unread[""] = Damaged(*unreadable(error, self._articles))
            return None
        stamps: dict[str, int | None] = {}
        for name in filter(_FOLDER.fullmatch, names):
            try:
                stamps[name] = stamp(self._system.look(f"{self._place}/{name}"), started)
            except OSError:  # looking into it will tell
                stamps[name] = None
        return stamps

    def _look_into(self, folder: str, here: int | None, started: int) -> int:
        """Take in one folder, of the stamp `here`, or its absence; how many rows changed."""
        with self._turn:
            self._unread = {p: e for p, e in self._unread.items() if p[:2] != folder}
            try:
                names = self._system.names(self._articles / folder)
            except FileNotFoundError:
                names = None
            except OSError as error:
                self._unread[folder] = Damaged(*unreadable(error, self._articles / folder))
                return 0
            sums = table.Sums()
            with self._database as database:
                database.execute("begin")
                known = table.stamps(database, folder)
                changed = 0
                for path in sorted(f"{folder}/{name}" for name in names or ()):
                    if path.endswith(".json"):
                        key = table.key(path)
                        changed += self._look_at(path, key, known, started, sums)
                        known.pop(key, None)
                changed += sum(self._take_in(key, None, None, True, sums) for key in known)
                table.add(database, sums)
                if names is None:
                    self._unkept += table.drop_folder(database, folder)
                else:
                    unread = any(path[:2] == folder for path in self._unread)
                    self._unkept += table.put_folder(database, folder, None if unread else here)
            return changed

    def _look_at(
        self, path: str, key: int, known: dict[int, int | None], started: int, sums: table.Sums
    ) -> bool:
        """Take in one file, or its absence; whether what is known of it changed."""
        here, now = None, None
        try:
            # Putting paths together is half of what a look at an unchanged file costs.
            if about := look(self._system, f"{self._place}/{path}"):
                here = stamp(about, started)
                if here is not None and here == known.get(key):
                    return False
                now = entry(self._system, self._folders, self._articles / path, about)
        except StoreError as error:
            self._unread[path] = error
        return self._take_in(key, here, now, key in known, sums)

    def _order(self, query: Query) -> "array[int]":
        """The keys of the articles that match, in order."""
        keys = self._orders.get(query)
        if keys is None:
            where, values = table.conditions(query)
            sql = f"select key from article {where} {table.ordered(query)}"
            keys = array("q", (key for (key,) in self._database.execute(sql, values)))
            if len(self._orders) >= _ORDERS:
                self._orders.pop(next(iter(self._orders)))
            self._orders[query] = keys
        return keys

    def _take_in(
        self, key: int, stamp: int | None, now: Listed | None, known: bool, sums: table.Sums
    ) -> bool:
        """Write the row of a file, or that there is none; whether it is another one."""
        before = self._rows("where key = ?", key)[0] if known else None
        if now:
            table.put(self._database, key, stamp, now)
            sums.update(table.parts(now))
        elif before:
            self._database.execute("delete from article where key = ?", (key,))
        if before:
            sums.subtract(table.parts(before))
        self._unkept += 1
        self._orders.clear()
        return before != now

    @property
    def _database(self) -> "sqlite3.Connection":
        if self._held is None:
            held = restored(self._system, self._file, table.VERSION)
            if held is None:
                held = connected()
                held.executescript(table.SCHEMA)
            # An index that is dropped without a word takes its database along.
            self._let_go = weakref.finalize(self, held.close)
            self._held = held
        return self._held

    def _rows(self, rest: str, *values: Any) -> tuple[Listed, ...]:
        with self._turn:
            return tuple(table.select(self._database, rest, values))

    def _value(self, sql: str, *values: Any) -> int:
        with self._turn:
            ((value,),) = self._database.execute(sql, values)
            return int(value)
