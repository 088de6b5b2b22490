"""What others have saved of an open article: told once, by itself, and never one's own work."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.errors import Damaged, Refused
from annotations.store.folders import Folders
from annotations.store.protocol import Saved, Store
from annotations.store.tiny import TinyStore
from annotations.store.writer import Confirmed, Event, Failed, Writer

Adding = Callable[..., Change]
Making = Callable[[], Store]


def taken_back(change: Change) -> Change:
    return Change(new_id(), new_id(), change.annotator, now(), "undo", removed=change.added)


def test_what_another_saved_is_told_once(
    make_store: Making, article: Article, adding: Adding
) -> None:
    mine, theirs = make_store(), make_store()
    mine.apply(article, adding(0))
    held = mine.load(article.id)
    change = adding(25)
    theirs.load(article.id)
    theirs.apply(article, change)
    told = mine.news(article)
    assert told is not None
    assert held.after(told) == theirs.load(article.id)
    assert told.added == change.added
    assert mine.news(article) is None
    theirs.apply(article, taken_back(change))
    told = mine.news(article)
    assert told is not None
    assert (told.removed, told.added) == (change.added, ())


def test_what_was_told_before_a_save_is_not_told_again_with_it(
    make_store: Making, article: Article, adding: Adding
) -> None:
    mine, theirs = make_store(), make_store()
    mine.apply(article, adding(0))
    theirs.load(article.id)
    theirs.apply(article, adding(9))
    assert mine.news(article)
    assert mine.apply(article, adding(25)).outside is None


def test_own_work_is_no_news(make_store: Making, article: Article, adding: Adding) -> None:
    mine = make_store()
    assert mine.news(article) is None
    mine.load(article.id)
    assert mine.news(article) is None
    for start in (0, 9):
        mine.apply(article, adding(start))
        assert mine.news(article) is None


def test_what_another_took_back_meanwhile_is_no_news(
    make_store: Making, article: Article, adding: Adding
) -> None:
    mine, theirs, change = make_store(), make_store(), adding(25)
    mine.apply(article, adding(0))
    theirs.load(article.id)
    theirs.apply(article, change)
    theirs.apply(article, taken_back(change))
    assert mine.news(article) is None


def test_nothing_is_news_before_the_article_was_opened(
    make_store: Making, article: Article, adding: Adding
) -> None:
    mine, theirs = make_store(), make_store()
    theirs.apply(article, adding(0))
    assert mine.news(article) is None
    assert len(mine.load(article.id).annotations) == 1


def test_of_another_text_nothing_is_told(
    make_store: Making, article: Article, adding: Adding
) -> None:
    """Its offsets would put tags on other words than those that were tagged."""
    mine, theirs = make_store(), make_store()
    mine.apply(article, adding(0))
    new = replace(article, text="Once more: " + article.text)
    renewing = Change(new_id(), new_id(), "dora", now(), text=(article.digest, new.digest))
    theirs.load(article.id)
    theirs.apply(new, renewing)
    theirs.apply(new, adding(25))
    assert mine.news(article) is None


def test_a_file_that_cannot_be_read_is_told(root: Path, article: Article, adding: Adding) -> None:
    mine = TinyStore(root)
    mine.apply(article, adding(0))
    Folders(root).article(article.id).write_bytes(b"{ nothing that is JSON")
    with pytest.raises(Damaged):
        mine.news(article)


class Others:
    """A store in which others are at work, and which takes a save when told to."""

    def __init__(self) -> None:
        self.changed: list[Change | Exception | None] = []
        self.looked: list[str] = []
        self.failing = False
        self.entered, self.free = threading.Event(), threading.Event()
        self.free.set()

    def _wait(self) -> None:
        self.entered.set()
        assert self.free.wait(10)

    def hold(self) -> None:
        """Make the next save or look take until `free` is set."""
        self.entered.clear()
        self.free.clear()

    def news(self, article: Article) -> Change | None:
        self._wait()
        self.looked.append(article.id)
        found = self.changed.pop(0) if self.changed else None
        if isinstance(found, Exception):
            raise found
        return found

    def apply(self, article: Article, change: Change) -> Saved:
        self._wait()
        if self.failing:
            raise Refused("The disk is full.")
        return Saved(change)

    def close(self) -> None:
        pass


class Desk:
    def __init__(self) -> None:
        self.store, self.events = Others(), list[Event]()
        self.writer = Writer(self.store, self.events.append)  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.writer.close(10)


def test_a_look_reports_what_others_have_changed(
    desk: Desk, article: Article, adding: Adding
) -> None:
    theirs = adding(0)
    desk.store.changed = [theirs]
    desk.writer.look(article)
    assert desk.writer.drain(10)
    (event,) = desk.events
    assert isinstance(event, Confirmed)
    assert (event.article_id, event.change_id) == (article.id, "")
    assert event.saved.outside == theirs
    assert Contents().after(event.saved.change) == Contents()
    desk.writer.look(article)
    assert desk.writer.drain(10)
    assert (len(desk.events), len(desk.store.looked)) == (1, 2)


def test_a_look_that_fails_is_not_told_and_ends_nothing(
    desk: Desk, article: Article, adding: Adding
) -> None:
    desk.store.changed = [Damaged("It is damaged.", "Restore it.")]
    desk.writer.look(article)
    desk.writer.put(article, adding(0))
    assert desk.writer.drain(10)
    assert [type(event) for event in desk.events] == [Confirmed]
    assert desk.writer.trouble is None


def test_looks_do_not_pile_up(desk: Desk, article: Article) -> None:
    desk.store.hold()
    desk.writer.look(article)
    assert desk.store.entered.wait(10)
    for _ in range(5):
        desk.writer.look(article)
        desk.writer.look(replace(article, id="beside"))
    desk.store.free.set()
    assert desk.writer.drain(10)
    assert desk.store.looked == [article.id, article.id, "beside"]


def test_nobody_looks_while_something_is_not_saved(
    desk: Desk, article: Article, adding: Adding
) -> None:
    desk.store.failing = True
    desk.writer.put(article, adding(0))
    assert desk.writer.drain(10)
    assert [type(event) for event in desk.events] == [Failed]
    desk.writer.look(article)
    assert desk.writer.drain(10)
    desk.store.failing = False
    desk.writer.retry()
    assert desk.writer.drain(10)
    assert desk.store.looked == []


def test_nobody_looks_once_it_is_closed(desk: Desk, article: Article) -> None:
    desk.writer.close(10)
    desk.writer.look(article)
    assert desk.writer.drain(10)
    assert desk.store.looked == []
