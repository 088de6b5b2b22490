"""What is typed finds what is meant, at the offsets of the raw text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import find
from annotations.errors import PostilError, UsageError
from annotations.find import expression, hits, pattern


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


@pytest.mark.parametrize("typed", ["(x+x+)+y", "(x*)*y{1,2}(x*)*z", "(?:x|xx|xxx)+(?:x|xx)+!"])
def test_an_expression_that_takes_years_is_named_in_a_moment(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(find, "_SECONDS", 0.05)
    with pytest.raises(PostilError) as error:
        hits("x" * 3000 + "y" + "x" * 3000, typed + "(?!)", True)
    assert f"The expression {typed}(?!) takes too long." in str(error.value)


@pytest.mark.parametrize("typed", ["(", "[b-a]", "x{3}{4}**", "(" * 3000 + ")" * 3000])
def test_what_is_no_expression_is_said(typed: str) -> None:
    with pytest.raises(UsageError, match="is no regular expression"):
        expression(typed)


def test_an_expression_that_would_be_written_out_a_million_times_is_refused() -> None:
    with pytest.raises(UsageError, match="repeats too much"):
        expression("(?:(?:x{900}){900}){900}")
    assert expression(r"[0-9]{4}-[0-9]{2}").findall("2031-05") == ["2031-05"]
    assert expression(r"x\{1000000000}").findall("x{1000000000}") == ["x{1000000000}"]


def test_blanks_before_a_word_are_one_place_of_a_run_of_them() -> None:
    text = f"x{' ' * 5000}end"
    assert hits(text, " end") == [(1, len(text))]
    assert hits(" end", "  end") == [(0, 4)]
    assert hits(" " * 50_000, " end") == []
