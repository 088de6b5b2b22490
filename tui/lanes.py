"""A tag as a bar below its words, and the lanes that bars stand in; versions by number, too."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from annotations.annotation import Annotation
from annotations.units import Span
from tui.cells.display import cells, fitted, one_line
from tui.reading.queue import Choice


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
    for one in lane:  # noqa: SIM110 (a hundred times a key, where a generator costs as much again)
        if one.left <= right and left <= one.right:
            return False
    return True


Lane = Callable[[Annotation], str]
"""A tag's bar behind the cells that stand before it; empty where not all of its words are shown."""


def laid(
    question: str, choices: Sequence[Choice], lane: Lane, width: int, height: int
) -> tuple[str, bool, list[str]]:
    """A rule that says what is asked, whether there is room for the words, and a row each.

    Where not all versions have a row of their own, the last row says so. Rows are at most `width`
    cells, of which the first two have the number.
    """
    room = height - 1
    shown = choices if len(choices) <= room else choices[: room - 1]
    has_words = room > len(choices)
    lanes = [lane(one.tag) if one.tag and has_words else "" for one in shown]
    told = (said or one_line(one.words) for one, said in zip(shown, lanes, strict=True))
    rows = [f"{number} {said}" for number, said in enumerate(told, 1)]
    if more := len(choices) - len(shown):
        rows.append(f"  {more} more: {len(shown) + 1}-{len(choices)}")
    rule = f"\u2500\u2500 {one_line(question)} ".ljust(width, "\u2500")
    return fitted(rule, width), has_words, [fitted(row, width) for row in rows]
