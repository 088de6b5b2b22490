"""The index always tells what a full scan would, whatever became of the files or of itself."""

import os
import shutil
import tempfile
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
from annotations.store import index_table as table
from annotations.store.index import Index
from annotations.store.tiny import TinyStore
from annotations.store.tree import Walk
from tests.annotations.store.scanned import Later, scanned, told


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


class Trusting(Walk):
    """A control that never looks again at what it knows."""

    def _look_at(self, taking: Any, path: str, known: dict[int, Any], started: int) -> bool:
        is_known = known.pop(table.key(path), self) is not self
        return not is_known and super()._look_at(taking, path, known, started)


def test_a_control_that_never_looks_again_is_caught() -> None:
    class TrustingStore(TinyStore):
        def __init__(self, indexed: Path, system: System | None = None) -> None:
            super().__init__(indexed, system)
            source = Trusting(self._articles, self._system)
            self._index = Index(source, self._folders.home, self._system)

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
