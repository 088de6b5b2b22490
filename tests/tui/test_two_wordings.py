"""Two wordings laid above each other: nothing is lost, carets stand below what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.compare.sides import Item, Match, Side
from tui.reading.compared import Difference
from tui.two_wordings import heading, laid, missing


def quote(text: str, words: str, speaker: str = "") -> Item:
    start = text.index(words)
    return Item((words,), (start, start + len(words)), "quote", "quote", words, speaker=speaker)


HERE = "Late. “Nobody in this building got what they came for,” Ada Holm insisted. Rain."
SAID = ("“Nobody in this building got what they came for,”", "“Nobody got what they came for,”")
THERE = "“Nobody got what they came for,” she said."


def made(here: str, there: str) -> tuple[Difference, tuple[Side, Side]]:
    one, other = quote(HERE, here, "Ada Holm"), quote(THERE, there)
    match = Match((one,), (other,), "words", "changed", 0.87)
    sides = (Side("a", "Kestrow Gazette", HERE, "d"), Side("b", "Wire", THERE, "d"))
    return Difference(0, (one,), (other,), match), sides


def test_both_wordings_stand_above_each_other_with_carets_below_what_one_has() -> None:
    one, sides = made(*SAID)
    assert laid(one, sides, 76) == [
        "Kestrow… “Nobody in this building got what they came for,”",
        "Wire     “Nobody                  got what they came for,”",
        "                 ^^^^^^^^^^^^^^^^",
    ]
    assert heading(one, sides, 120) == (
        "quote: changed in words · Kestrow Gazette 8 %, 9 words, insisted Ada Holm"
        " · Wire 0 %, 6 words, said · 0.87"
    )
    short = "quote: changed · Kestrow… 8 %, insisted Ada Holm · Wire 0 %, said"
    assert heading(one, sides, 76) == short
    assert heading(one, sides, 40) == f"{short[:39]}…"


@pytest.mark.parametrize("width", [8, 20, 40, 200])
def test_no_row_is_wider_than_there_is_room(width: int) -> None:
    one, sides = made(*SAID)
    assert all(len(row) <= width for row in laid(one, sides, width))


NEAR = "Each boat that calls at \u6e2f\u6e2f is to pay, she said, but nobody agreed to that."


@pytest.mark.parametrize(
    ("width", "most", "rows"),
    [
        (200, 2, [f"not found in Wire \u00b7 nearest, 13 % in: {NEAR}"]),
        (
            62,
            2,
            [
                "not found in Wire \u00b7 nearest, 13 % in: Each boat that calls at",
                "\u6e2f\u6e2f is to pay, she said, but nobody agreed to that.",
            ],
        ),
        (40, 1, ["not found in Wire \u00b7 nearest, 13 % in: E\u2026"]),
        (40, 0, []),
    ],
)
def test_what_is_nearest_is_told_in_the_rows_there_are(
    width: int, most: int, rows: list[str]
) -> None:
    text = f"Rain fell. {NEAR}"
    one = Difference(0, (quote(HERE, "Late."),), nearest=(11, len(text)))
    sides = (Side("a", "Gazette", HERE, "d"), Side("b", "Wire", text, "d"))
    assert missing(one, sides, width, most) == rows


_WORDS = st.lists(
    st.sampled_from(["a", "day", "of", "rain", "港", "é", "“No”"]), min_size=1, max_size=30
)


@given(_WORDS, _WORDS)
def test_what_only_one_has_is_shown_whole(left: list[str], right: list[str]) -> None:
    here, there = " ".join(left), " ".join(right)
    items = [Item(("1",), (0, len(said)), "quote", "quote", said) for said in (here, there)]
    one = Difference(
        0, (items[0],), (items[1],), Match((items[0],), (items[1],), "words", "changed")
    )
    sides = (Side("a", "A", here, "d"), Side("b", "B", there, "d"))
    first, second, carets = laid(one, sides, 10_000)
    assert ("^" in carets) == (left != right) or not carets.strip()
    for said, row in ((left, first), (right, second)):
        shown = row[9:].split()
        assert "…" in shown or [word for word in shown if word] == said
