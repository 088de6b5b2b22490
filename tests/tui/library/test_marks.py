"""Marks made in the library: saved, counted, taken back, and named where they are not saved."""

from collections.abc import Callable

from annotations.project import Project
from tests.tui.failing import Failing
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.dialogs import Leaving

Make = Callable[..., PostilApp]


async def test_marks_are_saved_counted_and_taken_back(make_library: Make, corpus: Project) -> None:
    def status() -> dict[str, int]:
        return {k: n for k, n in Project(corpus.folder).store.totals().status.items() if n}

    async with at_work(make_library(), 120, 20) as at:
        await at.press("m")
        assert "done" in at.row
        assert status() == {"open": 6, "done": 1}
        await at.press("j m m")
        assert "skipped" in at.row
        assert "1 done \u00b7 1 skipped" in at.screen
        await at.press("u")
        assert "done" in at.row
        await at.press("u u")
        assert status() == {"open": 7}
        assert "There is no mark" not in at.screen
        await at.press("u")
        assert "There is no mark to undo" in at.screen
        await at.press("U U")
        assert status() == {"open": 5, "done": 2}
        assert "2 done" in at.screen
        await at.press("enter u")
        assert status() == {"open": 6, "done": 1}


async def test_what_cannot_be_saved_is_named_and_asked_about(
    make_library: Make, corpus: Project
) -> None:
    articles = corpus.folder / ".postil" / "articles"
    async with at_work(make_library(), 120, 20) as at:
        failing = at.app.sessions.writer.store = Failing(at.app.sessions.writer.store)
        await at.press("m")
        assert "1 not saved: The disk is full." in at.screen
        assert "done" in at.row
        await at.press("ctrl+q")
        assert isinstance(at.app.screen, Leaving)
        await at.press("s")
        failing.broken = False
        await at.press("ctrl+s")
        assert "not saved" not in at.screen
        assert "1 done" in at.screen
        assert list(articles.rglob("*.json"))
