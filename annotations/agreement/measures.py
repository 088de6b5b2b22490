"""How well annotators, or gold and a model, agree: label by label, and on all labels together.

F1 counts spans that are matched one to one. Beside it stands chance-corrected agreement on what is
covered: Krippendorff's alpha (nominal; Content Analysis, 2004, chapter 11) with every code point as
a unit, here `coverage`, and Cohen's kappa (1960) with every token. Neither notices a span missed
inside another, or two that abut taken for one. Krippendorff's unitizing alpha (2016; Quality &
Quantity 50, 2347) notices a little more, and is not defined where one person's spans overlap.
Intervals are over events (see `intervals`).
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import mul
from statistics import median
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from annotations.agreement.intervals import draws, spread
from annotations.agreement.matching import HALF, Mark, Span, covered, in_common, matched, size

_BLOCKS = 200  # beyond so many, events are drawn in blocks: a sample costs the same


class Pair(Struct, frozen=True):
    """What two annotators marked in one article, each mark once.

    `length` is the article's in code points; `tokens` are its tokens, in order. Articles of one
    `event` are drawn together; without a name each is one of its own. `weight` is 1 / (m - 1) where
    the article stands in a pair for every two of m annotators: chance is reckoned over all of them.
    """

    id: str
    length: int
    tokens: Sequence[Span]
    first: frozenset[Mark]
    second: frozenset[Mark]
    event: str = ""
    weight: float = 1.0


class Estimate(NamedTuple):
    """A figure and its 95 % interval; `None` where there is nothing to measure."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Score(Struct, frozen=True):
    """How well annotators agree on one label; with an empty `label`, on all of them.

    `first` and `second` count their spans. `precision` and `recall` take the first as gold and ask
    for exact spans; the F1 figures ask for exact spans, for an IoU of a half, for any overlap.
    `border` is the median of how far the starts and the ends of matched spans lie apart, both
    together, in code points. `coverage`, `unitized` and `kappa` are corrected for chance, and have
    nothing to say of all labels, whose spans lie in one another. `overlapping` counts spans that
    overlap another of the same annotator and label: where there are any, `unitized` has no value.
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
    coverage: Estimate
    unitized: Estimate
    kappa: Estimate
    overlapping: int = 0


class Agreement(Struct, frozen=True):
    """The scores by label and of `whole`, all labels together, and where annotators went apart.

    `events` is how many of them the intervals are over.

    `confusion` counts spans by the first's and the second's label, matched at an IoU of a half
    whatever their labels, with an empty label for those without a partner. `articles` has each
    one's id and its number of spans of the first, of the second, and of both exactly.
    """

    scores: tuple[Score, ...]
    confusion: Mapping[tuple[str, str], int]
    articles: tuple[tuple[str, int, int, int], ...]
    whole: Score
    events: int = 0


class _Counts(NamedTuple):
    """What is counted of one label: spans, then the code points and tokens that are covered.

    `ones` are the code points that either covers, counted for each, `both` those that both cover,
    `squares` the squared lengths of spans, `points` those of the texts: all by the pair's weight.
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


_ALL = ""  # the label of all labels together, which has the size of the texts
_Block = dict[str, _Counts]


def agreement(pairs: Iterable[Pair], seed: int = 0, samples: int = 1000) -> Agreement:
    """Compare annotators over articles, read once.

    `samples` is the number of bootstrap samples; one seed gives the same intervals again.
    """
    blocks: list[_Block] = []
    events: dict[str, int] = {}
    borders: dict[str, Counter[int]] = {}
    confusion: Counter[tuple[str, str]] = Counter()
    articles = []
    for pair in pairs:
        labels = sorted({mark[2] for mark in pair.first | pair.second})
        found = {label: _compared(pair, label, borders) for label in labels}
        sums = _sum(found.values())
        articles.append((pair.id, sums.first, sums.second, sums.exact))
        confusion.update(_confused(pair))
        number = events.setdefault(pair.event or f"\n{len(articles)}", len(events))
        if number == len(blocks) < _BLOCKS:
            blocks.append({})
        points, words = 2 * pair.weight * pair.length, len(pair.tokens)
        _add(blocks[number % _BLOCKS], {**found, _ALL: sums._replace(points=points, tokens=words)})
    drawn = draws(len(blocks), seed, samples)
    whole = _score(_ALL, blocks, drawn, sum(borders.values(), Counter[int]()))
    return Agreement(
        tuple(_score(label, blocks, drawn, borders[label]) for label in sorted(borders)),
        dict(sorted(confusion.items())),
        tuple(articles),
        replace(whole, coverage=Estimate(None), unitized=Estimate(None), kappa=Estimate(None)),
        len(events),
    )


