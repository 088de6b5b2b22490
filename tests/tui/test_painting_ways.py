"""What has changed is painted as Textual would paint it, cell for cell, and nothing is left out."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import Any

import pyte
import pytest
from textual._compositor import Compositor, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.events import Key, Paste
from textual.geometry import Region
from textual.screen import Screen

from tests.tui.sitting import Sitting, at_work
from tui import textual_painting, textual_parts, textual_rows, workbench
from tui.app import PostilApp
from tui.cells.line_widget import Happened
from tui.reading.events import PointedAt
from tui.reading.state import Asking
from tui.textual_painting import TimelyScreen
from tui.textual_rows import RowCompositor, paints_rows, version_of_textual

Make = Callable[..., PostilApp]
Cells = list[list[pyte.screens.Char]]

COLUMNS, ROWS = 90, 18

SCRIPTS = {
    "motions": "l l j j right ) } k h G g e e . o escape",
    "tags": "l a u q w l d x u v l l a ctrl+r u",
    "a find, a list of hits": "/ O r a n enter n N escape * escape",
    "pages and panes": "space backspace tab j l S j tab k S",
    "what fades, what is lit": "F } ) F Z Z y n N enter x n",
    "other screens": "? escape c escape",
    "a label on all of it": "v G a u v g q u",
}


@contextmanager
def shown(ours: bool) -> Iterator[pyte.Screen]:
    """A terminal that all is written to that the app displays, painted as here or not."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream, display = pyte.Stream(screen), App._display

    def displayed(app: App[Any], of: Screen[Any], update: Any) -> None:
        if isinstance(update, CompositorUpdate) and not app._batch_count:
            stream.feed(update.render_segments(app.console))
        display(app, of, update)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(App, "_display", displayed)
        for module in (textual_painting, textual_parts, textual_rows):
            patch.setattr(module, "paints_rows", lambda: ours)
        yield screen


def cells_of(screen: pyte.Screen) -> Cells:
    """Every cell with its colours."""
    return [[screen.buffer[y][x] for x in range(COLUMNS)] for y in range(ROWS)]


def anew(app: PostilApp) -> Cells:
    """The cells as they are when all of the screen is painted."""
    screen = pyte.Screen(COLUMNS, ROWS)
    strips = [[strip] for strip in app.screen._compositor.render_strips()]
    update = LayoutUpdate(strips, Region(0, 0, COLUMNS, ROWS))
    pyte.Stream(screen).feed(update.render_segments(app.console))
    return cells_of(screen)


async def painted(app: PostilApp, keys: str, ours: bool) -> list[Cells]:
    """The cells after each key; with each, all that differs from a whole screen has been drawn."""
    found = []
    with shown(ours) as screen:
        async with at_work(app, COLUMNS, ROWS) as at:
            for key in ["escape", *keys.split()]:
                await at.type(key)
                found.append(cells_of(screen))
                assert found[-1] == anew(app), key
    return found


@pytest.mark.parametrize("script", SCRIPTS)
async def test_every_cell_is_as_textual_paints_it(
    make_app: Make, script: str, tmp_path: Any
) -> None:
    ours, theirs = [
        await painted(make_app(project=tmp_path / name), SCRIPTS[script], ours)
        for name, ours in (("ours", True), ("theirs", False))
    ]
    assert ours == theirs


@pytest.mark.parametrize("ours", [True, False])
async def test_suggestions_are_looked_for_and_the_first_frame_does_not_wait_for_them(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, ours: bool
) -> None:
    app, painted, handed = make_app(), Compositor.render_full_update, list[int]()

    def painting(of: Compositor, *given: Any, **more: Any) -> LayoutUpdate:
        if isinstance(app.screen, workbench.Workbench):
            handed.append(app.sessions.suggestions.handed)
        return painted(of, *given, **more)

    monkeypatch.setattr(Compositor, "render_full_update", painting)
    with shown(ours):
        async with at_work(app, COLUMNS, ROWS) as at:
            await at.type("l")
            assert app.sessions.suggestions.handed
    assert not ours or handed[0] == 0


