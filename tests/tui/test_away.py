"""While the server of the store is away: what waits is said, kept, and sent by itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change, Conflict
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Away, Refused
from annotations.project import Project
from annotations.sources.reading_list import reading_list
from annotations.store.protocol import Saved
from annotations.store.unsent import Unsent
from annotations.store.writer import Confirmed
from tests.tui.sitting import Sitting, at_work
from tui.app import PostilApp
from tui.asking.dialogs import Leaving, LeavingWaiting

AWAY = Away("corpus on db.example does not answer.", "Nothing is lost.")


class Distant:
    """A store on a server: what is here is away, or answers."""

    def __init__(self, store: Any) -> None:
        self._store, self.away = store, True
        self.conflict: Conflict | None = None

    def apply(self, article: Article, change: Change) -> Saved:
        if self.away:
            raise AWAY
        saved: Saved = self._store.apply(article, change)
        if self.conflict:
            return Saved(saved.change, (self.conflict,), saved.outside)
        return saved

    def history(self, id: str) -> list[Change]:
        if self.away:
            raise AWAY
        return list(self._store.history(id))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@pytest.fixture
def make(tmp_path: Path, articles: list[Path]) -> Callable[..., tuple[PostilApp, Distant]]:
    """Makes apps on one project whose store is on a server, and that server, which is away."""

    def made(away: bool = True, lists: bool = False) -> tuple[PostilApp, Distant]:
        project = Project(tmp_path / "project", "ana")
        project.unsent = Unsent(project.home, System().within(project.folder))
        store = Distant(project.result)
        store.away = away
        project.result = store  # type: ignore[assignment]
        app = PostilApp(project, reading_list(articles), lists=lists)
        backlog = app.sessions.writer._backlog
        backlog._pause = backlog._first_pause = 3600.0
        return app, store

    return made


Make = Callable[..., tuple[PostilApp, Distant]]


def row(at: Sitting) -> str:
    return at.screen.splitlines()[-1].strip()


async def back(at: Sitting, store: Distant) -> None:
    """The server is back, and is tried again."""
    store.away = False
    at.app.sessions.writer.retry()
    await at.type("right")


@pytest.mark.parametrize("columns", [40, 80, 120])
async def test_the_row_says_how_many_changes_wait_at_any_width(make: Make, columns: int) -> None:
    app, store = make()
    async with at_work(app, columns, 24) as at:
        await at.type("a")
        assert "1 change waits for the server" in row(at)
        await at.type("l d")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert "2 changes wait for the server" in row(at)
        if columns > 40:
            assert row(at).startswith(("a0 d0", "a actor 0   d date 0"))
        await back(at, store)
        assert "wait" not in row(at)
        if columns > 40:
            assert row(at).startswith(("a1 d1", "a actor 1   d date 1"))


async def test_what_a_key_says_is_said_and_the_next_one_has_what_waits_again(make: Make) -> None:
    app, store = make()
    async with at_work(app, 100, 24) as at:
        await at.type("a")
        await at.type("s")
        assert "There is no" in row(at)
        await at.type("l")
        assert "1 change waits for the server" in row(at)
        await at.type("ctrl+s")
        assert "corpus on db.example does not answer. postil tries again by itself." in row(at)
        await back(at, store)


async def test_what_was_just_done_can_be_taken_back_while_the_server_is_away(make: Make) -> None:
    app, store = make()
    async with at_work(app, 100, 24) as at:
        await at.type("a l d u")
        assert at.tags == [("Talks", "actor")]
        await at.type("u u")
        assert at.tags == []
        assert "There is nothing to undo" in row(at)
        await at.type("U")
        assert at.tags == [("Talks", "actor")]
        await back(at, store)
        assert at.tags == [("Talks", "actor")]
        assert store.history(at.workbench.reading.session.article.id)


async def test_leaving_with_changes_that_wait_asks_and_loses_none(make: Make) -> None:
    app, _ = make()
    async with at_work(app, 80, 24) as at:
        await at.type("a l d ctrl+q")
        assert isinstance(app.screen, LeavingWaiting)
        assert "2 changes wait for the server" in at.screen
        assert "kept on this machine" in at.screen
        assert "t  try now   l  leave   s  stay" in at.screen
        await at.type("s")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        await at.type("ctrl+q t")
        await at.type("right")
        assert "2 changes wait" in row(at)
        await at.type("ctrl+q l")
    assert app.sessions.lost == 0
    assert app.sessions.kept == 2
    again, _ = make(away=False)
    assert again.sessions.kept == 0  # sent before anything was opened
    async with at_work(again, 80, 24) as at:
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert row(at).startswith("a1 d1")
        await at.type("ctrl+q")
        assert again.return_code == 0  # nothing is asked


async def test_what_an_earlier_sitting_left_is_said_in_a_list_too(make: Make) -> None:
    app, store = make(away=False, lists=True)
    async with at_work(app, 80, 24) as at:
        await at.press("enter")
        store.away = True
        await at.type("a ctrl+q l")
    again, store = make(lists=True)
    async with at_work(again, 80, 24) as at:
        assert "1 change waits for the server" in row(at)
        store.away = False
        again.sessions.writer.retry()
        again.sessions.writer.drain(10)
        await at.pilot.pause()
        assert "wait" not in row(at)


async def test_a_journal_that_cannot_be_written_is_a_failed_save(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, store = make()

    def full(article: Article, change: Change) -> None:
        raise Refused("The disk is full.", "Free some space, then try again.")

    async with at_work(app, 100, 24) as at:
        with monkeypatch.context() as failing:
            failing.setattr(app.sessions.project.unsent, "put", full)
            await at.type("a")
            assert "1 not saved, ctrl+s tries again: The disk is full." in row(at)
            await at.type("ctrl+q")
            assert isinstance(app.screen, Leaving)
            assert "1 change is not saved" in at.screen
            await at.type("s")
        await at.type("ctrl+s")
        await at.type("right")
        assert "1 change waits for the server" in row(at)
        await back(at, store)


async def test_a_conflict_that_shows_when_the_server_is_back_is_told(make: Make) -> None:
    app, store = make()
    async with at_work(app, 100, 24) as at:
        await at.type("a ctrl+q l")
    again, store = make()
    (one,) = again.sessions.writer.pending()
    async with at_work(again, 100, 24) as at:
        store.conflict = Conflict(one[1].added[0], None)
        await back(at, store)
        assert "\u201cTalks\u201d was changed elsewhere and is gone; that was kept." in at.notices


async def test_a_conflict_in_an_article_that_is_gone_ends_nothing(make: Make) -> None:
    app, _ = make(away=False)
    async with at_work(app, 80, 24) as at:
        conflict = Conflict(None, None)
        event = Confirmed("gone", "one", Saved(Change("one", "one", "ana", ""), (conflict,)))
        assert app.sessions.settle(event) is None
        await at.type("a")
        assert at.tags == [("Talks", "actor")]


async def test_what_of_the_journal_cannot_be_read_is_named(make: Make) -> None:
    app, _ = make()
    async with at_work(app, 100, 24) as at:
        await at.type("a l d ctrl+q l")
    assert app.sessions.project.unsent
    first = min(app.sessions.project.unsent.folder.glob("*.json"))
    first.write_text("{")
    again, _ = make(away=False)
    async with at_work(again, 100, 24) as at:
        assert f"{first.name} cannot be read. It kept a change for the server." in at.notices
        assert at.tags == [("resume", "date")]
    assert first.read_text() == "{"


def test_a_store_on_the_disk_has_no_journal(tmp_path: Path) -> None:
    assert Project(tmp_path, "ana").unsent is None