# One article


def _compared(pair: Pair, label: str, borders: dict[str, Counter[int]]) -> _Counts:
    first, second = ([m for m in marks if m[2] == label] for marks in (pair.first, pair.second))
    pairs = matched(first, second)
    apart = borders.setdefault(label, Counter())
    apart.update(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b, _ in pairs)
    points = [covered(mark[:2] for mark in marks) for marks in (first, second)]
    spans = [sorted(mark[:2] for mark in marks) for marks in (first, second)]
    tokens = [covered(_tokens(mark, pair.tokens) for mark in marks) for marks in (first, second)]
    return _Counts(
        len(first),
        len(second),
        sum(iou == 1 for _, _, iou in pairs),
        sum(iou >= HALF for _, _, iou in pairs),
        len(pairs),
        pair.weight * sum(map(size, points)),
        pair.weight * in_common(*points),
        pair.weight * sum((end - start) ** 2 for start, end in (*spans[0], *spans[1])),
        sum(a[1] > b[0] for own in spans for a, b in pairwise(own)),
        size(tokens[0]),
        size(tokens[1]),
        in_common(*tokens),
    )


def _tokens(mark: Mark, tokens: Sequence[Span]) -> Span:
    """The tokens that a mark touches, as a range of their numbers."""
    first = bisect_right(tokens, mark[0], key=lambda token: token[1])
    return first, max(first, bisect_left(tokens, mark[1], key=lambda token: token[0]))


def _confused(pair: Pair) -> Iterable[tuple[str, str]]:
    pairs = [(a, b) for a, b, iou in matched(pair.first, pair.second) if iou >= HALF]
    yield from ((a[2], b[2]) for a, b in pairs)
    yield from ((mark[2], "") for mark in pair.first - {a for a, _ in pairs})
    yield from (("", mark[2]) for mark in pair.second - {b for _, b in pairs})


# All articles


def _add(block: _Block, found: Mapping[str, _Counts]) -> None:
    for label, new in found.items():
        old = block.get(label, _Counts())
        block[label] = _sum((old, new))


def _score(
    label: str, blocks: Sequence[_Block], drawn: Sequence[Sequence[int]], borders: Counter[int]
) -> Score:
    none = _Counts()
    texts = [block[_ALL] for block in blocks]
    own = [
        block.get(label, none)._replace(points=text.points, tokens=text.tokens)
        for block, text in zip(blocks, texts, strict=True)
    ]
    columns = list(zip(*own, strict=True))
    whole = _sum(own)
    samples = [_Counts._make(sum(map(mul, column, draw)) for column in columns) for draw in drawn]

    def estimate(figure: Callable[[_Counts], float | None], least: float = 0.0) -> Estimate:
        value = figure(whole)
        sampled = [again for one in samples if (again := figure(one)) is not None]
        reach = spread(sampled, len(blocks))
        if value is None or reach is None:
            return Estimate(value)
        return Estimate(value, max(least, value - reach), min(1.0, value + reach))

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
        estimate(_coverage, -1.0),
        Estimate(None) if whole.overlapping else estimate(_unitized, -1.0),
        estimate(_kappa, -1.0),
        whole.overlapping,
    )


def _sum(counts: Collection[_Counts]) -> _Counts:
    return _Counts._make(map(sum, zip(*counts, strict=True))) if counts else _Counts()


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _coverage(c: _Counts) -> float | None:
    """1 - (n - 1) o01 / (n0 n1), where each annotator gives a value to each code point."""
    zeros, apart = c.points - c.ones, c.ones - 2 * c.both
    expected = _ratio(c.ones * zeros, c.points - 1)
    return 1 - apart / expected if expected else None


def _unitized(c: _Counts) -> float | None:
    """1 - o01 / e01, where e01 = n o0 o1 / (n^2 - s): gaps and spans against each other.

    s sums the squared lengths of spans and the plain lengths of gaps.
    """
    zeros, apart = c.points - c.ones, c.ones - 2 * c.both
    chances = c.points**2 - c.squares - zeros
    expected = _ratio(c.points * c.ones * zeros, chances)
    return 1 - apart / expected if expected else None


def _kappa(c: _Counts) -> float | None:
    """(observed - expected) / (1 - expected) agreement on the tokens."""
    if not c.tokens:
        return None
    first, second = c.first_tokens / c.tokens, c.second_tokens / c.tokens
    expected = first * second + (1 - first) * (1 - second)
    observed = 1 - (c.first_tokens + c.second_tokens - 2 * c.both_tokens) / c.tokens
    return (observed - expected) / (1 - expected) if expected < 1 else None
