"""What is changed while the server is away: kept at once, sent again by itself, and once."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Away, Refused, StoreError
from annotations.store.protocol import Saved
from annotations.store.unsent import Unsent
from annotations.store.writer import Confirmed, Event, Failed, Writer

ONE, TWO = Article("one", "One", "Words of one."), Article("two", "Two", "Words of two.")
AWAY = Away("The server does not answer.")
FULL = Refused("The disk is full.")


def adding(number: int) -> Change:
    id = f"{number:026}"
    return Change(id, id, "ana", "", added=(Annotation(id, number, number + 4, "actor", "ana"),))


class Far:
    """A store on a server: away or not, it has each change once."""

    def __init__(self) -> None:
        self.has: list[str] = []
        self.error: StoreError | None = AWAY
        self.refused: set[str] = set()
        self.tries = 0
        self.tried = threading.Condition()

    def apply(self, article: Article, change: Change) -> Saved:
        with self.tried:
            self.tries += 1
            self.tried.notify_all()
        if self.error:
            raise self.error
        if article.id in self.refused:
            raise Refused("It may not be changed.")
        with self.tried:
            if change.id not in self.has:
                self.has.append(change.id)
        return Saved(change)

    def wait(self, tries: int) -> None:
        """Until it has been tried so often."""
        with self.tried:
            assert self.tried.wait_for(lambda: self.tries >= tries, 60)

    def close(self) -> None:
        """Nothing is open."""


class Careless(Unsent):
    """A journal that says it kept a change, and did not."""

    def put(self, article: Article, change: Change) -> None:
        """Write nothing."""


class Desk:
    """A writer for a far store, with a journal in a folder."""

    def __init__(self, folder: Path, kind: type[Unsent] = Unsent, pause: float = 0.001) -> None:
        self.store, self.events = Far(), list[Event]()
        self.system = System().within(folder)
        self.unsent = kind(folder / ".postil", self.system)
        self.writer = Writer(self.store, self._note, unsent=self.unsent, pause=pause)  # type: ignore[arg-type]
        self.reported = threading.Condition()

    def _note(self, event: Event) -> None:
        with self.reported:
            self.events.append(event)
            self.reported.notify_all()

    def wait_for(self, kind: type[Event], count: int) -> None:
        """Until so many events of a kind were reported."""
        with self.reported:
            assert self.reported.wait_for(lambda: len(self.told(kind)) >= count, 60), self.events

    def told(self, kind: type[Event]) -> list[str]:
        return [event.change_id for event in self.events if isinstance(event, kind)]

    def journal(self) -> list[str]:
        """What another program would find."""
        folder = self.unsent.folder.parent.parent
        again = Unsent(self.unsent.folder.parent, System().within(folder))
        return [change.id for _, change in again.read()]


LONG = 3600.0
"""A pause after which nothing is tried in a test."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes desks in one project, as often as postil is started there."""
    made: list[Desk] = []

    def make(**how: object) -> Desk:
        made.append(Desk(tmp_path, **how))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.store.error = None
        one.writer.close(10)


def test_each_change_is_in_the_journal_before_anybody_is_told(desk: Callable[..., Desk]) -> None:
    here = desk(pause=LONG)
    found: list[bool] = []
    note = here._note
    here.writer._report = lambda event: (
        found.append(event.change_id in here.journal()),
        note(event),
    )
    for number in range(5):
        here.writer.put((ONE, TWO)[number % 2], adding(number))
    here.wait_for(Failed, 5)
    assert found == [True] * 5
    assert {event.error for event in here.events if isinstance(event, Failed)} == {AWAY}
    assert here.journal() == [adding(n).id for n in range(5)]
    assert here.writer.kept == set(here.journal())
    assert here.store.tries == 1  # the others are not tried, as each may take its time


def test_when_the_server_is_back_all_goes_there_by_itself_in_order(
    desk: Callable[..., Desk],
) -> None:
    here = desk()
    for number in range(6):
        here.writer.put(ONE, adding(number))
    here.wait_for(Failed, 6)
    here.store.wait(here.store.tries + 3)  # by itself, and told once
    assert here.told(Failed) == [adding(n).id for n in range(6)]
    here.store.error = None
    here.wait_for(Confirmed, 6)
    assert here.store.has == here.told(Confirmed) == [adding(n).id for n in range(6)]
    assert here.journal() == []
    assert here.writer.kept == set()
    assert here.writer.trouble is None
    assert here.writer.pending() == ()


def test_what_is_typed_while_it_is_away_waits_behind_what_waits(desk: Callable[..., Desk]) -> None:
    here = desk(pause=LONG)
    here.writer.put(ONE, adding(1))
    here.wait_for(Failed, 1)
    here.store.error = None  # it is back, which nobody knows yet
    here.writer.put(ONE, adding(2))
    here.writer.put(TWO, adding(3))
    here.wait_for(Failed, 3)
    here.writer.retry()
    here.wait_for(Confirmed, 3)
    assert here.store.has.index(adding(1).id) < here.store.has.index(adding(2).id)
    assert sorted(here.store.has) == [adding(n).id for n in (1, 2, 3)]


