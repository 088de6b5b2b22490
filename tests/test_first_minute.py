"""The first minute of somebody who has read nothing: what is pressed stands on the screen."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.emulated import Screen, in_terminal, postil

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

BYTES = {"enter": "\r", "ctrl+q": "\x11", "ctrl+c": "\x03", "esc": "\x1b"}
COUNTS = re.compile(r" [adpq](\d+)(?= )")


class Newcomer:
    """Presses no key that the screen does not name at that moment, and counts them."""

    def __init__(self, screen: Screen) -> None:
        self.screen, self.keys = screen, 0

    def press(self, key: str, for_what: str) -> None:
        """Press a key that the screen names for this."""
        self.sees(key, for_what)
        self.type(BYTES.get(key, key))

    def sees(self, key: str, for_what: str) -> None:
        """Read on until the screen names a key for this."""
        self.until(lambda: re.search(rf"{re.escape(key)} +{for_what}", self.shown))

    def type(self, keys: str) -> None:
        """Type what the screen asks to be typed."""
        self.keys += len(keys)
        self.screen.type(keys)

    def until(self, holds: Callable[[], object]) -> None:
        """Read on until something holds on the screen."""
        rounds = 0
        while not holds():
            rounds += not self.screen.terminal.settle(longest=3)
            assert rounds < 10, self.shown

    @property
    def shown(self) -> str:
        """All that is on the screen."""
        return "\n".join(self.screen.lines)

    @property
    def tags(self) -> int:
        """How many tags the bottom row counts as saved."""
        return sum(map(int, COUNTS.findall(self.screen.lines[-1])))


@pytest.mark.parametrize("terminal_name", ["tmux", "vscode"])
def test_three_tags_one_undo_and_out(tmp_path: Path, terminal_name: str) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "TERM_PROGRAM": terminal_name}
    with in_terminal(postil("demo"), 80, 24, environment) as terminal:
        screen = Screen(terminal)
        newcomer = Newcomer(screen)
        newcomer.press("n", "next")
        for tags in (1, 2, 3):
            newcomer.press("enter", "yes")
            newcomer.until(lambda tags=tags: newcomer.tags == tags)
        newcomer.press("?", "keys")
        screen.wait_until("take back what you did last")
        newcomer.type("undo")
        newcomer.press("enter", "does it")
        newcomer.until(lambda: newcomer.tags == 2)
        newcomer.press("?", "keys")
        if terminal_name == "vscode":  # where ctrl+q belongs to the editor
            newcomer.sees("ctrl+c twice", "leave")
            assert newcomer.shown.count("ctrl+q") == 0
            newcomer.press("esc", "closes")
            newcomer.type("\x03")
            newcomer.press("ctrl+c", "again leaves")
            screen.wait_until("Leave postil?")
        else:
            newcomer.type("leave")
        newcomer.type("\r")
        assert terminal.wait() == 0
        assert b"nothing of it is kept" in bytes(terminal.written)
        assert newcomer.keys <= 20