async def test_what_the_mouse_does_is_painted_whole(make_app: Make) -> None:
    async def drag(at: Sitting) -> None:
        pane = at.workbench.panes.frames[0].pane
        await at.pilot.mouse_down(pane, offset=(8, 2))
        for x in (12, 18, 25):
            await at.pilot.hover(pane, offset=(x, 3))
        await at.pilot.mouse_up(pane, offset=(25, 3))
        await at.pilot.pause()

    with shown(ours=True) as screen:
        async with at_work(app := make_app(), COLUMNS, ROWS) as at:
            await drag(at)
            assert cells_of(screen) == anew(app)


async def test_what_changes_while_all_is_painted_is_painted_next(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textual_painting, "paints_rows", lambda: True)
    async with at_work(make_app(), COLUMNS, ROWS) as at:
        await at.type("l")
        bench, painted = at.workbench, Compositor.render_full_update
        told = list[bool]()

        def painting(of: Compositor, *given: Any, **more: Any) -> LayoutUpdate:
            update = painted(of, *given, **more)
            bench.repaint(bench.panes, Region(0, 0, 3, 1))
            told.append(bench._repaint_required)
            return update

        bench.refresh()
        bench.draw_now()  # what was told before is done by it
        assert not bench._repaint_required
        monkeypatch.setattr(Compositor, "render_full_update", painting)
        bench.refresh()
        bench.draw_now()
        assert told == [True]
        assert bench._repaint_required
        monkeypatch.undo()


async def test_a_control_that_forgets_a_row_is_noticed(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = RowCompositor._row
    monkeypatch.setattr(
        RowCompositor, "_row", lambda self, y, *xs: {} if y == 3 else row(self, y, *xs)
    )
    with pytest.raises(AssertionError):
        await painted(make_app(), SCRIPTS["motions"], ours=True)


async def test_a_key_is_drawn_before_anything_else_is_done(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textual_painting, "paints_rows", lambda: True)
    monkeypatch.setattr(textual_painting, "FRAME_SECONDS", 0.0)
    drawn = list[int]()
    async with at_work(app := make_app()) as at:
        await at.type("l")
        bench = at.workbench
        monkeypatch.setattr(bench, "before_frame", lambda moves: drawn.append(1))
        with bench.drawn_after():
            bench.answer("l", "l")
            assert not drawn
        assert drawn
        # While more waits, or a frame has just been drawn, Textual's clock says when.
        monkeypatch.setattr(textual_painting, "FRAME_SECONDS", 1e9)
        drawn.clear()
        with bench.drawn_after():
            bench.answer("l", "l")
        assert not drawn
        await at.type("l")
        assert drawn
        assert isinstance(app.screen, TimelyScreen)


async def test_a_key_is_answered_as_it_comes_and_never_before_what_came_first(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbench, "LOOKING_SECONDS", 1e9)  # its clock may tick at any moment
    async with at_work(make_app()) as at:
        pane = at.workbench.reading.pane
        await at.type("h")
        at.comes(Key("l", "l"))
        one = pane.selected[0]
        assert one > 0
        # A message of the screen's own that waits comes first.
        await at.type("escape")
        at.workbench.post_message(Happened(PointedAt(0, 0)))
        at.comes(Key("l", "l"))
        assert pane.selected[0] == one
        await at.pilot.pause()
        assert pane.selected[0] == one
        # What is pasted goes by way of the app, and so does each key behind it.
        at.comes(Key("slash", "/"), Key("a", "a"), Paste("b"), Key("c", "c"))
        await at.pilot.pause()
        assert isinstance(mode := at.workbench.reading.mode, Asking)
        assert mode.line.words == "abc"


@pytest.mark.parametrize(
    ("version", "ours"),
    [("8.2.5", True), ("8.2.8", True), ("8.2.4", False), ("8.3.0", False), ("9.0.0rc1", False)],
)
def test_other_versions_paint_as_they_do(
    monkeypatch: pytest.MonkeyPatch, version: str, ours: bool
) -> None:
    monkeypatch.setattr(textual_rows, "version_of_textual", lambda: version)
    assert paints_rows.__wrapped__() is ours


def test_the_version_is_the_one_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert version_of_textual() == metadata.version("textual")
    monkeypatch.setattr(os, "listdir", lambda place: [])
    assert version_of_textual() == metadata.version("textual")


def test_a_missing_name_leaves_painting_to_textual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("textual._compositor.Compositor.layers_visible")
    assert paints_rows.__wrapped__() is False
