"""Dates as they are proposed: which, with which value, and what else they may mean."""

import pytest

from annotations.article import Article, Metadata
from annotations.suggest.date_values import meanings
from annotations.suggest.dates import DateSuggester, value_at

from .conftest import Propose

TEXT = 'They met on Monday and will meet in May. The "Today" show, the Christmas Ball, today.'


def test_values_follow_the_sentence_and_the_day_of_publication(propose: Propose) -> None:
    found = propose(DateSuggester(), TEXT, "2031-03-18")
    assert [(TEXT[p.start : p.end], p.attrs) for p in found] == [
        ("Monday", {"value": "2031-03-17"}),
        ("May", {"value": "2031-05"}),
        ("today", {"value": "2031-03-18"}),
    ]


def test_a_day_in_the_title_of_a_work_is_none(propose: Propose) -> None:
    text = "She spoke on \u201cHarbour Sunday\u201d and said, \u201cCome on Sunday.\u201d"
    assert [p.start for p in propose(DateSuggester(), text)] == [text.rindex("Sunday")]


def test_without_a_day_of_publication_the_value_is_left_out(propose: Propose) -> None:
    assert [p.attrs for p in propose(DateSuggester(), "on Monday, on May 5, 2031")] == [
        {},
        {"value": "2031-05-05"},
    ]


@pytest.mark.parametrize(("words", "value"), [("Monday", "2031-03-17"), ("met", None)])
def test_the_value_of_words_tagged_by_hand(words: str, value: str | None) -> None:
    article = Article("a", "T", TEXT, Metadata(published="2031-03-18"))
    start = TEXT.index(words)
    assert value_at(article, (start, start + len(words))) == value


@pytest.mark.parametrize(
    ("text", "may_mean"),
    [
        ("Friday", ("2031-02-28", "2031-03-07")),
        ("4 March 2030", ("2030-03-04",)),
        ("yesterday", ("2031-03-03",)),
        ("the next day", ()),
    ],
)
def test_an_expression_may_point_back_or_ahead(text: str, may_mean: tuple[str, ...]) -> None:
    assert meanings(text, "2031-03-04") == may_mean
    assert meanings("Friday", None) == ()
