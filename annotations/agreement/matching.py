"""Which spans of two annotators are the same one: matched one to one, those most alike first."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

Mark = tuple[int, int, str]
"""A span, half open in code points, and its label."""

_M = TypeVar("_M", bound=tuple[Any, ...])

Span = tuple[int, int]

HALF = 0.5
"""The IoU from which two spans with other borders, or other labels, may be taken for one."""


def matched(first: Iterable[Mark], second: Iterable[Mark]) -> list[tuple[Mark, Mark, float]]:
    """Marks that overlap, one of the first with one of the second, and how much, above 0 to 1.

    That is the intersection over the union (IoU) of two spans. Each mark has at most one partner;
    the pairs are taken in falling order, among equals those of one label first.
    """
    taken: tuple[set[Mark], set[Mark]] = (set(), set())
    pairs = []
    for a, b, iou in sorted(overlaps(first, second), key=_rank):
        if a not in taken[0] and b not in taken[1]:
            taken[0].add(a)
            taken[1].add(b)
            pairs.append((a, b, iou))
    return pairs


def overlaps(first: Iterable[_M], second: Iterable[_M]) -> Iterable[tuple[_M, _M, float]]:
    """Every two marks that overlap, with their IoU, in one sweep over the text.

    A mark is a tuple that begins with a span.
    """
    going: tuple[list[_M], list[_M]] = ([], [])
    for mark, side in sorted([*((m, 0) for m in first), *((m, 1) for m in second)]):
        for marks in going:
            marks[:] = [other for other in marks if other[1] > mark[0]]
        for other in going[1 - side]:
            a, b = (other, mark) if side else (mark, other)
            common = min(a[1], b[1]) - max(a[0], b[0])
            if common > 0:
                yield a, b, common / (max(a[1], b[1]) - min(a[0], b[0]))
        going[side].append(mark)


def covered(spans: Iterable[Span]) -> list[Span]:
    """The places that any of the spans covers, as spans apart from one another, in order."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def in_common(first: Sequence[Span], second: Sequence[Span]) -> int:
    """How many places two coverings (see `covered`) share."""
    total = i = j = 0
    while i < len(first) and j < len(second):
        total += max(0, min(first[i][1], second[j][1]) - max(first[i][0], second[j][0]))
        if first[i][1] <= second[j][1]:
            i += 1
        else:
            j += 1
    return total


def size(covering: Collection[Span]) -> int:
    """How many places a covering has."""
    return sum(end - start for start, end in covering)


def _rank(pair: tuple[Mark, Mark, float]) -> tuple[float, bool, Mark, Mark]:
    a, b, iou = pair
    # The same whichever is called the first, so that the figures are.
    return -iou, a[2] != b[2], min(a, b), max(a, b)
