"""Two layers of the sample gold with faults that are known: every figure against another source.

F1 and borders are reckoned by hand, coverage by krippendorff, ualpha from its definition, code
point by code point, and kappa by statsmodels 0.15.0 and nltk 3.10.4, which agree on the tokens that
each side touches, as 0 and 1:

    cohens_kappa(to_table(numpy.array([first, second]).T)[0]).kappa
    AnnotationTask([(side, place, value), ...]).kappa()

Gamma is that of pygamma-agreement 0.5.9, by `Gamma` with its extra.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import krippendorff
import numpy
import pytest
from msgspec.structs import replace

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Agreement, Pair, Score
from annotations.agreement.several import between
from annotations.annotation import Annotation
from annotations.corpus.evaluation import Comparison
from annotations.corpus.gamma import Gamma
from annotations.corpus.readings import Reading
from annotations.example import Example
from annotations.formats import jsonl

NAMES = ("ana", "ben")
SAMPLES = Path(__file__).parents[3] / "sample_articles"
GOLD = [one for one in jsonl.read(SAMPLES / "gold.jsonl") if isinstance(one, Example)]
NUMBERS = Counter(tag.label for one in GOLD for tag in one.annotations)
Marks = set[Mark]
Fault = Callable[[Marks, bool], tuple[Marks, Marks]]
"""Makes of gold what ana and ben have; told whether it is the first article."""


class Figures(NamedTuple):
    """What is known of a label; `kappa` is of statsmodels, `half` and `any` of F1."""

    exact: float | None
    half: float | None
    any: float | None
    border: float | None
    kappa: float | None


def of(marks: Marks, label: str) -> Marks:
    return {mark for mark in marks if mark[2] == label}


def nested(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """ana tags within every quote another, which ben misses."""
    return marks | {(a + 1, b - 1, label) for a, b, label in of(marks, "quote")}, marks


def abutting(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """ana cuts every quote in two that abut, ben takes them for one."""
    quotes = of(marks, "quote")
    cut = {half for a, b, label in quotes
           for half in ((a, (a + b) // 2, label), ((a + b) // 2, b, label))}  # fmt: skip
    return marks - quotes | cut, marks


def short(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """Both have one long proposal, and ana ten short ones, which ben misses."""
    others = marks - of(marks, "proposal")
    if not first:
        return others, others
    tens = {(1000 + 100 * n, 1010 + 100 * n, "proposal") for n in range(10)}
    long = (100, 380, "proposal")
    return others | tens | {long}, others | {long}


def nothing(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """Nobody tagged anything."""
    return set(), set()


def shifted(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """ben is late by one code point in every actor."""
    actors = of(marks, "actor")
    return marks, marks - actors | {(a + 1, b + 1, label) for a, b, label in actors}


def renamed(marks: Marks, first: bool) -> tuple[Marks, Marks]:
    """ben calls every actor a date."""
    actors = of(marks, "actor")
    return marks, marks - actors | {(a, b, "date") for a, b, _ in actors}


def wide(least: int) -> float:
    """The share of actors that are so long."""
    found = [tag for one in GOLD for tag in one.annotations if tag.label == "actor"]
    return sum(tag.end - tag.start >= least for tag in found) / len(found)


ACTORS, DATES = NUMBERS["actor"], NUMBERS["date"]
AGREED = 2 * DATES / (2 * DATES + ACTORS)
CASES: list[tuple[Fault, str, Figures]] = [
    (nested, "quote", Figures(2 / 3, 2 / 3, 2 / 3, 0, 1)),
    (abutting, "quote", Figures(0, 2 / 3, 2 / 3, None, 1)),
    (short, "proposal", Figures(1 / 6, 1 / 6, 1 / 6, 0, 0.777497)),
    # Shifted by one, spans of three share two of four code points, and spans of one share none.
    (shifted, "actor", Figures(0, wide(3), wide(2), 2, 0.880898)),
    (renamed, "actor", Figures(0, 0, 0, None, 0)),
    (renamed, "date", Figures(AGREED, AGREED, AGREED, 0, 0.558388)),
]
IDS = [f"{fault.__name__} {label}" for fault, label, _ in CASES]


def layers(fault: Fault) -> Iterator[Reading]:
    """What ana and ben have in their layers, article by article."""
    for number, one in enumerate(GOLD):
        marks = {(tag.start, tag.end, tag.label) for tag in one.annotations}
        by = {
            name: replace(
                one,
                annotations=tuple(
                    Annotation(f"{name}-{a}-{b}-{label}", a, b, label, name)
                    for a, b, label in sorted(own)
                ),
                links=(),
                status="done",
            )
            for name, own in zip(NAMES, fault(marks, number == 0), strict=True)
        }
        yield Reading(one.article, by)


def compared(fault: Fault) -> tuple[list[Pair], Agreement]:
    """The pairs and the figures of both layers."""
    pairs = list(Comparison().annotators(layers(fault), NAMES))
    return [pair for _, pair in pairs], between(pairs).pooled


def scored(found: Agreement, label: str) -> Score:
    return next(one for one in found.scores if one.label == label)


def points(pair: Pair, label: str) -> list[list[int]]:
    """Which code points each of the two covers."""
    lines = [[0] * pair.length, [0] * pair.length]
    for line, marks in zip(lines, (pair.first, pair.second), strict=True):
        for start, end, _ in (mark for mark in marks if mark[2] == label):
            line[start:end] = [1] * (end - start)
    return lines


def by_definition(pairs: Iterable[Pair], label: str) -> float | None:
    """ualpha (Krippendorff and others, 2016) of two: 1 - observed / expected, point by point."""
    ones = zeros = apart = own = 0
    for pair in pairs:
        first, second = points(pair, label)
        ones += sum(first) + sum(second)
        zeros += 2 * pair.length - sum(first) - sum(second)
        apart += 2 * sum(a != b for a, b in zip(first, second, strict=True))
        for marks in (pair.first, pair.second):
            spans = sorted(mark for mark in marks if mark[2] == label)
            if any(a[1] > b[0] for a, b in pairwise(spans)):
                return None
            own += sum((b - a) ** 2 for a, b, _ in spans)
    whole = ones + zeros
    expected = 2 * whole * ones * zeros / (whole**2 - own - zeros)
    return 1 - apart / expected


@pytest.mark.parametrize(("fault", "label", "known"), CASES, ids=IDS)
def test_every_figure_of_a_known_fault(fault: Fault, label: str, known: Figures) -> None:
    pairs, found = compared(fault)
    score = scored(found, label)
    figures = (score.exact.value, score.half.value, score.overlap.value)
    assert figures == pytest.approx((known.exact, known.half, known.any))
    if known.border is not None:
        assert score.border == known.border
    lines = numpy.concatenate([points(pair, label) for pair in pairs], axis=1)
    alpha = krippendorff.alpha(lines, level_of_measurement="nominal")
    assert score.coverage.value == pytest.approx(alpha)
    unitized = by_definition(pairs, label)
    assert score.unitized.value == (unitized if unitized is None else pytest.approx(unitized))
    assert score.kappa.value == pytest.approx(known.kappa, abs=1e-6)
    touched = {"actor", "date"} if fault is renamed else {label}
    others = [one for one in found.scores if one.label not in touched]
    assert len(others) == len(NUMBERS) - len(touched)
    assert {(one.exact.value, one.border, one.coverage.value) for one in others} == {(1, 0, 1)}


def test_what_coverage_cannot_see() -> None:
    for fault, unitized in ((nested, None), (abutting, 1)):
        quote = scored(compared(fault)[1], "quote")
        assert quote.coverage.value == quote.kappa.value == 1
        found = quote.unitized.value
        assert found == (unitized and pytest.approx(unitized))
        assert quote.exact.value is not None
        assert quote.exact.value < 0.7


def test_another_label_is_told_as_such() -> None:
    confusion: Mapping[tuple[str, str], int] = compared(renamed)[1].confusion
    wrong = {labels: n for labels, n in confusion.items() if labels[0] != labels[1]}
    assert wrong == {("actor", "date"): ACTORS}


def test_where_nobody_tagged_anything_nothing_is_told() -> None:
    pairs, found = compared(nothing)
    assert len(pairs) == len(GOLD)
    assert (found.scores, found.confusion) == ((), {})
    whole = found.whole
    figures = (whole.exact, whole.half, whole.overlap, whole.coverage, whole.unitized, whole.kappa)
    assert {one.value for one in figures} == {None}
    assert [counts for _, *counts in found.articles] == [[0, 0, 0]] * len(GOLD)


@pytest.mark.skipif(find_spec("pygamma_agreement") is None, reason="the extra gamma is missing")
@pytest.mark.parametrize(
    ("fault", "expected"),
    [(nested, 0.886), (renamed, 0.718)],
)
def test_gamma_of_the_first_article(fault: Fault, expected: float) -> None:
    gamma = Gamma()
    gamma.add(next(layers(fault)))
    assert gamma.value.value == pytest.approx(expected, abs=0.01)
    gamma.close()
