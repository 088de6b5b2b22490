"""The index: a row for each article, found in the files again at will, for listing and counting.

It is a database in memory, kept as `cache/index.sqlite`. No save depends on it or waits for it:
what changed, by ourselves or by others, is found when something is asked. A refresh looks at the
times of the folders of articles, which every renaming in them changes, and reads what is new
there; a thorough one looks at each file, and so finds what was edited in place, too.
"""

import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotations.disk.system import System
from annotations.errors import StoreError
from annotations.listing import Listed, Totals
from annotations.store import index_table as table
from annotations.store.rows import Rows
from annotations.store.snapshot import connected, keep, restored
from annotations.store.tree import Articles

if TYPE_CHECKING:
    import sqlite3

# Reading one file again costs about as much as writing this many rows.
_ROWS_A_FILE = 200


class Index(Rows):
    """What is known of each article since the last `refresh`; any thread may ask at any time.

    It is kept in the folder `cache` of `home`.
    """

    def __init__(self, articles: Articles, home: Path, system: System) -> None:
        super().__init__()
        self._articles, self._system = articles, system
        self._file = home / "cache" / "index.sqlite"
        self._looking = threading.Lock()
        self._held: sqlite3.Connection | None = None
        # What could not be read, by its path under `articles`; it is tried again each time.
        self._unread: dict[str, StoreError] = {}
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
            unread = tuple(self._unread[path] for path in sorted(self._unread))
            return replace(super().totals(), unread=unread)

    def unread(self) -> dict[str, StoreError]:
        """What could not be read, by its path under the folder of articles."""
        with self._turn:
            return dict(self._unread)

    # Looking

    def refresh(self, thorough: bool = False) -> int:
        """Take in what changed in the folders or, if `thorough`, in any file; how much did.

        While another thread is at it this one waits.
        """
        with self._looking:
            return self._refreshed(thorough)

    def look(self) -> bool:
        """Take in what changed in the folders, unless another thread is at it; whether this did.

        The other may have looked too early to see what was saved last.
        """
        if not self._looking.acquire(blocking=False):
            return False
        try:
            self._refreshed()
            return True
        finally:
            self._looking.release()

    def _refreshed(self, thorough: bool = False) -> int:
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
        """Save what was found and drop the database in memory; it is read again when needed."""
        with self._turn:
            self.keep()
            self._orders.clear()
            if self._held:
                self._let_go()
                self._held = None

    def _folder_stamps(self, started: int) -> dict[str, int | None] | None:
        """The folders of articles as they are now; `None` where that is unknown."""
        self._unread.pop("", None)
        try:
            return self._articles.folders(started)
        except StoreError as error:
            self._unread[""] = error
            return None

    def _look_into(self, folder: str, here: int | None, started: int) -> int:
        """Take in one folder, of the stamp `here`, or its absence; how many rows changed."""
        with self._turn:
            self._unread = {p: e for p, e in self._unread.items() if p[:2] != folder}
            try:
                paths = self._articles.paths(folder)
            except StoreError as error:
                self._unread[folder] = error
                return 0
            sums = table.Sums()
            with self._database as database:
                database.execute("begin")
                known = table.stamps(database, folder)
                changed = 0
                for path in sorted(paths or ()):
                    key = table.key(path)
                    changed += self._look_at(path, key, known, started, sums)
                    known.pop(key, None)
                changed += sum(self._take_in(key, None, None, True, sums) for key in known)
                table.add(database, sums)
                if paths is None:
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
            if found := self._articles.look(path, started):
                here, about = found
                if here is not None and here == known.get(key):
                    return False
                now = self._articles.entry(path, about)
        except StoreError as error:
            self._unread[path] = error
        return self._take_in(key, here, now, key in known, sums)

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
