"""Agreement by hand, by its properties, and against nervaluate and krippendorff."""

import random
from collections.abc import Iterable

import krippendorff
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from nervaluate.evaluator import Evaluator

from annotations.agreement.matching import Mark
from annotations.agreement.measures import Estimate, Pair, Score, agreement
from annotations.formats.training.alignment import tokens

TEXT = "abcd efgh ijkl mnop qrst"


def pair(first: Iterable[Mark], second: Iterable[Mark], text: str = TEXT, id: str = "one") -> Pair:
    return Pair(id, len(text), tuple(tokens(text)), frozenset(first), frozenset(second))


def score(first: Iterable[Mark], second: Iterable[Mark]) -> Score:
    (found,) = agreement([pair(first, second)]).scores
    return found


def made(seed: int, articles: int = 12, nested: bool = True) -> list[Pair]:
    """Two annotators who agree on most spans, differ on borders and labels, and overlook some."""
    chance = random.Random(seed)
    pairs = []
    for number in range(articles):
        text = " ".join(chance.choice(["harbour", "the", "talks", "of"]) for _ in range(300))
        first, second = set(), set()
        for place in range(20):
            # Apart from one another, so that nobody's border reaches into a neighbour.
            start = place * 60 + chance.randrange(10)
            mark = (start, start + chance.randrange(1, 30), chance.choice("abc"))
            first.add(mark)
            if nested and chance.random() < 0.4:
                first.add((start, mark[1] + 5, chance.choice("abc")))
            what = chance.random()
            if what < 0.7:
                second.add(mark)
            elif what < 0.85:
                second.add((start, mark[1] + chance.randrange(4), mark[2]))
            elif what < 0.92:
                second.add((start, mark[1], chance.choice("abc")))
        pairs.append(pair(first, second, text, str(number)))
    return pairs


# By hand


def test_spans_that_are_alike_differ_in_border_or_are_missed() -> None:
    first = [(0, 4, "a"), (5, 9, "a"), (10, 14, "a"), (15, 19, "a")]
    second = [(0, 4, "a"), (5, 7, "a"), (13, 19, "a"), (20, 24, "a"), (21, 22, "a")]
    found = score(first, second)
    assert (found.label, found.first, found.second) == ("a", 4, 5)
    assert (found.precision, found.recall) == (1 / 5, 1 / 4)
    # (15, 19) takes (13, 19), so that (10, 14) is left alone.
    assert [e.value for e in (found.exact, found.half, found.overlap)] == [2 / 9, 6 / 9, 6 / 9]
    assert found.border == 2


def test_coverage_by_hand() -> None:
    # 24 code points: 4 in both, 4 in the first only, 2 in the second only.
    found = score([(0, 8, "a")], [(4, 10, "a")])
    assert found.coverage.value == pytest.approx(1 - 47 * 6 / (14 * 34))


def test_kappa_by_hand() -> None:
    # 5 tokens: the first touches 2, the second 3 of them, and 2 of these are the same.
    found = score([(0, 6, "a")], [(3, 11, "a")])
    expected = (2 / 5) * (3 / 5) + (3 / 5) * (2 / 5)
    assert found.kappa.value == pytest.approx((4 / 5 - expected) / (1 - expected))


def test_confusion_matches_whatever_the_labels() -> None:
    first = [(0, 4, "a"), (5, 9, "a"), (10, 14, "b"), (20, 24, "b")]
    second = [(0, 4, "a"), (5, 9, "b"), (10, 13, "a"), (15, 19, "b"), (20, 21, "b")]
    found = agreement([pair(first, second)])
    assert found.confusion == {
        ("a", "a"): 1,
        ("a", "b"): 1,
        ("b", "a"): 1,
        ("b", ""): 1,  # a quarter of it is no match
        ("", "b"): 2,
    }


def test_articles_have_their_numbers_of_spans() -> None:
    pairs = [
        pair([(0, 4, "a"), (0, 4, "b")], [(0, 4, "a")], id="x"),
        pair([], [(0, 4, "a")], id="y"),
        pair([], [], id="z"),
    ]
    assert agreement(pairs).articles == (("x", 2, 1, 1), ("y", 0, 1, 0), ("z", 0, 0, 0))


def test_where_there_is_nothing_to_tell_from_nothing_is_told() -> None:
    for pairs, articles in ([], ()), ([pair([], [])], (("one", 0, 0, 0),)):
        nothing = agreement(pairs)
        assert (nothing.scores, nothing.confusion, nothing.articles) == ((), {}, articles)
        assert nothing.whole.exact == nothing.whole.coverage == Estimate(None)
    found = score([(0, 4, "a")], [])
    assert (found.precision, found.recall, found.border) == (None, 0, None)
    assert found.exact == Estimate(0, None, None)
    everything = score([(0, len(TEXT), "a")], [(0, len(TEXT), "a")])
    assert (everything.coverage.value, everything.kappa.value) == (None, None)


