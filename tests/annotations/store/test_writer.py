"""The thread that saves: in order, behind the screen, and never silently."""

import threading
from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import Refused
from annotations.store.protocol import Saved
from annotations.store.writer import Confirmed, Event, Failed, Writer

Adding = Callable[..., Change]


class Recorder:
    """A store that keeps what it is given and fails for the articles it is told to."""

    def __init__(self) -> None:
        self.applied: list[str] = []
        self.failing: dict[str, Exception] = {}
        self.closed = False
        self.entered, self.free = threading.Event(), threading.Event()
        self.free.set()

    def apply(self, article: Article, change: Change) -> Saved:
        self.entered.set()
        assert self.free.wait(10)
        if error := self.failing.get(article.id):
            raise error
        self.applied.append(change.id)
        return Saved(change)

    def close(self) -> None:
        self.closed = True

    def hold(self) -> None:
        """Make the next save take until `free` is set."""
        self.entered.clear()
        self.free.clear()


def test_what_has_to_be_there_first_is_or_the_change_is_not_saved() -> None:
    store, events, made = Recorder(), list[Event](), list[str]()
    failing = [Refused("The disk is full.", "")]

    def before(change: Change) -> None:
        assert not store.applied
        if failing:
            raise failing.pop()
        made.append(change.id)

    writer = Writer(store, events.append, before)  # type: ignore[arg-type]
    article = Article("one", "One", "Some words.")
    writer.put(article, Change("c1", "c1", "ana", ""))
    assert writer.drain(10)
    assert isinstance(events[0], Failed)
    assert not store.applied
    writer.retry()
    assert writer.drain(10)
    writer.close(10)
    assert (made, store.applied) == (["c1"], ["c1"])


class Desk:
    """A writer on a recorder, and the events it reported."""

    def __init__(self) -> None:
        self.store, self.events = Recorder(), list[Event]()
        self.threads: set[str] = set()
        self.writer = Writer(self.store, self._note)  # type: ignore[arg-type]

    def _note(self, event: Event) -> None:
        self.threads.add(threading.current_thread().name)
        self.events.append(event)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.writer.close(10)


def test_changes_are_saved_in_key_order_on_a_thread_of_its_own(
    desk: Desk, article: Article, adding: Adding
) -> None:
    changes = [adding(n) for n in range(50)]
    for change in changes:
        desk.writer.put(article, change)
    assert desk.writer.drain(10)
    assert desk.store.applied == [c.id for c in changes]
    assert [e.change_id for e in desk.events] == [c.id for c in changes]
    assert desk.threads == {"postil-writer"}
    assert desk.writer.pending() == ()


def test_saving_goes_on_where_nobody_can_be_told(article: Article, adding: Adding) -> None:
    def closing(event: Event) -> None:
        raise LookupError("there is no screen any more")

    store, changes = Recorder(), [adding(n) for n in range(3)]
    writer = Writer(store, closing)  # type: ignore[arg-type]
    for change in changes:
        writer.put(article, change)
    writer.close(10)
    assert store.applied == [c.id for c in changes]
    assert writer.pending() == ()


def test_why_changes_are_stuck_is_known_before_anybody_has_been_told(
    article: Article, adding: Adding
) -> None:
    told = list[object]()
    store = Recorder()
    writer = Writer(store, lambda event: told.append(writer.trouble))  # type: ignore[arg-type]
    store.failing[article.id] = full = Refused("The disk is full.")
    writer.put(article, adding(0))
    assert writer.drain(10)
    assert told == [full]
    store.failing.clear()
    writer.retry()
    assert writer.drain(10)
    assert told == [full, None]
    writer.close(10)


def test_after_a_failure_an_article_waits_and_the_others_go_on(
    desk: Desk, article: Article, adding: Adding
) -> None:
    other = replace(article, id="other")
    desk.store.failing[article.id] = Refused("The disk is full.")
    mine, theirs = [adding(n) for n in range(3)], adding(0)
    for change in mine:
        desk.writer.put(article, change)
    desk.writer.put(other, theirs)
    assert desk.writer.drain(10)
    assert desk.store.applied == [theirs.id]
    assert [c.id for _, c in desk.writer.pending()] == [c.id for c in mine]
    assert [type(e) for e in desk.events] == [Failed, Confirmed]


