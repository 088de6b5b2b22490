"""A tag as a bar below its words, and the lanes that bars stand in."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.units import Span
from tui.cells.display import cells


class Bar(Struct, frozen=True):
    """A tag's extent in the row of words above it, in cells; either end may be out of sight."""

    annotation: Annotation
    left: int
    right: int
    opens: bool
    closes: bool


class Placed(Struct, frozen=True, dict=True):
    """A tag's bar with its words, as it stands in a lane from the cell `left` on."""

    annotation: Annotation
    left: int
    text: str

    @cached_property
    def right(self) -> int:
        """The cell behind it."""
        return self.left + cells(self.text)


def bar_of(
    annotation: Annotation, starts: Sequence[int], columns: Sequence[int], window: Span
) -> Bar:
    """The bar of an annotation under clusters that start at `starts` in `columns`."""
    first = max(0, bisect_right(starts, annotation.start) - 1)
    last = max(first + 1, bisect_left(starts, annotation.end))
    opens, closes = annotation.start >= window[0], annotation.end <= window[1]
    return Bar(annotation, columns[first], columns[last], opens, closes)


def has_room(lane: Iterable[Placed], left: int, right: int) -> bool:
    """Whether a bar between these cells finds room in a lane, with a gap on either side."""
    return all(right + 1 <= one.left or left >= one.right + 1 for one in lane)
