"""The look through all articles: what it tells, and how it ends."""

import threading
from collections.abc import Callable, Iterator

import pytest

from annotations.annotation import Change
from annotations.corpus.article_source import ArticleSource
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.scheme import DEFAULT_SCHEME
from tests.tui.library.test_places import tag
from tests.tui.listing.fake_source import FakeSource
from tui.library import looking
from tui.library.looking import Looking, Seen, found, wrong
from tui.listing.places import Report, Spot


def looked(look: Callable[[], Iterator[Seen]]) -> list[Report]:
    reports: list[Report] = []
    Looking(look, 1, reports.append).wait(10)
    return reports


def told(look: Callable[[], Iterator[Seen]]) -> Report:
    """All reports in one: how many there are is a matter of the machine's speed."""
    reports = looked(look)
    spots = tuple(spot for report in reports for spot in report.spots)
    problems = tuple(problem for report in reports for problem in report.problems)
    return Report(1, spots, problems, reports[-1].articles, reports[-1].ended)


def test_that_nothing_is_tagged_is_told_of_articles_that_are_done(corpus: Project) -> None:
    source = ArticleSource(corpus)
    article = corpus.store.article("alone")
    assert article
    corpus.store.apply(article, Change("x", "x", "ana", "", status=("open", "done")))
    report = told(wrong(source, DEFAULT_SCHEME))
    assert [(spot.name, spot.kind, spot.span) for spot in report.spots] == [
        ("alone", "untagged", None)
    ]
    assert report.articles == 7


def test_strings_that_differ_between_articles_are_told(corpus: Project) -> None:
    for id, label in (("ferry-a", "actor"), ("ferry-c", "actor"), ("harbour-a", "date")):
        text = corpus.example(id).article.text
        start = text.index("Tuesday")
        tag(corpus, id, start, start + 7, label)
    report = told(wrong(ArticleSource(corpus), DEFAULT_SCHEME))
    assert [(s.kind, s.name, s.title) for s in report.spots] == [
        ("string", "harbour-a", "Harbour to open in May")
    ]


def test_what_cannot_be_read_is_told_and_the_rest_is_looked_through(corpus: Project) -> None:
    (file,) = (corpus.folder / ".postil" / "articles").rglob("alone-*.json")
    file.write_bytes(b"{")
    report = told(found(ArticleSource(corpus), "Tuesday", False))
    assert len(report.spots) == report.articles == 6
    assert len(report.problems) == 1
    assert str(file) in str(report.problems[0])


def test_of_articles_without_the_words_only_the_texts_are_read(
    corpus: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[str]()
    whole = corpus.store.read
    monkeypatch.setattr(corpus.store, "read", lambda id: read.append(id) or whole(id))
    report = told(found(ArticleSource(corpus), "ferry-b on", False))
    assert ([spot.name for spot in report.spots], report.articles) == (["ferry-b"], 7)
    assert read == ["ferry-b"]
    assert told(found(ArticleSource(corpus), "ferry-b .n", True)).spots == report.spots


def test_a_text_that_is_lost_is_told_whatever_is_looked_for(corpus: Project) -> None:
    lost = corpus.example("alone").article
    next(corpus.folder.rglob(f"{lost.digest}.txt")).unlink()
    report = told(found(ArticleSource(corpus), "ferry-b on", False))
    assert ([spot.name for spot in report.spots], report.articles) == (["ferry-b"], 6)
    assert "alone" in str(report.problems[0])


def test_hits_have_what_is_around_them(corpus: Project) -> None:
    report = told(found(ArticleSource(corpus), "ferry-b on", False))
    (spot,) = report.spots
    assert (spot.before, spot.words, spot.after) == ("Words of ", "ferry-b on", " Tuesday.")
    assert (spot.name, spot.title, spot.kind) == ("ferry-b", "No boats to the islands", "")


def test_a_look_that_is_stopped_ends_and_tells_no_more() -> None:
    going, reports = threading.Event(), list[Report]()

    def endless() -> Iterator[Seen]:
        while True:
            going.set()
            yield None

    look = Looking(endless, 1, reports.append)
    assert going.wait(10)
    look.stop()
    look.wait(10)
    assert not look.goes_on
    assert not any(report.ended for report in reports)


def test_there_is_an_end_to_what_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST", 50)
    reports = looked(found(FakeSource(), "words", False))
    assert sum(len(report.spots) for report in reports) == 50
    assert reports[-1].ended


def test_an_error_ends_the_look(corpus: Project) -> None:
    def failing() -> Iterator[Seen]:
        yield Spot("a", "A", None, "words")
        raise PostilError("The disk is gone.")

    report = told(failing)
    assert len(report.spots) == 1
    assert "The disk is gone." in str(report.problems[0])
    assert report.ended


def test_nothing_is_no_pattern(corpus: Project) -> None:
    with pytest.raises(UsageError, match="nothing to look for"):
        found(ArticleSource(corpus), "", False)
