"""Quotes: what stands in marks and is somebody's words."""

from collections.abc import Callable

import pytest

from annotations.suggest.quotes import QuoteSuggester

from .conftest import Propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” she said. ‘Now.’", "“Go,”|‘Now.’"),
        ("“He said ‘go’ to me,” she said", "“He said ‘go’ to me,”"),
        ("on the program “Morning in Verrin” he said “no”", "“no”"),
        ("the film “The Quay at Night” was", ""),
        ("Council Calls Long Ferry Strike ‘A Great Shame’", "‘A Great Shame’"),
        ("He said “...” and «oui»", "«oui»"),
        ("“One.\n\n“Two,” he said.", "“One.\n\n“Two,”"),
    ],
)
def test_quotes(said: Callable[..., str], text: str, expected: str) -> None:
    assert said(QuoteSuggester(), text) == expected


def test_one_word_in_marks_is_less_likely(propose: Propose) -> None:
    scores = [p.score for p in propose(QuoteSuggester(), "“no” and “no deal” and “no deal now”")]
    assert scores == sorted(set(scores))


def test_a_quotation_that_a_piece_cuts_is_whole(said: Callable[..., str]) -> None:
    text = "He said a thing. " * 110 + "“" + "And then another. " * 20 + "”"
    assert said(QuoteSuggester(), text) == text[text.index("“") :]
