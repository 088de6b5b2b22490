"""Spans matched one to one, and how much of a text is covered, against the plainest way to tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement.matching import Mark, covered, in_common, matched, size

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))
)
MARKS = st.sets(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("ab"))).map(
    lambda marks: {(start, start + length, label) for start, length, label in marks}
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([], [(0, 4, "a")], []),
        ([(0, 4, "a")], [(4, 8, "a")], []),
        ([(0, 4, "a")], [(0, 4, "a")], [((0, 4, "a"), (0, 4, "a"), 1.0)]),
        ([(0, 4, "a")], [(2, 6, "b")], [((0, 4, "a"), (2, 6, "b"), 1 / 3)]),
        # The better partner, not the first one; and each only once.
        ([(0, 9, "a")], [(0, 3, "a"), (1, 9, "a")], [((0, 9, "a"), (1, 9, "a"), 8 / 9)]),
        # The same extent under both labels: each finds its own.
        (
            [(0, 4, "a"), (0, 4, "b")],
            [(0, 4, "b"), (0, 4, "a")],
            [((0, 4, "a"), (0, 4, "a"), 1.0), ((0, 4, "b"), (0, 4, "b"), 1.0)],
        ),
        # Nested ones do not steal each other's partner.
        (
            [(0, 20, "a"), (5, 8, "a")],
            [(0, 19, "a"), (5, 9, "a")],
            [((0, 20, "a"), (0, 19, "a"), 0.95), ((5, 8, "a"), (5, 9, "a"), 0.75)],
        ),
    ],
)
def test_matching(
    first: list[Mark], second: list[Mark], expected: list[tuple[Mark, Mark, float]]
) -> None:
    assert matched(first, second) == expected


@given(MARKS, MARKS)
def test_a_matching_is_greedy_one_to_one_and_the_same_both_ways(
    first: set[Mark], second: set[Mark]
) -> None:
    pairs = matched(first, second)
    assert len({a for a, _, _ in pairs}) == len({b for _, b, _ in pairs}) == len(pairs)
    for a, b, iou in pairs:
        one, other = set(range(a[0], a[1])), set(range(b[0], b[1]))
        assert iou == len(one & other) / len(one | other) > 0
    assert [iou for _, _, iou in pairs] == sorted((iou for _, _, iou in pairs), reverse=True)
    assert len(matched(second, first)) == len(pairs)
    # Whoever is left alone overlaps only those that found somebody at least as good.
    best = {x: iou for a, b, iou in pairs for x in ((0, a), (1, b))}
    for a in first:
        for b in second:
            common = min(a[1], b[1]) - max(a[0], b[0])
            if common > 0:
                iou = common / (max(a[1], b[1]) - min(a[0], b[0]))
                assert max(best.get((0, a), 0), best.get((1, b), 0)) >= iou


@given(MARKS)
def test_everything_matches_itself_exactly(marks: set[Mark]) -> None:
    assert [(a, b) for a, b, _ in matched(marks, marks)] == [(m, m) for m in sorted(marks)]


@given(SPANS, SPANS)
def test_coverings_count_places_once(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    one, other = ({n for a, b in spans for n in range(a, b)} for spans in (first, second))
    assert size(covered(first)) == len(one)
    assert in_common(covered(first), covered(second)) == len(one & other)