def test_a_retry_saves_what_waited_in_order(desk: Desk, article: Article, adding: Adding) -> None:
    desk.store.failing[article.id] = Refused("The disk is full.")
    changes = [adding(n) for n in range(4)]
    for change in changes[:3]:
        desk.writer.put(article, change)
    desk.writer.drain(10)
    desk.writer.retry()
    desk.writer.drain(10)
    assert desk.store.applied == []
    desk.store.failing.clear()
    desk.writer.retry()
    desk.writer.put(article, changes[3])
    assert desk.writer.drain(10)
    assert desk.store.applied == [c.id for c in changes]


def test_a_retry_goes_before_what_was_typed_meanwhile(
    desk: Desk, article: Article, adding: Adding
) -> None:
    changes, theirs = [adding(n) for n in range(4)], adding(0)
    desk.store.failing[article.id] = Refused("The disk is full.")
    for change in changes[:2]:
        desk.writer.put(article, change)
    desk.writer.drain(10)
    desk.store.hold()
    desk.writer.put(replace(article, id="slow"), theirs)
    assert desk.store.entered.wait(10)
    for change in changes[2:]:
        desk.writer.put(article, change)
    desk.store.failing.clear()
    desk.writer.retry()
    desk.store.free.set()
    assert desk.writer.drain(10)
    assert desk.store.applied == [theirs.id, *(c.id for c in changes)]


def test_a_failure_tells_how_many_wait_behind_it(
    desk: Desk, article: Article, adding: Adding
) -> None:
    desk.store.failing[article.id] = Refused("The disk is full.")
    desk.store.hold()
    for number in range(3):
        desk.writer.put(article, adding(number))
    desk.writer.put(replace(article, id="other"), adding(0))
    desk.store.free.set()
    assert desk.writer.drain(10)
    (failure,) = [e for e in desk.events if isinstance(e, Failed)]
    assert failure.waiting == 2


def test_draining_waits_for_the_last_report_and_gives_up_in_time(
    article: Article, adding: Adding
) -> None:
    reporting, free = threading.Event(), threading.Event()
    told: list[Event] = []

    def report(event: Event) -> None:
        reporting.set()
        assert free.wait(10)
        told.append(event)

    writer = Writer(Recorder(), report)  # type: ignore[arg-type]
    writer.put(article, adding(0))
    assert reporting.wait(10)
    assert not writer.drain(0.01)
    free.set()
    assert writer.drain(10)
    assert len(told) == 1
    writer.close(10)


def test_a_change_that_comes_to_wait_behind_a_stuck_one_ends_the_draining(
    desk: Desk, article: Article, adding: Adding
) -> None:
    desk.store.failing[article.id] = Refused("The disk is full.")
    changes = [adding(n) for n in range(50)]

    def typing() -> None:
        for change in changes:
            desk.writer.put(article, change)
            desk.writer.drain(threading.TIMEOUT_MAX)

    typist = threading.Thread(target=typing, daemon=True)
    typist.start()
    typist.join(10)
    assert not typist.is_alive()
    assert [c.id for _, c in desk.writer.pending()] == [c.id for c in changes]


def test_an_unexpected_error_is_reported_and_ends_nothing(
    desk: Desk, article: Article, adding: Adding
) -> None:
    desk.store.failing[article.id] = ZeroDivisionError("division by zero")
    desk.writer.put(article, adding(0))
    desk.writer.drain(10)
    (event,) = desk.events
    assert isinstance(event, Failed)
    assert "division by zero" in event.error.message
    desk.store.failing.clear()
    desk.writer.retry()
    assert desk.writer.drain(10)
    assert isinstance(desk.events[-1], Confirmed)


def test_an_error_without_words_is_named(desk: Desk, article: Article, adding: Adding) -> None:
    desk.store.failing[article.id] = NotImplementedError()
    desk.writer.put(article, adding(0))
    desk.writer.drain(10)
    (event,) = desk.events
    assert isinstance(event, Failed)
    assert event.error.message == "The save failed: NotImplementedError."
    assert event.error.hint


def test_a_writer_that_had_nothing_to_save_closes_the_store(desk: Desk) -> None:
    desk.writer.close(10)
    assert desk.store.closed


def test_closing_saves_what_is_queued_and_closes_the_store(
    desk: Desk, article: Article, adding: Adding
) -> None:
    for number in range(20):
        desk.writer.put(article, adding(number))
    desk.writer.close(10)
    assert len(desk.store.applied) == 20
    assert desk.store.closed
