"""The terminal's own cursor is where the person is, and is shown where that helps."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulated import Screen, in_terminal, postil
from tests.random_keys import SPECIAL
from tests.tui.odd_texts import FAMILY, FLAG, PIECES, RAINBOW
from tests.tui.sitting import at_work
from tui.app import PostilApp

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

TEXTS = {
    "cells of one and of two": "Talks \u7248\u672c resume, e\u0301t in \uff2d\uff41y. ",
    "joined emoji": f"Talks {FAMILY} resume {RAINBOW}{FLAG}, {FAMILY}{FAMILY} met. ",
    "thai": "Talks \u0e17\u0e35\u0e48\u0e19\u0e31\u0e48\u0e19 resume \u0e19\u0e49\u0e33. ",
    "devanagari": "Talks \u0915\u094d\u0937\u093f resume \u0939\u093f\u0928\u094d\u0926\u0940. ",
    "every kind": " ".join(
        f"Talks {one} resume" for one in PIECES.values() if one != PIECES["nul"]
    ),
    "plain": "Talks resume in Verrin; nothing else is known. ",
}
KEYS = [
    *"hjklHJKLhjkl(){}gGveE,.ouSF", "\t", *("/res\x1b", "/Ta\x1b[D", "\x1b[C", "\x7f", "\r"),
    *(SPECIAL[name] for name in ("up", "down", "left", "right", "shift+left", "page up",
                                 "page down", "home", "end", "wheel", "click", "escape")),
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{kind}.txt" for kind in TEXTS]
    for path, text in zip(paths, TEXTS.values(), strict=True):
        path.write_text(f"{path.stem}\n\n" + f"{text}\n\n" * 30, "utf-8", "replace")
    return [*map(str, paths), "--project", str(tmp_path / "project")]


def drawn(screen: Screen) -> tuple[int, int] | None:
    """The cell that is drawn as the active end; or, in a line that asks, as the next letter's."""
    cells = screen.cells
    for y in reversed(range(screen.terminal.rows)):
        for x in range(screen.terminal.columns):
            if cells[y][x].reverse and cells[y][x].bold and cells[y][x].underscore:
                return x, y
    return None


def test_it_stands_at_the_active_end_over_a_thousand_random_keys(files: list[str]) -> None:
    dice, seen = random.Random(5), list[tuple[int, int]]()
    with in_terminal(postil("open", *files), 100, 24, {"NO_COLOR": "1"}) as terminal:
        screen = Screen(terminal)
        screen.wait_until("a actor 0")
        for number in range(102):
            keys = [dice.choice(KEYS) for _ in range(10)]
            if number and number % 34 == 0:
                keys += ["\x1b", "\x1b", "\x1b", ">"]
            terminal.send("".join(keys).encode())
            terminal.settle()
            for _ in range(300):  # until what is on its way has been drawn
                if (place := drawn(screen)) in (None, screen.cursor):
                    break
                terminal.settle(longest=0.05)
            assert place in (None, screen.cursor), (keys, "\n".join(screen.lines))
            seen += [place] if place else []
        assert not screen.shows_cursor or drawn(screen) == (screen.cursor[0], 23)
        screen.type("\x1b\x1b\x1b")
        screen.wait_until(" plain ")  # the last article
    assert len(seen) > 80
    assert len({*seen}) > 30


async def test_in_a_form_it_stands_at_the_next_letter_of_the_field(
    make_app: Callable[..., PostilApp],
) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press("I")
        for keys in ("home", "right right", "x", "down a \u7248 b left", "end", "up"):
            await at.press(keys)
            x, y = at.app.cursor_position
            assert at.app.screen.get_style_at(x, y).reverse
            assert not at.app.screen.get_style_at(x - 1, y).reverse


@pytest.mark.parametrize(
    ("setting", "at_rest", "asking"),
    [("", False, True), ('cursor = "always"', True, True), ('cursor = "never"', False, False)],
)
def test_it_is_shown_where_that_helps(
    files: list[str], tmp_path: Path, setting: str, at_rest: bool, asking: bool
) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text(setting)
    with in_terminal(postil("open", *files), 100, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until("a actor 0")
        for keys, shown in (("j", at_rest), ("/x", asking), ("\x1b", at_rest), ("I", asking)):
            screen.type(keys)
            shows(screen, shown)
        screen.wait_until("Article \u2500")
        screen.type("\x1b:")
        screen.wait_until("Tag quote")
        shows(screen, asking)
        x, y = screen.cursor
        assert screen.cell(x, y) == "S"  # which begins what stands there until words are typed
        screen.type("\x1b")
        until(screen, lambda: "Search for" not in "\n".join(screen.lines))
        screen.type("b")
        screen.wait_until("devanagari")
        shows(screen, at_rest)


def shows(screen: Screen, shown: bool) -> None:
    until(screen, lambda: screen.shows_cursor == shown)


def until(screen: Screen, holds: Callable[[], bool]) -> None:
    """Read until something is so."""
    for _ in range(300):
        if holds():
            break
        screen.terminal.settle(longest=0.05)
    assert holds(), "\n".join(screen.lines)
