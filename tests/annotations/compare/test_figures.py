"""Figures that differ where two sentences say the same, and what is no such figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.compare.comparing import compare
from annotations.compare.figures import figures
from annotations.compare.sides import Side

AS = "The ferry Marlin left the old quay at Oxhaven with {} passengers on board"


def side(text: str, id: str = "a") -> Side:
    return Side(id, id, f"It rains. {text}. Nobody sings.", text)


def told(here: str, there: str) -> list[tuple[str, str]]:
    found = figures(side(here), side(there, "b"))
    assert all(match.differs == "figure" for match in found)
    return [(match.left[0].words, match.right[0].words) for match in found]


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        (AS.format(40), AS.format(45), [("40 passengers", "45 passengers")]),
        (AS.format("four"), AS.format("5"), [("four passengers", "5 passengers")]),
        (AS.format("1,200"), AS.format("1,300"), [("1,200 passengers", "1,300 passengers")]),
        (f"Late on Monday, {AS.format(40)}", f"{AS.format(45)}, we hear",
         [("40 passengers", "45 passengers")]),
        (f"{AS.format(40)} from 1967 to 1979", f"{AS.format(40)} from 1966 to 1978",
         [("1967", "1966"), ("1979", "1978")]),
        ("9 members of the Narrow Seas Council voted for the toll", "8 members of the Narrow Seas"
         " Council voted for the toll", [("9 members", "8 members")]),
    ],
)  # fmt: skip
def test_another_figure_in_the_same_place(
    here: str, there: str, found: list[tuple[str, str]]
) -> None:
    assert told(here, there) == found
    assert told(there, here) == [(there, here) for here, there in found]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (AS.format(40), AS.format(40)),
        (AS.format("1,200"), AS.format("1200")),
        (AS.format("five"), AS.format("5")),
        (AS.format(40), AS.format("many")),
        (AS.format(40), AS.format("more than 45 or 50")),
        ("The Marlin left with 40 on board", "The Marlin left with 45 on board"),
        (AS.format(40), "The ferry Marlin, which took 45 minutes, came from Oxhaven to the quay"),
        (f"{AS.format(40)} and many sacks of flour, wool, salt and nails for the islands beyond",
         "On board with passengers for Oxhaven the ferry Marlin has 45 cabins, a bar and a quay"),
    ],
)  # fmt: skip
def test_what_is_no_other_figure(here: str, there: str) -> None:
    assert told(here, there) == []


def test_a_figure_differs_in_a_comparison_and_counts_for_nothing() -> None:
    found = compare(side(AS.format(40)), side(AS.format(45), "b"))
    assert [(match.why, match.differs) for match in found.matches] == [("figure", "figure")]
    assert found.left == found.right == found.maybe == ()
    assert not any(item.tagged for match in found.matches for item in match.left)


_WORDS = st.lists(
    st.sampled_from(
        "ferry Marlin quay Oxhaven 40 45 five 5 1,000 passengers the é 港 \U00010400 '".split()
    ),
    max_size=16,
).map(" ".join)


@given(_WORDS, _WORDS, st.integers(0, 3))
def test_both_ways_say_the_same(one: str, other: str, number: int) -> None:
    here, there = side(f"{one}. {AS.format(number)} {other}"), side(f"{AS.format(2)} {one}", "b")
    found = compare(here, there)
    assert found.mirrored() == compare(there, here)
    for match in found.matches:
        for items, of in ((match.left, here), (match.right, there)):
            assert all(of.text[slice(*item.span)] == item.words for item in items)
