"""The line at the bottom that asks for words, edited key by key."""

from typing import Literal

from rich.segment import Segment
from textual.strip import Strip

from tui.display import one_line
from tui.fitting import cells
from tui.line_widget import LineWidget
from tui.palette import Cell, Palette

Answer = Literal["open", "done", "left"]
Switch = tuple[str, str]
"""A key that gives the words another meaning, and the sign behind which they have it."""


class Prompt(LineWidget):
    """A line of words with a cursor. Keys come from the workbench, in the order they were typed.

    Textual's own input line takes the keys by way of the focus; what was typed ahead of the
    change of focus, as happens over a slow line, would go astray.
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._sign = ""
        self._switch: Switch | None = None
        self.switched = False
        self.words = ""
        self._at = 0
        self.display = False

    def ask(self, sign: str, switch: Switch | None = None, words: str = "") -> None:
        """Show a line with `words` behind `sign`; a switch gives it another meaning."""
        self._sign, self._switch, self.switched = sign, switch, False
        self.words, self._at = words, len(words)
        self.display = True
        self.redraw()

    def insert(self, words: str) -> None:
        """Put words in at the cursor."""
        self.words = self.words[: self._at] + words + self.words[self._at :]
        self._at += len(words)
        self.redraw()

    def read(self, key: str, character: str | None) -> Answer:
        """Take a key; `done` and `left` close the line."""
        if key in ("enter", "escape"):
            self.display = False
            return "done" if key == "enter" else "left"
        before, after = self.words[: self._at], self.words[self._at :]
        if self._switch and key == self._switch[0]:
            self.switched = not self.switched
        elif character and character.isprintable():
            self.insert(character)
        elif key == "backspace":
            self._set(before[:-1], after)
        elif key == "delete":
            self._set(before, after[1:])
        elif key == "ctrl+u":
            self._set("", after)
        elif key == "ctrl+w":
            self._set(before.rstrip().rpartition(" ")[0], after)
        elif key in ("left", "right", "home", "end"):
            to = {"left": self._at - 1, "right": self._at + 1, "home": 0, "end": len(self.words)}
            self._at = min(max(0, to[key]), len(self.words))
        self.redraw()
        return "open"

    def line(self, y: int) -> Strip:
        """The sign, the words and the cursor; the end of them where there is no room for all."""
        sign = self._switch[1] if self._switch and self.switched else self._sign
        plain, room = self.palette.plain(), max(1, self.outer_size.width - cells(sign) - 3)
        before = one_line(self.words[: self._at] + "|")[:-1]
        while cells(before) > room:
            before = before[1:]
        at, after = self.words[self._at : self._at + 1] or " ", self.words[self._at + 1 :]
        return self.strip(
            [
                Segment(f" {sign}", self.palette.plain(bold=True)),
                Segment(before, plain),
                Segment(one_line(at) or " ", self.palette.text(Cell(cursor=True))),
                Segment(one_line(after + "|")[:-1], plain),
            ]
        )

    def _set(self, before: str, after: str) -> None:
        self.words, self._at = before + after, len(before)
