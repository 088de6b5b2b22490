"""A list of rows under a heading, one of which has the cursor; only what is in view is drawn."""

from collections.abc import Iterable

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette

_WHEEL_ROWS = 3
_KEPT = 1_000  # strips


class RowList(LineWidget):
    """Moves the cursor, scrolls, and keeps the strips of rows, so that scrolling draws one anew.

    Who makes one says how many rows there are (`count`), and how the heading and a row are drawn.
    """

    class Moved(Message):
        """The person brought the cursor to another row by the mouse."""

    class Opened(Message):
        """The person pointed twice at the row with the cursor."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self.cursor = self.top = 0
        self._made: dict[int, Strip] = {}
        self._made_width = 0
        self._sized = False

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def heading(self) -> Iterable[Segment]:
        """What stands above the rows."""
        raise NotImplementedError

    def row(self, place: int, raised: bool) -> Iterable[Segment]:
        """What stands in a row; `raised` where the cursor is."""
        raise NotImplementedError

    def laid_out(self, width: int) -> None:
        """Take in a width that rows have not been drawn for."""

    @property
    def height(self) -> int:
        """How many rows there is room for."""
        return max(1, self.outer_size.height - 1)

    def do(self, command: str) -> bool:
        """Carry out a command that moves the cursor; whether it was one."""
        page = max(1, self.height - 1)
        to = {
            "list-up": self.cursor - 1,
            "list-down": self.cursor + 1,
            "list-page-up": self.cursor - page,
            "list-page-down": self.cursor + page,
            "list-first": 0,
            "list-last": self.count - 1,
        }.get(command)
        if to is None:
            return False
        if "page" in command:
            self._bring(self.top + to - self.cursor)
        self.go(to)
        return True

    def go(self, place: int, around: int = 2) -> None:
        """Bring the cursor to a row, or to the nearest one that there is.

        It is brought into view with so many rows around it.
        """
        old, self.cursor = self.cursor, max(0, min(place, self.count - 1))
        around = min(around, (self.height - 1) // 2)
        if self.cursor < self.top + around:
            self._bring(self.cursor - around)
        elif self.cursor > self.top + self.height - 1 - around:
            self._bring(self.cursor - self.height + 1 + around)
        if self.cursor != old:
            self._repaint(old)
            self._repaint(self.cursor)

    def centre(self, place: int) -> None:
        """Bring the cursor to a row, in the middle of what is in view."""
        self._bring(place - self.height // 2)
        self.go(place)

    def changed(self, place: int) -> None:
        """Draw a row anew."""
        self._made.pop(place, None)
        self._repaint(place)

    def all_changed(self) -> None:
        """Draw everything anew, with the cursor and the view where there are rows."""
        self._made.clear()
        self.cursor = max(0, min(self.cursor, self.count - 1))
        self._bring(self.top)
        self.go(self.cursor)
        self.redraw()

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self.palette = palette
        self.all_changed()

    def line(self, y: int) -> Strip:
        """The heading, or a row."""
        width = self.outer_size.width
        if width != self._made_width:
            self._made_width = width
            self._made.clear()
            self.laid_out(width)
        if y == 0:
            return self.strip(self.heading())
        place = self.top + y - 1
        if place >= self.count:
            return self.strip(self.below(place - self.count))
        if place == self.cursor:
            return self.strip(self.row(place, True))
        if place not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[place] = self.strip(self.row(place, False))
        return self._made[place]

    def below(self, number: int) -> Iterable[Segment]:
        """What stands below the rows, on its line of this number."""
        return ()

    def on_resize(self) -> None:
        """Keep the cursor in view; at first, in its middle."""
        if self._sized:
            self._bring(self.top)
            self.go(self.cursor)
        else:
            self._sized = True
            self.centre(self.cursor)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self._wheel(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self._wheel(-_WHEEL_ROWS)

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor here; by two clicks, open what is here."""
        place = self.top + event.y - 1
        if event.y > 0 and place < self.count:
            self.go(place, around=0)
            self.post_message(self.Opened() if event.chain == 2 else self.Moved())

    def _wheel(self, rows: int) -> None:
        self._bring(self.top + rows)
        self.go(max(self.top, min(self.cursor, self.top + self.height - 1)), around=0)
        self.post_message(self.Moved())

    def _bring(self, top: int) -> None:
        """Have this row be the first in view, or the nearest one that leaves no room below."""
        top = max(0, min(top, self.count - self.height))
        if top != self.top:
            self.top = top
            self.redraw(1)

    def _repaint(self, place: int) -> None:
        if self.top <= place < self.top + self.height:
            self.redraw(1 + place - self.top, 1)
