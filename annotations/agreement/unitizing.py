"""Krippendorff's unitizing alpha over all labels at once (2016; Quality & Quantity 50, 2347).

All labels share one line, on which what is no span is a gap. It is not defined where two spans of
one annotator overlap, whatever their labels.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise, permutations

from annotations.agreement.matching import Mark

_GAP = ""
_Unit = tuple[int, int, str]


def unitized(texts: Iterable[tuple[int, Sequence[Collection[Mark]]]]) -> float | None:
    """The figure of texts, each with its length in code points and each annotator's marks.

    `None` where it is undefined: where spans overlap, or there is nothing but gaps or one label.
    """
    # Lengths that two say alike or apart, by their labels; all lengths; what one unit says itself.
    lengths, own = Counter[str](), Counter[str]()
    together: defaultdict[tuple[str, str], float] = defaultdict(float)
    for length, annotators in texts:
        lines = [_line(marks, length) for marks in annotators]
        if any(a[1] > b[0] for line in lines for a, b in pairwise(line)):
            return None
        for line in lines:
            for start, end, label in line:
                lengths[label] += end - start
                own[label] += (end - start) ** (1 if label == _GAP else 2)
        for line, other in permutations(lines, 2):
            for (a, b), common in _shared(line, other).items():
                together[a, b] += common / (len(lines) - 1)
    total = sum(lengths.values())
    scale = total / chances if (chances := total**2 - sum(own.values())) else 0.0
    apart = sum(common for (a, b), common in together.items() if a != b)
    expected = sum(scale * lengths[a] * lengths[b] for a, b in permutations(lengths, 2))
    return 1 - apart / expected if expected else None


def _line(marks: Collection[Mark], length: int) -> list[_Unit]:
    """The spans of one annotator and the gaps between them, in order."""
    line, at = list[_Unit](), 0
    for start, end, label in sorted(marks):
        if start > at:
            line.append((at, start, _GAP))
        line.append((start, end, label))
        at = max(at, end)
    return [*line, (at, length, _GAP)] if at < length else line


def _shared(line: Sequence[_Unit], other: Sequence[_Unit]) -> Counter[tuple[str, str]]:
    """How many code points two annotators give each two labels."""
    found = Counter[tuple[str, str]]()
    i = j = 0
    while i < len(line) and j < len(other):
        a, b = line[i], other[j]
        found[a[2], b[2]] += min(a[1], b[1]) - max(a[0], b[0])
        if a[1] <= b[1]:
            i += 1
        else:
            j += 1
    return found
