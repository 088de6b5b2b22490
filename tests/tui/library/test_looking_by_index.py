"""Looks through all articles read those in which the list knows that there may be something."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Code, Status
from annotations.article import Article, Metadata
from annotations.clock import new_id
from annotations.corpus import checking
from annotations.corpus.article_source import ArticleSource
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME, Attribute
from annotations.sources.published import KEPT
from tests.tui.library.test_looking import told
from tui.library.looking import noted, wrong

SCHEME = replace(DEFAULT_SCHEME, codes={"tone": Attribute("choice", ("calm", "heated"))})

NOTED = Annotation(new_id(), 0, 5, "actor", "ana", note="Who is this?")
CUT = Annotation(new_id(), 0, 3, "actor", "ana")
EARLIER = replace(CUT, id=new_id(), text_digest="0" * 64)


def change(*added: Annotation, done: bool = False, codes: tuple[Code, ...] = ()) -> Change:
    status: tuple[Status, Status] | None = ("open", "done") if done else None
    return Change(new_id(), new_id(), "ana", "", added=added, status=status, coded=codes)


CHANGES = {
    "ferry-a": change(NOTED),
    "ferry-c": change(replace(CUT, id=new_id())),
    "harbour-a": change(done=True),
    "harbour-b": change(codes=(Code("ana", "tone", "loud"),)),
    "budget-a": change(EARLIER),
}


@pytest.fixture
def read(corpus: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that were read, of some that were changed and some that were not."""
    corpus.store.add(
        [
            Article("day-odd", "Day", "Words.\n", Metadata(published="the 4th of July 2031")),
            Article("day-kept", "Day", "Words too.\n", Metadata(more={KEPT: "4 July 2031"})),
        ]
    )
    for id, one in CHANGES.items():
        article = corpus.store.article(id)
        assert article
        corpus.store.apply(article, one)
    found, whole = list[str](), corpus.store.read
    monkeypatch.setattr(corpus.store, "read", lambda id: found.append(id) or whole(id))
    return found


def test_notes_are_looked_for_where_there_are_some(corpus: Project, read: list[str]) -> None:
    report = told(noted(ArticleSource(corpus)))
    assert read == ["ferry-a"]
    assert [(spot.name, spot.words) for spot in report.spots] == [
        ("ferry-a", "Who is this?  \u201cFerry\u201d")
    ]
    assert report.articles == len(corpus.store.listing().rows)


def test_what_looks_wrong_is_all_that_reading_every_article_finds(
    corpus: Project, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = ArticleSource(corpus)
    report = told(wrong(source, SCHEME))
    assert sorted(read) == sorted([*CHANGES, "day-odd", "day-kept"])
    read.clear()
    monkeypatch.setattr(checking, "may_be_wrong", lambda article: True)
    every = told(wrong(source, SCHEME))
    assert len(read) == len(corpus.store.listing().rows) == report.articles
    assert report.spots == every.spots
    kinds = {(spot.name, spot.kind) for spot in report.spots}
    assert {("ferry-c", "token"), ("harbour-a", "untagged"), ("harbour-b", "code"),
            ("day-odd", "published"), ("day-kept", "published")} <= kinds  # fmt: skip
