"""Suggestions computed behind the screen: in view first, and anew when names are tagged."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.errors import PostilError
from annotations.suggest import time_limit
from annotations.suggest.cache import SuggestionCache
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggestion import Suggestion
from annotations.units import Span
from tui import proposing
from tui.proposing import LookedThrough, Missing, News, Proposed, Proposer, Sources

TEXT = "\n\n".join(f"Paragraph {n} tells of Oran." for n in range(40))
ARTICLE = Article("a", "Title", TEXT)


class Words:
    """Proposes the first word of each paragraph and remembers what it was asked."""

    name, version, labels = "rule:words", "1", ("actor",)

    def __init__(self) -> None:
        self.asked: list[Span] = []

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        self.asked.append(paragraph)
        yield Suggestion(paragraph[0], paragraph[0] + 9, "actor", self.name)


class Heard:
    """What a proposer has reported."""

    def __init__(self) -> None:
        self.news: list[News] = []

    def places(self, source: str) -> set[int]:
        return {
            proposal.start
            for one in self.news
            if isinstance(one, Proposed)
            for name, _, proposals in one.offers
            if name == source
            for proposal in proposals
        }


def proposer(words: Words, heard: Heard, cache: SuggestionCache | None = None) -> Proposer:
    def tagged(gazetteer: Gazetteer) -> list[TaggedSuggester]:
        return [TaggedSuggester(gazetteer)]

    return Proposer(Sources(lambda: [words], tagged, cache), heard.news.append)


def test_every_paragraph_is_read_once_from_the_one_in_view_on() -> None:
    words, heard = Words(), Heard()
    made = proposer(words, heard)
    made.follow(ARTICLE, TEXT.index("Paragraph 30"))
    assert made.drain(10)
    made.close()
    assert [TEXT[a:b] for a, b in words.asked[:2]] == [
        "Paragraph 30 tells of Oran.",
        "Paragraph 31 tells of Oran.",
    ]
    assert len(words.asked) == len(set(words.asked)) == 40
    assert len(heard.places("rule:words")) == 40


def test_names_are_proposed_when_they_are_tagged_and_no_longer_when_they_are_not() -> None:
    words, heard = Words(), Heard()
    made = proposer(words, heard)
    made.follow(ARTICLE, 0)
    assert made.drain(10)
    assert heard.places("tagged") == set()
    made.learn(lambda: (("Oran", "actor"),))
    assert made.drain(10)
    assert len(heard.places("tagged")) == 40
    heard.news.clear()
    made.learn(lambda: (("Oran", "actor"),), -1)
    assert made.drain(10)
    made.close()
    assert heard.news
    assert heard.places("tagged") == set()
    assert len(words.asked) == 40  # the rules were not asked again


def test_where_one_looks_is_read_next(monkeypatch: pytest.MonkeyPatch) -> None:
    words, heard = Words(), Heard()
    made = proposer(words, heard)

    def looking(_seconds: float) -> None:
        if len(words.asked) == 3:
            made.look("a", TEXT.index("Paragraph 20"))

    monkeypatch.setattr(proposing.time, "sleep", looking)
    made.follow(ARTICLE, 0)
    assert made.drain(10)
    made.close()
    assert [TEXT[a:b].split()[1] for a, b in words.asked[:5]] == ["0", "1", "2", "20", "21"]
    assert len(words.asked) == len(set(words.asked)) == 40


def test_what_was_computed_is_kept_and_not_computed_again(tmp_path: Path) -> None:
    first, again, heard = Words(), Words(), Heard()
    for words in (first, again):
        made = proposer(words, heard, SuggestionCache(tmp_path))
        made.follow(ARTICLE, 0)
        assert made.drain(10)
        made.close()
    assert len(first.asked) == 40
    assert again.asked == []
    assert len(heard.places("rule:words")) == 40


def test_what_is_known_of_a_long_text_is_told_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "_PART", 100)
    computed, told, cache = Heard(), Heard(), SuggestionCache(tmp_path)
    for heard in (computed, told):
        made = proposer(Words(), heard, cache)
        made.follow(ARTICLE, 0)
        assert made.drain(10)
        made.close()
    offers = [
        offer
        for news in told.news
        if isinstance(news, Proposed)
        for offer in news.offers
        if offer[0] == "rule:words"
    ]
    assert [piece[0] for _, piece, _ in offers] == [*range(0, len(TEXT), 100)]
    assert [piece[1] for _, piece, _ in offers] == [*range(100, len(TEXT), 100), len(TEXT)]
    assert all(a <= one.start < b for _, (a, b), found in offers for one in found)
    assert sorted(told.places("rule:words")) == sorted(computed.places("rule:words"))


def test_a_suggester_that_cannot_be_had_is_told_once_and_the_others_go_on() -> None:
    def missing() -> list[Words]:
        raise PostilError("There is no such model.", "Install it.")

    heard = Heard()
    made = Proposer(Sources(missing, lambda known: [TaggedSuggester(known)]), heard.news.append)
    made.learn(lambda: (("Oran", "actor"),))
    made.follow(ARTICLE, 0)
    assert made.drain(10)
    made.close()
    told = [str(one.error) for one in heard.news if isinstance(one, Missing)]
    assert told == ["There is no such model. Install it."]
    assert len(heard.places("tagged")) == 40


def test_after_closing_nothing_is_begun() -> None:
    words, heard = Words(), Heard()
    made = proposer(words, heard)
    made.close()
    made.follow(ARTICLE, 0)
    assert (words.asked, heard.news) == ([], [])


class Stuck:
    """Goes round in circles in every paragraph but the first."""

    name, version, labels, seconds = "other:stuck", "1", ("actor",), 0.05

    def propose(self, article: Article, paragraph: Span) -> Iterable[Suggestion]:
        while paragraph[0]:
            pass
        yield Suggestion(0, 9, "actor", self.name)


def test_a_suggester_that_hangs_is_told_the_others_go_on_and_it_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_limit, "_TICK", 0.05)
    words, heard, cache = Words(), Heard(), SuggestionCache(tmp_path)
    suggesters = [Stuck(), words]
    made = Proposer(Sources(lambda: suggesters, lambda known: [], cache), heard.news.append)
    made.follow(ARTICLE, 0)
    assert made.drain(10)
    made.close()
    assert heard.places("other:stuck") == {0}
    assert len(heard.places("rule:words")) == 40
    told = [one.error.message for one in heard.news if isinstance(one, Missing)]
    assert told == [
        "other:stuck took more than 0.05 seconds for a part of a.",
        "other:stuck failed 3 times and is off until you start postil again.",
    ]
    assert cache.get(ARTICLE, Stuck()) is None
    assert len(cache.get(ARTICLE, words) or ()) == 40


def test_that_all_is_looked_through_is_told_last_and_of_all_that_was_handed_in() -> None:
    words, heard = Words(), Heard()
    made = proposer(words, heard)
    made.follow(ARTICLE, 0)
    made.learn(lambda: (("Oran", "actor"),))
    assert made.drain(10)
    assert heard.news[-1] == LookedThrough(made.handed)
    assert sum(isinstance(one, LookedThrough) for one in heard.news) == 1
    made.learn(lambda: ())
    assert made.drain(10)
    made.close()
    assert heard.news[-1] == LookedThrough(made.handed)


def test_a_mistake_while_an_article_is_read_ends_that_article_only() -> None:
    heard = Heard()

    class Odd(Article):
        @property
        def boilerplate(self) -> tuple[Span, ...]:  # type: ignore[override]
            raise RuntimeError("odd")

    words = Words()
    made = proposer(words, heard)
    made.follow(Odd("odd", "T", "Odd."), 0)
    made.follow(ARTICLE, 0)
    assert made.drain(10)
    made.close()
    assert len(words.asked) == 40
    assert any("odd" in str(one.error) for one in heard.news if isinstance(one, Missing))
