"""Two sessions over files and two over a database: the same changes come to the same everywhere."""

import shutil
import tempfile
from collections.abc import Callable
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
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Contents, Decision, Link
from annotations.article import Article
from annotations.clock import new_id
from annotations.errors import Refused
from annotations.store.protocol import Saved, Store
from annotations.store.tiny import TinyStore
from annotations.versions.renewing import renewal
from tests.annotations.store.conftest import postgres_store
from tests.postgres import Database

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.store import PostgresStore

WORDS = "Café \U0001f600 and the harbour board. " * 6
OTHER = "Nothing of it stands there any more. " * 5  # no span that there was ends behind it
SESSIONS = st.sampled_from([0, 1])
PLACES, WHICH = st.integers(0, 120), st.integers(0, 99)
LABELS = st.sampled_from(["actor", "date"])
NOTES = st.text(max_size=3)
VALUES = st.sampled_from(["good", "bad", 1, 2.5, True])
VERDICTS = st.sampled_from(["", "suggested", "accepted", "rejected"])
STATUSES = st.sampled_from(["open", "done", "skipped"])
TEXTS = st.sampled_from([WORDS, "First: " + WORDS, WORDS.replace("board", "council"), OTHER])


class Alike(RuleBasedStateMachine):
    """Each session has its own view, which may be old; what it does is done in both places."""

    url = layer = ""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.article = Article(new_id(), "One", WORDS)
        self.places: list[Callable[[], Store]] = [
            lambda: TinyStore(self.folder / ".postil").layer(self.layer),
            lambda: postgres_store(self.url, self.folder / "server" / ".postil", self.layer),
        ]
        self.stores: list[list[Store]] = [[place() for _ in range(2)] for place in self.places]
        self.articles, self.views = [self.article] * 2, [Contents()] * 2
        if self.layer:
            for place in self.places:
                place().add([self.article])
        self.last: tuple[int, Article, Change] | None = None
        for who in (0, 1):
            self.load(who)

    def teardown(self) -> None:
        for store in [one for pair in self.stores for one in pair]:
            store.close()
        shutil.rmtree(self.folder)

    def both(self, what: Callable[[Store], Any], who: int) -> Any:
        """What a session of each place gives, which is the same, or the error in both."""
        found = []
        for pair in self.stores:
            try:
                found.append(in_order(what(pair[who])))
            except Refused as error:
                found.append(error.message)
        assert found[0] == found[1]
        return found[0]

    def put(self, who: int, article: Article | None = None, **parts: Any) -> None:
        id = new_id()
        change = Change(id, id, f"annotator {who}", "2031-03-04T05:06:07.890Z", **parts)
        self.apply(who, article or self.articles[who], change)

    def apply(self, who: int, article: Article, change: Change) -> None:
        saved = self.both(lambda store: store.apply(article, change), who)
        if not isinstance(saved, Saved):  # another text has come
            self.load(who)
            return
        before = self.views[who]
        self.views[who] = (before.after(saved.outside) if saved.outside else before).after(
            saved.change
        )
        self.articles[who] = article
        self.last = (who, article, change) if saved.change else None

    @rule(who=SESSIONS, start=PLACES, label=LABELS, note=NOTES, verdict=VERDICTS)
    def add(self, who: int, start: int, label: str, note: str, verdict: Any) -> None:
        origin = "rule:name" if verdict else ""
        tag = Annotation(new_id(), start, start + 4, label, "ana", {"said": note}, note)
        self.put(who, added=(replace(tag, verdict=verdict, origin=origin),))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=SESSIONS, which=WHICH, label=LABELS, start=PLACES)
    def alter(self, who: int, which: int, label: str, start: int) -> None:
        if tag := self.seen(who, which):
            start = min(start, tag.end - 1)
            self.put(who, removed=(tag,), added=(replace(tag, label=label, start=start),))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=SESSIONS, which=WHICH)
    def remove(self, who: int, which: int) -> None:
        if tag := self.seen(who, which):
            self.put(who, removed=(tag,))

    @precondition(lambda self: any(view.annotations for view in self.views))
    @rule(who=SESSIONS, first=WHICH, second=WHICH, off=st.booleans())
    def link(self, who: int, first: int, second: int, off: bool) -> None:
        source, target = self.seen(who, first), self.seen(who, second)
        if source and target:
            link = (Link("speaker", source.id, target.id),)
            self.put(who, **{"unlinked" if off else "linked": link})

    @rule(who=SESSIONS, status=STATUSES)
    def mark(self, who: int, status: Any) -> None:
        if status != self.views[who].status:
            self.put(who, status=(self.views[who].status, status))

    @rule(who=SESSIONS, name=LABELS, value=VALUES)
    def code(self, who: int, name: str, value: Any) -> None:
        held = [one for one in self.views[who].codes if one.name == name]
        self.put(who, uncoded=tuple(held), coded=(Code("ana", name, value),))

    @rule(who=SESSIONS, about=LABELS, answer=NOTES, off=st.booleans())
    def decide(self, who: int, about: str, answer: str, off: bool) -> None:
        decision = Decision("quote", (about, "1"), "0" * 16, answer, by="ana")
        self.put(who, **{"undecided" if off else "decided": (decision,)})

    @rule(who=SESSIONS, text=TEXTS)
    def renew(self, who: int, text: str) -> None:
        """Another text, with what can be moved on it, as far as this session knows."""
        article, store = self.articles[who], self.stores[0][who]
        if text != article.text:
            id = new_id()
            blank = Change(id, id, "dora", "2031-03-04T05:06:07.890Z")
            change = renewal(article, self.views[who], text, store.text, blank)
            self.apply(who, article.with_text(text), change)

    @precondition(lambda self: self.last)
    @rule()
    def send_again(self) -> None:
        """What a database answers is what was saved then; files say what of it fits still."""
        assert self.last
        who, article, change = self.last
        self.both(lambda store: store.apply(article, change).conflicts, who)

    @rule(who=SESSIONS, which=WHICH)
    def take_back(self, who: int, which: int) -> None:
        """Undo any earlier change but that of a text; it may come too late."""
        history = self.both(lambda store: store.history(self.article.id), who)
        mine = [change for change in history if not change.text]
        if mine:
            change = mine[which % len(mine)].inverse()
            self.apply(who, self.articles[who], replace(change, id=new_id(), kind="undo"))

    @rule(who=SESSIONS)
    def load(self, who: int) -> None:
        self.views[who] = self.both(lambda store: store.load(self.article.id), who)
        found = self.both(lambda store: store.article(self.article.id), who)
        self.articles[who] = found or self.article

    @rule(who=SESSIONS)
    def news(self, who: int) -> None:
        if outside := self.both(lambda store: store.news(self.articles[who]), who):
            self.views[who] = self.views[who].after(outside)

    @rule(who=SESSIONS)
    def save_nothing(self, who: int) -> None:
        self.put(who)

    @rule(who=SESSIONS)
    def restart(self, who: int) -> None:
        for place, pair in zip(self.places, self.stores, strict=True):
            pair[who].close()
            pair[who] = place()
        self.load(who)

    @invariant()
    def all_that_is_kept_is_the_same(self) -> None:
        id = self.article.id
        read, history = self.both(lambda store: (store.read(id), store.history(id)), 0)
        assert len({change.id for change in history}) == len(history)
        assert read is None or read == self.both(lambda store: store.read(id), 1)

    def seen(self, who: int, which: int) -> Annotation | None:
        """An annotation of a session's own view, which may be gone or other by now."""
        tags = sorted(self.views[who].annotations.values(), key=lambda tag: tag.id)
        return tags[which % len(tags)] if tags else None