@pytest.mark.parametrize(("kind", "kept"), [(Unsent, 4), (Careless, 0)])
def test_after_a_crash_what_waited_is_sent_first_and_once(
    desk: Callable[..., Desk], kind: type[Unsent], kept: int
) -> None:
    """The control: of a journal that is not written all is lost."""
    dead = desk(kind=kind, pause=LONG)
    for number in range(4):
        dead.writer.put((ONE, TWO)[number % 2], adding(number))
    dead.wait_for(Failed, 4)
    # It is never closed, as if killed; the next one is started while the server is away still.
    waiting = desk(pause=LONG)
    waiting.writer.take_up()
    assert waiting.writer.drain(60)
    assert len(waiting.writer.kept) == kept
    back = desk()
    back.store.error = None
    back.writer.take_up()
    back.writer.put(ONE, adding(9))
    back.wait_for(Confirmed, kept + 1)
    assert back.store.has == [*(adding(n).id for n in range(kept)), adding(9).id]
    assert back.journal() == []


def test_two_programs_with_one_journal_send_each_change_once(desk: Callable[..., Desk]) -> None:
    first, second = desk(pause=LONG), desk(pause=LONG)
    second.store = first.store
    second.writer.store = first.store  # type: ignore[assignment]
    first.writer.put(ONE, adding(1))
    first.wait_for(Failed, 1)
    second.writer.take_up()
    second.wait_for(Failed, 1)
    second.writer.put(ONE, adding(2))
    second.wait_for(Failed, 2)
    assert first.journal() == [adding(1).id, adding(2).id]
    first.store.error = None
    first.writer.retry()
    second.writer.retry()
    first.wait_for(Confirmed, 1)
    second.wait_for(Confirmed, 2)
    assert first.store.has == [adding(1).id, adding(2).id]
    assert first.journal() == []


def test_a_full_disk_while_it_is_away_is_told_and_kept_once_there_is_room(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desk()
    with monkeypatch.context() as full:

        def put(article: Article, change: Change) -> None:
            raise FULL

        full.setattr(here.unsent, "put", put)
        here.writer.put(ONE, adding(1))
        here.writer.put(TWO, adding(2))
        here.wait_for(Failed, 2)
        assert {event.error for event in here.events if isinstance(event, Failed)} == {FULL}
        assert here.writer.trouble is FULL
        assert here.writer.kept == set()
    here.store.wait(here.store.tries + 2)
    here.wait_for(Failed, 4)
    assert here.writer.trouble is AWAY
    assert sorted(here.journal()) == [adding(1).id, adding(2).id]
    here.store.error = None
    here.wait_for(Confirmed, 2)


def test_what_the_server_refuses_when_it_is_back_waits_and_the_others_go_on(
    desk: Callable[..., Desk],
) -> None:
    here = desk(pause=LONG)
    here.writer.put(ONE, adding(1))
    here.writer.put(ONE, adding(2))
    here.writer.put(TWO, adding(3))
    here.wait_for(Failed, 3)
    here.store.error, here.store.refused = None, {"one"}
    here.writer.retry()
    here.wait_for(Confirmed, 1)
    here.wait_for(Failed, 4)
    assert here.store.has == [adding(3).id]
    assert isinstance(here.writer.trouble, Refused)
    here.store.refused = set()
    here.writer.retry()
    here.wait_for(Confirmed, 3)
    assert here.store.has == [adding(3).id, adding(1).id, adding(2).id]
    assert list((here.unsent.folder / "refused").iterdir()) == []


def test_what_the_server_refuses_is_sent_no_more_by_the_next_sitting_but_kept(
    desk: Callable[..., Desk],
) -> None:
    dead = desk(pause=LONG)
    dead.writer.put(ONE, adding(1))
    dead.writer.put(TWO, adding(2))
    dead.wait_for(Failed, 2)
    here = desk(pause=LONG)
    here.store.error, here.store.refused = None, {"one"}
    here.writer.take_up()
    here.wait_for(Confirmed, 1)
    here.wait_for(Failed, 1)
    (place,) = (here.unsent.folder / "refused").iterdir()
    assert str(here.writer.trouble) == f"It may not be changed. It is kept in {place}."
    assert here.writer.kept == set()  # whoever leaves now is asked
    assert here.journal() == []
    assert adding(1).id.encode() in place.read_bytes()
    assert [path.stem for path in (here.unsent.folder / "texts").iterdir()]  # with its text


class Hanging(Far):
    """A store that answers nobody until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.closed = threading.Event(), threading.Event()

    def apply(self, article: Article, change: Change) -> Saved:
        self.asked.set()
        assert self.closed.wait(60)
        raise AWAY

    def close(self) -> None:
        """Wait no longer."""
        self.closed.set()


def test_who_leaves_while_the_server_hangs_loses_nothing(tmp_path: Path) -> None:
    desk, store = Desk(tmp_path, pause=LONG), Hanging()
    desk.writer.store = store  # type: ignore[assignment]
    desk.writer.put(ONE, adding(1))
    desk.writer.put(ONE, adding(2))
    assert store.asked.wait(60)
    desk.writer.set_aside()
    assert desk.journal() == sorted(desk.writer.kept) == [adding(1).id, adding(2).id]
    desk.writer.put(ONE, adding(3))
    desk.writer.close(0.001)
    assert desk.journal() == [adding(n).id for n in (1, 2, 3)]
