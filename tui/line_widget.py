"""A widget that keeps its strips: it draws lines itself and passes them on untouched."""

from collections.abc import Iterable

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class LineWidget(Widget):
    """Draws its lines with `line` and hands the compositor the same strips until they change.

    Textual's style cache would wrap each line anew, and with it lose the ANSI text that a strip
    keeps; so borders, padding and opacity belong to parents.
    """

    ALLOW_SELECT = False

    def line(self, y: int) -> Strip:
        """The strip at line `y` of the widget, as wide as the widget."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The same strip, for Textual's own look-ups."""
        return self.line(y)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips inside `crop`, cut only where the crop is narrower than the widget."""
        strips = [self.line(y) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.width == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def strip(self, segments: Iterable[Segment], fill: Segment) -> Strip:
        """Segments as one strip of the widget's width, filled up with the style of `fill`."""
        width, parts = self.size.width, list(segments)
        used = sum(part.cell_length for part in parts)
        if used < width:
            parts.append(Segment(" " * (width - used), fill.style))
        made = Strip(parts, max(used, width))
        if used > width:
            made = made.crop(0, width)
        for line_filter in self.app.get_line_filters():
            made = made.apply_filter(line_filter, self.background_colors[1])
        return made
