"""The article pane: commands and mouse in, rows out; it owns its selection and its view."""

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from time import perf_counter
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from annotations import units
from annotations.annotation import Annotation
from annotations.candidates import Candidate, Candidates
from annotations.session import Session
from annotations.units import Span
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.pane.painting import GUTTER, Pointed, RowPainter
from tui.pane.steering import STEPPING, Steering
from tui.pane.wrapping import RowLayout

_NARROWEST = 4  # so that the widest cluster, a tab, finds room
_FIRST = 262_144
_FIRST_SECONDS = 0.02
_SLICE_SECONDS = 0.005
_SLICE = 8_192
_NOTHING: Span = (0, 0)


class ArticlePane(LineWidget):
    """Shows one session's article. Attributes come down, messages go up.

    It lays its rows out when it is painted, keeps the strips of rows that did not change, and
    scrolls by itself: Textual's scrolling would repaint a scrollbar with every step. Its text
    is at most `column` cells wide; what is left over stands on both sides.
    """

    class Moved(Message):
        """The selection or the view of a pane moved."""

        def __init__(self, pane: "ArticlePane") -> None:
            super().__init__()
            self.pane = pane

        def can_replace(self, message: Message) -> bool:
            """Of several in a row the last one tells enough."""
            return isinstance(message, ArticlePane.Moved) and message.pane is self.pane

    class Clicked(Message):
        """The person points at a pane, which is to have the keys."""

        def __init__(self, pane: "ArticlePane") -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, session: Session, steering: Steering, palette: Palette, column: int) -> None:
        super().__init__(palette)
        self.session = session
        self.column = column
        self.active = False
        self.focus_mode = False
        self.text = session.article.text
        self.steering = steering
        self.hits: Sequence[Span] = ()
        self.variants: frozenset[Span] = frozenset()
        self.late: set[str] = set()
        self.suggested: Candidates | None = None
        self._hints: Mapping[int, str] = {}
        self.top = 0
        self._laid_width = 0
        self._rows = self.steering.layout
        self._painter = RowPainter(self._rows, session.index, palette)
        self._pointed = Pointed()
        self._slices: Timer | None = None

    # What it shows

    @property
    def selected(self) -> Span:
        """The selected code points."""
        return self.steering.selection.span

    @property
    def view(self) -> Span:
        """The code points in view."""
        self._lay_out()
        last = min(self.top + self._height, self._rows.rows) - 1
        return self._rows.bounds(min(self.top, last))[0], self._rows.bounds(last)[1]

    def set_session(self, session: Session, steering: Steering) -> None:
        """Show another session's article, at the place where its steering stands."""
        self.session, self.steering = session, steering
        self.text = session.article.text
        self.hits, self.top, self._laid_width = (), 0, 0
        self._painter.beside = _NOTHING
        self.late.clear()
        self.suggested = None
        self._pointed = Pointed()
        self._rows = steering.layout
        self._lay_out()
        self._paint_anew()
        self._moved()

    def set_column(self, column: int) -> None:
        """Wrap the text at another width, in cells."""
        self.column, self._laid_width = column, 0
        self._lay_out()
        self._moved()

    def show(self, changed: Iterable[Annotation]) -> None:
        """Repaint the rows of annotations that came, went or changed their look."""
        for annotation in changed:
            around = (annotation.start - 1, annotation.end + 1)
            self._forget(around)
            self._repaint(around)
        self._point()

    def set_focus_mode(self, on: bool) -> None:
        """Fade all but the sentence that is being read, or nothing any more."""
        self.focus_mode = on
        self._point()
        self.redraw()

    def show_hits(self, hits: Sequence[Span], variants: Collection[Span] = ()) -> None:
        """Mark the hits of a find, or none; those among `variants` more quietly."""
        if hits or self.hits:
            self.hits, self.variants = hits, frozenset(variants)
            self._paint_anew()

    def show_zones(self, zones: Sequence[Span]) -> None:
        """Fade boilerplate, which motions then pass over, or treat all as text."""
        if zones != self.steering.zones:
            self.steering.zones = zones
            self._paint_anew()

    def show_hints(self, hints: Mapping[int, str]) -> None:
        """Draw letters over the text, by the code point where they begin, or none."""
        if hints or self._hints:
            self._hints = hints
            self.redraw()

    def suggest(self, suggested: Candidates | None, touched: Sequence[Span] | None = None) -> None:
        """Show what is suggested, or nothing; anew where it was `touched`, or everywhere."""
        if suggested is not self.suggested or touched is None:
            self.suggested = suggested
            self._paint_anew()
            return
        self._painter.forget_spans(touched)
        for span in touched:
            self._repaint(span)

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self.palette = palette
        self._paint_anew()

    def line(self, y: int) -> Strip:
        """The strip of one row of text."""
        self._lay_out()
        row = self.top + y
        if row >= self._rows.rows:
            return self.strip([])
        pointed = self._pointed.on(self._row_span(row))
        if self._hints:
            segments = self._painter.row(row, pointed)
            return self.strip(self._with_hints(row, self._with_margin(segments)))
        return self._painter.strip(
            row, pointed, lambda segments: self.strip(self._with_margin(segments))
        )

    def _with_margin(self, segments: list[Segment]) -> list[Segment]:
        return [Segment(" " * self._margin, self.palette.plain()), *segments]

    def _with_hints(self, row: int, segments: list[Segment]) -> list[Segment]:
        """A row with the hints that begin on it drawn over its text."""
        start, end = self._rows.bounds(row)
        style = self.palette.text(Cell(cursor=True, current=True))
        for offset, letters in self._hints.items():
            if start <= offset < end:
                at = self._margin + GUTTER + self._rows.column_of(offset)[1]
                width = sum(segment.cell_length for segment in segments)
                stop = min(at + len(letters), width)
                before, _, after = Segment.divide(segments, [at, stop, width])
                segments = [*before, Segment(letters[: stop - at], style), *after]
        return segments

    # Selecting

    def go(self, span: Span, held: str | None = None, walked: Candidate | None = None) -> None:
        """Select a span, holding an annotation or a candidate, and bring it into view."""
        self.steering.go(span, held, walked)
        self._moved()

    def do(self, command: str) -> bool:
        """Carry out a command that concerns the selection or the view; whether it was one."""
        self._lay_out()
        if command in ("page-up", "page-down"):
            self._page(1 if command == "page-down" else -1)
            return True
        if command in STEPPING and self._left_behind and not self.steering.extending:
            self.steering.go_to(self.view[0])
        elif not self.steering.do(command):
            return False
        self._moved(follow=command not in ("larger", "smaller"))
        return True

    @property
    def _left_behind(self) -> bool:
        """Whether the wheel has taken the view away from the selection."""
        start, end = self.view
        return not start <= self.steering.selection.cursor <= end

    def _page(self, direction: int) -> None:
        rows = max(1, self._height - 2) * direction
        self._bring_top(self.top + rows)
        self.steering.go_rows(rows)
        self._moved()

    def _moved(self, follow: bool = True) -> None:
        """Show the selection where it is now; growth by units leaves the view where one reads."""
        self._point()
        start, end = self.view
        if follow or self.selected[1] <= start or self.selected[0] >= end:
            self._follow()
        self._tell_moved()

    def _tell_moved(self) -> None:
        # Straight to the screen: each widget that a message bubbles through costs a queue's turn.
        if screen := self.on_screen:
            screen.post_message(self.Moved(self))

    # Painting

    @property
    def _height(self) -> int:
        """The rows in view, one at least, for a place may be asked for before there is a size."""
        return max(1, self.outer_size.height)

    @property
    def _margin(self) -> int:
        return max(0, (self._laid_width - GUTTER - 1 - self._rows.width) // 2)

    def _row_span(self, row: int) -> Span:
        """A row's code points; the last row takes in the text's end."""
        start, end = self._rows.bounds(row)
        return start, end if end < len(self.text) else end + 1

    def _lay_out(self) -> None:
        """Wrap anew where the width has changed, keeping the top of the view where it was."""
        width = self.outer_size.width
        if width == self._laid_width or width <= 0:
            return
        at = self.steering.top
        self._laid_width = width
        self._rows = RowLayout(self.text, min(self.column, max(_NARROWEST, width - GUTTER - 1)))
        self._extend(_FIRST_SECONDS, _FIRST // _SLICE)
        self.steering.layout = self._rows
        self.top = self._rows.row_of(at) if at else 0
        self._paint_anew()
        if not self._rows.finished and self._slices is None:
            self._slices = self.set_interval(1 / 60, self._lay_out_more)

    def _lay_out_more(self) -> None:
        self._extend(_SLICE_SECONDS)
        if self._rows.finished and self._slices:
            self._slices.stop()
            self._slices = None

    def _extend(self, seconds: float, most: int = sys.maxsize) -> None:
        """Make more rows for so long, and of so many slices of the text at most."""
        until = perf_counter() + seconds
        while not self._rows.finished and most > 0 and perf_counter() < until:
            self._rows.extend(_SLICE)
            most -= 1

    def _paint_anew(self) -> None:
        beside = self._painter.beside
        self._painter = RowPainter(
            self._rows, self.session.index, self.palette, self.late, self.hits, self.suggested
        )
        self._painter.beside, self._painter.variants = beside, self.variants
        self._painter.zones = self.steering.zones
        self._point()
        self.redraw()

    def _point(self) -> None:
        """Repaint what the selection leaves and what it comes to."""
        old, selection = self._pointed, self.steering.selection
        here = self.session.index.at(selection.cursor)
        held = self.steering.held
        current = next((a for a in here if a.id == held), here[0] if here else None)
        cursor = selection.cursor if self.active else -1
        bright = units.sentence_at(self.text, selection.cursor) if self.focus_mode else None
        self._pointed = new = Pointed(selection.span, cursor, current, bright)
        if old == new:
            return
        if old.bright != new.bright:
            for span in filter(None, (old.bright, new.bright)):
                self._repaint(span)
        for span in _difference(old.selected, new.selected):
            self._repaint(span)
        for place in {old.cursor, new.cursor} - {-1}:
            self._repaint((place, place + 1))
        if old.current != new.current:
            for annotation in filter(None, (old.current, new.current)):
                self._repaint((annotation.start, annotation.end))

    def _repaint(self, span: Span) -> None:
        """Have the rows of a span painted that are in view."""
        if not self._laid_width:
            return
        start, end = self.view
        if span[1] < start or span[0] > end:
            return
        first = self._rows.row_of(max(start, span[0]))
        last = self._rows.row_of(max(start, min(span[1], end) - 1))
        self.redraw(first - self.top, last - first + 1)

    def _forget(self, span: Span) -> None:
        """Have the annotations of a span's rows looked at again."""
        if self._laid_width:
            first, last = (self._rows.row_of(max(0, offset)) for offset in span)
            for row in range(first, last + 1):
                self._painter.forget(row)

    # The view

    def bring_share(self, share: float) -> None:
        """Put the row at this share of the text (0 to 1) in the middle of the view."""
        self._lay_out()
        row = self._rows.row_of(int(share * max(0, len(self.text) - 1)))
        self._bring_top(row - self._height // 2)
        self._tell_moved()

    def bring_beside(self, passage: Span, y: int) -> None:
        """Put the start of a passage into row `y` of the view, and mark it as the counterpart."""
        self._lay_out()
        old, self._painter.beside = self._painter.beside, passage
        self._bring_top(self._rows.row_of(passage[0]) - y)
        if old != passage:
            self.redraw()
        self._tell_moved()

    def leave_beside(self) -> None:
        """Mark no passage as the counterpart any more."""
        if self._painter.beside != _NOTHING:
            self._painter.beside = _NOTHING
            self.redraw()

    def row_in_view(self, offset: int) -> int:
        """The row of the view in which the code point at `offset` stands; it may be outside."""
        self._lay_out()
        return self._rows.row_of(offset) - self.top

    @property
    def reading(self) -> int:
        """The code point that is being read: the selection, or the view's top where it is not."""
        return self.view[0] if self._left_behind else self.steering.selection.cursor

    @property
    def share(self) -> float:
        """How far into the text that is, 0 to 1."""
        return self.reading / max(1, len(self.text) - 1)

    def activate(self, active: bool) -> None:
        """Show the active end only where the keys go."""
        self.active = active
        self._point()

    def _follow(self) -> None:
        """Scroll so far that the active end is in view, with a row or two around it."""
        height = self._height
        row = self._rows.row_of(self.steering.selection.cursor)
        around = min(2, (height - 1) // 2)
        above, below = self.top + around - row, row - (self.top + height - 1 - around)
        if above > 0:
            self._bring_top(row - (around if above < height else height // 3))
        elif below > 0:
            self._bring_top(row - height + 1 + (around if below < height else height * 2 // 3))

    def _bring_top(self, top: int) -> None:
        rows, height = self._rows, self._height
        while top + height > rows.rows and not rows.finished:
            rows.extend(_FIRST // 16)
        top = max(0, min(top, rows.rows - height))
        if top != self.top:
            self.top, self.steering.top = top, rows.bounds(top)[0]
            self.redraw()

    # The mouse

    _WHEEL_ROWS: ClassVar[int] = 3

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down, leaving the selection where it is."""
        self._wheel(event, self._WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up, leaving the selection where it is."""
        self._wheel(event, -self._WHEEL_ROWS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Select the word under the pointer; with shift, extend to it."""
        self.capture_mouse()
        self.screen.post_message(self.Clicked(self))
        self.steering.extending = False
        to = self.steering.drag_to if event.shift else self.steering.go_to
        to(self._offset_under(event))
        self._moved()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while a button is held, scrolling at the edges."""
        if self.app.mouse_captured is self and event.button:
            self.steering.drag_to(self._offset_under(event))
            self._moved()

    def on_mouse_up(self) -> None:
        """End dragging."""
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Select a word by two clicks and a sentence by three."""
        if event.chain in (2, 3):
            unit_at = units.word_at if event.chain == 2 else units.sentence_at
            self.go(unit_at(self.text, self._offset_under(event)))

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._bring_top(self.top + rows)
        self._tell_moved()

    def _offset_under(self, event: events.MouseEvent) -> int:
        self._lay_out()
        row = min(max(0, self.top + event.y), self._rows.rows - 1)
        return self._rows.offset_at(row, event.x - self._margin - GUTTER)


def _difference(old: Span, new: Span) -> list[Span]:
    """The stretches that are in just one of two spans."""
    if old[1] <= new[0] or new[1] <= old[0]:
        return [span for span in (old, new) if span != _NOTHING]
    starts, ends = sorted((old[0], new[0])), sorted((old[1], new[1]))
    return [(a, b) for a, b in (starts, ends) if a < b]
