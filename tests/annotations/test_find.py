"""What is typed finds what is meant, at the offsets of the raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import PostilError
from annotations.find import hits, pattern


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("A plan, a PLAN, the Plan", "plan", ["plan", "PLAN", "Plan"]),
        ("A plan, a PLAN, the Plan", "Plan", ["Plan"]),
        ("Über allem, über Land", "über", ["Über", "über"]),
        ("they don’t, don't", "don't", ["don’t", "don't"]),
        ("“Yes” he said", '"yes"', ["“Yes”"]),
        ("«Oui» and „Ja“", '"oui"', ["«Oui»"]),
        ("a twenty–five, twenty-five", "twenty-five", ["twenty–five", "twenty-five"]),
        ("a − b", "a - b", ["a − b"]),
        ("Prime\n  Minister", "prime minister", ["Prime\n  Minister"]),
        ("Prime\u00a0Minister", "prime minister", ["Prime\u00a0Minister"]),
        ("It cost (a lot) [1].*", "(a lot) [1].*", ["(a lot) [1].*"]),
        ("Zoe\u0308 and Zoë", "zoë", ["Zoe\u0308", "Zoë"]),
        ("Zoe\u0308 and Zoë", "zoe\u0308", ["Zoe\u0308", "Zoë"]),
        ("東京都", "京", ["京"]),
        ("👩‍👩‍👧!", "👩‍👩‍👧", ["👩‍👩‍👧"]),
        ("aaa", "aa", ["aa"]),
        ("nothing", "here", []),
    ],
)
def test_hits(text: str, typed: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, typed)] == expected


@pytest.mark.parametrize("typed", ["", " ", "\t "])
def test_nothing_to_look_for_is_said(typed: str) -> None:
    with pytest.raises(PostilError, match="nothing to look for"):
        pattern(typed)


@given(st.text(max_size=20), st.text(min_size=1, max_size=8).filter(str.strip), st.text())
def test_what_stands_there_is_found(before: str, typed: str, after: str) -> None:
    text = before + typed + after
    assert pattern(typed).match(text, len(before))
    for start, end in hits(text, typed):
        assert 0 <= start < end <= len(text)
