"""Clauses: where a sentence falls apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units import clause_at, clauses


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
