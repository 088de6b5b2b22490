"""The screen in terminals of all sizes, and while their size changes."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.geometry import Size

from tests.emulated import Screen, in_terminal, postil
from tests.tui.odd_texts import PIECES
from tests.tui.sitting import at_work, strips_of
from tui.app import PostilApp

Make = Callable[..., PostilApp]
SIZES = [(300, 80), (120, 36), (80, 24), (60, 20), (59, 20), (40, 12), (20, 5), (10, 3), (1, 1)]
ODD = "Odd\n\n" + "\n\n".join(f"an {piece} end" for piece in PIECES.values())


@pytest.fixture
def odd(articles: list[Path]) -> list[Path]:
    """An article of odd texts beside a plain one."""
    articles[0].write_text(ODD.replace("\ud800", "").replace("\0", ""), encoding="utf-8")
    return articles


def widths(at: Any) -> set[int]:
    strips = strips_of(at.app.screen)
    assert [cell_len(strip.text) for strip in strips] == [strip.cell_length for strip in strips]
    return {strip.cell_length for strip in strips}


@pytest.mark.parametrize("size", [(300, 80), (10, 3)], ids=str)
async def test_every_line_is_as_wide_as_the_terminal(
    make_app: Make, odd: list[Path], size: tuple[int, int]
) -> None:
    async with at_work(make_app(), *size) as at:
        for keys in ("a j j d G a tab a", "space z / a", "escape t", "escape ? down"):
            await at.type(keys)
            assert widths(at) == {size[0]}, keys


async def test_every_size_after_every_other(make_app: Make, odd: list[Path]) -> None:
    async with at_work(make_app()) as at:
        for size in (*SIZES, (300, 3), (3, 80), (80, 24)):
            await at.resize(*size)
            assert widths(at) == {size[0]}


@pytest.mark.parametrize("above", ["", "?", ":"])
async def test_sizes_that_wait_are_not_taken_in_turn_without_end(
    make_app: Make, above: str
) -> None:
    async with at_work(make_app()) as at:
        await at.type(above)
        top = at.app.screen
        came: list[Size] = []
        real = top._size_updated

        def sized(size: Size, *more: Any, **others: Any) -> bool:
            came.append(size)
            assert len(came) < 50
            return real(size, *more, **others)

        top._size_updated = sized  # type: ignore[method-assign]
        for size in (Size(60, 20), Size(80, 24), Size(100, 30), Size(80, 24)):
            top.post_message(events.Resize(size, size))
            top.call_later(lambda: None)  # else the later size takes the place of the one before it
        await at.type("")
        assert top.size == (80, 24)
        assert set(came) <= {(80, 24)}


def titles(at: Any) -> list[str]:
    """The titles of the articles that are shown, above their panes."""
    above = at.screen.splitlines()[0]
    return [title for title in ("Talks resume", "Harbour to open") if title in above]


async def test_where_there_is_no_room_for_two_panes_the_other_is_a_tab_away(make_app: Make) -> None:
    async with at_work(make_app(), 59, 20) as at:
        await at.type("l")
        assert titles(at) == ["Talks resume"]
        assert "1/2" in at.screen
        await at.type("tab a")
        assert titles(at) == ["Harbour to open"]
        assert "2/2" in at.screen
        assert at.tags == [("Harbour", "actor")]
        await at.resize(60, 20)
        await at.type("l")
        assert titles(at) == ["Talks resume", "Harbour to open"]
        assert "2/2" not in at.screen
        await at.type("z tab")
        assert titles(at) == ["Talks resume"]


async def test_a_low_terminal_keeps_its_rows_for_the_text(make_app: Make) -> None:
    async with at_work(make_app(), 80, 9) as at:
        await at.type("l")
        assert "\u2500\u2500\u2500" not in at.screen
        assert "Minister" in at.screen
        assert " a0 " in at.screen


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
@pytest.mark.parametrize("size", [(40, 9), (20, 5), (10, 3)])
def test_a_small_terminal_is_survived(
    articles: list[Path], tmp_path: Path, size: tuple[int, int]
) -> None:
    command = postil("open", *map(str, articles), "--project", str(tmp_path / "project"))
    with in_terminal(command, *size) as terminal:
        screen = Screen(terminal)
        screen.wait_until("Talks")
        screen.type("a\tt\x1b?\x1bza\x11")
        assert terminal.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_a_storm_of_sizes_ends_in_a_whole_screen(odd: list[Path], tmp_path: Path) -> None:
    command = postil("open", *map(str, odd), "--project", str(tmp_path / "project"))
    with in_terminal(command, 80, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        for number in range(60):
            terminal.resize(20 + number * 7 % 150, 3 + number * 5 % 50)
            terminal.settle(quiet=0.001, longest=0.002)
        terminal.settle(quiet=0.3)
        screen = Screen(terminal)
        terminal.written.clear()
        screen.resize(100, 30)
        screen.wait_until("a actor 0")
        screen.wait_until("Harbour to open")
        screen.type("l")
        assert screen.lines[-1].startswith(" a actor 0")
        # Further down a notice tells of a garbled text, for as long as notices stand.
        assert {screen.cell(49, y) for y in range(2, 12)} <= set("\u2502\u2503\u2561")


@pytest.mark.parametrize("size", [(80, 1), (80, 3), (1, 24)], ids=str)
async def test_where_there_is_no_room_at_all_keys_do_what_they_do(
    make_app: Make, size: tuple[int, int]
) -> None:
    async with at_work(make_app(), *size) as at:
        await at.press("G a g pagedown pageup / o r a n enter n escape S J tab G shift+tab G")
        await at.resize(80, 24)
        await at.press("l")
        assert at.selected == "left"
        assert "Oran left." in at.screen


async def test_a_place_in_the_last_row_is_opened_before_there_is_a_size(make_library: Make) -> None:
    async with at_work(make_library(), 80, 1) as at:
        await at.look("ctrl+f t u e s d a y enter")
        await at.press("G enter")
        assert at.selected == "Tuesday"
        await at.resize(80, 24)
        await at.press("l")
        assert "on Tuesday." in at.screen
