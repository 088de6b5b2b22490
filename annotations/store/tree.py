"""The files of articles as an index's source: which there are, whether they are the same."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError
from annotations.expressions import late
from annotations.listing import Listed
from annotations.store import index_table as table
from annotations.store.entry import entry, look, stamp
from annotations.store.folders import Folders
from annotations.store.index import Index, Taking

_FOLDER = late("[0-9a-f]{2}")


class Articles(Protocol):
    """The files of articles, by their paths `7f/<name>.json`. Each method may raise `Damaged`.

    A time `started` is in ns; see `entry.stamp`.
    """

    def folders(self, started: int) -> dict[str, int | None]:
        """The folders that there are, each with its stamp; `None` where it is not safe."""

    def paths(self, folder: str) -> list[str] | None:
        """The files in a folder, or `None` where there is no such folder."""

    def look(self, path: str, started: int) -> tuple[int | None, Any] | None:
        """The stamp of a file and what the system says of it; `None` where there is none."""

    def entry(self, path: str, about: Any) -> Listed | None:
        """The row of an article; `None` where it has gone since `look`. May raise `Newer`."""

    def file(self, path: str) -> Path:
        """The file that a path stands for, or the one of two that tells most."""


class Tree:
    """The articles of one layer; a file each."""

    def __init__(self, folders: Folders, system: System) -> None:
        self.layout, self.system = folders, system
        self.home = folders.home / "articles"
        self._place = str(self.home)

    def folders(self, started: int) -> dict[str, int | None]:
        """See `Articles.folders`."""
        try:
            names = self.system.names(self.home)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Damaged(*unreadable(error, self.home)) from error
        stamps: dict[str, int | None] = {}
        for name in filter(_FOLDER.fullmatch, names):
            try:
                stamps[name] = stamp(self.system.look(f"{self._place}/{name}"), started)
            except OSError:  # looking into it will tell
                stamps[name] = None
        return stamps

    def paths(self, folder: str) -> list[str] | None:
        """See `Articles.paths`."""
        try:
            names = self.system.names(self.home / folder)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Damaged(*unreadable(error, self.home / folder)) from error
        return [f"{folder}/{name}" for name in names if name.endswith(".json")]

    def look(self, path: str, started: int) -> tuple[int | None, Any] | None:
        """See `Articles.look`."""
        # Putting paths together is half of what a look at an unchanged file costs.
        about = look(self.system, f"{self._place}/{path}")
        return (stamp(about, started), about) if about else None

    def entry(self, path: str, about: Any) -> Listed | None:
        """See `Articles.entry`."""
        return entry(self.system, self.layout, self.home / path, about)

    def file(self, path: str) -> Path:
        """See `Articles.file`."""
        return self.home / path


class Walk:
    """The files of articles as an index's `Source`.

    A look goes by the times of their folders, which every renaming in them changes, and reads what
    is new there; a thorough one looks at each file, and so finds what was edited in place, too.
    """

    kind = 0

    def __init__(self, articles: Articles, system: System) -> None:
        self._articles, self._system = articles, system
        # By path under `articles`; a folder's own by its name, that of all of them by none.
        self.unread: dict[str, StoreError] = {}

    def take_in(self, index: Index, thorough: bool) -> Iterator[bool]:
        """See `Source.take_in`; what was edited in place takes a thorough look."""
        started = self._system.now_ns()
        found = self._folder_stamps(started)
        if found is None:
            return
        with index.taking() as taking:
            was = table.marks(taking.database)
        unread = {path[:2] for path in self.unread}
        for name in sorted(found.keys() | was.keys() | unread):
            here = found.get(name)
            if thorough or not here or here != was.get(name):
                with index.taking() as taking:
                    yield from self._look_into(taking, name, here, started)

    def _folder_stamps(self, started: int) -> dict[str, int | None] | None:
        """The folders of articles as they are now; `None` where that is unknown."""
        self.unread.pop("", None)
        try:
            return self._articles.folders(started)
        except StoreError as error:
            self.unread[""] = error
            return None

    def _look_into(
        self, taking: Taking, folder: str, here: int | None, started: int
    ) -> Iterator[bool]:
        """Take in one folder, of the stamp `here`, or its absence; see `Source.take_in`."""
        self.unread = {p: e for p, e in self.unread.items() if p[:2] != folder}
        try:
            paths = self._articles.paths(folder)
        except StoreError as error:
            self.unread[folder] = error
            return
        known = table.stamps(taking.database, folder)
        for path in sorted(paths or ()):
            yield self._look_at(taking, path, known, started)
        for key in known:
            yield taking.put(key, None, None)
        if paths is None:
            taking.written += table.drop_mark(taking.database, folder)
        else:
            unread = any(path[:2] == folder for path in self.unread)
            taking.written += table.put_mark(taking.database, folder, None if unread else here)

    def _look_at(
        self, taking: Taking, path: str, known: dict[int, int | None], started: int
    ) -> bool:
        """Take in one file, which leaves `known`, or its absence; whether its row changed."""
        key = table.key(path)
        is_known = key in known
        stamped, here, now = known.pop(key, None), None, None
        try:
            if found := self._articles.look(path, started):
                here, about = found
                if here is not None and here == stamped:
                    return False
                now = self._articles.entry(path, about)
        except StoreError as error:
            self.unread[path] = error
        return taking.put(key, here, now, is_known)
