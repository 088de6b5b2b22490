"""In which pieces a text is read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.suggest.pieces import LONGEST, pieces


def test_what_is_in_view_comes_first() -> None:
    text = "One.\n\nTwo.\n\nThree.\n\nFour."
    found = [text[a:b] for a, b in pieces(text, text.index("ree"))]
    assert found == ["Three.", "Four.", "One.", "Two."]


def test_long_paragraphs_are_cut_between_sentences_or_words() -> None:
    text = "A sentence of some words. " * 300
    cuts = [text[a:b].strip() for a, b in pieces(text)]
    assert len(cuts) > 3
    assert all(cut.startswith("A sentence") and cut.endswith(".") for cut in cuts)
    words = "word " * 3000
    assert {w for a, b in pieces(words) for w in words[a:b].split()} == {"word"}


parts = st.sampled_from(["word ", "x" * 3000, ". ", "\n", "\n\n", "漢" * 900, "  ", "a. B "])


@given(st.lists(parts, max_size=12).map("".join), st.integers(0, 5000))
def test_pieces_hold_every_word_once_and_none_is_long(text: str, at: int) -> None:
    found = list(pieces(text, min(at, len(text))))
    assert all(0 < b - a <= LONGEST + 1 for a, b in found)
    ordered = sorted(found)
    assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert "".join("".join(text[a:b] for a, b in ordered).split()) == "".join(text.split())
