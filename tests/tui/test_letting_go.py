"""Keys that wait are drawn together, and articles that were left are let go."""

import ctypes
import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from textual import events
from textual.messages import Prompt
from textual.strip import Strip

from annotations.candidates import Candidates
from annotations.compare import counterpart
from annotations.session import Session
from tests.tui.sitting import at_work
from tui import key_screen, memory, open_sessions, textual_painting
from tui.app import PostilApp
from tui.cells import line_widget
from tui.key_screen import LONGEST_WAIT
from tui.workbench import Workbench

Make = Callable[..., PostilApp]

SHOWN, TURNS = 2, 5
MOST = SHOWN + open_sessions.KEPT_ARTICLES


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Articles for as many turns, and a few more."""
    made = [tmp_path / f"{number:02}.txt" for number in range(SHOWN * (TURNS + 2))]
    for number, file in enumerate(made):
        file.write_text(f"Report {number}\n\nMinister Oran met Ilse Quay{number} on Tuesday.\n" * 9)
    return made


@pytest.fixture
def by_counting() -> Iterator[None]:
    """No collector of cycles: what nobody counts on is gone at once, or never."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("by_counting")
@pytest.mark.parametrize("kept", [open_sessions.KEPT_ARTICLES, 1_000])
async def test_articles_that_were_left_are_let_go(
    make_app: Make, files: list[Path], monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    monkeypatch.setattr(open_sessions, "KEPT_ARTICLES", kept)
    async with at_work(make_app(files)) as at:
        await at.type("l a")
        shown = at.workbench.reading.pane
        first, pane = shown.session.article.id, ref(shown)
        left = [ref(shown.session), ref(shown.layout), ref(await _candidates(at, shown.session))]
        del shown
        for _ in range(TURNS):
            await at.type("l a")  # until it is saved, for what is not is kept
            await at.type(">")
        suggested, proposer = at.workbench.reading.suggested, at.app.sessions.suggestions.proposer
        held = [at.app.sessions.by_id, suggested._sessions, suggested._candidates]
        held += [proposer._articles, at.app.sessions.project.store._told._known]
        lengths = [len(one) for one in held]
        if kept == 1_000:  # what would be so if none were let go
            assert min(lengths) > MOST
            return
        assert max(lengths) <= MOST
        assert pane() is None
        assert [one() for one in left] == [None, None, None]
        assert len(at.workbench.reading._known) == SHOWN
        # Back there all is as one left it, and can be taken back.
        for _ in range(TURNS):
            await at.type("<")
        assert at.workbench.reading.session.article.id == first
        assert (at.selected, at.tags) == ("Minister", [("0", "actor"), ("Minister", "actor")])
        await at.type("u u")
        assert at.tags == []


async def _candidates(at: Any, session: Session) -> Candidates:
    """The candidates of an article, once it was looked through for suggestions."""
    at.app.sessions.suggestions.proposer.drain(10)
    await at.pilot.pause()
    found: Candidates | None = at.workbench.reading.suggested.of(session)
    assert found
    return found


@pytest.mark.usefixtures("by_counting")
@pytest.mark.parametrize("divide", [None, Strip.divide])
async def test_rows_that_are_drawn_anew_wait_for_no_collector(
    make_app: Make,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    divide: Callable[..., Any] | None,
) -> None:
    if divide:  # what would be so with Textual's own, which has a whole strip hold itself
        monkeypatch.setattr(line_widget._Line, "divide", divide)
    keys = 20
    async with at_work(make_app(files)) as at:
        await at.type("l")
        gc.collect()
        for _ in range(keys):
            await at.type("j")
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        gc.set_debug(0)
        rows = sum(isinstance(one, Strip) for one in gc.garbage)
        gc.garbage.clear()
    assert (rows < keys) == (divide is None)


@pytest.mark.parametrize(("seconds", "frames"), [(0.0, 0), (LONGEST_WAIT * 0.4, 5)])
async def test_keys_that_come_faster_than_they_are_answered_are_drawn_together(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, seconds: float, frames: int
) -> None:
    now, drawn = [1.0], list[int]()
    for module in (key_screen, textual_painting):
        monkeypatch.setattr(module, "monotonic", lambda: now[0])
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bench = app.screen
        assert isinstance(bench, Workbench)
        answer, draw = bench.answer, bench.draw_now

        def answered(key: str, typed: str | None) -> None:
            now[0] += seconds
            answer(key, typed)

        def draws() -> None:
            drawn.append(bench.reading.pane.selected[0])
            draw()

        monkeypatch.setattr(bench, "answer", answered)
        monkeypatch.setattr(bench, "draw_now", draws)
        bench.drawn_at = typed_at = now[0]
        bench.post_message(Prompt())  # so that more waits
        for _ in range(15):
            key = events.Key("l", "l")
            key.time = typed_at
            bench.on_key(key)
    # Every third key is overdue, and each frame shows where that one has come to.
    assert len(drawn) == frames
    assert drawn == sorted(set(drawn))


async def test_long_articles_that_were_left_are_let_go_sooner(
    make_app: Make, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_sessions, "KEPT_CODE_POINTS", len(files[0].read_text()) * 3 // 2)
    async with at_work(make_app(files)) as at:
        for _ in range(TURNS):
            await at.type("l a")  # until it is saved, for what is not is kept
            await at.type(">")
        assert len(at.app.sessions.by_id) == SHOWN + 1


async def test_memory_is_given_back_each_time_so_much_was_let_go(
    make_app: Make, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    given, size = list[bool](), len(files[0].read_text())
    monkeypatch.setattr(memory, "give_back", lambda: given.append(True))
    monkeypatch.setattr(open_sessions, "KEPT_ARTICLES", 0)
    monkeypatch.setattr(open_sessions, "GIVEN_BACK", size * 3)
    counterpart.outline(files[0].read_text())
    async with at_work(make_app(files)) as at:
        for _ in range(TURNS):  # two are let go at each turn, so it is at every other one
            await at.type(">")
        for thread in threading.enumerate():
            if thread.name == "postil-memory":
                thread.join()
    assert len(given) == TURNS // 2
    assert counterpart.outline.cache_info().currsize == 0


@pytest.mark.parametrize("library", [OSError, lambda _: object()])
def test_where_the_c_library_is_another_one_nothing_is_asked_of_it(
    monkeypatch: pytest.MonkeyPatch, library: Callable[..., object]
) -> None:
    def loaded(name: None) -> object:
        made = library(name)
        if isinstance(made, Exception):
            raise made
        return made

    monkeypatch.setattr(ctypes, "CDLL", loaded)
    memory.keep_little()
    memory.give_back()
