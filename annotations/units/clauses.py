"""Clauses: the parts of a sentence between its commas, semicolons, dashes and brackets."""

import re
from collections.abc import Iterator

from annotations.units.sentences import sentence_at
from annotations.units.spans import Span, trimmed

_BORDER = re.compile(
    r"[;:,](?=[\"'\u2019\u201d\u00bb]?\s)"
    r"|\s[-\u2013]{1,2}(?=\s)|\u2014|[()\[\]]"
    r"|\s(?=(?:and|but|or|because|although|though|while|which|who|that|if|when)\s)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[\"'\u2019\u201d\u00bb]\s+")
_EDGE = " ,;:-\u2013\u2014()[]"


def clauses(text: str, sentence: Span) -> Iterator[Span]:
    """The clauses of a sentence, without the marks that part them."""
    start, end = sentence
    for match in _BORDER.finditer(text, start, end):
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


def _bare(text: str, span: Span) -> Span:
    start, end = trimmed(text, span)
    if closing := _CLOSING.match(text, start, end):
        start = closing.end()
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return trimmed(text, (start, end))
