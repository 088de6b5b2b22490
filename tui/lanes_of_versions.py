"""What there is to choose from, by number: a version that is a tag as a lane below its words."""

from collections.abc import Callable, Sequence

from annotations.annotation import Annotation
from tui.cells.display import fitted, one_line
from tui.reading.queue import Choice

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
