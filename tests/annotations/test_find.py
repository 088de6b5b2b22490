"""What is typed finds what is meant, at the offsets of the raw text."""

import itertools
import unicodedata
from bisect import bisect_left

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations import find
from annotations.errors import PostilError, UsageError
from annotations.find import expression, hits, pattern
from annotations.folding import bare, folded
from annotations.units import grapheme_borders


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


SIGNS = st.sampled_from(
    "a|e|E\u0301|\u00e9|\u0301|\u00ad|\u200b|\u2060|\ufb03|\ufb01|f|i| |\u00a0|\n|\u2019|'|\u2013|-"
    "|\u00df|s|\U0001f469|\u200d|\u304b|\u3099|\u0915|\u093f|\u0439|\u0438|\u00f8|\uac01".split("|")
)
TEXTS = st.lists(SIGNS | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join)


@given(TEXTS, TEXTS.filter(str.strip), TEXTS)
def test_what_stands_there_is_found(before: str, typed: str, after: str) -> None:
    # Between blanks, where nothing joins what is beside it.
    text = f"{before} {typed} {after}"
    start, end = len(before) + 1, len(before) + 1 + len(typed)
    assert any(low < end and start < high for low, high in hits(text, typed))


@given(TEXTS, TEXTS.filter(lambda text: _said(text)))
def test_a_hit_says_what_was_typed_and_covers_whole_graphemes(text: str, typed: str) -> None:
    assume(not _stray(text) and not _stray(typed))
    plain = folded(typed).text
    assume(plain == plain.strip() and not unicodedata.combining(plain[0]))
    wanted, reached = _said(typed), 0
    for start, end in hits(text, typed):
        assert reached <= start < end <= len(text)
        reached = end
        said = _said(text[start:end])
        assert wanted in said
        # It is longer than that only at a border within a ligature or grapheme.
        inner = [at for at in range(start + 1, end) if _is_border(text, at)]
        for low, high in ((inner[:1] or [end])[0], end), (start, (inner[-1:] or [start])[0]):
            assert wanted not in _said(text[low:high])
        assert _is_border(text, start)
        assert _is_border(text, end)


def _stray(text: str) -> bool:
    """Whether a mark stands on no sign that can bear it: a space, a control, nothing."""
    pairs = itertools.pairwise(f" {text}")
    return any(
        unicodedata.combining(mark) and unicodedata.category(sign)[0] in "CZ"
        for sign, mark in pairs
    )


def _said(text: str) -> str:
    return " ".join(bare(text).split())


def _is_border(text: str, at: int) -> bool:
    return at in (0, len(text)) or at in grapheme_borders(text, at)


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Lotsen\u00adver\u00adband", "lotsenverband", ["Lotsen\u00adver\u00adband"]),
        ("Lotsen\u00adver\u00adband", "Lotsen", ["Lotsen"]),
        ("wharf\u200bside", "wharfside", ["wharf\u200bside"]),
        ("a bead\ufeff, bead\u2060s", "bead", ["bead", "bead"]),
        ("the \ufb02eet \ufb01led", "fleet filed", ["\ufb02eet \ufb01led"]),
        ("no tra\ufb03c", "ic", ["\ufb03c"]),
        ("Caf\u00e9, cafe\u0301, cafe", "cafe", ["Caf\u00e9", "cafe\u0301", "cafe"]),
        ("Caf\u00e9, cafe\u0301, cafe", "caf\u00e9", ["Caf\u00e9", "cafe\u0301"]),
        ("\u0141\u00f3d\u017a \u00d8rsted \u00c6on", "orsted aeon", ["\u00d8rsted \u00c6on"]),
        ("Stra\u00dfe, Strasse", "strasse", ["Stra\u00dfe", "Strasse"]),
        ("Stra\u00dfe, Strasse", "stra\u00dfe", ["Stra\u00dfe"]),
        ("\u043c\u043e\u0439, \u043c\u043e\u0438", "\u043c\u043e\u0438", ["\u043c\u043e\u0438"]),
        ("\u0451\u043b\u043a\u0430", "\u0435\u043b\u043a\u0430", ["\u0451\u043b\u043a\u0430"]),
        ("it's", "it\u2019s", ["it's"]),
        ("\u304b\u3099", "\u304c", ["\u304b\u3099"]),
        ("\u304c", "\u304b", []),
        ("soft\u00adly", "\u00ad", ["\u00ad"]),
        ("5\u20ac a\u20ac", "a\u20ac", ["a\u20ac"]),
    ],
)
def test_disguises_are_seen_through(text: str, typed: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, typed)] == expected


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Lotsen\u00adver\u00adband", r"lotsen\w+", ["Lotsen\u00adver\u00adband"]),
        ("two\u00adfold", "\u00ad", ["\u00ad"]),
        ("Zoe\u0308 Zo\u00eb", r"\bzo.\b", ["Zoe\u0308", "Zo\u00eb"]),
        ("\ufb01sh, fish", "f.sh", ["\ufb01sh", "fish"]),
    ],
)
def test_expressions_see_plain_letters_too(text: str, typed: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in hits(text, typed, True)] == expected


@pytest.mark.parametrize("typed", ["(x+x+)+y", "(x*)*y{1,2}(x*)*z", "(?:x|xx|xxx)+(?:x|xx)+!"])
def test_an_expression_that_takes_years_is_named_in_a_moment(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(find, "_SECONDS", 0.05)
    with pytest.raises(PostilError) as error:
        hits("x" * 3000 + "y" + "x" * 3000, typed + "(?!)", True)
    assert f"The regular expression {typed}(?!) takes too long." in str(error.value)


@pytest.mark.parametrize("typed", ["(", "[b-a]", "x{3}{4}**", "(" * 3000 + ")" * 3000])
def test_what_is_no_expression_is_said(typed: str) -> None:
    with pytest.raises(UsageError, match="is not a regular expression"):
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


def test_more_than_a_page_is_not_looked_for() -> None:
    with pytest.raises(PostilError, match="1,001 characters are too many"):
        hits("x", "x" * 1_001)
    assert hits("x" * 1_000, "x" * 1_000) == [(0, 1_000)]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.integers(-12, 12), st.data())
def test_many_spans_are_what_a_list_of_them_is(
    spans: list[tuple[int, int]], at: int, data: st.DataObject
) -> None:
    spans = sorted(spans)
    made, part = find.Spans(spans), data.draw(st.slices(len(spans)))
    assert [*made] == spans == [made[n] for n in range(len(made))]
    assert made == spans == made[:]
    assert made == find.Spans(tuple(spans))
    assert made != find.Spans([*spans, (0, 1)])
    assert made[part] == spans[part]
    assert made.place((at, at)) == bisect_left(spans, (at, at))
    assert made.place((at,)) == bisect_left(spans, (at,))
    assert bool(made) is bool(spans)
    if not -len(spans) <= at < len(spans):
        with pytest.raises(IndexError):
            made[at]
