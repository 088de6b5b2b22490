"""What the person points at in an article, and the part of it that shows on a row."""

from typing import NamedTuple

from annotations.annotation import Annotation
from annotations.units import Span


class Pointed(NamedTuple):
    """What the person points at: the selection, the cell of its active end, the tag there.

    With a `bright` span all else is faded.
    """

    selected: Span = (0, 0)
    cursor: int = -1
    current: Annotation | None = None
    bright: Span | None = None

    def on(self, row: Span) -> "Pointed":
        """The part of it that shows on a row of these code points."""
        (low, high), cursor, current, bright = self
        start, end = max(low, row[0]), min(high, row[1])
        cursor = cursor if row[0] <= cursor < row[1] else -1
        if current and (current.start >= row[1] or current.end <= row[0]):
            current = None
        if start >= end and cursor < 0 and current is None and bright is None:
            return NOTHING
        return Pointed((start, end) if start < end else (0, 0), cursor, current, bright)


NOTHING = Pointed()
