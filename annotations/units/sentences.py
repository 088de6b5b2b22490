"""Paragraphs, sentences and clauses: where they end, and the one at, after and before an offset.

A clause is what stands between the commas, semicolons, dashes and brackets of a sentence.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotations.expressions import late
from annotations.units.sentence_ends import sentence_ends
from annotations.units.words import Span, after_space, line_at, resync, trimmed

REACH = 20_000
"""A paragraph longer than this is read through a window around the place asked about."""

_BLANK_LINES = late(r"\n\s*\n")


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


@lru_cache(maxsize=4)  # those that stand side by side
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


_CLAUSE_END = late(
    r"[;:,](?=[\"'\u2019\u201d\u00bb]?\s)"
    r"|\s[-\u2013]{1,2}(?=\s)|\u2014|[()\[\]]"
    r"|\s(?=(?:and|but|or|because|although|though|while|which|who|that|if|when)\s)",
    re.IGNORECASE,
)
_CLOSING = late(r"[\"'\u2019\u201d\u00bb]\s+")
_EDGE = " ,;:-\u2013\u2014()[]"


def sentences(text: str, span: Span) -> Iterator[Span]:
    """The sentences of a paragraph, without the white space between them."""
    start, end = span
    for place in sentence_ends(text, start, end):
        sentence = trimmed(text, (start, place))
        if sentence[0] < sentence[1]:
            yield sentence
        start = place
    rest = trimmed(text, (start, end))
    if rest[0] < rest[1]:
        yield rest


def sentence_at(text: str, offset: int) -> Span:
    """The sentence over `offset`; between two, the next one."""
    window = window_at(text, offset)
    found = _listed(text, window)
    place = bisect_right(found, offset, key=lambda span: span[1])
    return found[min(place, len(found) - 1)] if found else window


def next_sentence(text: str, offset: int) -> Span | None:
    """The first sentence that begins after `offset`."""
    position = offset
    while position < len(text):
        paragraph = window_at(text, position)
        found = _listed(text, paragraph)
        place = bisect_right(found, offset, key=lambda span: span[0])
        if place < len(found):
            return found[place]
        position = max(paragraph[1], position) + 1
    return None


def previous_sentence(text: str, offset: int) -> Span | None:
    """The last sentence that begins before `offset`."""
    position = min(offset, len(text))
    while True:
        paragraph = window_at(text, position)
        found = _listed(text, paragraph)
        if place := bisect_left(found, offset, key=lambda span: span[0]):
            return found[place - 1]
        while position > 0 and (position >= paragraph[0] or text[position - 1].isspace()):
            position -= 1
        if position == 0:
            first = sentence_at(text, 0)
            return first if first[0] < offset else None


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence, without the marks that part them."""
    start, end = sentence
    for match in _CLAUSE_END.finditer(text, start, end):
        if (clause := _bare(text, (start, match.end())))[0] < clause[1]:
            yield clause
        start = match.end()
    if (clause := _bare(text, (start, end)))[0] < clause[1]:
        yield clause


def clause_at(text: str, offset: int) -> Span:
    """The clause over `offset`; between two, the next one of its sentence, else the last."""
    sentence = sentence_at(text, offset)
    last = sentence
    for last in clauses(text, sentence):
        if last[1] > offset:
            break
    return last


@lru_cache(maxsize=4)
def _listed(text: str, window: Span) -> tuple[Span, ...]:
    """The sentences of a window, which are asked for again and again."""
    return tuple(sentences(text, window))


def _bare(text: str, span: Span) -> Span:
    start, end = trimmed(text, span)
    if closing := _CLOSING.match(text, start, end):
        start = closing.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return trimmed(text, (start, end))
