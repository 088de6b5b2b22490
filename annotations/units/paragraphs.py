"""Paragraphs, and the windows through which a very long one is read."""

import re
from functools import lru_cache

from annotations.units.spans import Span, after_space, line_at, trimmed
from annotations.units.words import resync

REACH = 20_000
"""A paragraph longer than this is read through a window around the place asked about."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph over `offset`, without white space around it; between two, the next one.

    Paragraphs end at a blank line in a text that has blank lines, else at every line break.
    """
    start, end = line_at(text, max(0, min(offset, len(text))))
    while _is_blank(text, start, end) and end < len(text):
        start, end = line_at(text, end + 1)
    if _has_blank_lines(text):
        while start and not _is_blank(text, *(above := line_at(text, start - 1))):
            start = above[0]
        while end < len(text) and not _is_blank(text, *(below := line_at(text, end + 1))):
            end = below[1]
    return trimmed(text, (start, end))


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
    before = here
    while before > 0 and text[before - 1].isspace():
        before -= 1
    return paragraph_at(text, before - 1) if before else None


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
def _has_blank_lines(text: str) -> bool:
    return _BLANK_LINE.search(text) is not None


def _is_blank(text: str, start: int, end: int) -> bool:
    return start == end or text[start:end].isspace()
