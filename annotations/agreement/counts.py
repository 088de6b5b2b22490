"""What is counted of one article that two annotators marked: spans, then what these cover."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotations.agreement.matching import HALF, Mark, Span, covered, in_common, matched, size


class Counts(NamedTuple):
    """What is counted of one label: spans, then the code points and tokens that are covered.

    `ones` are the code points that either covers, counted for each, `both` those that both cover,
    `squares` the squared lengths of spans, `points` the lengths of both texts.
    """

    first: int = 0
    second: int = 0
    exact: int = 0
    half: int = 0
    overlap: int = 0
    ones: float = 0
    both: float = 0
    squares: float = 0
    overlapping: int = 0
    first_tokens: int = 0
    second_tokens: int = 0
    both_tokens: int = 0
    points: float = 0
    tokens: int = 0

    def weighted(self, weight: float) -> "Counts":
        """The same with what is counted in code points weighing so much."""
        if weight == 1:
            return self
        ones, both, squares, points = (
            weight * count for count in (self.ones, self.both, self.squares, self.points)
        )
        return self._replace(ones=ones, both=both, squares=squares, points=points)


class Compared(NamedTuple):
    """The counts by label, how far borders of matched spans lie apart, and labels by labels."""

    labels: Mapping[str, Counts]
    borders: Mapping[str, Counter[int]]
    confusion: Counter[tuple[str, str]]


def added(counts: Collection[Counts]) -> Counts:
    """The sums of counts."""
    return Counts._make(map(sum, zip(*counts, strict=True))) if counts else Counts()


def compared(first: Collection[Mark], second: Collection[Mark], tokens: Sequence[Span]) -> Compared:
    """What is counted where these are the marks of two annotators in a text of these tokens."""
    labels, borders = dict[str, Counts](), dict[str, Counter[int]]()
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]

    def touched(mark: Mark) -> Span:
        """The tokens that a mark touches, as a range of their numbers."""
        begin = bisect_right(ends, mark[0])
        return begin, max(begin, bisect_left(starts, mark[1]))

    for label in sorted({mark[2] for mark in (*first, *second)}):
        sides = [sorted(mark for mark in marks if mark[2] == label) for marks in (first, second)]
        pairs = matched(*sides)
        labels[label] = _counted(sides, pairs, [covered(map(touched, side)) for side in sides])
        borders[label] = Counter(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b, _ in pairs)
    return Compared(labels, borders, Counter(_confused(set(first), set(second))))


def _counted(
    sides: Sequence[Sequence[Mark]],
    pairs: Sequence[tuple[Mark, Mark, float]],
    tokens: Sequence[Sequence[Span]],
) -> Counts:
    points = [covered(mark[:2] for mark in marks) for marks in sides]
    return Counts(
        len(sides[0]),
        len(sides[1]),
        sum(iou == 1 for _, _, iou in pairs),
        sum(iou >= HALF for _, _, iou in pairs),
        len(pairs),
        sum(map(size, points)),
        in_common(*points),
        sum((end - start) ** 2 for marks in sides for start, end, _ in marks),
        sum(a[1] > b[0] for marks in sides for a, b in pairwise(marks)),
        size(tokens[0]),
        size(tokens[1]),
        in_common(*tokens),
    )


def _confused(first: set[Mark], second: set[Mark]) -> Iterable[tuple[str, str]]:
    """The labels of spans that are matched whatever these are; an empty one for no partner."""
    pairs = [(a, b) for a, b, iou in matched(first, second) if iou >= HALF]
    yield from ((a[2], b[2]) for a, b in pairs)
    yield from ((mark[2], "") for mark in first - {a for a, _ in pairs})
    yield from (("", mark[2]) for mark in second - {b for _, b in pairs})
