"""How well two annotators, or gold and a model, agree: label by label, never pooled.

F1 counts spans that are matched one to one. Beside it stands chance-corrected agreement on what
is covered: Krippendorff's alpha (nominal, two coders; Content Analysis, 2004, chapter 11) with
every code point as a unit, and Cohen's kappa (1960) with every token. Intervals are the middle
95 % of 1,000 bootstrap samples of articles: these, and not their spans, are independent.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import mul
from random import Random
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from annotations.agreement.matching import Mark, Span, covered, in_common, matched, size

_BLOCKS = 200  # beyond so many, articles are drawn in blocks: a sample costs the same
_HALF = 0.5


class Pair(Struct, frozen=True):
    """What two annotators marked in one article, each mark once.

    `length` is the article's in code points; `tokens` are its tokens, in order.
    """

    id: str
    length: int
    tokens: Sequence[Span]
    first: frozenset[Mark]
    second: frozenset[Mark]


class Estimate(NamedTuple):
    """A figure and its 95 % interval; `None` where there is nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Score(Struct, frozen=True):
    """How well two annotators agree on one label.

    `first` and `second` count their spans. `precision` and `recall` take the first as gold and ask
    for exact spans; the F1 figures ask for exact spans, for an IoU of a half, for any overlap.
    `border` is the median of how far the starts and the ends of matched spans lie apart, both
    together, in code points.
    """

    label: str
    first: int
    second: int
    precision: float | None
    recall: float | None
    exact: Estimate
    half: Estimate
    overlap: Estimate
    border: float | None
    alpha: Estimate
    kappa: Estimate


class Agreement(Struct, frozen=True):
    """The scores by label, and where the two went apart.

    `confusion` counts spans by the first's and the second's label, matched at an IoU of a half
    whatever their labels, with an empty label for those without a partner. `articles` has each
    one's id and its number of spans of the first, of the second, and of both exactly.
    """

    scores: tuple[Score, ...]
    confusion: Mapping[tuple[str, str], int]
    articles: tuple[tuple[str, int, int, int], ...]


class _Counts(NamedTuple):
    """What is counted of one label: spans, then the code points and tokens that are covered."""

    first: int = 0
    second: int = 0
    exact: int = 0
    half: int = 0
    overlap: int = 0
    first_points: int = 0
    second_points: int = 0
    both_points: int = 0
    first_tokens: int = 0
    second_tokens: int = 0
    both_tokens: int = 0
    points: int = 0
    tokens: int = 0


_TEXT = ""  # the label under which the size of the texts is counted
_Block = dict[str, _Counts]


def agreement(pairs: Iterable[Pair], seed: int = 0, samples: int = 1000) -> Agreement:
    """Compare two annotators over articles, read once.

    `samples` is the number of bootstrap samples; one seed gives the same intervals again.
    """
    blocks: list[_Block] = []
    borders: dict[str, Counter[int]] = {}
    confusion: Counter[tuple[str, str]] = Counter()
    articles = []
    for number, pair in enumerate(pairs):
        labels = sorted({mark[2] for mark in pair.first | pair.second})
        found = {label: _compared(pair, label, borders) for label in labels}
        sums = _Counts(*map(sum, zip(*found.values(), strict=True)))
        articles.append((pair.id, sums.first, sums.second, sums.exact))
        confusion.update(_confused(pair))
        found[_TEXT] = _Counts(points=pair.length, tokens=len(pair.tokens))
        if number < _BLOCKS:
            blocks.append({})
        _add(blocks[number % _BLOCKS], found)
    draws = _draws(len(blocks), seed, samples)
    scores = tuple(_score(label, blocks, draws, borders[label]) for label in sorted(borders))
    return Agreement(scores, dict(sorted(confusion.items())), tuple(articles))


# One article


