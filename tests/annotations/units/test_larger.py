"""What a selection grows through, clauses among it: where a sentence falls apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units import clause_at, clauses, larger_units

TEXT = "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said. He did.\n\nNo."


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "Lee",
            [
                "Ann Lee",
                "and Mayor Ann Lee’s aide left",
                "We met late on Tuesday night, and Mayor Ann Lee’s aide left,",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,”",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said.",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said. He did.",
                TEXT,
            ],
        ),
        ("Tuesday", ["late on Tuesday night"]),
        ("uesda", ["Tuesday", "late on Tuesday night"]),
    ],
)
def test_growth_is_through_every_unit_that_fits(word: str, expected: list[str]) -> None:
    start, grown = TEXT.index(word), []
    span = start, start + len(word)
    while larger := next(larger_units(TEXT, *span), None):
        grown.append(TEXT[slice(*larger)])
        span = larger
    assert grown[: len(expected)] == expected
    assert grown[-1] == TEXT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came, he saw; he left.", "He came|he saw|he left."),
        ("They stayed because it rained.", "They stayed|because it rained."),
        ("Ann — who had come — left (early).", "Ann|who had come|left|early|."),
        ("It cost 1,200 euros at 10:30.", "It cost 1,200 euros at 10:30."),
        ("“Go,” she said.", "“Go|she said."),
        ("One word", "One word"),
    ],
)
def test_clauses(text: str, expected: str) -> None:
    assert [text[a:b] for a, b in clauses(text, (0, len(text)))] == expected.split("|")


def test_the_clause_at_a_place() -> None:
    text = "He came. She said that it rained, and left."
    start, end = clause_at(text, text.index("rained"))
    assert text[start:end] == "that it rained"


@given(st.text("ab ,;:—()\n. and", max_size=60))
def test_clauses_are_apart_and_the_one_at_a_place_is_in_the_text(text: str) -> None:
    last = 0
    for start, end in clauses(text, (0, len(text))):
        assert last <= start < end <= len(text)
        last = end
    start, end = clause_at(text, len(text) // 2)
    assert 0 <= start <= end <= len(text)
