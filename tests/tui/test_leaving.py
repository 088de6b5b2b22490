"""There is a way out on every screen, in every terminal, and no key takes it by mistake."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulated import Screen, in_terminal, postil
from tests.tui.failing import Failing
from tests.tui.reading.script import Script
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.dialogs import Leaving, LeavingSaved
from tui.effects import Copy, Leave
from tui.library.screen import Library
from tui.workbench import Workbench

Make = Callable[..., PostilApp]
TEXT = "[Oran> left on Tuesday."


def test_ctrl_c_copies_and_a_second_one_asks_to_leave() -> None:
    script = Script(TEXT).type("ctrl+c")
    assert script.asked == Copy("Oran")
    assert script.message == "Copied. ctrl+c again leaves."
    assert script.type("ctrl+c").asked == Leave(asking=True)
    # After that it copies again.
    assert script.type("ctrl+c").asked == Copy("Oran")
    assert Script(TEXT).type("y").message == "Copied."


@pytest.mark.parametrize("between", ["right", "f5", "v", "/ x escape", "/ escape", "/ ctrl+c"])
def test_with_a_key_between_it_copies(between: str) -> None:
    script = Script(TEXT).type(f"ctrl+c {between}")
    script.type("ctrl+c")
    assert isinstance(script.asked, Copy)


def test_ctrl_c_leaves_a_line_that_asks() -> None:
    script = Script(TEXT).type("/ x ctrl+c")
    assert (script.mode, script.effects) == ("normal", [])


async def test_one_is_asked_and_may_stay(make_app: Make) -> None:
    async with at_work(make_app(), 100, 24) as at:
        for stays in ("escape", "n", "s"):
            await at.press("ctrl+c ctrl+c")
            assert isinstance(at.app.screen, LeavingSaved)
            assert "enter  leave   esc  stay" in at.screen
            await at.press(f"x {stays}")
            assert isinstance(at.app.screen, Workbench)
        await at.press("ctrl+c ctrl+c ctrl+c")
        assert at.app.ending


@pytest.mark.parametrize("leaves", ["enter", "l", "y", "q", "\u0439"])
async def test_one_is_asked_and_may_leave(make_app: Make, leaves: str) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press(f"ctrl+c ctrl+c {leaves}")
        assert at.app.ending


async def test_what_is_not_saved_is_asked_about_and_not_lost_by_ctrl_c(make_app: Make) -> None:
    app = make_app()
    app.sessions.writer.store = Failing(app.sessions.writer.store)
    async with at_work(app, 100, 24) as at:
        await at.press("a ctrl+c ctrl+c")
        assert isinstance(app.screen, Leaving)
        await at.press("ctrl+c")
        assert isinstance(app.screen, Workbench)
        assert not app.ending


@pytest.mark.parametrize("keys", ["?", "t", "i", "I", ":", "/"])
async def test_ctrl_c_closes_what_asks(make_app: Make, keys: str) -> None:
    async with at_work(make_app(), 100, 24) as at:
        await at.press(f"a {keys}")
        await at.press("ctrl+c")
        assert isinstance(at.app.screen, Workbench)
        assert at.app.screen.reading.mode.name == "normal"
        assert not at.app.ending


@pytest.mark.parametrize("keys", ["q", "ctrl+c ctrl+c enter", "ctrl+q", "\u0439", "ctrl+\u0439"])
async def test_the_library_is_left_by_each_of_these(make_library: Make, keys: str) -> None:
    async with at_work(make_library(), 120, 20) as at:
        assert isinstance(at.app.screen, Library)
        await at.press(keys)
        assert at.app.ending


async def test_a_list_of_places_is_left_by_q_and_copies_by_ctrl_c(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("ctrl+c")
        assert at.app.clipboard == at.titles[0]
        assert "ctrl+c again leaves" in at.screen
        await at.press("F T u e s d a y")
        await at.look("enter")
        await at.press("ctrl+c")
        assert at.app.clipboard in at.titles
        await at.press("q")
        assert at.app.ending


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_where_ctrl_q_never_arrives_ctrl_c_leaves(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("One two three.\n")
    command = postil("open", str(tmp_path / "article.txt"), "--project", str(tmp_path / "p"))
    with in_terminal(command, 80, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        terminal.send(b"a\x03")
        screen.wait_until("Copied.")
        terminal.send(b"\x03")
        screen.wait_until("Leave postil?")
        terminal.send(b"\r")
        assert terminal.wait() == 0
