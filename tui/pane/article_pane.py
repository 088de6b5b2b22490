"""The article pane: draws the rows of one article, and passes on what the mouse does there."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.timer import Timer

from annotations import units
from annotations.units import Span
from tui.cells.palette import Cell, Palette
from tui.pane.gutter import GUTTER
from tui.pane.painting import RowPainter
from tui.pane.part import PanePart
from tui.pane.pointed import Pointed
from tui.reading.events import DraggedTo, PointedAt, Scrolled
from tui.reading.pane import NOTHING, Pane
from tui.reading.reading import Reading
from tui.reading.wrapping import RowLayout


class ArticlePane(PanePart):
    """Draws the rows of a pane.

    It keeps the strips of rows that did not change, and scrolls by itself: Textual's scrolling
    would repaint a scrollbar with every step. What is left over of its width stands on both sides.
    """

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(reading, number, palette)
        self._shown = self.pane
        self._painter = RowPainter(self.pane.layout, self.pane.session.index, palette)
        self._pointed = Pointed()
        self._seen: tuple[object, ...] = ()
        self._fitted: tuple[Pane, Size] | None = None
        self._slices: Timer | None = None

    # Painting

    def draw(self) -> None:
        """Repaint what differs from what was painted last."""
        if not self._fit():
            return
        pane = self.pane
        anew, touched = pane.drawn()
        if anew or pane is not self._shown:
            self._paint_anew()
        elif touched:
            self._painter.lit = pane.lit
            self._painter.forget_spans(touched)
            self._repaint(touched)
        painter = self._painter
        painter.late = pane.overdue
        if painter.beside != pane.beside:
            painter.beside = pane.beside
            self.redraw()
        seen = (pane.top, self.reading.focus, pane.hints)
        if seen != self._seen:
            self._seen = seen
            self.redraw()
        self._point()

    @property
    def caret(self) -> Offset | None:
        """See `LineWidget.caret`: the active end of the selection, where it is in view."""
        pane, region = self.pane, self.region
        if not region or pane.left_behind or pane is not self._shown:
            return None
        row, column = self._layout.column_of(pane.selection.cursor)
        place = Offset(self._margin + GUTTER + column, row - pane.top)
        return region.offset + place if 0 <= place.y < region.height else None

    def line(self, y: int) -> Strip:
        """The strip of one row of text."""
        pane = self.pane
        fits = self._fitted == (pane, self.outer_size) or self._fit()
        if not fits or pane is not self._shown or pane.layout is not self._painter.layout:
            self.draw()
        painter, row = self._painter, pane.top + y
        if row >= painter.layout.rows:
            return self.strip([])
        pointed = self._pointed.on(self._row_span(row))
        if pane.hints:
            segments = painter.row(row, pointed)
            return self.strip(self._with_hints(row, self._with_margin(segments)))
        return painter.strip(row, pointed, self._whole)

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self.palette = palette
        self._paint_anew()
        self._point()

    def _fit(self) -> bool:
        """Tell the pane what room there is; whether there is any."""
        pane, (width, height) = self.pane, self.outer_size
        if width <= 0:
            return False
        pane.fit(width - GUTTER - 1, height)
        self._fitted = pane, self.outer_size
        if not pane.layout.finished and self._slices is None:
            self._slices = self.set_interval(1 / 60, self._lay_out_more)
        return True

    def _lay_out_more(self) -> None:
        if not self.pane.lay_out_more() and self._slices:
            self._slices.stop()
            self._slices = None

    @property
    def _layout(self) -> RowLayout:
        return self._painter.layout

    @property
    def _margin(self) -> int:
        return max(0, (self.outer_size.width - GUTTER - 1 - self._layout.width) // 2)

    def _whole(self, segments: list[Segment]) -> Strip:
        return self.strip(self._with_margin(segments))

    def _with_margin(self, segments: list[Segment]) -> list[Segment]:
        return [Segment(" " * self._margin, self.palette.plain()), *segments]

    def _with_hints(self, row: int, segments: list[Segment]) -> list[Segment]:
        """A row with the hints that begin on it drawn over its text."""
        start, end = self._layout.bounds(row)
        style = self.palette.text(Cell(cursor=True, current=True))
        for offset, letters in self.pane.hints.items():
            if start <= offset < end:
                at = self._margin + GUTTER + self._layout.column_of(offset)[1]
                width = sum(segment.cell_length for segment in segments)
                stop = min(at + len(letters), width)
                before, _, after = Segment.divide(segments, [at, stop, width])
                segments = [*before, Segment(letters[: stop - at], style), *after]
        return segments

    def _row_span(self, row: int) -> Span:
        """A row's code points; the last row takes in the text's end."""
        layout = self._painter.layout
        start, end = layout.bounds(row)
        return start, end if end < len(layout.text) else end + 1

    def _paint_anew(self) -> None:
        pane = self._shown = self.pane
        self._painter = RowPainter(
            pane.layout, pane.session.index, self.palette, pane.overdue, pane.hits, pane.suggested
        )
        self._painter.beside, self._painter.variants = pane.beside, pane.variants
        self._painter.boilerplate, self._painter.lit = pane.boilerplate, pane.lit
        self._painter.marks = pane.marks
        self._pointed = Pointed()
        self.redraw()

    def _point(self) -> None:
        """Repaint what the selection leaves and what it comes to."""
        pane, old = self.pane, self._pointed
        selection = pane.selection
        here = pane.session.index.at(selection.cursor)
        current = next((a for a in here if a.id == pane.held), here[0] if here else None)
        cursor = selection.cursor if self.is_active else -1
        focus = self.reading.focus
        bright = units.sentence_at(pane.text, selection.cursor) if focus else None
        self._pointed = new = Pointed(selection.span, cursor, current, bright)
        if old == new:
            return
        spans = _difference(old.selected, new.selected)
        if old.bright != new.bright:
            spans += filter(None, (old.bright, new.bright))
        if old.cursor != new.cursor:
            spans += [(place, place + 1) for place in (old.cursor, new.cursor) if place >= 0]
        if old.current != new.current:
            spans += [(one.start, one.end) for one in (old.current, new.current) if one]
        self._repaint(spans)

    def _repaint(self, spans: Iterable[Span]) -> None:
        """Have the rows of spans painted that are in view."""
        (start, end), row_of, told = self.pane.view, self._layout.row_of, set[Span]()
        for low, high in spans:
            if high >= start and low <= end:
                rows = row_of(max(start, low)), row_of(max(start, min(high, end) - 1))
                if rows not in told:
                    told.add(rows)
                    self.redraw(rows[0] - self.pane.top, rows[1] - rows[0] + 1)

    # The mouse

    _WHEEL_ROWS: ClassVar[int] = 3

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down, leaving the selection where it is."""
        event.stop()
        self.tell(Scrolled(self.number, self._WHEEL_ROWS))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up, leaving the selection where it is."""
        event.stop()
        self.tell(Scrolled(self.number, -self._WHEEL_ROWS))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Select the word under the pointer; with shift, extend to it."""
        self.capture_mouse()
        self.tell(PointedAt(self.number, self._offset_under(event), event.shift))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while a button is held, scrolling at the edges."""
        if self.app.mouse_captured is self and event.button:
            self.tell(DraggedTo(self.number, self._offset_under(event)))

    def on_mouse_up(self) -> None:
        """End dragging."""
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word by two clicks and a sentence by three."""
        if event.chain in (2, 3):
            offset = self._offset_under(event)
            self.tell(PointedAt(self.number, offset, times=event.chain))

    def _offset_under(self, event: events.MouseEvent) -> int:
        self._fit()
        pane = self.pane
        row = min(max(0, pane.top + event.y), pane.layout.rows - 1)
        return pane.layout.offset_at(row, event.x - self._margin - GUTTER)


def _difference(old: Span, new: Span) -> list[Span]:
    """The stretches that are in just one of two spans."""
    if old[1] <= new[0] or new[1] <= old[0]:
        return [span for span in (old, new) if span != NOTHING]
    starts, ends = sorted((old[0], new[0])), sorted((old[1], new[1]))
    return [(a, b) for a, b in (starts, ends) if a < b]
