"""The line at the bottom that asks for words."""

from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from tui.cells.bottom_row import Now, beside, said
from tui.cells.display import cells, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.reading.state import Asking, TypedLine

_LEAST = 12  # cells, in which a hint has room


class Prompt(LineWidget):
    """Shows a question with what was typed and the cursor in it.

    Textual's own input line takes the keys by way of the focus; what was typed ahead of the
    change of focus, as happens over a slow line, would go astray.
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.asking: Asking | None = None
        self._now = Now()
        self._drawn: tuple[object, ...] = ()
        self.display = False

    def ask(self, asking: Asking | None, now: Now) -> None:
        """Show this question and what can be done, or none."""
        self.asking, self._now = asking, now
        self.display = asking is not None
        drawn = (asking, now, asking.sign, asking.line.words, asking.line.at) if asking else ()
        if drawn != self._drawn:
            self._drawn = drawn
            self.redraw()

    @property
    def caret(self) -> Offset | None:
        """See `LineWidget.caret`: where the next letter goes."""
        if self.asking is None or not self.region:
            return None
        return self.region.offset + Offset(1 + cells(self.asking.sign) + cells(self._before()), 0)

    @property
    def _room(self) -> int:
        sign = self.asking.sign if self.asking else ""
        return max(1, self.outer_size.width - cells(sign) - 3)

    def _before(self) -> str:
        """What is seen of the words before the cursor."""
        line, room = self.asking.line if self.asking else TypedLine(), self._room
        # No more than could be seen, for what was pasted may be long.
        before = one_line(line.words[max(0, line.at - 2 * room) : line.at] + "|")[:-1]
        while cells(before) > room:
            before = before[1:]
        return before

    def line(self, y: int) -> Strip:
        """The sign, the words and the cursor; the end of them where there is no room for all."""
        if self.asking is None:
            return self.strip(())
        sign, words, place = self.asking.sign, self.asking.line.words, self.asking.line.at
        plain, room, before = self.palette.plain(), self._room, self._before()
        at, after = words[place : place + 1] or " ", words[place + 1 : place + 1 + 2 * room]
        left = [
            Segment(f" {sign}", self.palette.plain(bold=True)),
            Segment(before, plain),
            Segment(one_line(at) or " ", self.palette.text(Cell(cursor=True))),
            Segment(one_line(after + "|")[:-1], plain),
        ]
        # What is typed matters more than what can be done with it.
        width = self.outer_size.width - 1
        free = width - sum(segment.cell_length for segment in left) - 2
        right = said(self._now, free, self.palette) if free >= _LEAST else []
        return self.strip(beside(left, right, width))
