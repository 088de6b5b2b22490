"""What cannot be saved stays, is named, and is saved later."""

from collections.abc import Callable

from tests.tui.failing import Failing
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.dialogs import Leaving

Make = Callable[..., PostilApp]


async def test_what_cannot_be_saved_stays_is_named_and_is_saved_later(make_app: Make) -> None:
    app = make_app()
    failing = app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with at_work(app, 100, 24) as at:
        await at.type("a l d")
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        assert "a0 d0" in at.screen
        assert "2 not saved, ctrl+s tries again: The disk is full." in at.screen
        await at.type("ctrl+q")
        assert isinstance(app.screen, Leaving)
        await at.type("s")
        failing.broken = False
        await at.type("ctrl+s")
        assert "a actor 1   d date 1" in at.screen
        assert "not saved" not in at.screen


async def test_leaving_right_after_a_tag_that_cannot_be_saved_asks_all_the_same(
    make_app: Make,
) -> None:
    app = make_app()
    app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with at_work(app, 100, 24) as at:
        # Both before the screen has heard of the failure.
        at.workbench.answer("a", "a")
        at.workbench.answer("ctrl+q", None)
        await at.pilot.pause()
        assert isinstance(app.screen, Leaving)
        assert "The disk is full." in at.screen


async def test_a_damaged_entity_is_told_kept_and_saved_once_it_is_mended(make_app: Make) -> None:
    app = make_app()
    path = app.sessions.project.entities.path("talks")
    path.parent.mkdir(parents=True)
    path.write_text('{"id": "talks"')
    async with at_work(app, 120, 24) as at:
        await at.type("a 0 enter")
        app.sessions.drain(10)
        await at.pilot.pause()
        assert "talks.json is damaged" in at.notices
        assert "Mend it, or delete it." in at.notices
        assert "1 not saved, ctrl+s tries again:" in at.screen
        assert path.read_text() == '{"id": "talks"'
        await at.type("ctrl+q")
        assert isinstance(app.screen, Leaving)
        await at.type("s")
        path.unlink()
        await at.type("ctrl+s")
        app.sessions.drain(10)
        await at.pilot.pause()
        assert "not saved" not in at.screen
    assert '"name": "Talks"' in path.read_text()


async def test_an_overdue_save_shows_hollow_edges(make_app: Make) -> None:
    app = make_app()
    app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with at_work(app) as at:
        await at.type("a")
        at.workbench.overdue.look(at.workbench.reading.session.waiting)
        await at.pilot.pause()
        assert "(Talks)" in at.screen or "\u2595Talks\u258f" in at.screen
