"""Paragraphs, and the windows through which a very long one is read."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from annotations.units.words import Span, after_space, line_at, resync, trimmed

REACH = 20_000
"""A paragraph longer than this is read through a window around the place asked about."""

_BLANK_LINES = re.compile(r"\n\s*\n")


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph over `offset`, without white space around it; between two, the next one.

    Paragraphs end at a blank line in a text that has blank lines, else at every line break.
    """
    offset = max(0, min(offset, len(text)))
    starts, ends = _breaks(text)
    if not starts:
        return _line_at(text, offset)
    number = bisect_left(starts, offset)
    if not number and after_space(text, 0, starts[0]) == starts[0]:
        number = 1  # the text begins with blank lines
    start = ends[number - 1] if number else 0
    return trimmed(text, (start, starts[number] if number < len(starts) else len(text)))


def next_paragraph(text: str, offset: int) -> Span | None:
    """The first paragraph that begins after `offset`."""
    here = paragraph_at(text, offset)
    if offset < here[0] < here[1]:
        return here
    end = after_space(text, max(here[1], offset), len(text))
    if end >= len(text):
        return None
    span = paragraph_at(text, end)
    return span if span[0] > offset else None


def previous_paragraph(text: str, offset: int) -> Span | None:
    """The last paragraph that begins before `offset`."""
    here = paragraph_at(text, offset)[0]
    if here < offset:
        return paragraph_at(text, here)
    before = trimmed(text, (0, here))
    return paragraph_at(text, before[1] - 1) if before[0] < before[1] else None


def window_at(text: str, offset: int) -> Span:
    """The paragraph over `offset`, cut to a window between words where it is very long.

    Windows stand on a fixed grid, so that they cut a text at the same places whatever is asked.
    """
    start, end = paragraph_at(text, offset)
    if end - start <= 2 * REACH:
        return start, end
    first = start + (max(start, offset) - start) // REACH * REACH
    if first + REACH < end and offset >= resync(text, first + REACH):
        first += REACH
    return (
        start if first == start else resync(text, first),
        end if first + REACH >= end else resync(text, first + REACH),
    )


@lru_cache(maxsize=8)
def _breaks(text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where the runs of blank lines begin and end, with the line breaks around them."""
    starts, ends = array("q"), array("q")
    for match in _BLANK_LINES.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
    return starts, ends


def _line_at(text: str, offset: int) -> Span:
    """The line over `offset`, or the next one that is not blank, in a text without blank lines."""
    start, end = line_at(text, offset)
    if end < len(text) and not text[start:end].strip():
        start, end = line_at(text, end + 1)
    return trimmed(text, (start, end))
