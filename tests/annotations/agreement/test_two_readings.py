"""Two real readings of thirty articles of ten events, of which offsets and lengths are kept.

Exact F1 is what both sets hold, coverage and the values of dates are krippendorff's, ualpha comes
from its definition, point by point, and the interval from numpy's own dice.
"""

import json
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import krippendorff
import numpy
import pytest

from annotations.agreement.measures import Agreement, Pair, agreement
from annotations.agreement.nominal import nominal
from annotations.agreement.report import figure

JUDGED = Path(__file__).parents[3] / "benchmarks" / "judged"
LENGTHS = (
    2048, 3350, 2171, 1514, 2088, 2740, 2191, 1704, 1926, 2673, 1102, 2480, 2376, 1305, 1724,
    3852, 949, 2877, 3008, 2592, 1367, 2174, 1477, 1996, 1752, 1798, 2674, 2081, 2157, 1657,
)  # fmt: skip
"""Of the articles' texts, in code points, in the order of their names."""

LABELS = ("actor", "date", "proposal", "quote")
T_97_5 = 2.262157  # Student's t for nine degrees of freedom, as printed tables have it


@cache
def rows(number: int) -> dict[str, list[dict[str, Any]]]:
    """What one reading has of each article."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in (JUDGED / f"spans-{number}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found.setdefault(row["article"], []).append(row)
    return dict(sorted(found.items()))


@cache
def pairs() -> list[Pair]:
    sides = [
        {id: frozenset((row["start"], row["end"], row["label"]) for row in found)
         for id, found in rows(number).items()}
        for number in (2, 3)
    ]  # fmt: skip
    assert list(sides[0]) == list(sides[1])
    return [
        Pair(id, length, (), sides[0][id], sides[1][id], id.split("-")[1])
        for id, length in zip(sides[0], LENGTHS, strict=True)
    ]


@cache
def found() -> Agreement:
    return agreement(pairs(), samples=2000)


def lines(label: str) -> "numpy.ndarray[Any, Any]":
    """Which code points of all texts each reading covers."""
    made = numpy.zeros((2, sum(LENGTHS)), int)
    at = 0
    for pair in pairs():
        for side, marks in enumerate((pair.first, pair.second)):
            for start, end, name in marks:
                if name == label:
                    made[side, at + start : at + end] = 1
        at += pair.length
    return made


def by_event(label: str) -> "numpy.ndarray[Any, Any]":
    """For each event how many spans both have, and how many the two have together."""
    counts: dict[str, list[int]] = {}
    for pair in pairs():
        sides = [{m for m in marks if m[2] == label} for marks in (pair.first, pair.second)]
        own = counts.setdefault(pair.event, [0, 0])
        own[0] += len(sides[0] & sides[1])
        own[1] += len(sides[0]) + len(sides[1])
    return numpy.array(list(counts.values()))


def test_there_is_what_the_documents_say() -> None:
    assert [score.label for score in found().scores] == list(LABELS)
    assert [(score.first, score.second) for score in found().scores] == [
        (655, 675), (103, 102), (25, 28), (196, 195),
    ]  # fmt: skip
    assert (found().events, len(found().articles)) == (10, 30)
    assert [figure(one.exact.value) for one in found().scores] == [".98", "1.00", ".94", "1.00"]


@pytest.mark.parametrize("label", LABELS)
def test_every_figure_is_that_of_another_program(label: str) -> None:
    (score,) = (one for one in found().scores if one.label == label)
    both, all_spans = by_event(label).sum(axis=0)
    assert score.exact.value == pytest.approx(2 * both / all_spans)
    table = lines(label)
    alpha = krippendorff.alpha(table, level_of_measurement="nominal")
    assert score.coverage.value == pytest.approx(alpha)
    spans = [sorted(m[:2] for m in marks if m[2] == label)
             for pair in pairs() for marks in (pair.first, pair.second)]  # fmt: skip
    if any(a[1] > b[0] for own in spans for a, b in pairwise(own)):
        assert score.unitized.value is None
        return
    ones, whole = table.sum(), table.size
    squares = sum((end - start) ** 2 for own in spans for start, end in own)
    chance = whole * ones * (whole - ones) / (whole**2 - squares - (whole - ones))
    unitized = 1 - (table[0] != table[1]).sum() / chance
    assert score.unitized.value == pytest.approx(unitized)


@pytest.mark.parametrize("label", LABELS)
def test_the_interval_is_that_of_other_dice(label: str) -> None:
    """The same formula over 20,000 samples: 2,000 of ours come within a tenth of it."""
    value, low, high = next(one.exact for one in found().scores if one.label == label)
    assert value is not None
    assert low is not None
    assert high is not None
    counts = by_event(label)
    drawn = counts[numpy.random.default_rng(7).integers(10, size=(20_000, 10))].sum(axis=1)
    reach = T_97_5 * numpy.std(2 * drawn[:, 0] / drawn[:, 1], ddof=1) * sqrt(10 / 9)
    assert value - low == pytest.approx(reach, rel=0.1)
    assert high == pytest.approx(min(1, value + reach), rel=0.01)


def test_values_of_dates_are_those_of_krippendorff() -> None:
    units = []
    for id, own in rows(2).items():
        there = {(row["start"], row["end"]): row for row in rows(3)[id] if row["label"] == "date"}
        for row in own:
            other = there.get((row["start"], row["end"]))
            if row["label"] == "date" and other:
                units.append({"a": str(row.get("answer")), "b": str(other.get("answer"))})
    codes = {value: n for n, value in enumerate({v for unit in units for v in unit.values()})}
    table = [[codes[unit[side]] for unit in units] for side in "ab"]
    alpha = krippendorff.alpha(numpy.array(table), level_of_measurement="nominal")
    assert nominal(units).alpha == pytest.approx(alpha)
    assert nominal(units).units == 102
