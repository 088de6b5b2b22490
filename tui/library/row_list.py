"""A list of rows under a heading, of which only what is in view is drawn, and the lines below."""

from collections.abc import Iterable

from msgspec.structs import replace
from rich.segment import Segment
from textual import events
from textual.geometry import Offset
from textual.strip import Strip

from annotations.counted import counted
from annotations.listing import Totals
from tui.cells.bottom_row import Now, beside, said, shared
from tui.cells.display import cells, fitted, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.listing.window import RowPointedAt, RowsScrolled, Window
from tui.status_line import counts_of, drawn, fitting

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


class ProgressLine(LineWidget):
    """A line as long as all there is, strong as far as it is done, with words at its end."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told: tuple[int, int, int, str] = (0, 0, 0, "")

    def update(self, done: int, passed: int, of: int, words: str) -> None:
        """Show how many are done, and how many passed over, and say something at the end."""
        told = (done, passed, of, words)
        if told != self._told:
            self._told = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width = self.palette, self.outer_size.width
        done, passed, of, words = self._told
        words = fitted(one_line(words), width - 8)
        words = f" {words} " if words else ""
        room = width - cells(words) - (2 if words else 0)
        # A cell at least, where there is anything.
        done, passed = (max(1, width * count // of) if count else 0 for count in (done, passed))
        return self.strip(
            [
                Segment("\u2501" * min(done, room), palette.done()),
                Segment("\u2501" * max(0, min(passed, room - done)), palette.plain(0.5)),
                Segment("\u2500" * max(0, room - done - passed), palette.plain(0.3)),
                Segment(words, palette.plain(0.75)),
                Segment("\u2500" * (2 if words else 0), palette.plain(0.3)),
            ]
        )


class CorpusLine(LineWidget):
    """How many articles there are, done and skipped, their tags by label, and what can be done."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._totals, self._now, self._grave = Totals(), Now(), False

    def update(self, totals: Totals, now: Now, grave: bool = False) -> None:
        """Show what there is, and what can be done now."""
        told = (totals, now, grave)
        if told != (self._totals, self._now, self._grave):
            self._totals, self._now, self._grave = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width, totals = self.palette, self.outer_size.width - 1, self._totals
        head = f" {counted(totals.articles, 'article')}"
        for name in ("done", "skipped"):
            if count := totals.status.get(name, 0):
                head += f" \u00b7 {count:,} {name}"
        counts = counts_of(totals.labels, palette)
        short = [replace(count, name="") for count in counts]
        wide = [cells(head) + 3 + sum(one.cells for one in each) for each in (counts, short, ())]
        which, room = shared(width, wide, self._now.cells, self._now.least)
        right = said(self._now, room, palette, self._grave)
        left = width - sum(segment.cell_length for segment in right) - 2
        head = fitted(head, left)
        segments = [Segment(f"{head}   ", palette.plain(0.75))]
        if (left := left - cells(head) - 3) > 0:
            segments += drawn(
                fitting((counts, short, short)[which], left, None), len(counts), palette
            )
        return self.strip(beside(segments, right, width))


class SayingLine(LineWidget):
    """A sentence, and at the end of the line what can be done."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told = ("", Now())

    def update(self, words: str, now: Now) -> None:
        """Say this now."""
        if (words, now) != self._told:
            self._told = words, now
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        words, now = self._told
        width, words = self.outer_size.width - 1, one_line(words)
        _, room = shared(width, [cells(words) + 1], now.cells, now.least)
        right = said(now, room, self.palette)
        words = fitted(words, width - sum(segment.cell_length for segment in right) - 3)
        left = [Segment(f" {words}", self.palette.plain(0.75))]
        return self.strip(beside(left, right, width))
