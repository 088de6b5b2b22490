"""An index that is garbled, somebody else's, held or read-only is in nobody's way."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.article import Article
from annotations.disk.system import System
from annotations.store import snapshot
from annotations.store.index_table import VERSION
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import Adding, Later, index_of, scanned, told


def is_whole(index: Path) -> bool:
    database = snapshot.restored(System().within(index.parent), index, VERSION)
    if database:
        database.close()
    return database is not None


# An index that cannot be used


def test_garbled_anywhere_it_is_not_trusted_and_made_anew(indexed: Path) -> None:
    whole, truth = index_of(indexed).read_bytes(), scanned(indexed)
    for at in range(0, len(whole), 151):
        garbled = bytearray(whole)
        garbled[at] ^= 0x20
        index_of(indexed).write_bytes(garbled)
        store = TinyStore(indexed, Later())
        assert told(store) == truth
        store.close()
        assert is_whole(index_of(indexed)), at


def test_without_the_checksum_garbling_would_be_believed(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, truth = index_of(indexed).read_bytes(), scanned(indexed)
    monkeypatch.setattr(snapshot, "_checksum", lambda data: data[snapshot._SUM])

    def wrong(at: int) -> bool:
        garbled = bytearray(whole)
        garbled[at] ^= 0x20
        index_of(indexed).write_bytes(garbled)
        try:
            return told(TinyStore(indexed, Later())) != truth
        except Exception:
            return True

    assert any(wrong(at) for at in range(0, len(whole), 151))


def test_one_that_came_with_the_folder_is_not_believed(indexed: Path, tmp_path: Path) -> None:
    index = index_of(indexed)
    database = snapshot.restored(System().within(indexed.parent), index, VERSION)
    assert database is not None
    database.execute("update total set count = 99")
    snapshot.keep(System().within(indexed.parent), index, VERSION, database)
    database.close()
    assert TinyStore(indexed, Later()).totals().articles == 99  # it is believed where it was kept
    copy = tmp_path / "copy"
    shutil.copytree(indexed, copy)
    assert told(TinyStore(copy, Later())) == scanned(copy)


@pytest.mark.parametrize("what", ["gone", "empty", "half", "nulls", "words", "folder", "version"])
def test_of_any_damage_it_heals(indexed: Path, what: str) -> None:
    file, truth = index_of(indexed), scanned(indexed)
    data = file.read_bytes()
    file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "version":
        other = snapshot.connected()
        other.executescript("create table article (id)")
        assert snapshot.keep(System().within(indexed.parent), file, VERSION + 1, other)
        other.close()
    elif what != "gone":
        half = data[: len(data) // 2]
        new = {"empty": b"", "half": half, "nulls": bytes(len(data)), "words": b"words " * 999}
        file.write_bytes(new[what])
    store = TinyStore(indexed, Later())
    assert told(store) == truth
    store.close()
    if what != "folder":
        assert is_whole(file)


HOLDING = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("begin exclusive")
print("held", flush=True)
sys.stdin.read()
"""


def test_held_by_another_program_it_is_read_and_replaced(
    indexed: Path, article: Article, adding: Adding
) -> None:
    command = [sys.executable, "-c", HOLDING, str(index_of(indexed))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        store = TinyStore(indexed, Later())
        assert told(store) == scanned(indexed)
        store.apply(replace(article, id="d"), adding(0))
        assert told(store) == scanned(indexed)
        store.close()
        holder.communicate()
    assert told(TinyStore(indexed, Later())) == scanned(indexed)


class ReadOnly(Later):
    """A disk that takes no new name and no byte."""

    def __init__(self) -> None:
        self.open = self._open  # type: ignore[assignment]
        self.mkdir = self._refuse  # type: ignore[assignment]

    def _open(self, name: str, flags: int, mode: int = 0o777, dir_fd: int | None = None) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            self._refuse(name)
        return os.open(name, flags, mode, dir_fd=dir_fd)

    def _refuse(self, name: str, *rest: Any, **named: Any) -> None:
        raise OSError(30, "Read-only file system")


@pytest.mark.parametrize("kept", [True, False])
def test_where_nothing_can_be_written_it_works_all_the_same(indexed: Path, kept: bool) -> None:
    if not kept:
        shutil.rmtree(indexed / "cache")
    truth = scanned(indexed)
    before = sorted(path for path in indexed.rglob("*"))
    store = TinyStore(indexed, ReadOnly())
    assert told(store) == truth
    assert store.refresh() == 0
    store.close()
    assert sorted(path for path in indexed.rglob("*")) == before


def test_a_build_of_sqlite_that_cannot_keep_it_is_no_trouble(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Plain:
        """A connection that neither serializes nor deserializes."""

        def __init__(self) -> None:
            self._real = sqlite3.connect(":memory:", isolation_level=None)

        def __getattr__(self, name: str) -> Any:
            if name in ("serialize", "deserialize"):
                raise AttributeError(name)
            return getattr(self._real, name)

        def __enter__(self) -> Any:
            return self._real.__enter__()

        def __exit__(self, *what: Any) -> Any:
            return self._real.__exit__(*what)

    monkeypatch.setattr(snapshot, "connected", Plain)
    assert told(TinyStore(indexed, Later())) == scanned(indexed)
