"""The sentence that is likeliest to say what is not found, in texts made for it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.compare.likeliest import likeliest
from annotations.compare.sides import Item, Side

HERE = (
    "The ferry strike entered its third week. Mayor Ilse Brandt wants the port authority to"
    " lower the mooring fees by a fifth. Deckhands walked out on Monday over night shifts."
)
THERE = (
    "Nobody sails from Norwick.\n\nThe port authority should charge less for moorings, the head"
    " of the town said. 12 boats lie idle.\n\nWork at night is what the deckhands complain of."
)


def side(text: str, id: str = "a") -> Side:
    return Side(id, id, text, id)


def item(words: str, text: str = HERE, role: str = "proposal") -> Item:
    start = text.index(words)
    return Item((words,), (start, start + len(words)), role, role, words)


@pytest.mark.parametrize(
    ("words", "said_as"),
    [
        ("lower the mooring fees by a fifth", "charge less for moorings"),
        ("Deckhands walked out on Monday over night shifts", "Work at night"),
        # Of a name that the other text does not have, the sentence around it tells.
        ("Ilse Brandt", "The port authority should"),
    ],
)
def test_the_likeliest_sentence_shares_the_rarest_words(words: str, said_as: str) -> None:
    found = likeliest(item(words), side(THERE), side(HERE))
    assert found
    assert said_as in THERE[slice(*found.span)]
    assert 0.0 <= found.score <= 1.0


@pytest.mark.parametrize("other", ["", "\n\n ", "The and of it.", "Ein Gletscher schmilzt."])
def test_where_nothing_is_like_it_there_is_none(other: str) -> None:
    assert likeliest(item("lower the mooring fees"), side(other), side(HERE)) is None


def test_a_whole_sentence_scores_one() -> None:
    found = likeliest(item("12 boats lie idle", THERE), side(f"It rains. {THERE}"))
    assert found
    assert found.score == 1.0


def test_the_sample_reports_have_a_sentence_for_what_only_one_says() -> None:
    folder = Path(__file__).parents[3] / "sample_articles" / "harbour-talks"
    here, there = ((folder / name).read_text("utf-8") for name in ("gazette.txt", "wire.txt"))
    found = likeliest(item("nine days of talks", here), side(there), side(here))
    assert found
    assert "talks" in there[slice(*found.span)]


@given(st.text(max_size=80), st.text(max_size=200))
def test_it_is_a_sentence_of_the_other_text_whatever_is_said(words: str, text: str) -> None:
    one = Item(("x",), (0, len(words)), "quote", "quote", words)
    found = likeliest(one, side(text), side(words))
    if found:
        start, end = found.span
        assert text[start:end].strip() == text[start:end] != ""
        assert 0.0 <= found.score <= 1.0
