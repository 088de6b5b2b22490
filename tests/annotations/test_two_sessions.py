"""Two people annotate one article at once, in any order of keys, saves and confirmations.

The disk here is a model: the contents of the article, changed only by what `fit` lets through.
Whatever happens, a session with nothing on its way shows what its disk held when it last heard
from it, what is on its way stays on the screen, and the counts are those of the disk.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Conflict, Contents, Link, difference
from annotations.article import Article
from annotations.errors import PostilError
from annotations.fitting import fit
from annotations.session import Session

ARTICLE = Article("article", "Title", "ab cd ef gh")
SPANS = [(0, 2), (3, 5), (0, 5), (6, 11)]
START = Contents(
    {
        "x1": Annotation("x1", 0, 2, "actor", "import"),
        "x2": Annotation("x2", 3, 5, "quote", "import"),
        "x3": Annotation("x3", 6, 8, "quote", "import"),
    },
    frozenset({Link("speaker", "x2", "x1"), Link("speaker", "x3", "x1")}),
)


@dataclass
class Disk:
    """The one truth, and the changes that led to it."""

    contents: Contents = START
    history: list[Change] = field(default_factory=list)

    def take(self, change: Change) -> tuple[Change, tuple[Conflict, ...]]:
        now = self.contents
        fitted, conflicts = fit(change, now)
        self.contents = now.after(fitted)
        self.history.append(fitted)
        return fitted, conflicts


@dataclass(frozen=True)
class News:
    """What a save came to, on its way back to the session, and the disk as it then was."""

    change_id: str
    saved: Change
    outside: Change | None
    conflicts: tuple[Conflict, ...]
    disk: Contents


class Desk:
    """One process: a session, what it has yet to save, and what it has yet to hear."""

    def __init__(self, disk: Disk, annotator: str, new_id: Callable[[], str]) -> None:
        self.disk, self.annotator, self.new_id = disk, annotator, new_id
        self.open()

    def open(self) -> None:
        self.queue: list[Change] = []
        self.inbox: list[News] = []
        self.seen = self.heard = self.disk.contents
        history = tuple(self.disk.history)
        self.session = Session(
            ARTICLE,
            self.disk.contents,
            self.annotator,
            lambda article, change: self.queue.append(change),
            self.new_id,
            self.new_id,
            lambda: history,
        )

    def save(self, unsure: bool = False) -> None:
        """Save the oldest change; an unsure save is made but not confirmed, so it comes again."""
        change = self.queue[0]
        outside = difference(self.seen, self.disk.contents, change)
        saved, conflicts = self.disk.take(change)
        if unsure:
            return
        self.seen = self.disk.contents
        del self.queue[0]
        self.inbox.append(News(change.id, saved, outside or None, conflicts, self.seen))

    def look(self) -> None:
        """See what others have saved, as `Writer.look` does while nothing is to be saved."""
        nothing = Change("", "", "", "")
        if not self.queue and (outside := difference(self.seen, self.disk.contents, nothing)):
            self.seen = self.disk.contents
            self.inbox.append(News("", nothing, outside, (), self.seen))

    def hear(self) -> None:
        news = self.inbox.pop(0)
        before = self.session.contents
        change = self.session.taken(news.change_id, news.saved, news.outside, news.conflicts)
        self.heard = news.disk
        assert before.after(change) == self.session.contents
        self.check()

    def settle(self) -> None:
        while self.queue or self.inbox:
            if self.queue:
                self.save()
            self.hear()

    def check(self) -> None:
        """What holds at every moment, whatever was heard and whatever is on its way."""
        session, shown, disk = self.session, self.session.contents, self.heard
        assert +session.saved_counts == Counter(a.label for a in disk.annotations.values())
        if not session.waiting:
            assert shown == disk
        for link in shown.links:
            assert {link.source, link.target} <= shown.annotations.keys()
        status, wanted = shown.status, dict[str, Annotation | None]()
        for change in session.waiting.values():
            wanted |= {a.id: None for a in change.removed} | {a.id: a for a in change.added}
            status = change.status[1] if change.status else status
        assert {id: shown.annotations.get(id) for id in wanted} == wanted
        assert shown.status == status


class TwoSessions(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        numbers = count(1)
        self.disk = Disk()
        self.desks = [
            Desk(self.disk, annotator, lambda: f"i{next(numbers):05}")
            for annotator in ("ann", "bob")
        ]

    who = st.integers(0, 1)

    @rule(who=who, span=st.sampled_from(SPANS), label=st.sampled_from("ad"), second=st.booleans())
    def tag(self, who: int, span: tuple[int, int], label: str, second: bool) -> None:
        try:
            self.desks[who].session.annotate(span, label, second)
        except PostilError:
            assert second

    @rule(who=who, pick=st.integers(0, 9))
    def remove(self, who: int, pick: int) -> None:
        session = self.desks[who].session
        ids = sorted(session.index.by_id)
        if ids:
            session.remove(ids[pick % len(ids)])

    @rule(who=who, pick=st.integers(0, 9), span=st.sampled_from(SPANS))
    def resize(self, who: int, pick: int, span: tuple[int, int]) -> None:
        session = self.desks[who].session
        ids = sorted(session.index.by_id)
        if ids:
            session.resize(ids[pick % len(ids)], span)

    @rule(who=who, status=st.sampled_from(["open", "done", "skipped"]))
    def mark(self, who: int, status: str) -> None:
        self.desks[who].session.mark(status)  # type: ignore[arg-type]

    @rule(who=who, value=st.sampled_from(["", "war", "peace"]))
    def code(self, who: int, value: str) -> None:
        self.desks[who].session.code({"frame": value})

    @rule(who=who, judged=st.sampled_from("xy"), answer=st.sampled_from(["fine", None]))
    def answer(self, who: int, judged: str, answer: str | None) -> None:
        self.desks[who].session.answer("finding", ("check", "edges", "x1"), judged, answer)

    @rule(value=st.sampled_from(["war", "peace"]))
    def somebody_else_says(self, value: str) -> None:
        """The same annotator, in another program."""
        held = [code for code in self.disk.contents.codes if code.annotator == "ann"]
        change = Change("other", "other", "ann", "t", "import")
        said = (Code("ann", "frame", value),)
        self.disk.take(replace(change, uncoded=tuple(held), coded=said))

    @rule(who=who, redo=st.booleans())
    def turn(self, who: int, redo: bool) -> None:
        session = self.desks[who].session
        try:
            session.redo() if redo else session.undo()
        except PostilError as error:
            assert "nothing to" in error.message  # noqa: PT017

    @rule(first=st.sampled_from(["x1", "x2", "x3"]), second=st.sampled_from(["x1", "x2", "x3"]))
    def somebody_else_links(self, first: str, second: str) -> None:
        """A third program, or a merge in git, changed the file."""
        link = Link("speaker", first, second)
        there = link in self.disk.contents.links
        change = Change("other", "other", "import", "t", "import")
        half = {"unlinked": (link,)} if there else {"linked": (link,)}
        self.disk.take(replace(change, **half))  # type: ignore[arg-type]

    @rule(id=st.sampled_from(["x1", "x2", "x3"]))
    def somebody_else_removes_or_restores(self, id: str) -> None:
        change = Change("other", "other", "import", "t", "import")
        if here := self.disk.contents.annotations.get(id):
            self.disk.take(replace(change, removed=(here,)))
        else:
            self.disk.take(replace(change, added=(START.annotations[id],)))

    @precondition(lambda self: any(desk.queue for desk in self.desks))
    @rule(who=who, unsure=st.booleans())
    def save(self, who: int, unsure: bool) -> None:
        if self.desks[who].queue:
            self.desks[who].save(unsure)

    @precondition(lambda self: any(desk.inbox for desk in self.desks))
    @rule(who=who)
    def hear(self, who: int) -> None:
        if self.desks[who].inbox:
            self.desks[who].hear()

    @rule(who=who)
    def look(self, who: int) -> None:
        self.desks[who].look()

    @rule(who=who)
    def start_again(self, who: int) -> None:
        self.desks[who].settle()
        self.desks[who].open()

    def settle(self) -> None:
        # The first to save has not seen the second's work, so it pokes once more.
        for desk in (*self.desks, *self.desks):
            desk.session.mark("skipped" if desk.session.status == "open" else "open")
            desk.settle()
        self.desks[0].session.mark("done")
        self.desks[0].settle()
        assert self.desks[0].session.contents == self.disk.contents

    @invariant()
    def every_desk_is_in_order(self) -> None:
        for desk in self.desks:
            desk.check()

    def teardown(self) -> None:
        self.settle()


TwoSessions.TestCase.settings = settings(stateful_step_count=40)
test_two_sessions = TwoSessions.TestCase
