"""Where else a text says the same: whole words, parts of a name, longer names, acronyms."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import PostilError
from annotations.suggest.echoes import echoes

TEXT = (
    "Nadia Quillon left. Quillon, of the Narrow Seas Council (NSC), said Nadia  Quillon\u2019s plan"
    " stands. Quillons and NSCs differ; the council met Oskar Quillon."
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nadia Quillon", ["Nadia Quillon", "Quillon?", "Nadia  Quillon"]),
        ("Quillon", ["Nadia Quillon?", "Quillon", "Nadia  Quillon?", "Oskar Quillon?"]),
        ("Narrow Seas Council", ["Narrow Seas Council", "NSC?"]),
        ("NSC", ["NSC"]),
        ("plan", ["plan"]),
        ("la", []),
        ("Council", ["Narrow Seas Council?"]),
        ("council", ["council"]),
    ],
)
def test_a_name_is_found_by_its_parts_and_in_full(words: str, found: list[str]) -> None:
    shown = [TEXT[e.start : e.end] + "?" * e.variant for e in echoes(TEXT, words, True)]
    assert shown == found


def test_echoes_stand_in_any_signs() -> None:
    text = (
        "Zo\u00eb O\u2019Fisk. Zoe\u0308 O'Fi\u00adsk, Zo\u00eb\u00a0O'\ufb01sk; Zo\u00ebs O'Fisk."
    )
    found = [text[e.start : e.end] for e in echoes(text, "Zo\u00eb O'Fisk", False)]
    assert found == ["Zo\u00eb O\u2019Fisk", "Zoe\u0308 O'Fi\u00adsk"]


def test_what_is_no_name_is_found_letter_by_letter() -> None:
    text = "On Monday (Monday) they met, Mondays too; on\nMonday."
    assert [text[e.start : e.end] for e in echoes(text, "Monday", False)] == ["Monday"] * 3
    assert [text[e.start : e.end] for e in echoes(text, "on Monday", False)] == ["on\nMonday"]
    assert echoes(text, "  ", False) == []


@given(st.text("Ab .", max_size=60), st.text("Ab .", max_size=8), st.booleans())
def test_echoes_are_in_order_and_apart(text: str, words: str, named: bool) -> None:
    found = echoes(text, words, named)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[e.start : e.end].split() == words.split() for e in found if not e.variant)


def test_a_long_passage_is_found_letter_by_letter() -> None:
    passage = "The ferry left. " * 100
    text = f"{passage}\n\n{passage}x {passage.strip()}"
    found = [echo.span for echo in echoes(text, passage.strip(), False)]
    assert found == [(0, 1599), (1602, 3201), (3204, 4803)]
    assert list(echoes(f"a{passage}", passage.strip(), False)) == []


@pytest.mark.parametrize(("times", "longer"), [(20, True), (2_000, False)])
def test_what_stands_in_every_line_is_taken_for_no_name(times: int, longer: bool) -> None:
    found = echoes("Oran left.\n" * times + "Oran Verrin left.", "Oran", True)
    assert len(found) == times + 1
    assert found[-1].variant == longer


def test_more_than_anybody_repeats_is_refused() -> None:
    with pytest.raises(PostilError, match="100,000 characters are too many"):
        echoes("harbour " * 20_000, "x" * 100_000, True)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Mr. Tamsin left. Minister Tamsin came.", "Minister Tamsin", ["Tamsin", "Tamsin"]),
        ("Sen. Ada Tamsin, Dr. Tamsin.", "Sen. Ada Tamsin", ["Ada Tamsin", "Tamsin?"]),
        ("The KTO, K.T.O. and K. T. O. men.", "KTO", ["KTO", "K.T.O.?", "K. T. O.?"]),
        ("The KTO, K.T.O.'s. Kto, kto.", "K.T.O.", ["KTO?", "K.T.O."]),
        ("Kelp Trade Office: the K.T.O. met.", "Kelp Trade Office",
         ["Kelp Trade Office", "K.T.O.?"]),
        ("Kelpmart, Kelp-Mart, Kelp Mart, KelpMart.", "Kelpmart",
         ["Kelpmart", "Kelp-Mart?", "Kelp Mart?", "KelpMart?"]),
        ("Kelpmart and Kelp-Mart. Kelpmarts, kelp mart.", "Kelp-Mart", ["Kelpmart?", "Kelp-Mart"]),
        ("J.R. Tamsin, J. R. Tamsin and JR Tamsin.", "J.R. Tamsin",
         ["J.R. Tamsin", "J. R. Tamsin?", "JR Tamsin?"]),
        # Neither a sentence's end nor an article joins what are two names.
        ("He met Ann. Lee left.", "Ann Lee", ["Lee?"]),
        ("The Resa is a river. Theresa sails.", "Theresa", ["Theresa"]),
        ("Us and US.", "US", ["US"]),
    ],
)  # fmt: skip
def test_a_name_is_found_without_title_and_in_other_spellings(
    text: str, words: str, found: list[str]
) -> None:
    assert [text[e.start : e.end] + "?" * e.variant for e in echoes(text, words, True)] == found


def test_other_spellings_are_not_looked_for_where_it_is_no_name() -> None:
    text = "e-mail, email and E-mail"
    assert [text[e.start : e.end] for e in echoes(text, "e-mail", True)] == ["e-mail"]
    assert [text[e.start : e.end] for e in echoes(text, "E-mail", False)] == ["E-mail"]
