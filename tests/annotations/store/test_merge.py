"""Two stores on one place, against a plain model that knows only `fit` and `Contents.after`."""

import tempfile
from pathlib import Path

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
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents, Link
from annotations.article import Article
from annotations.clock import new_id
from annotations.fitting import fit, without_doubles
from annotations.store.article_file import ArticleFile
from annotations.store.tiny import TinyStore

ARTICLE = Article("one", "One", "Caf\u00e9 \U0001f600 " * 20)
STORES = st.sampled_from([0, 1])
LABELS = st.sampled_from(["actor", "date"])
NOTES = st.text(max_size=3)
ATTRS = st.dictionaries(NOTES, st.none() | st.booleans() | st.integers(-9, 9) | NOTES, max_size=2)
STATUSES = st.sampled_from(["open", "done", "skipped"])


class TwoStores(RuleBasedStateMachine):
    """Each store sees its own view, which may be old; the model is what must stand on the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name) / ".postil"
        self.stores = [TinyStore(self.root), TinyStore(self.root)]
        self.views = [store.load(ARTICLE.id) for store in self.stores]
        self.model = Contents()
        self.saved: list[Change] = []

    def teardown(self) -> None:
        self.folder.cleanup()

    def put(self, who: int, **parts: object) -> None:
        id = new_id()
        self.apply(who, Change(id, id, f"annotator {who}", "", **parts))  # type: ignore[arg-type]

    def apply(self, who: int, change: Change) -> None:
        """Save a change and hold the answer against the model's."""
        held = self.model
        told = change if self.views[who] == held else without_doubles(change, held)
        fitted, conflicts = fit(told, held)
        saved = self.stores[who].apply(ARTICLE, change)
        assert (saved.change, saved.conflicts) == (fitted, conflicts)
        view = self.views[who].after(saved.outside) if saved.outside else self.views[who]
        assert view == held
        self.model = self.views[who] = held.after(fitted)
        if fitted:
            self.saved.append(fitted)

    @rule(who=STORES, start=st.integers(0, 90), label=LABELS, note=NOTES, attrs=ATTRS)
    def add(self, who: int, start: int, label: str, note: str, attrs: dict[str, object]) -> None:
        tag = Annotation(new_id(), start, start + 4, label, "ana", attrs, note)
        self.put(who, added=(tag,))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=STORES, which=st.integers(0, 99), label=LABELS, start=st.integers(0, 90))
    def alter(self, who: int, which: int, label: str, start: int) -> None:
        if tag := self.seen(who, which):
            self.put(who, removed=(tag,), added=(replace(tag, label=label, start=start, end=99),))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=STORES, which=st.integers(0, 99))
    def remove(self, who: int, which: int) -> None:
        if tag := self.seen(who, which):
            self.put(who, removed=(tag,))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=STORES, first=st.integers(0, 99), second=st.integers(0, 99), off=st.booleans())
    def link(self, who: int, first: int, second: int, off: bool) -> None:
        source, target = self.seen(who, first), self.seen(who, second)
        if source and target:
            link = (Link("speaker", source.id, target.id),)
            self.put(who, **{"unlinked" if off else "linked": link})

    @rule(who=STORES, status=STATUSES)
    def mark(self, who: int, status: str) -> None:
        self.put(who, status=(self.views[who].status, status))

    @precondition(lambda self: self.saved)
    @rule(who=STORES, which=st.integers(0, 99), again=st.booleans())
    def take_back_or_repeat(self, who: int, which: int, again: bool) -> None:
        """Undo any earlier change, or apply it once more as it was; both may come too late."""
        change = self.saved[which % len(self.saved)]
        self.apply(who, change if again else replace(change.inverse(), id=new_id(), kind="undo"))

    @rule(who=STORES)
    def load(self, who: int) -> None:
        self.views[who] = self.stores[who].load(ARTICLE.id)
        assert self.views[who] == self.model

    @rule(who=STORES)
    def restart(self, who: int) -> None:
        self.stores[who] = TinyStore(self.root)
        self.load(who)

    @invariant()
    def the_disk_holds_what_the_model_holds(self) -> None:
        fresh = TinyStore(self.root)
        assert fresh.load(ARTICLE.id) == self.model
        assert {c.id for c in fresh.history(ARTICLE.id)} == {c.id for c in self.saved}

    def seen(self, who: int, which: int) -> Annotation | None:
        """An annotation of a store's own view, which may be gone or other by now."""
        tags = sorted(self.views[who].annotations.values(), key=lambda tag: tag.id)
        return tags[which % len(tags)] if tags else None


TwoStores.TestCase.settings = settings(stateful_step_count=25)
test_two_stores_agree_with_a_plain_model = TwoStores.TestCase


def test_a_control_that_does_not_read_again_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    refresh = ArticleFile.refresh
    monkeypatch.setattr(ArticleFile, "refresh", lambda file: file._tables is None and refresh(file))
    once = settings(
        TwoStores.TestCase.settings,
        max_examples=200,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(TwoStores, settings=once)
