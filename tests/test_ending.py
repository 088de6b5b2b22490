"""However postil ends, the terminal is given back, and what was shown is saved where it can be."""

import os
import re
import signal
import sys
import termios
from pathlib import Path

import pytest

from annotations.example import Example
from annotations.project import Project
from benchmarks.terminal import Terminal
from tests.emulated import Screen, in_terminal, postil

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

SLOW = """
import time
from annotations.store.tiny import TinyStore
at_once = TinyStore.apply
def slowly(self, article, change):
    time.sleep(0.1)
    return at_once(self, article, change)
TinyStore.apply = slowly
"""
SLOW_KEYS = """
import time
from tui.workbench import Workbench
at_once = Workbench.answer
def slowly(self, key, typed):
    time.sleep(1.0)
    at_once(self, key, typed)
Workbench.answer = slowly
"""
WRONG = """
from textual.app import App
def copy(self, text):
    raise RuntimeError("boom \\x1b[2J")
App.copy_to_clipboard = copy
"""
NOHUP = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"

# The modes that are set while postil draws, and how each is to be left.
LEFT = {
    "1049": "l",  # the other screen
    "1000": "l",  # the mouse, in five ways
    "1003": "l",
    "1015": "l",
    "1006": "l",
    "1004": "l",  # focus
    "2004": "l",  # paste
    "25": "h",  # the cursor
    "7": "h",  # line wrap
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text("One two three four five six seven.\n")
    return tmp_path / "project"


def opened(project: Path, before: str = "") -> Terminal:
    article = str(project.parent / "article.txt")
    return in_terminal(postil("open", article, "--project", str(project), before=before), 80, 24)


def modes(terminal: Terminal) -> dict[str, str]:
    """How each mode was left: `h` for set, `l` for not."""
    found = re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.written)
    return {mode.decode(): state.decode() for mode, state in found}


def is_given_back(terminal: Terminal, attributes: list[object]) -> None:
    left = modes(terminal)
    assert {mode: left.get(mode) for mode in LEFT} == LEFT
    assert not re.search(rb"\x1b\[[<>]\d*u", terminal.written)  # kitty's keys are never asked for
    assert termios.tcgetattr(terminal.file) == attributes


def tags(project: Path) -> list[str]:
    (example,) = Project(project).examples()
    assert isinstance(example, Example)
    return [example.article.text[tag.start : tag.end] for tag in example.annotations]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_when_all_is_saved(project: Path, number: signal.Signals) -> None:
    with opened(project, SLOW) as terminal:
        attributes = termios.tcgetattr(terminal.file)
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("alala")
        screen.wait_until("three\u258f")
        os.kill(terminal.process, number)
        assert terminal.wait() == 128 + number
        is_given_back(terminal, attributes)
    assert tags(project) == ["One", "two", "three"]


def test_a_mistake_of_its_own_ends_it_with_words(project: Path) -> None:
    with opened(project, WRONG) as terminal:
        attributes = termios.tcgetattr(terminal.file)
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("alay")
        assert terminal.wait() == 1
        is_given_back(terminal, attributes)
        said = terminal.written.rpartition(b"\x1b[?1049l")[2].decode()
        assert (
            "postil stopped because of an error of its own: RuntimeError: boom \u241b[2J." in said
        )
        assert "\x1b[2J" not in said
        assert "All your tags are saved." in said
    assert tags(project) == ["One", "two"]


@pytest.mark.parametrize("before", [SLOW, SLOW + NOHUP], ids=["as usual", "under nohup"])
def test_when_its_terminal_is_gone_it_saves_and_ends(project: Path, before: str) -> None:
    with opened(project, before) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("alala")
        screen.wait_until("three\u258f")
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert tags(project) == ["One", "two", "three"]


def test_keys_that_still_wait_when_the_terminal_is_gone_are_dropped(project: Path) -> None:
    with opened(project, SLOW_KEYS) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        # All are read with the first one, and would take five minutes.
        terminal.send(b"al" + b"a" * 300)
        screen.wait_until("two\u258f")
        terminal.hang_up()
        assert terminal.wait() == 128 + signal.SIGHUP
    assert "One" in tags(project)


def test_suspended_it_gives_the_terminal_back_and_takes_it_again(project: Path) -> None:
    with opened(project) as terminal:
        attributes = termios.tcgetattr(terminal.file)
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("al")
        screen.wait_until(" a1 ")
        terminal.send(b"\x1a")
        _, status = os.waitpid(terminal.process, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.settle()
        is_given_back(terminal, attributes)
        terminal.written.clear()
        os.kill(terminal.process, signal.SIGCONT)
        screen = Screen(terminal)
        screen.wait_until(" a1 ")
        screen.wait_until("One two three")
        assert modes(terminal)["1049"] == "h"
        screen.type("a\x11")
        assert terminal.wait() == 0
        is_given_back(terminal, attributes)
    assert tags(project) == ["One", "two"]


def test_bytes_that_are_no_text_end_nothing(project: Path) -> None:
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        terminal.send(b"\xff\xfe\xc3")
        screen.type("ala")
        screen.wait_until(" a2 ")
        screen.type("\x11")
        assert terminal.wait() == 0
