"""The index always tells what a full scan would, whatever became of the files or of itself."""

import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.disk.system import System
from annotations.errors import Damaged
from annotations.store import entry, snapshot
from annotations.store.index import Index
from annotations.store.index_table import VERSION
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
HOUR = 3_600_000_000_000


class Later(System):
    """A system on which all that was written is long ago, so that what is known is trusted."""

    now_ns = staticmethod(lambda: System.now_ns() + HOUR)
    fsync = staticmethod(lambda handle: None)


def scanned(root: Path) -> dict[str, Any]:
    """What a full scan tells: every file read and parsed, with nothing of the store in it."""
    rows, labels, annotators, status = {}, Counter[str](), Counter[str](), Counter[str]()
    suggestions = unread = 0
    for path in root.glob("articles/[0-9a-f][0-9a-f]/*.json"):
        try:
            tables = json.loads(path.read_text())
            (about,) = tables["article"].values()
        except ValueError:
            unread += 1
            continue
        if path.name.startswith("copy"):
            unread += 1
            continue
        tags = tables.get("annotations", {}).values()
        waiting = [
            one for one in tables.get("suggestions", {}).values() if one["verdict"] == "suggested"
        ]
        status[about.get("status", "open")] += 1
        labels.update(tag["label"] for tag in tags)
        annotators.update(tag["annotator"] for tag in tags)
        suggestions += len(waiting)
        rows[about["id"]] = (about["title"], len(tags), len(waiting), about.get("status", "open"))
    return {
        "rows": rows,
        "labels": dict(labels),
        "annotators": dict(annotators),
        "status": dict(status),
        "suggestions": suggestions,
        "unread": unread,
    }


def told(store: TinyStore) -> dict[str, Any]:
    """The same from the index."""
    totals, listing = store.totals(), store.listing()
    rows = {
        one.id: (one.title, one.annotations, one.suggestions, one.status) for one in listing.rows
    }
    assert len(rows) == len(listing.rows) == listing.matches == totals.articles
    assert sum(totals.labels.values()) == totals.annotations
    return {
        "rows": rows,
        "labels": totals.labels,
        "annotators": totals.annotators,
        "status": totals.status,
        "suggestions": totals.suggestions,
        "unread": len(totals.unread),
    }


