"""No text, however odd, holds a suggester up or gets proposals that lie outside of it.

A run draws forty examples of twenty-five texts: a thousand, for each suggester.
"""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.errors import PostilError
from annotations.suggest import catalogue
from annotations.suggest.echoes import echoes
from annotations.suggest.learned import LearnedSuggester
from annotations.suggest.speakers import speakers
from annotations.suggest.tagged import Gazetteer, TaggedSuggester
from annotations.suggest.time_limit import TimeLimit, pieces
from annotations.suggesting import RULES
from annotations.suggestion import Suggester, Suggestion

TAGGED = [("Ann Lee", "actor"), ("Narrow Seas Council", "actor"), ("U.S.", "actor"), ("é", "boat")]


class Likely:
    """A model that has learned nothing: every sentence is as likely as not."""

    def predict_proba(self, said: list[str]) -> "Likely":
        self.count = len(said)
        return self

    def __getitem__(self, _: object) -> list[float]:
        return [0.5] * self.count


SUGGESTERS: list[Suggester] = [
    *map(catalogue.rule, RULES),
    LearnedSuggester(Likely(), "1"),
    TaggedSuggester(Gazetteer.of(TAGGED), ("actor", "boat")),
]

# What the rules look at, to stand side by side as in no text that anybody wrote.
WORDS = (
    "Monday April may Jan. Sept. 3 31st 2031 10:30 p.m. noon Easter Halloween first anniversary of "
    "yesterday this next spring weekend fall 9/11 ago later before after week month earlier 5-7 "
    "a. v. end Christmas last year . Mr. President Sen. Gen. Ann Lee Quillon Verrin Narrow Seas "
    "Council of for and the on in to House Democrats Russian Twitter U.S. D.C. Co. said told "
    "urged called offered proposed agreed to for them comment help R-Ohio O’Neill al-Quill MacRae "
    "PELLIN AP Rep. nineteen two thousand twenty five hundred Aug 96 '96 AD Dec31 Feb/2031 "
    "4/14-5/2 according claim that plans want asked whether accused cited believes wrote how"
)
SIGNS = " \t\n|\n\n|-|--|\u2013|\u2014|.|,|;|:|!|?|(|)|[|]|\"|'|\u2018|\u2019|\u201c|\u201d|\u201e"
OTHERS = "\u00a0|\u2028|\u200d|\u0301|\u202e|\x0b|\x1c|\x85|\ufeff|漢|字|。|「|」|👩\u200d👧"
LETTERS = "ß|İ|ﬁ|٣|𝔄|\x00|é|É|ñ|Ж|ж|Ω|あ|ア|한"
pieces_of_text = st.one_of(
    st.sampled_from(WORDS.split()),
    st.sampled_from(SIGNS.split("|")),
    st.sampled_from(f"{OTHERS}|{LETTERS}".split("|")),
    st.just(" "),
    st.text(max_size=3),
)
texts = st.lists(pieces_of_text, max_size=25).map("".join) | st.builds(
    lambda part, times: "".join(part) * times,
    st.lists(pieces_of_text, min_size=1, max_size=3),
    st.integers(2, 400),
)


def failed(error: PostilError) -> None:
    raise AssertionError(str(error))


@pytest.fixture(scope="module", autouse=True)
def patience() -> None:
    """A minute for what takes milliseconds: what is not done by then never is."""
    for suggester in SUGGESTERS:
        suggester.seconds = 60.0  # type: ignore[attr-defined]


LIMIT = TimeLimit(failed)


def proposed(article: Article) -> list[Suggestion]:
    asked = product(SUGGESTERS, pieces(article.text))
    return [one for found in LIMIT.propose(article, asked) for one in found or ()]


@given(st.lists(texts, min_size=25, max_size=25))
def test_every_suggester_comes_to_an_end(many: list[str]) -> None:
    for text in many:
        article = Article("odd", "Odd", text, Metadata(published="2031-03-18"))
        for one in proposed(article):
            assert 0 <= one.start < one.end <= len(text)
            assert any(c.isalnum() for c in text[one.start : one.end])


@given(texts, st.integers(0, 60), st.integers(1, 20))
def test_so_do_echoes_and_speakers(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    assert all(0 <= e.start < e.end <= len(text) for e in echoes(text, words, True))
    if words:
        actor = Annotation("1", 0, 1, "actor", "ana")
        assert speakers(text, (start, start + len(words)), [actor]) in ([], [actor])
