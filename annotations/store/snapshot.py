"""A database in memory, kept as a file with a checksum that shows whether it is whole."""

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.disk.system import System

if TYPE_CHECKING:
    import sqlite3

# Where SQLite's file format has the application id (https://sqlite.org/fileformat.html, 1.3.17):
# four bytes that SQLite leaves alone, and in which the checksum of all the others fits.
_SUM = slice(68, 72)


def restored(system: System, path: Path, version: int) -> "sqlite3.Connection | None":
    """The database in a file, in memory; `None` where there is none that can be trusted.

    That is one of this version that was kept in this very folder, and did not come with it.
    It is read whole and without a lock, so nobody can keep it from being read, and one that was
    cut, garbled, or changed by another program while it was read does not bear its checksum.
    """
    import sqlite3

    try:
        data = system.read_file(path) or b""
        mark = _mark(version, system.look(path.parent))
    except OSError:
        return None
    if data[_SUM] != _checksum(data):
        return None
    database = connected()
    try:
        database.deserialize(data)
        if database.execute("pragma user_version").fetchone() == (mark,):
            return database
    except (sqlite3.Error, AttributeError):  # some builds of SQLite cannot do this
        pass
    database.close()
    return None


def keep(system: System, path: Path, version: int, database: "sqlite3.Connection") -> bool:
    """Put a database in the place of what a file held, if that can be done; whether it could.

    It need not outlive a power cut: what is left of it then does not bear its checksum.
    """
    try:
        with system.made(path.parent) as folder:
            mark = _mark(version, system.fstat(folder))
        database.execute(f"pragma user_version = {mark}")
        data = database.serialize()
        whole = b"".join((data[: _SUM.start], _checksum(data), data[_SUM.stop :]))
        aside = system.write_aside(path, whole, lasting=False)
    except (OSError, AttributeError):
        return False
    try:
        system.put(aside, path)
    except OSError:
        system.discard(aside)
        return False
    except KeyboardInterrupt:
        system.discard(aside)
        raise
    return True


def connected() -> "sqlite3.Connection":
    """An empty database in memory, for one thread at a time, with explicit transactions."""
    import sqlite3

    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    # What is sorted must not need room on the disk either.
    database.execute("pragma temp_store = memory")
    return database


def _mark(version: int, folder: os.stat_result) -> int:
    """The mark of a database of this version in this folder; another folder's has another."""
    return zlib.crc32(f"{version} {folder.st_ino}".encode()) >> 1


def _checksum(data: bytes) -> bytes:
    """The CRC-32 of all but the four bytes that it stands in."""
    view = memoryview(data)
    return zlib.crc32(view[_SUM.stop :], zlib.crc32(view[: _SUM.start])).to_bytes(4, "big")
