"""What a text says whatever signs it is written in, and the way back to the text as it is."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.folding import bare, folded, plain

SIGNS = st.sampled_from(
    "a|x|e\u0301|\u00e9|\u0301|\u0323|\u00ad|\u200b|\u200d|\ufeff|\ufb03|\ufb01| |\u00a0|\n|\u2019"
    "|\u2013|\u304b|\u3099|\u1112|\u1161|\u11ab|\U0001f469|\uff21|\u2026|\u0915|\u093c"
    "|\u093f|\u00df".split("|")
)
TEXTS = st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lotsen\u00adver\u00adband", "Lotsenverband"),
        ("wharf\u200bside \ufeffpilot", "wharfside pilot"),
        ("\ufb01ve o\ufb03cers a\ufb02oat", "five officers afloat"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("e\u0307\u0323", unicodedata.normalize("NFC", "e\u0323\u0307")),
        ("e\u00ad\u0301t\u00e9", "\u00e9t\u00e9"),
        ("\uff21\uff22 \u2460", "AB 1"),
        ("\u304b\u3099", "\u304c"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("it\u2019s \u201cso\u201d \u2013 5\u2033", "it\u2019s \u201cso\u201d \u2013 5\u2033"),
        ("\u00a8 \u00b4", "\u00a8 \u00b4"),
        ("plain words", "plain words"),
    ],
)
def test_disguises_go(text: str, expected: str) -> None:
    assert folded(text).text == expected


def test_quotes_hyphens_and_white_space_are_plain() -> None:
    text = "\u201cA\u00a0pilot\u2019s\r\n\n  boat\u201d \u2014 out"
    assert plain(text).text == '"A pilot\'s boat" - out'


@given(st.text("a \n\t\u00a0\u2003\u2028"))
def test_white_space_of_any_kind_and_length_is_one_space(text: str) -> None:
    assert plain(text).text == re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("\u0141\u00f3d\u017a", "lodz"),
        ("Stra\u00dfe", "STRASSE"),
        ("Orla`s", "Orla\u2019s"),
        ("\u00c6on", "aeon"),
        ("soft\u00adly \ufb01x", "softly fix"),
        ("Caf\u00e9\u00a0Orla", "cafe\u0301 orla"),
    ],
)
def test_titles_are_compared_bare(text: str, same: str) -> None:
    assert bare(text) == bare(same)


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text).text).text == folded(text).text
    assert plain(plain(text).text).text == plain(text).text


@given(TEXTS, st.data())
def test_a_span_is_led_back_to_what_it_says(text: str, data: st.DataObject) -> None:
    known = data.draw(st.sampled_from([folded, plain]))(text)
    assume(known.text)
    start = data.draw(st.integers(0, len(known.text) - 1))
    end = data.draw(st.integers(start + 1, len(known.text)))
    low, high = known.origin(start, end)
    assert 0 <= low < high <= len(text)
    # The way there again covers the span, and no more than the signs that were one.
    first, last = known.place(low, high)
    assert first <= start < end <= last
    assert known.origin(first, last) == (low, high)


@given(TEXTS)
def test_all_of_a_text_is_all_of_its_fold(text: str) -> None:
    known = folded(text)
    assert known.place(0, len(text))[0] == 0
    assert known.place(0, len(text))[1] == len(known.text)