def in_order(found: Any) -> Any:
    """What a store gives with tags that were left in one heap in one order."""
    if isinstance(found, Change):
        halves = {
            name: tuple(sorted(getattr(found, name), key=_id)) for name in ("removed", "added")
        }
        return replace(found, **halves)
    if isinstance(found, Saved):
        change, outside = in_order(found.change), in_order(found.outside)
        return replace(found, change=change, outside=outside)
    return type(found)(map(in_order, found)) if isinstance(found, list | tuple) else found


def _id(tag: Annotation) -> str:
    return tag.id


def machine(database: Database, name: str) -> type[Alike]:
    """The sessions on one test's database, in one layer."""

    class Here(Alike):
        url, layer = database.url, name

    return Here


@pytest.mark.parametrize("layer", ["", "ana"])
def test_a_database_comes_to_what_files_come_to(database: Database, layer: str) -> None:
    few = settings(
        max_examples=settings().max_examples // 5,
        stateful_step_count=25,
        phases=[
            Phase.explicit,
            Phase.reuse,
            Phase.generate,
        ],  # to make a failure smaller takes minutes
    )
    run_state_machine_as_test(machine(database, layer), settings=few)


def test_a_control_that_does_not_read_what_others_changed_is_caught(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = PostgresStore._locked

    def sure(store: PostgresStore, cursor: Cursor, id: str, change: Change) -> Any:
        here, found = real(store, cursor, id, change)
        known = store._told.get(id)
        return (known if known and known.version else here), found

    monkeypatch.setattr(PostgresStore, "_locked", sure)
    once = settings(
        max_examples=200, database=None, phases=[Phase.generate], report_multiple_bugs=False
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(database, ""), settings=once)
