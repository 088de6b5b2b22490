"""The line at the bottom that asks for words, edited key by key."""

from typing import Literal

from rich.segment import Segment
from textual.strip import Strip

from tui.asking.typed_line import TypedLine
from tui.cells.display import one_line
from tui.cells.fitting import cells
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.effects import Switch

Answer = Literal["open", "done", "left"]


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
        self._line = TypedLine()
        self.display = False

    def ask(self, sign: str, switch: Switch | None = None, words: str = "") -> None:
        """Show a line with `words` behind `sign`; a switch gives it another meaning."""
        self._sign, self._switch, self.switched = sign, switch, False
        self._line = TypedLine(words)
        self.display = True
        self.redraw()

    @property
    def words(self) -> str:
        """What was typed."""
        return self._line.words

    def insert(self, words: str) -> None:
        """Put words in at the cursor."""
        self._line.insert(words)
        self.redraw()

    def read(self, key: str, character: str | None) -> Answer:
        """Take a key; `done` and `left` close the line."""
        if key in ("enter", "escape"):
            self.display = False
            return "done" if key == "enter" else "left"
        if self._switch and key == self._switch[0]:
            self.switched = not self.switched
        else:
            self._line.read(key, character)
        self.redraw()
        return "open"

    def line(self, y: int) -> Strip:
        """The sign, the words and the cursor; the end of them where there is no room for all."""
        sign = self._switch[1] if self._switch and self.switched else self._sign
        plain, room = self.palette.plain(), max(1, self.outer_size.width - cells(sign) - 3)
        words, place = self._line.words, self._line.at
        # No more than could be seen, for what was pasted may be long.
        before = one_line(words[max(0, place - 2 * room) : place] + "|")[:-1]
        while cells(before) > room:
            before = before[1:]
        at, after = words[place : place + 1] or " ", words[place + 1 : place + 1 + 2 * room]
        return self.strip(
            [
                Segment(f" {sign}", self.palette.plain(bold=True)),
                Segment(before, plain),
                Segment(one_line(at) or " ", self.palette.text(Cell(cursor=True))),
                Segment(one_line(after + "|")[:-1], plain),
            ]
        )
