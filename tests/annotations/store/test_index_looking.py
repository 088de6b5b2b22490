"""What the index looks at again, what it costs others, and what it passes over."""

import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.article import Article
from annotations.disk.system import System
from annotations.store import entry, snapshot
from annotations.store.tiny import TinyStore
from tests.annotations.store.scanned import HOUR, Adding, Later, index_of, scanned, told

# What it costs others


def test_a_save_never_touches_it(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.store.tiny import TinyStore
store = TinyStore(Path(sys.argv[1]))
tag = Annotation("1", 0, 3, "actor", "ana")
store.apply(Article("a", "A", "one"), Change("1", "1", "ana", "", added=(tag,)))
store.close()
print("sqlite3" in sys.modules, (Path(sys.argv[1]) / "cache").exists())
"""
    command = [sys.executable, "-c", program, str(tmp_path / ".postil")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"False False\n"


def test_it_is_written_when_that_costs_less_than_reading_again_and_at_the_end(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    root = tmp_path / ".postil"
    store = TinyStore(root, Later())
    store.add(replace(article, id=f"{n}", text=f"{n} words") for n in range(900))
    assert store.totals().articles == 900
    first = index_of(root).stat().st_mtime_ns
    store.apply(article, adding(0))
    assert store.totals().articles == 901
    assert index_of(root).stat().st_mtime_ns == first
    store.close()
    assert index_of(root).stat().st_mtime_ns > first
    assert list(root.glob("cache/*")) == [index_of(root)]


@pytest.mark.parametrize("drop", [False, True])
def test_its_database_goes_with_it(
    indexed: Path, monkeypatch: pytest.MonkeyPatch, drop: bool
) -> None:
    made: list[sqlite3.Connection] = []
    really = snapshot.restored

    def restored(*arguments: Any) -> sqlite3.Connection | None:
        if database := really(*arguments):
            made.append(database)
        return database

    monkeypatch.setattr(snapshot, "restored", restored)
    store = TinyStore(indexed, Later())
    seen = told(store)
    if drop:
        del store
        gc.collect()
    else:
        store.close()
    (database,) = made
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.execute("select 1")
    if not drop:
        assert told(store) == seen


class Counting(Later):
    """Counts the files that are opened."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.open = self._open  # type: ignore[assignment]

    def _open(self, name: str, flags: int, mode: int = 0o777, dir_fd: int | None = None) -> int:
        if not flags & os.O_DIRECTORY:
            self.opened.append(Path(name))
        return os.open(name, flags, mode, dir_fd=dir_fd)


def test_after_the_first_time_only_what_changed_is_read(
    indexed: Path, article: Article, adding: Adding
) -> None:
    system = Counting()
    store = TinyStore(indexed, system)
    assert store.find(["another"], "elsewhere") == ()
    assert [path.name for path in system.opened] == ["index.sqlite"]
    TinyStore(indexed, Later()).apply(replace(article, id="d"), adding(0))
    assert store.totals().articles == 4
    read = [path for path in system.opened if path.suffix == ".json"]
    assert [path.name[0] for path in read] == ["d"]


def test_one_thread_lists_what_is_known_while_another_still_looks(
    indexed: Path, article: Article, adding: Adding
) -> None:
    looking, free = threading.Event(), threading.Event()

    class Slow(Later):
        slow = False

        def listdir(self, path: Path) -> list[str]:  # type: ignore[override]
            if self.slow:
                looking.set()
                assert free.wait(10)
            return os.listdir(path)

    store = TinyStore(indexed, system := Slow())
    assert store.totals().articles == 3
    TinyStore(indexed, Later()).apply(replace(article, id="d"), adding(0))
    system.slow = True
    thread = threading.Thread(target=store.refresh)
    thread.start()
    assert looking.wait(10)
    assert (store.listing().matches, store.totals().articles) == (3, 3)
    assert not store.look()
    free.set()
    thread.join()
    assert store.look()
    assert store.listing().matches == 4


# Times that cannot be told apart


class Coarse(System):
    """A disk whose times are whole hours, so that two edits bear the same."""

    def __init__(self) -> None:
        self.stat = self._stat  # type: ignore[assignment]

    def _stat(self, name: Path, **named: Any) -> Any:
        real = os.stat(name, **named)
        hour = real.st_mtime_ns // HOUR * HOUR

        class Told:
            st_dev, st_ino, st_size, st_mode = real.st_dev, 1, real.st_size, real.st_mode
            st_mtime_ns = st_ctime_ns = hour

        return Told


@pytest.mark.parametrize("careful", [True, False])
def test_what_changed_a_moment_ago_is_read_again(
    indexed: Path, monkeypatch: pytest.MonkeyPatch, careful: bool
) -> None:
    if not careful:  # the control
        monkeypatch.setattr(entry, "_RACY_NS", -HOUR)
    else:
        monkeypatch.setattr(entry, "_RACY_NS", HOUR)
    store = TinyStore(indexed, Coarse())
    store.refresh()
    (path,) = indexed.glob("articles/??/a-*.json")
    path.write_text(path.read_text().replace("actor", "quote"))
    assert store.refresh() == careful
    assert (told(store) == scanned(indexed)) == careful


def test_times_in_the_future_are_never_trusted(indexed: Path) -> None:
    (path,) = indexed.glob("articles/??/a-*.json")
    ahead = System.now_ns() + 9 * HOUR
    store = TinyStore(indexed, Later())
    store.refresh()
    for labels in ("quote", "actor"):
        other = "actor" if labels == "quote" else "quote"
        path.write_text(path.read_text().replace(other, labels))
        os.utime(path, ns=(ahead, ahead))
        store.refresh()
        assert told(store) == scanned(indexed)


# Files that are not where they belong


def test_a_copy_beside_the_file_is_named_and_not_counted(indexed: Path) -> None:
    (path,) = indexed.glob("articles/??/a-*.json")
    copy = path.with_name(f"{path.stem} (conflicted copy).json")
    shutil.copy(path, copy)
    store = TinyStore(indexed, Later())
    assert store.totals().articles == 3
    (error,) = store.totals().unread
    assert str(copy) in error.message
    assert path.name in error.message
    assert "delete" in error.hint
    copy.unlink()
    assert store.totals().unread == ()


def test_a_link_is_named_wherever_it_leads(indexed: Path, tmp_path: Path) -> None:
    (path,) = indexed.glob("articles/??/a-*.json")
    elsewhere = path.rename(tmp_path / "elsewhere.json")
    for target in (elsewhere, tmp_path / "gone.json"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        (error,) = TinyStore(indexed, Later()).totals().unread
        assert error.message == f"{path} is a link, and postil follows no links inside a project."


def test_names_that_are_no_text_and_things_that_are_no_articles_are_passed_over(
    indexed: Path,
) -> None:
    for name in ("zz", "7", "README", "cafe"):
        (indexed / "articles" / name).mkdir()
    (indexed / "articles" / "zz" / "x.json").write_text("{}")
    folder = next(indexed.glob("articles/??/a-*.json")).parent
    (folder / "notes.txt").write_text("x")
    (folder / "x.json.123.tmp").write_text("x")
    assert told(TinyStore(indexed, Later())) == scanned(indexed)
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.json"), "wb") as out:
        out.write(b"{")
    (error,) = TinyStore(indexed, Later()).totals().unread
    assert "damaged" in error.message


def test_words_are_counted_for_files_of_before_they_were_kept(indexed: Path) -> None:
    store = TinyStore(indexed, Later())
    words = {one.id: one.words for one in store.listing().rows}
    assert set(words.values()) == {14}
    for path in indexed.glob("articles/??/*.json"):
        tables = json.loads(path.read_text())
        del tables["article"]["0"]["words"]
        path.write_text(json.dumps(tables))
    store.refresh()
    assert {one.id: one.words for one in store.listing().rows} == words