def _compared(pair: Pair, label: str, borders: dict[str, Counter[int]]) -> _Counts:
    first, second = ([m for m in marks if m[2] == label] for marks in (pair.first, pair.second))
    pairs = matched(first, second)
    apart = borders.setdefault(label, Counter())
    apart.update(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b, _ in pairs)
    points = [covered(mark[:2] for mark in marks) for marks in (first, second)]
    tokens = [covered(_tokens(mark, pair.tokens) for mark in marks) for marks in (first, second)]
    return _Counts(
        len(first),
        len(second),
        sum(iou == 1 for _, _, iou in pairs),
        sum(iou >= _HALF for _, _, iou in pairs),
        len(pairs),
        size(points[0]),
        size(points[1]),
        in_common(*points),
        size(tokens[0]),
        size(tokens[1]),
        in_common(*tokens),
    )


def _tokens(mark: Mark, tokens: Sequence[Span]) -> Span:
    """The tokens that a mark touches, as a range of their numbers."""
    first = bisect_right(tokens, mark[0], key=lambda token: token[1])
    return first, max(first, bisect_left(tokens, mark[1], key=lambda token: token[0]))


def _confused(pair: Pair) -> Iterable[tuple[str, str]]:
    pairs = [(a, b) for a, b, iou in matched(pair.first, pair.second) if iou >= _HALF]
    yield from ((a[2], b[2]) for a, b in pairs)
    yield from ((mark[2], "") for mark in pair.first - {a for a, _ in pairs})
    yield from (("", mark[2]) for mark in pair.second - {b for _, b in pairs})


# All articles


def _add(block: _Block, found: Mapping[str, _Counts]) -> None:
    for label, new in found.items():
        old = block.get(label, _Counts())
        block[label] = _Counts(*map(sum, zip(old, new, strict=True)))


def _draws(blocks: int, seed: int, samples: int) -> list[list[int]]:
    """Bootstrap samples: how often each block was drawn. One block alone has no interval."""
    random, numbers = Random(seed), range(blocks)
    drawn = (Counter(random.choices(numbers, k=blocks)) for _ in range(samples))
    return [[counts[n] for n in numbers] for counts in drawn] if blocks > 1 else []


def _score(
    label: str, blocks: Sequence[_Block], draws: Sequence[Sequence[int]], borders: Counter[int]
) -> Score:
    none = _Counts()
    texts = [block[_TEXT] for block in blocks]
    own = [
        block.get(label, none)._replace(points=text.points, tokens=text.tokens)
        for block, text in zip(blocks, texts, strict=True)
    ]
    columns = list(zip(*own, strict=True))
    whole = _Counts(*map(sum, columns))
    samples = [_Counts(*(sum(map(mul, column, draw)) for column in columns)) for draw in draws]

    def estimate(figure: Callable[[_Counts], float | None]) -> Estimate:
        drawn = sorted(value for one in samples if (value := figure(one)) is not None)
        if not drawn:
            return Estimate(figure(whole))
        low, high = (drawn[round(at * (len(drawn) - 1))] for at in (0.025, 0.975))
        return Estimate(figure(whole), low, high)

    return Score(
        label,
        whole.first,
        whole.second,
        _ratio(whole.exact, whole.second),
        _ratio(whole.exact, whole.first),
        estimate(lambda c: _ratio(2 * c.exact, c.first + c.second)),
        estimate(lambda c: _ratio(2 * c.half, c.first + c.second)),
        estimate(lambda c: _ratio(2 * c.overlap, c.first + c.second)),
        median(borders.elements()) if borders else None,
        estimate(_alpha),
        estimate(_kappa),
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _alpha(c: _Counts) -> float | None:
    """1 - (n - 1) o01 / (n0 n1), where n = n0 + n1 values are two for each code point."""
    ones = c.first_points + c.second_points
    zeros = 2 * c.points - ones
    apart = ones - 2 * c.both_points
    expected = _ratio(ones * zeros, 2 * c.points - 1)
    return 1 - apart / expected if expected else None


def _kappa(c: _Counts) -> float | None:
    """(observed - expected) / (1 - expected) agreement on the tokens."""
    if not c.tokens:
        return None
    first, second = c.first_tokens / c.tokens, c.second_tokens / c.tokens
    expected = first * second + (1 - first) * (1 - second)
    observed = 1 - (c.first_tokens + c.second_tokens - 2 * c.both_tokens) / c.tokens
    return (observed - expected) / (1 - expected) if expected < 1 else None
