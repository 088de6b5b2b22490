"""What became of a change is taken in once, whichever screen is on top, and told to all there."""

from collections.abc import Callable

import pytest

from annotations.annotation import Annotation, Change
from annotations.clock import new_id, now
from annotations.project import Project
from annotations.store.writer import Event
from tests.tui.failing import Failing
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.reading.events import Settled

Make = Callable[..., PostilApp]


async def test_each_change_is_settled_once(
    make_library: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_library()
    async with at_work(app, 120, 20) as at:
        settle, ids = app.sessions.settle, list[str]()

        def counted(event: Event) -> Settled:
            ids.append(event.change_id)
            return settle(event)

        monkeypatch.setattr(app.sessions, "settle", counted)
        # A mark in the library, tags over articles that are left at once, another mark.
        await at.press("m j enter a l d b m")
        assert len(ids) == len(set(ids)) == 4
        assert "2 done   a1 d1" in at.screen
        await at.press("enter")
        assert at.workbench.reading.session.saved_counts["actor"] == 1
        assert app.sessions.unsaved == 0


@pytest.mark.parametrize("overtakes", [True, False])
async def test_the_count_waits_for_no_key_that_was_typed_ahead(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, overtakes: bool
) -> None:
    if not overtakes:  # what would be so if reports stood in the line of the keys
        monkeypatch.setattr(PostilApp, "catch_up", lambda app: None)
    async with at_work(app := make_app(), 120, 20) as at:
        counts = list[int]()
        answer, bench = at.workbench.answer, at.workbench

        def answered(key: str, typed: str | None) -> None:
            answer(key, typed)
            counts.append(bench.reading.session.saved_counts["actor"])
            assert app.sessions.writer.drain(10)  # which is what a slow key comes to

        monkeypatch.setattr(bench, "answer", answered)
        await at.press("a l l l")
    assert counts == ([0, 1, 1, 1] if overtakes else [0, 0, 0, 0])


async def test_what_is_saved_while_another_thread_looks_is_counted_when_it_has_looked(
    make_library: Make,
) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("m enter")
        with at.app.sessions.project.store._index._looking:
            await at.press("a b m", counted=False)
            assert " a0 " in at.screen
            assert at.library.state.behind
        await at.press("")
        assert "1 skipped   a1" in at.screen


async def test_what_is_not_saved_is_told_over_a_list_of_places(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.look("ctrl+f h a r b o u r enter")
        failing = at.app.sessions.writer.store = Failing(at.app.sessions.writer.store)
        await at.press("enter a b")
        assert "1 not saved: The disk is full." in at.screen
        failing.broken = False
        await at.press("ctrl+s")
        assert "not saved" not in at.screen
        await at.press("b")
        assert "a actor 1" in at.screen


async def test_a_conflict_is_told_once_wherever_one_has_gone(
    make_library: Make, corpus: Project
) -> None:
    article = corpus.store.article("budget-a")
    assert article
    tag = Annotation(new_id(), 0, 7, "actor", "ana")
    corpus.store.apply(article, Change(new_id(), new_id(), "ana", now(), added=(tag,)))
    async with at_work(make_library(), 120, 20) as at:
        await at.press("enter")
        gone = Change(new_id(), new_id(), "ben", now(), removed=(tag,))
        Project(corpus.folder, "ben").store.apply(article, gone)
        await at.press("d b")
        assert at.notices.count("changed elsewhere and is gone") == 1
        await at.press("enter")
        assert at.tags == []
