"""Articles made of a text, and what a suggester proposes for one."""

from collections.abc import Callable

import pytest

from annotations.article import Article, Metadata
from annotations.suggest.time_limit import pieces
from annotations.suggestion import Suggester, Suggestion

Propose = Callable[..., list[Suggestion]]


@pytest.fixture
def propose() -> Propose:
    """All that a suggester proposes for a text, piece by piece."""

    def all_of(suggester: Suggester, text: str, published: str | None = None) -> list[Suggestion]:
        article = Article("article", "Title", text, Metadata(published=published))
        found = [p for piece in pieces(text) for p in suggester.propose(article, piece)]
        assert all(0 <= p.start < p.end <= len(text) for p in found)
        assert {p.source for p in found} <= {suggester.name}
        assert {p.label for p in found} <= set(suggester.labels)
        assert all(0 <= p.score <= 1 for p in found)
        return found

    return all_of


@pytest.fixture
def said(propose: Propose) -> Callable[..., str]:
    """The words of all proposals, between bars."""

    def words(suggester: Suggester, text: str) -> str:
        return "|".join(text[p.start : p.end] for p in propose(suggester, text))

    return words
