"""A widget that keeps its strips: it draws lines itself and passes them on untouched."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.dom import NoScreen
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.cells.display import count_by, is_simple
from tui.cells.filters import Harmless, Steady
from tui.cells.palette import Palette
from tui.textual_painting import TimelyScreen

count_by(cell_len)


class Happened(Message):
    """What a person did with the mouse, as an event for the state of the screen."""

    def __init__(self, event: Any) -> None:
        super().__init__()
        self.event = event


class _Line(Strip):
    """A strip that never holds itself, and so is gone once nobody draws it any more."""

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Textual's own, which keeps a strip that is whole as a part of itself."""
        within = [cut for cut in cuts if cut <= self.cell_length]
        return [self] if within == [self.cell_length] else super().divide(within)


class _Joined(_Line):
    """A strip of parts, each of which keeps what it is for the terminal."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Sequence[Strip]) -> None:
        width = sum([part.cell_length for part in parts])
        super().__init__([segment for part in parts for segment in part], width)
        self._parts = parts

    def render(self, console: Console) -> str:
        """What it is for the terminal."""
        return "".join([part.render(console) for part in self._parts])


class LineWidget(Widget):
    """Draws its lines with `line` and hands the compositor the same strips until they change.

    Textual asks every visible widget for all its lines with each change on the screen, and its
    style cache would wrap each line anew, losing the ANSI text that a strip keeps; so borders,
    padding and opacity belong to parents.
    """

    ALLOW_SELECT = False

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._strips: list[Strip | None] = []
        self._blanks: dict[int, Strip] = {}
        self._filtered_by: Palette | None = None
        self._filters: list[LineFilter] = []
        self._few: list[LineFilter] = []
        self._drawn_width = 0

    def line(self, y: int) -> Strip:
        """The strip at line `y` of the widget, as wide as the widget."""
        raise NotImplementedError

    @property
    def caret(self) -> Offset | None:
        """The cell of the screen in which the person is, if it is one of these."""
        return None

    def redraw(self, first: int = 0, lines: int | None = None) -> None:
        """Have `lines` lines from `first` on drawn and painted again, by default all.

        The screen is told, and not the widget, for which each key would cost an event more. Lines
        that wait to be drawn already are not told again.
        """
        last = len(self._strips) if lines is None else min(first + lines, len(self._strips))
        if any(strip is not None for strip in self._strips[first:last]):
            self._strips[first:last] = [None] * (last - first)
            if screen := self.on_screen:
                screen.repaint(self, Region(0, first, self._drawn_width, last - first))

    @property
    def on_screen(self) -> TimelyScreen[Any] | None:
        """The screen that it is on; `None` before it has come there, and when it is gone.

        A key may be answered in between, as one that follows the key that makes a pane.
        """
        try:
            screen = self.screen
        except NoScreen:
            return None
        return screen if isinstance(screen, TimelyScreen) else None

    def tell(self, event: Any) -> None:
        """Tell the screen what happened, straight: on the way up each widget costs a turn."""
        if screen := self.on_screen:
            screen.post_message(Happened(event))

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self.palette = palette
        self._blanks.clear()
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """The strip of one line, for Textual's own look-ups."""
        return self.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips inside `crop`, cut only where the crop is narrower than the widget."""
        width, height = self.outer_size
        if len(self._strips) != height or self._drawn_width != width:
            self._strips, self._drawn_width = [None] * height, width
        kept = self._strips
        strips: list[Strip] = []
        for y in range(crop.y, crop.bottom):
            # Between two sizes of the terminal a line may be asked for that is no longer there.
            strip = kept[y] if y < height else self.strip(())
            if strip is None:
                strip = kept[y] = self.line(y)
            strips.append(strip)
        if crop.x == 0 and crop.width == width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def strip(self, segments: Iterable[Segment]) -> Strip:
        """Segments as one strip of just the widget's width."""
        parts, used, simple = _merged(segments)
        width = self.outer_size.width
        if used < width:
            parts.append(Segment(" " * (width - used), self.palette.plain()))
        elif used > width:
            parts = list(Strip(parts, used).crop(0, width))
        return _Line(self._filtered(parts, simple), width)

    def part(self, segments: Iterable[Segment]) -> Strip:
        """Segments as a part of a strip, to be `joined` to others, and kept by who wants it."""
        parts, used, simple = _merged(segments)
        return _Line(self._filtered(parts, simple), used)

    def joined(self, *parts: Strip) -> Strip:
        """Parts, for which there is room, as one strip of just the widget's width."""
        left = self.outer_size.width - sum([part.cell_length for part in parts])
        return _Joined([*parts, self.blank(max(0, left))])

    def blank(self, cells: int) -> Strip:
        """A part of a strip with nothing on it."""
        if cells not in self._blanks:
            self._blanks[cells] = self.part([Segment(" " * cells, self.palette.plain())])
        return self._blanks[cells]

    def _filtered(self, parts: list[Segment], simple: bool) -> list[Segment]:
        """Segments as the filters leave them, for each strip in between would bring seven caches.

        Of those that are `simple` all together, none has anything that would have to be filtered.
        """
        palette = self.palette
        if self._filtered_by is not palette:
            self._filtered_by, found = palette, self.app.get_line_filters()
            # The palette's colours are true ones; all other filters are the app's for good.
            self._filters = [one for one in found if not isinstance(one, ANSIToTruecolor)]
            self._few = [one for one in self._filters if not isinstance(one, (Harmless, Steady))]
        wanted: Iterable[LineFilter] = self._few if simple else self._filters
        for line_filter in wanted if palette.colourful else self.app.get_line_filters():
            parts = line_filter.apply(parts, palette.background)
        return parts


def _merged(segments: Iterable[Segment]) -> tuple[list[Segment], int, bool]:
    """Segments without empty ones, those of one style that follow each other made one.

    With them, the cells that they take, and whether each code point of theirs is simple.
    """
    parts: list[Segment] = []
    for part in segments:
        if part.text:
            if parts and parts[-1].style is part.style:
                part = Segment(parts.pop().text + part.text, part.style)
            parts.append(part)
    text = "".join([part.text for part in parts])
    simple = is_simple(text)
    return parts, len(text) if simple else sum(part.cell_length for part in parts), simple
