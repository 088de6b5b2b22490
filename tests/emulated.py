"""postil in a terminal of its own, and what that terminal shows."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte
from rich.cells import get_character_cell_size

from benchmarks.terminal import Terminal

ROOT = Path(__file__).parent.parent


def postil(*arguments: str, before: str = "") -> list[str]:
    """The command line for postil; `before` is Python to run first in the same process."""
    if before:
        return [sys.executable, "-c", f"{before}\nfrom tui.cli import main\nmain()", *arguments]
    return [sys.executable, "-m", "tui.cli", *arguments]


def in_terminal(
    command: Sequence[str],
    columns: int = 120,
    rows: int = 36,
    environment: Mapping[str, str] | None = None,
) -> Terminal:
    """A terminal of that size in which `command` finds this tree's modules."""
    return Terminal(command, columns, rows, {"PYTHONPATH": str(ROOT), **(environment or {})})


class Emulated(pyte.Screen):
    """A terminal that counts cells as Rich does; a mark without any joins what is before it."""

    def draw(self, data: str) -> None:
        """See `pyte.Screen.draw`, which drops all that follows a vowel sign of Thai or Hindi."""
        if data.isascii():
            super().draw(data)
            return
        for character in data:
            if cells := get_character_cell_size(character):
                super().draw("\u4e00" if cells == 2 else "x")
                self._put(self.cursor.x - cells, character)
            elif self.cursor.x:
                before = self.buffer[self.cursor.y][self.cursor.x - 1].data
                at = self.cursor.x - (1 if before else 2)
                self._put(at, self.buffer[self.cursor.y][at].data + character)

    def _put(self, x: int, data: str) -> None:
        line = self.buffer[self.cursor.y]
        line[x] = line[x]._replace(data=data)


class Screen:
    """A terminal read through a terminal emulator."""

    def __init__(self, terminal: Terminal, kind: type[pyte.Screen] = Emulated) -> None:
        self.terminal = terminal
        self._emulated = kind(terminal.columns, terminal.rows)
        self._stream = pyte.ByteStream(self._emulated)
        self._fed = 0

    @property
    def lines(self) -> list[str]:
        """The lines as they stand now."""
        self._feed()
        return list(self._emulated.display)

    def cell(self, x: int, y: int) -> str:
        """What stands in one cell."""
        self._feed()
        return str(self._emulated.buffer[y][x].data)

    @property
    def cells(self) -> Mapping[int, Mapping[int, pyte.screens.Char]]:
        """All cells, by row and column."""
        self._feed()
        return self._emulated.buffer

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the terminal's own cursor is, by column and row."""
        self._feed()
        return self._emulated.cursor.x, self._emulated.cursor.y

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's own cursor is to be seen."""
        self._feed()
        return not self._emulated.cursor.hidden

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal and its emulator another size."""
        self._feed()
        self._emulated.resize(rows, columns)
        self.terminal.resize(columns, rows)

    def wait_until(self, words: str, longest: float = 30.0) -> None:
        """Read until the screen shows some words."""
        rounds = 0
        while words not in "\n".join(self.lines):
            rounds += not self.terminal.settle(longest=longest / 10)
            assert rounds < 10, "\n".join(self.lines)

    def type(self, keys: str) -> None:
        """Type, and read what comes of it."""
        self.terminal.send(keys.encode())
        self.terminal.settle()

    def _feed(self) -> None:
        written = self.terminal.written
        self._stream.feed(bytes(written[self._fed :]))
        self._fed = len(written)
