"""The paragraph of another report that says the same, on the sample pairs and on made texts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.compare.counterpart import counterpart, outline

SAMPLES = Path(__file__).parents[3] / "sample_articles"
HERE = (SAMPLES / "harbour-talks" / "gazette.txt").read_text(encoding="utf-8")
THERE = (SAMPLES / "harbour-talks" / "wire.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said_as"),
    [
        ("Nobody in this building", "Nobody got what they came for"),
        ("After nine days of talks", "harbour talks"),
        ("A harbour is not a flag", "a place where people go"),
    ],
)
def test_what_one_report_says_is_found_in_the_other(words: str, said_as: str) -> None:
    found = counterpart(HERE, HERE.index(words), THERE)
    assert found is not None
    assert said_as in THERE[slice(*found)]


def test_nothing_shared_has_no_counterpart() -> None:
    assert (
        counterpart("The vote passed on Monday.", 0, "Ein Gletscher schmilzt.\n\nSchnee.") is None
    )


@pytest.mark.parametrize("text", ["", " \n\n ", "one"])
def test_texts_without_paragraphs_have_none(text: str) -> None:
    assert counterpart(text, 0, "") is None
    assert outline(text).paragraphs == (((0, 3),) if text == "one" else ())


def test_of_two_as_near_the_one_at_the_like_place_is_given() -> None:
    text = "Ann Lee left.\n\nOther things.\n\nMore of them.\n\nAnn Lee left."
    assert counterpart(text, 0, text) == (0, 13)
    assert counterpart(text, len(text) - 1, text) == (len(text) - 13, len(text))


def test_a_text_too_long_to_compare_has_no_outline() -> None:
    assert outline("word " * 200_001).paragraphs == ()


@given(st.text("Ab1. \n", max_size=80), st.text("Ab1. \n", max_size=80), st.integers(0, 90))
def test_a_counterpart_is_a_paragraph(text: str, other: str, offset: int) -> None:
    found = counterpart(text, offset, other)
    assert found is None or found in outline(other).paragraphs