class BehindItsBack(RuleBasedStateMachine):
    """Files are saved, edited, damaged, copied and deleted, and so is the index itself."""

    kind: type[TinyStore] = TinyStore

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / ".postil"
        self.system = Later()
        self.store = self.kind(self.root, self.system)
        self.moment = 1_000_000_000_000_000_000
        self.edited_in_place = False

    def teardown(self) -> None:
        self.folder.cleanup()

    def date(self, path: Path) -> None:
        """Give a file or folder a time of its own: the disk's clock is too coarse for a test."""
        self.moment += 1_000_000
        os.utime(path, ns=(self.moment, self.moment))

    def date_folders(self) -> None:
        for folder in self.root.glob("articles/??"):
            self.date(folder)

    def files(self) -> list[Path]:
        return sorted(self.root.glob("articles/??/*.json"))

    def one(self, which: int) -> Path:
        return self.files()[which % len(self.files())]

    @rule(
        name=st.sampled_from("abcdef"),
        label=st.sampled_from(["actor", "date", 'od"d,']),
        verdict=st.sampled_from(["", "suggested", "rejected", "accepted"]),
        status=st.sampled_from(["open", "done"]),
    )
    def save(self, name: str, label: str, verdict: str, status: str) -> None:
        article = Article(name, name.upper(), f"The text of {name}.", Metadata(source="Post"))
        id = new_id()
        tag = Annotation(new_id(), 0, 3, label, "ana", verdict=verdict)  # type: ignore[arg-type]
        try:
            was = TinyStore(self.root, self.system).load(name).status
            change = Change(id, id, "ana", now(), added=(tag,), status=(was, status))  # type: ignore
            TinyStore(self.root, self.system).apply(article, change)
        except Damaged:
            return
        self.date_folders()

    @precondition(lambda self: self.files())
    @rule(which=st.integers(0, 99))
    def edit_in_place(self, which: int) -> None:
        path = self.one(which)
        data = path.read_text()
        # Of the same length, as an editor may leave it.
        path.write_text(data.replace('"actor"', '"quote"') if "actor" in data else data)
        self.date(path)
        self.edited_in_place = True

    @precondition(lambda self: self.files())
    @rule(which=st.integers(0, 99), share=st.floats(0, 0.9))
    def damage(self, which: int, share: float) -> None:
        path = self.one(which)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        self.date(path)
        self.edited_in_place = True

    @precondition(lambda self: self.files())
    @rule(which=st.integers(0, 99), into=st.integers(0, 99))
    def delete_or_copy(self, which: int, into: int) -> None:
        path = self.one(which)
        if into % 2:
            path.unlink()
        else:
            shutil.copy(path, path.with_name(f"copy-{path.name}"))
        self.date_folders()

    @precondition(lambda self: self.files())
    @rule(which=st.integers(0, 99))
    def delete_a_folder(self, which: int) -> None:
        shutil.rmtree(self.one(which).parent)

    @rule(how=st.sampled_from(["delete", "empty", "half", "garble", "noise"]), at=st.floats(0, 1))
    def harm_the_index(self, how: str, at: float) -> None:
        file = self.root / "cache" / "index.sqlite"
        if not file.exists():
            return
        data = bytearray(file.read_bytes())
        if how == "delete":
            shutil.rmtree(file.parent)
            return
        if how == "garble" and data:
            data[int(at * (len(data) - 1))] ^= 0x15
        changed = {"empty": b"", "half": data[: len(data) // 2], "noise": os.urandom(4096)}
        file.write_bytes(changed.get(how, bytes(data)))

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = self.kind(self.root, self.system)

    @rule()
    def look_at_every_file(self) -> None:
        self.store.refresh()
        self.edited_in_place = False
        assert told(self.store) == scanned(self.root)

    @invariant()
    def a_list_is_right(self) -> None:
        """Without a look at every file, as long as none was edited in place."""
        if not self.edited_in_place:
            assert told(self.store) == scanned(self.root)


BehindItsBack.TestCase.settings = settings(stateful_step_count=30)
test_the_index_tells_what_a_full_scan_does = BehindItsBack.TestCase


class Trusting(Index):
    """A control that never looks again at what it knows."""

    def _look_at(self, path: str, key: int, known: Any, *rest: Any) -> bool:
        return key not in known and super()._look_at(path, key, known, *rest)


def test_a_control_that_never_looks_again_is_caught() -> None:
    class TrustingStore(TinyStore):
        def __init__(self, root: Path, system: System | None = None) -> None:
            super().__init__(root, system)
            self._index = Trusting(self._folders, self._system)

    class Control(BehindItsBack):
        kind = TrustingStore

    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Control,
            settings=settings(
                BehindItsBack.TestCase.settings,
                max_examples=200,
                database=None,
                phases=[Phase.generate],
                report_multiple_bugs=False,
            ),
        )


@pytest.fixture
def root(tmp_path: Path, article: Article, adding: Adding) -> Path:
    """Three articles with a tag each, and an index of them that is trusted."""
    root = tmp_path / ".postil"
    store = TinyStore(root, Later())
    for name in "abc":
        store.apply(replace(article, id=name, title=name), adding(0))
    store.refresh()
    return root


def index_of(root: Path) -> Path:
    return root / "cache" / "index.sqlite"


def is_whole(index: Path) -> bool:
    database = snapshot.restored(System().within(index.parent), index, VERSION)
    if database:
        database.close()
    return database is not None


# An index that cannot be used


def test_garbled_anywhere_it_is_not_trusted_and_made_anew(root: Path) -> None:
    whole, truth = index_of(root).read_bytes(), scanned(root)
    for at in range(0, len(whole), 151):
        garbled = bytearray(whole)
        garbled[at] ^= 0x20
        index_of(root).write_bytes(garbled)
        store = TinyStore(root, Later())
        assert told(store) == truth
        store.close()
        assert is_whole(index_of(root)), at


def test_without_the_checksum_garbling_would_be_believed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, truth = index_of(root).read_bytes(), scanned(root)
    monkeypatch.setattr(snapshot, "_checksum", lambda data: data[snapshot._SUM])

    def wrong(at: int) -> bool:
        garbled = bytearray(whole)
        garbled[at] ^= 0x20
        index_of(root).write_bytes(garbled)
        try:
            return told(TinyStore(root, Later())) != truth
        except Exception:
            return True

    assert any(wrong(at) for at in range(0, len(whole), 151))


def test_one_that_came_with_the_folder_is_not_believed(root: Path, tmp_path: Path) -> None:
    index = index_of(root)
    database = snapshot.restored(System().within(root.parent), index, VERSION)
    assert database is not None
    database.execute("update total set count = 99")
    snapshot.keep(System().within(root.parent), index, VERSION, database)
    database.close()
    assert TinyStore(root, Later()).totals().articles == 99  # it is believed where it was kept
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    assert told(TinyStore(copy, Later())) == scanned(copy)


@pytest.mark.parametrize("what", ["gone", "empty", "half", "nulls", "words", "folder", "version"])
def test_of_any_damage_it_heals(root: Path, what: str) -> None:
    file, truth = index_of(root), scanned(root)
    data = file.read_bytes()
    file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "version":
        other = snapshot.connected()
        other.executescript("create table article (id)")
        assert snapshot.keep(System().within(root.parent), file, VERSION + 1, other)
        other.close()
    elif what != "gone":
        half = data[: len(data) // 2]
        new = {"empty": b"", "half": half, "nulls": bytes(len(data)), "words": b"words " * 999}
        file.write_bytes(new[what])
    store = TinyStore(root, Later())
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
    root: Path, article: Article, adding: Adding
) -> None:
    command = [sys.executable, "-c", HOLDING, str(index_of(root))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        store = TinyStore(root, Later())
        assert told(store) == scanned(root)
        store.apply(replace(article, id="d"), adding(0))
        assert told(store) == scanned(root)
        store.close()
        holder.communicate()
    assert told(TinyStore(root, Later())) == scanned(root)


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
def test_where_nothing_can_be_written_it_works_all_the_same(root: Path, kept: bool) -> None:
    if not kept:
        shutil.rmtree(root / "cache")
    truth = scanned(root)
    before = sorted(path for path in root.rglob("*"))
    store = TinyStore(root, ReadOnly())
    assert told(store) == truth
    assert store.refresh() == 0
    store.close()
    assert sorted(path for path in root.rglob("*")) == before


def test_a_build_of_sqlite_that_cannot_keep_it_is_no_trouble(
    root: Path, monkeypatch: pytest.MonkeyPatch
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

    for module in ("snapshot", "index"):
        monkeypatch.setattr(f"annotations.store.{module}.connected", Plain)
    assert told(TinyStore(root, Later())) == scanned(root)


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
def test_its_database_goes_with_it(root: Path, monkeypatch: pytest.MonkeyPatch, drop: bool) -> None:
    made: list[sqlite3.Connection] = []

    def restored(*arguments: Any) -> sqlite3.Connection | None:
        if database := snapshot.restored(*arguments):
            made.append(database)
        return database

    monkeypatch.setattr("annotations.store.index.restored", restored)
    store = TinyStore(root, Later())
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
    root: Path, article: Article, adding: Adding
) -> None:
    system = Counting()
    store = TinyStore(root, system)
    assert store.find(["another"], "elsewhere") == ()
    assert [path.name for path in system.opened] == ["index.sqlite"]
    TinyStore(root, Later()).apply(replace(article, id="d"), adding(0))
    assert store.totals().articles == 4
    read = [path for path in system.opened if path.suffix == ".json"]
    assert [path.name[0] for path in read] == ["d"]


def test_one_thread_lists_what_is_known_while_another_still_looks(
    root: Path, article: Article, adding: Adding
) -> None:
    looking, free = threading.Event(), threading.Event()

    class Slow(Later):
        slow = False

        def listdir(self, path: Path) -> list[str]:  # type: ignore[override]
            if self.slow:
                looking.set()
                assert free.wait(10)
            return os.listdir(path)

    store = TinyStore(root, system := Slow())
    assert store.totals().articles == 3
    TinyStore(root, Later()).apply(replace(article, id="d"), adding(0))
    system.slow = True
    thread = threading.Thread(target=store.refresh)
    thread.start()
    assert looking.wait(10)
    assert (store.listing().matches, store.totals().articles) == (3, 3)
    free.set()
    thread.join()
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
    root: Path, monkeypatch: pytest.MonkeyPatch, careful: bool
) -> None:
    if not careful:  # the control
        monkeypatch.setattr(entry, "_RACY_NS", -HOUR)
    else:
        monkeypatch.setattr(entry, "_RACY_NS", HOUR)
    store = TinyStore(root, Coarse())
    store.refresh()
    (path,) = root.glob("articles/??/a-*.json")
    path.write_text(path.read_text().replace("actor", "quote"))
    assert store.refresh() == careful
    assert (told(store) == scanned(root)) == careful


def test_times_in_the_future_are_never_trusted(root: Path) -> None:
    (path,) = root.glob("articles/??/a-*.json")
    ahead = System.now_ns() + 9 * HOUR
    store = TinyStore(root, Later())
    store.refresh()
    for labels in ("quote", "actor"):
        other = "actor" if labels == "quote" else "quote"
        path.write_text(path.read_text().replace(other, labels))
        os.utime(path, ns=(ahead, ahead))
        store.refresh()
        assert told(store) == scanned(root)


# Files that are not where they belong


def test_a_copy_beside_the_file_is_named_and_not_counted(root: Path) -> None:
    (path,) = root.glob("articles/??/a-*.json")
    copy = path.with_name(f"{path.stem} (conflicted copy).json")
    shutil.copy(path, copy)
    store = TinyStore(root, Later())
    assert store.totals().articles == 3
    (error,) = store.totals().unread
    assert str(copy) in error.message
    assert path.name in error.message
    assert "delete" in error.hint
    copy.unlink()
    assert store.totals().unread == ()


def test_a_link_is_named_wherever_it_leads(root: Path, tmp_path: Path) -> None:
    (path,) = root.glob("articles/??/a-*.json")
    elsewhere = path.rename(tmp_path / "elsewhere.json")
    for target in (elsewhere, tmp_path / "gone.json"):
        path.unlink(missing_ok=True)
        path.symlink_to(target)
        (error,) = TinyStore(root, Later()).totals().unread
        assert error.message == f"{path} is a link, and none is followed inside a project."


def test_names_that_are_no_text_and_things_that_are_no_articles_are_passed_over(
    root: Path,
) -> None:
    for name in ("zz", "7", "README", "cafe"):
        (root / "articles" / name).mkdir()
    (root / "articles" / "zz" / "x.json").write_text("{}")
    (folder, *_) = root.glob("articles/??/")
    (folder / "notes.txt").write_text("x")
    (folder / "x.json.123.tmp").write_text("x")
    assert told(TinyStore(root, Later())) == scanned(root)
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.json"), "wb") as out:
        out.write(b"{")
    (error,) = TinyStore(root, Later()).totals().unread
    assert "damaged" in error.message


def test_words_are_counted_for_files_of_before_they_were_kept(root: Path) -> None:
    store = TinyStore(root, Later())
    words = {one.id: one.words for one in store.listing().rows}
    assert set(words.values()) == {14}
    for path in root.glob("articles/??/*.json"):
        tables = json.loads(path.read_text())
        del tables["article"]["0"]["words"]
        path.write_text(json.dumps(tables))
    store.refresh()
    assert {one.id: one.words for one in store.listing().rows} == words
