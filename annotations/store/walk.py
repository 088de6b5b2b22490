"""An index's source on a disk: which files of articles are others than the index knows.

A look goes by the times of the folders of articles, which every renaming in them changes, and
reads what is new there; a thorough one looks at each file, and so finds what was edited in place,
too.
"""

from annotations.disk.system import System
from annotations.errors import StoreError
from annotations.store import index_table as table
from annotations.store.index import Index, Taking
from annotations.store.tree import Articles


class Walk:
    """The files of articles as an index's `Source`."""

    kind = 0

    def __init__(self, articles: Articles, system: System) -> None:
        self._articles, self._system = articles, system
        # By path under `articles`; a folder's own by its name, that of all of them by none.
        self.unread: dict[str, StoreError] = {}

    def take_in(self, index: Index, thorough: bool) -> int:
        """See `Source.take_in`; what was edited in place takes a thorough look."""
        started = self._system.now_ns()
        found = self._folder_stamps(started)
        if found is None:
            return 0
        with index.taking() as taking:
            was = table.marks(taking.database)
        changed = 0
        unread = {path[:2] for path in self.unread}
        for name in sorted(found.keys() | was.keys() | unread):
            here = found.get(name)
            if thorough or not here or here != was.get(name):
                with index.taking() as taking:
                    changed += self._look_into(taking, name, here, started)
        return changed

    def _folder_stamps(self, started: int) -> dict[str, int | None] | None:
        """The folders of articles as they are now; `None` where that is unknown."""
        self.unread.pop("", None)
        try:
            return self._articles.folders(started)
        except StoreError as error:
            self.unread[""] = error
            return None

    def _look_into(self, taking: Taking, folder: str, here: int | None, started: int) -> int:
        """Take in one folder, of the stamp `here`, or its absence; how many rows changed."""
        self.unread = {p: e for p, e in self.unread.items() if p[:2] != folder}
        try:
            paths = self._articles.paths(folder)
        except StoreError as error:
            self.unread[folder] = error
            return 0
        known = table.stamps(taking.database, folder)
        changed = 0
        for path in sorted(paths or ()):
            changed += self._look_at(taking, path, known, started)
        changed += sum(taking.put(key, None, None) for key in known)
        if paths is None:
            taking.written += table.drop_mark(taking.database, folder)
        else:
            unread = any(path[:2] == folder for path in self.unread)
            taking.written += table.put_mark(taking.database, folder, None if unread else here)
        return changed

    def _look_at(
        self, taking: Taking, path: str, known: dict[int, int | None], started: int
    ) -> bool:
        """Take in one file, which leaves `known`, or its absence; whether its row changed."""
        key = table.key(path)
        stamped, here, now = known.pop(key, None), None, None
        try:
            if found := self._articles.look(path, started):
                here, about = found
                if here is not None and here == stamped:
                    return False
                now = self._articles.entry(path, about)
        except StoreError as error:
            self.unread[path] = error
        return taking.put(key, here, now)
