"""How well annotators, or gold and a model, agree: label by label, and on all labels together.

F1 counts spans that are matched one to one. Beside it stands chance-corrected agreement on what is
covered: Krippendorff's alpha (nominal; Content Analysis, 2004, chapter 11) with every code point as
a unit, here `coverage`, and Cohen's kappa (1960) with every token. Neither notices a span missed
inside another, or two that abut taken for one. Krippendorff's unitizing alpha (2016; Quality &
Quantity 50, 2347) notices a little more, and is not defined where one person's spans overlap.
Intervals are over events (see `intervals`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import mul
from statistics import median
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from annotations.agreement.counts import Compared, Counts, added, compared
from annotations.agreement.intervals import draws, spread
from annotations.agreement.matching import Mark, Span

_BLOCKS = 200  # beyond so many, events are drawn in blocks: a sample costs the same


class Pair(Struct, frozen=True, dict=True):
    """What two annotators marked in one article, each mark once.

    `length` is the article's in code points; `tokens` are its tokens, in order. Articles of one
    `event` are drawn together; without a name each is one of its own. `weight` is 1 / (m - 1) where
    the article stands in a pair for every two of m annotators: chance is reckoned over all of them.
    `done` is the ISO 8601 time at which the later of the two had marked it done, where known.
    """

    id: str
    length: int
    tokens: Sequence[Span]
    first: frozenset[Mark]
    second: frozenset[Mark]
    event: str = ""
    weight: float = 1.0
    done: str = ""

    @cached_property
    def compared(self) -> Compared:
        """What is counted of it; once, for it goes into several figures."""
        return compared(self.first, self.second, self.tokens)


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


_ALL = ""  # the label of all labels together, which has the size of the texts
_Block = dict[str, Counts]


def agreement(
    pairs: Iterable[Pair], seed: int = 0, samples: int = 1000, weighted: bool = True
) -> Agreement:
    """Compare annotators over articles, read once.

    `samples` is the number of bootstrap samples; one seed gives the same intervals again. Unless
    `weighted`, each pair is taken for one of two annotators alone.
    """
    blocks: list[_Block] = []
    events: dict[str, int] = {}
    borders: dict[str, Counter[int]] = {}
    confusion: Counter[tuple[str, str]] = Counter()
    articles = []
    for pair in pairs:
        found, weight = pair.compared, pair.weight if weighted else 1.0
        sums = added(found.labels.values())
        articles.append((pair.id, sums.first, sums.second, sums.exact))
        for label, apart in found.borders.items():
            borders.setdefault(label, Counter()).update(apart)
        confusion.update(found.confusion)
        number = events.setdefault(pair.event or f"\n{len(articles)}", len(events))
        if number == len(blocks) < _BLOCKS:
            blocks.append({})
        whole = sums._replace(points=2 * pair.length, tokens=len(pair.tokens))
        _add(blocks[number % _BLOCKS], {**found.labels, _ALL: whole}, weight)
    drawn = draws(len(blocks), seed, samples)
    scored = _score(_ALL, blocks, drawn, sum(borders.values(), Counter[int]()))
    return Agreement(
        tuple(_score(label, blocks, drawn, borders[label]) for label in sorted(borders)),
        dict(sorted(confusion.items())),
        tuple(articles),
        replace(scored, coverage=Estimate(None), unitized=Estimate(None), kappa=Estimate(None)),
        len(events),
    )


def _add(block: _Block, found: Mapping[str, Counts], weight: float) -> None:
    for label, new in found.items():
        own = new.weighted(weight)
        block[label] = added((block[label], own)) if label in block else own


def _score(
    label: str, blocks: Sequence[_Block], drawn: Sequence[Sequence[int]], borders: Counter[int]
) -> Score:
    none = Counts()
    texts = [block[_ALL] for block in blocks]
    own = [
        block.get(label, none)._replace(points=text.points, tokens=text.tokens)
        for block, text in zip(blocks, texts, strict=True)
    ]
    columns = list(zip(*own, strict=True))
    whole = added(own)
    samples = [Counts._make(sum(map(mul, column, draw)) for column in columns) for draw in drawn]

    def estimate(figure: Callable[[Counts], float | None], least: float = 0.0) -> Estimate:
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


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _coverage(c: Counts) -> float | None:
    """1 - (n - 1) o01 / (n0 n1), where each annotator gives a value to each code point."""
    zeros, apart = c.points - c.ones, c.ones - 2 * c.both
    expected = _ratio(c.ones * zeros, c.points - 1)
    return 1 - apart / expected if expected else None


def _unitized(c: Counts) -> float | None:
    """1 - o01 / e01, where e01 = n o0 o1 / (n^2 - s): gaps and spans against each other.

    s sums the squared lengths of spans and the plain lengths of gaps.
    """
    zeros, apart = c.points - c.ones, c.ones - 2 * c.both
    chances = c.points**2 - c.squares - zeros
    expected = _ratio(c.points * c.ones * zeros, chances)
    return 1 - apart / expected if expected else None


def _kappa(c: Counts) -> float | None:
    """(observed - expected) / (1 - expected) agreement on the tokens."""
    if not c.tokens:
        return None
    first, second = c.first_tokens / c.tokens, c.second_tokens / c.tokens
    expected = first * second + (1 - first) * (1 - second)
    observed = 1 - (c.first_tokens + c.second_tokens - 2 * c.both_tokens) / c.tokens
    return (observed - expected) / (1 - expected) if expected < 1 else None
