"""Unitizing alpha: figures of other programs, its edges, and its form for a single label."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Pair, agreement
from annotations.agreement.unitizing import unitized

Marks = list[Mark]


def spans(*borders: tuple[int, int]) -> Marks:
    return [(*one, "x") for one in borders]


TENS = [(1000 + 100 * n, 1010 + 100 * n) for n in range(10)]

CASES: list[tuple[str, int, list[Marks], float | None]] = [
    (
        "two labels, two programs",
        100,
        [
            [(0, 10, "a"), (20, 40, "b"), (50, 60, "a")],
            [(0, 10, "a"), (22, 40, "b"), (50, 60, "b")],
        ],
        0.787766,
    ),
    (
        "three annotators, two programs",
        56,
        [spans((3, 15), (22, 53)), spans((3, 10), (22, 53)), spans((22, 46))],
        0.564545,
    ),
    ("one span, nobody else's", 5000, [spans((10, 20)), []], -0.0009),
    ("ten spans, nobody else's", 5000, [spans(*TENS), []], -0.00999),
    ("one letter of one of three", 20, [spans((0, 1)), [], []], 0),
    ("everything, by both", 20, [spans((0, 20))] * 2, None),
    ("nobody tagged anything", 5000, [[], []], None),
    ("two that abut, taken for one", 5000, [spans((100, 120), (120, 140)), spans((100, 140))], 1),
    ("one long, ten short missed", 5000, [spans((100, 380), *TENS), spans((100, 380))], 0.838),
    ("one inside another, missed", 5000, [spans((100, 200), (120, 140)), spans((100, 200))], None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "length", "annotators", "expected"), CASES)
def test_worked_examples(
    name: str, length: int, annotators: list[Marks], expected: float | None
) -> None:
    found = unitized([(length, annotators)])
    assert (found is None) == (expected is None)
    assert found == (expected if expected is None else pytest.approx(expected, abs=5e-4))


@st.composite
def lines(draw: st.DrawFn) -> Marks:
    """Spans of one label that do not overlap; some abut."""
    borders = sorted(draw(st.sets(st.integers(0, 40), max_size=8)))
    return spans(*list(pairwise(borders))[:: draw(st.integers(1, 2))])


@given(st.lists(st.tuples(lines(), lines(), lines()), min_size=1, max_size=3))
def test_of_one_label_it_is_the_figure_of_that_label(texts: list[tuple[Marks, ...]]) -> None:
    whole = unitized((41, list(annotators)) for annotators in texts)
    pairs = [
        Pair(f"{n}", 41, (), frozenset(a), frozenset(b), f"{n}", 0.5)
        for n, (one, two, three) in enumerate(texts)
        for a, b in ((one, two), (one, three), (two, three))
    ]
    scores = agreement(pairs, samples=1).scores
    if scores:
        value = scores[0].unitized.value
        assert value == (whole if whole is None else pytest.approx(whole))
    else:
        assert whole is None
