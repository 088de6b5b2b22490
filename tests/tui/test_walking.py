"""Suggestions one after the other: walked, accepted, edited, rejected, hidden."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.suggest.dates import DateSuggester
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]


async def test_a_rejection_hides_these_words_in_this_article_and_is_kept(
    make_app: Make, tmp_path: Path
) -> None:
    async with at_work(make_app()) as at:
        await at.type("g n x")
        words = [
            at.workbench.reading.pane.text[slice(*c.span)]
            for c in at.workbench.reading.pane.suggested
        ]
        assert "Oran" not in words
        assert "Tuesday" in words
        assert at.tags == []
        assert " a0 " in at.screen
    async with at_work(make_app()) as at:
        await at.type("g n")
        assert at.selected == "Tuesday"


async def test_while_suggestions_are_looked_for_n_says_so_and_then_what_came_of_it(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    propose = DateSuggester.propose

    def slow(self: Any, article: Any, piece: Any) -> Any:
        go_on.wait(30)
        return propose(self, article, piece)

    monkeypatch.setattr(DateSuggester, "propose", slow)
    monkeypatch.setattr(DateSuggester, "seconds", 60.0, raising=False)
    file = tmp_path / "one.txt"
    file.write_text("it came on 4 March 2031.")
    async with at_work(make_app([file]), 100, 24) as at:
        await at.press("n")
        assert "Still looking for suggestions" in at.screen
        assert "There are no suggestions" not in at.screen + at.notices
        go_on.set()
        await at.type("X X")
        await at.press("g n")
        assert at.selected == "4 March 2031"


async def test_what_is_asked_is_told_below_the_texts(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("g n")
        assert "a actor? rule:name" in at.screen
        await at.type("enter W")
        assert "a actor" in at.screen
        assert "actor?" not in at.screen
