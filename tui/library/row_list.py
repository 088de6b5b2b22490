"""A list of rows under a heading, one of which has the cursor; only what is in view is drawn."""

from collections.abc import Iterable

from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.listing.window import RowPointedAt, RowsScrolled, Window

_WHEEL_ROWS = 3
_KEPT = 1_000  # strips


class RowList(LineWidget):
    """Draws the rows of a window, and keeps their strips, so that scrolling draws one anew.

    Who makes one says how the heading and a row are drawn.
    """

    def __init__(self, palette: Palette, window: Window) -> None:
        super().__init__(palette)
        self.window = window
        self._made: dict[int, Strip] = {}
        self._made_width = 0
        self._drawn = (-1, 0, 0)

    @property
    def version(self) -> int:
        """Another one whenever rows are to be drawn anew."""
        raise NotImplementedError

    def heading(self) -> Iterable[Segment]:
        """What stands above the rows."""
        raise NotImplementedError

    def row(self, place: int, raised: bool) -> Iterable[Segment]:
        """What stands in a row; `raised` where the cursor is."""
        raise NotImplementedError

    def fit(self, width: int) -> None:
        """Take in a width that rows have not been drawn for."""

    def below(self, number: int) -> Iterable[Segment]:
        """What stands below the rows, on its line of this number."""
        return ()

    @property
    def caret(self) -> Offset | None:
        """See `LineWidget.caret`: the beginning of the row at the cursor."""
        region, place = self.region, self.window.cursor - self.window.top + 1
        return region.offset + Offset(0, place) if 0 < place < region.height else None

    def draw(self) -> None:
        """Draw what differs from what was drawn last."""
        before, now = self._drawn, (self.version, self.window.top, self.window.cursor)
        self._drawn = now
        if now[0] != before[0]:
            self._made.clear()
            self.redraw()
        elif now[1] != before[1]:
            self.redraw(1)
        elif now[2] != before[2]:
            self._repaint(before[2])
            self._repaint(now[2])

    def set_palette(self, palette: Palette) -> None:
        """See `LineWidget.set_palette`."""
        self._made.clear()
        super().set_palette(palette)

    def line(self, y: int) -> Strip:
        """The heading, or a row."""
        width = self.outer_size.width
        if width != self._made_width:
            self._made_width = width
            self._made.clear()
            self.fit(width)
        if y == 0:
            return self.strip(self.heading())
        place = self.window.top + y - 1
        if place >= self.window.count:
            return self.strip(self.below(place - self.window.count))
        if place == self.window.cursor:
            return self.strip(self.row(place, True))
        if place not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[place] = self.strip(self.row(place, False))
        return self._made[place]

    def on_resize(self) -> None:
        """Keep the cursor in view; at first, in its middle."""
        self.window.resize(max(1, self.outer_size.height - 1))
        self.draw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self.tell(RowsScrolled(_WHEEL_ROWS))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self.tell(RowsScrolled(-_WHEEL_ROWS))

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor here; by two clicks, open what is here."""
        place = self.window.top + event.y - 1
        if event.y > 0 and place < self.window.count:
            self.tell(RowPointedAt(place, event.chain))

    def _repaint(self, place: int) -> None:
        if self.window.top <= place < self.window.top + self.window.height:
            self.redraw(1 + place - self.window.top, 1)
