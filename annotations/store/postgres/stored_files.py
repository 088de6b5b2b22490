"""The small files of a project as rows of a database, so that all who share it see the same ones.

A file that is added to has a row for each addition, under its own path and a number: nobody writes
what another has written, and none is long. What several add at once is numbered in turn, so that a
line which was read stays where it was.
"""

import errno
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from annotations.disk.opening import LARGEST
from annotations.disk.refusals import Foreign
from annotations.store.folders import Folders, layer_name
from annotations.store.postgres.articles import settled
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.database import Database

_DIGITS = 12
_OWN = "layer = %(layer)s and path = %(path)s"
# In the order of bytes "0" is what follows "/", so this is all that stands under a path.
_UNDER = "layer = %(layer)s and path > %(path)s::text || '/' and path < %(path)s::text || '0'"
_READ = f"select body from postil.file where {_OWN} or {_UNDER} order by path"
# Who writes a file waits for whoever does, so the last of its transactions is the latest.
_STATE = f"""
    select count(*), coalesce(sum(length(body)), 0), coalesce((
        select xact::text from postil.file where {_OWN} or {_UNDER} order by xact desc limit 1), '')
    from postil.file where {_OWN} or {_UNDER}"""
_HAS = f"select exists(select from postil.file where {_OWN} or {_UNDER})"
_SAVE = """
    insert into postil.file (layer, path, body) values (%(layer)s, %(path)s, %(body)s)
    on conflict (layer, path) do update set body = excluded.body, xact = pg_current_xact_id()"""
_ADD = f"""
    insert into postil.file (layer, path, body)
    select %(layer)s, %(path)s::text || '/' || lpad(
        (coalesce(max(right(path, {_DIGITS}))::bigint, 0) + 1)::text, {_DIGITS}, '0'), %(body)s
    from postil.file where {_UNDER}"""
_STATES = f"select path, xact::text from postil.file where {_UNDER}"
_BODIES = """
    select path, xact::text, body from postil.file
    where layer = %(layer)s and path = any(%(paths)s)"""
_AT_ONCE, _HELD = 500, 64
_LONG = 15.0  # seconds that a large file may take on a slow line


class StoredFiles:
    """Implements `Files` for the `.postil` folder `root`, which lends its paths only.

    What is under an annotator's own folder there is in the layer of that name, the rest is all's.
    """

    in_git = False

    def __init__(self, database: Database, root: Path, annotator: str = "") -> None:
        self._database, self._root, self._annotator = database, root, annotator
        self._home = Folders(root, layer_name(annotator)).home
        # The files that were read last, each with its state then: who reads what, say, is looked at
        # again and again, and may be large.
        self._read: OrderedDict[Path, tuple[Any, bytes]] = OrderedDict()

    def read_file(self, path: Path, largest: int | None = None) -> bytes | None:
        """See `Files.read_file`."""
        place, largest = self._place(path), largest or LARGEST
        with self._database.reading(_LONG) as cursor:
            state = cursor.execute(_STATE, place).fetchone()
            assert state is not None
            if state[1] > largest:
                raise Foreign(errno.EFBIG, f"{path} is larger than {largest >> 20} MB")
            known, data = self._read.pop(path, (None, b""))
            if known != state:
                data = _joined(bytes(body) for (body,) in cursor.execute(_READ, place))
        if not state[0]:
            return None
        self._read[path] = state, data
        while len(self._read) > _HELD:
            self._read.popitem(last=False)
        return data

    def read_new(
        self, folder: Path, ending: str, known: Mapping[str, object]
    ) -> dict[str, tuple[object, bytes | OSError | None]]:
        """See `Files.read_new`. A state is the transaction that wrote the file."""
        place = self._place(folder)
        found: dict[str, tuple[object, bytes | OSError | None]] = {}
        with self._database.reading() as cursor:
            begin = len(place["path"]) + 1
            for path, state in cursor.execute(_STATES, place).fetchall():
                name = path[begin:]
                if name.endswith(ending) and "/" not in name:
                    found[name] = state, None
            new = [name for name, (state, _) in found.items() if known.get(name) != state]
            for at in range(0, len(new), _AT_ONCE):
                paths = [f"{place['path']}/{name}" for name in new[at : at + _AT_ONCE]]
                for path, state, body in cursor.execute(_BODIES, {**place, "paths": paths}):
                    found[path[begin:]] = state, bytes(body)
        return found

    def has(self, path: Path) -> bool:
        """See `Files.has`."""
        with self._database.reading() as cursor:
            return bool(_one(cursor, _HAS, self._place(path)))

    def save(self, path: Path, data: bytes) -> None:
        """See `Files.save`."""
        place = self._place(path)

        def saved() -> None:
            with self._database.writing(_LONG) as cursor:
                _lock(cursor, place)
                cursor.execute(f"delete from postil.file where {_UNDER}", place)
                cursor.execute(_SAVE, {**place, "body": data})

        settled(saved)

    def append(self, path: Path, line: bytes) -> None:
        """See `Files.append`."""
        place = self._place(path)

        def added() -> None:
            with self._database.writing(_LONG) as cursor:
                _lock(cursor, place)
                cursor.execute(_ADD, {**place, "body": line + b"\n"})

        settled(added)

    @contextmanager
    def alone(self, lock: Path, over: Path, what: str) -> Iterator[None]:
        """See `Files.alone`. What is done in the block is one transaction."""
        with self._database.writing() as cursor:
            _lock(cursor, self._place(lock))
            yield

    def _place(self, path: Path) -> dict[str, Any]:
        """The layer of a path, and its name there."""
        own = self._annotator and path.is_relative_to(self._home)
        layer, home = (self._annotator, self._home) if own else ("", self._root)
        return {"layer": layer, "path": path.relative_to(home).as_posix()}


def _joined(parts: Iterable[bytes]) -> bytes:
    """What was added to a file, each on a line of its own."""
    whole = bytearray()
    for part in parts:
        if whole and not whole.endswith(b"\n"):
            whole += b"\n"
        whole += part
    return bytes(whole)


def _lock(cursor: Cursor, place: Mapping[str, Any]) -> None:
    """Have whoever does this with the same path wait until the transaction is over."""
    name = f"{place['layer']}/{place['path']}"
    cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", (name,))


def _one(cursor: Cursor, statement: str, given: Mapping[str, Any]) -> Any:
    row = cursor.execute(statement, given).fetchone()
    assert row is not None
    return row[0]
