"""What the same spans cost in SLATE, by its published keys: arrows, or counts that one must know.

SLATE moves by lines (here paragraphs) and by tokens (what white space leaves), grows by tokens, and
tags with two keys. From one span to the next, L lines and t tokens away, for k tokens:
arrows L + t + (k - 1) + 2, counts f(L) + f(t) + f(k - 1) + 2, where f(x) = min(x, digits of x + 1).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.units import Span

_TAGGING = 2


@dataclass(frozen=True, slots=True)
class Slate:
    """The keys for some spans, and how many of them had to be counted out before."""

    arrows: int
    counts: int
    counted: int


def slate(text: str, spans: Iterable[Span]) -> Slate:
    """The cost of these spans in reading order, from the first token of the text.

    Of the ways along a line the cheapest is taken: from the token number that a move between lines
    keeps, or from the line's start or end, which cost a key.
    """
    lines = [
        (match.start(), [match.start() + m.start() for m in re.finditer(r"\S+", match.group())])
        for match in re.finditer(r"[^\n]*\S[^\n]*", text)
    ]
    starts = [start for start, _ in lines]
    line, token = 0, 0
    arrows = counts = counted = 0
    for start, end in spans:
        to_line = bisect_right(starts, start) - 1
        tokens = lines[to_line][1]
        to_token = bisect_right(tokens, start) - 1
        length = sum(len(m) > 0 for m in re.findall(r"\S+", text[start:end]))
        kept = min(token, len(tokens) - 1)
        away = abs(to_line - line)
        ways = (
            (0, abs(to_token - kept)),
            (1, to_token),
            (1, len(tokens) - 1 - to_token),
        )
        arrows += away + min(extra + steps for extra, steps in ways) + length - 1 + _TAGGING
        extra, steps = min(ways, key=lambda way: way[0] + _counted(way[1]))
        counts += _counted(away) + extra + _counted(steps) + _counted(length - 1) + _TAGGING
        counted += sum(number > 1 for number in (away, steps, length - 1))
        line, token = to_line, to_token
    return Slate(arrows, counts, counted)


def _counted(number: int) -> int:
    """The keys for a move of `number` steps: as often, or as a count before the key."""
    return min(number, len(str(number)) + 1)