# Properties

MARKS = st.frozensets(
    st.tuples(st.integers(0, 20), st.integers(1, 4), st.sampled_from("ab")).map(
        lambda m: (m[0], m[0] + m[1], m[2])
    ),
    max_size=8,
)


@given(MARKS)
def test_who_agrees_with_oneself_agrees_wholly(marks: frozenset[Mark]) -> None:
    found = agreement([pair(marks, marks)])
    for one in found.scores:
        assert one.exact.value == one.half.value == one.overlap.value == 1
        assert one.precision == one.recall == 1
        assert one.border == 0
        assert one.coverage.value in (1, None)
        assert one.kappa.value in (1, None)
    assert all(a == b for a, b in found.confusion)


@given(st.lists(st.tuples(MARKS, MARKS), min_size=1, max_size=4))
def test_agreement_is_the_same_both_ways(
    marks: list[tuple[frozenset[Mark], frozenset[Mark]]],
) -> None:
    there = agreement([pair(a, b) for a, b in marks], samples=5)
    back = agreement([pair(b, a) for a, b in marks], samples=5)
    assert back.scores == tuple(
        replace(s, first=s.second, second=s.first, precision=s.recall, recall=s.precision)
        for s in there.scores
    )
    assert {(b, a): n for (a, b), n in back.confusion.items()} == there.confusion


@given(MARKS, MARKS)
def test_exact_is_at_most_half_is_at_most_overlap(
    first: frozenset[Mark], second: frozenset[Mark]
) -> None:
    for one in agreement([pair(first, second)]).scores:
        assert one.exact.value is not None
        assert one.half.value is not None
        assert one.overlap.value is not None
        assert 0 <= one.exact.value <= one.half.value <= one.overlap.value <= 1


# Intervals


def test_intervals_hold_the_figure_and_are_the_same_again() -> None:
    pairs = made(1, articles=40)
    found, again = agreement(pairs), agreement(pairs)
    assert found == again
    for one in found.scores:
        for estimate in (one.exact, one.half, one.overlap, one.coverage, one.kappa):
            value, low, high = estimate
            assert value is not None
            assert low is not None
            assert high is not None
            assert low < value < high < low + 0.3
    other = agreement(pairs, seed=1)
    assert [s.exact.value for s in other.scores] == [s.exact.value for s in found.scores]
    assert [s.exact for s in other.scores] != [s.exact for s in found.scores]


def test_more_articles_make_narrower_intervals() -> None:
    def width(articles: int) -> float:
        (low, high) = agreement(made(2, articles)).scores[0].exact[1:]
        return (high or 0) - (low or 0)

    # Nine times as many, more than are drawn one by one: about a third as wide.
    assert 0.2 < width(270) / width(30) < 0.5


def test_one_article_tells_no_interval() -> None:
    (found, *_) = agreement(made(1, articles=1)).scores
    assert found.exact.value is not None
    assert found.exact[1:] == (None, None)


# Other people's programs


@pytest.mark.parametrize("seed", range(5))
def test_coverage_is_that_of_krippendorff(seed: int) -> None:
    pairs = made(seed)
    for one in agreement(pairs).scores:
        values: tuple[list[int], list[int]] = ([], [])
        for p in pairs:
            for side, marks in enumerate((p.first, p.second)):
                inside = {n for a, b, label in marks if label == one.label for n in range(a, b)}
                values[side].extend(n in inside for n in range(p.length))
        expected = krippendorff.alpha(numpy.array(values, int), level_of_measurement="nominal")
        assert one.coverage.value == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
def test_exact_and_overlap_are_those_of_nervaluate(seed: int) -> None:
    # One label at a time, for it matches across labels; and nothing nested, where it takes the
    # first that overlaps. Its ends are inclusive.
    pairs = made(seed, nested=False)
    for one in agreement(pairs).scores:
        gold, predicted = (
            [
                [
                    {"label": label, "start": start, "end": end - 1}
                    for start, end, label in sorted(marks)
                    if label == one.label
                ]
                for marks in side
            ]
            for side in ([p.first for p in pairs], [p.second for p in pairs])
        )
        theirs = Evaluator(gold, predicted, tags=[one.label], loader="dict").evaluate()["overall"]
        assert (one.precision, one.recall) == pytest.approx(
            (theirs["strict"].precision, theirs["strict"].recall)
        )
        assert one.exact.value == pytest.approx(theirs["strict"].f1)
        assert one.overlap.value == pytest.approx(theirs["ent_type"].f1)
