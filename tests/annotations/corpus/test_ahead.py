"""Suggestions for a whole corpus: counted by source, kept in the cache, never stored as tags."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.corpus.ahead import fill
from annotations.errors import PostilError
from annotations.project import Project
from annotations.suggest import catalogue
from annotations.suggestion import Suggestion
from annotations.trust import keep
from annotations.units import Span

TEXT = "On Monday Ann Lee met envoy Joss Pask.\n\nLater Pask said “no deal”."


def article(id: str, text: str = TEXT) -> Article:
    return Article(id, id, text, Metadata(published="2031-03-18"))


def project(folder: Path, settings: str = "", texts: tuple[str, ...] = (TEXT,)) -> Project:
    (folder / "postil.toml").write_text(settings)
    found = Project(folder)
    found.store.add(article(str(n), text) for n, text in enumerate(texts))
    return found


def tag(project: Project, id: str, *records: Annotation, text: str = TEXT) -> None:
    project.store.apply(article(id, text), Change(f"c{id}", "c", "ann", "t", added=records))


def test_what_waits_is_counted_by_source_and_label(tmp_path: Path) -> None:
    ahead, problems = fill(project(tmp_path))
    assert problems == []
    assert (ahead.articles, ahead.read) == (1, 1)
    assert ahead.waiting == {
        ("rule:date", "date"): 1,
        ("rule:name", "actor"): 3,
        ("rule:quote", "quote"): 1,
    }


def test_what_was_computed_is_not_computed_again(tmp_path: Path) -> None:
    one = project(tmp_path, texts=(TEXT, TEXT + " Twice."))
    first, _ = fill(one)
    second, _ = fill(Project(tmp_path))
    assert (first.read, second.read) == (2, 0)
    assert first.waiting == second.waiting
    tag(one, "0", Annotation("1", 10, 17, "actor", "ann"))
    assert fill(Project(tmp_path))[0].read == 2


def test_suggestions_are_not_stored(tmp_path: Path) -> None:
    one = project(tmp_path)
    fill(one)
    assert one.store.load("0").annotations == {}
    assert (tmp_path / ".postil" / "cache").is_dir()


def test_tagged_names_help_in_other_articles(tmp_path: Path) -> None:
    texts = ("the tea club met", "a tea club came, and the tea club left")
    one = project(tmp_path, texts=texts)
    tag(one, "0", Annotation("1", 4, 12, "actor", "ann"), text=texts[0])
    assert fill(one)[0].waiting == {("tagged", "actor"): 2}


def test_decisions_count(tmp_path: Path) -> None:
    one = project(tmp_path)
    rejections = [
        Annotation(f"r{n:02}", 3, 9, "date", "ann", origin="rule:date", verdict="rejected")
        for n in range(30)
    ]
    tag(one, "0", *rejections)
    ahead, _ = fill(one)
    assert ahead.heard.silenced == {"rule:date"}
    assert ("rule:date", "date") not in ahead.waiting


def test_only_what_is_on_and_its_labels(tmp_path: Path) -> None:
    assert fill(project(tmp_path, "[suggest]\non = []"))[0].waiting == {}
    ahead, _ = fill(project(tmp_path, '[suggest]\non = ["quote"]'))
    assert ahead.waiting == {("rule:quote", "quote"): 1}


def test_a_model_that_cannot_be_had_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.suggest.pipeline.find_spec", lambda name: None)
    asking = project(tmp_path, '[suggest]\non = ["spacy"]')
    with pytest.raises(PostilError, match="you have not allowed"):
        fill(asking)
    keep(asking.folder, "the spaCy pipeline en_core_web_sm", True)
    with pytest.raises(PostilError, match=r"spaCy is not installed\. Add it with: .*spacy"):
        fill(asking)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    project(tmp_path, texts=(TEXT, TEXT + " Twice."))
    file = next((tmp_path / ".postil" / "articles").rglob("0-*.json"))
    file.write_text("{")
    ahead, problems = fill(Project(tmp_path))
    assert ahead.articles == 1
    assert len(problems) == 1


class Model:
    """Proposes Ann Lee alone, as an actor, and is sure of it."""

    name, version, labels, seconds = "model:x", "1", ("actor",), 2.0

    def propose(self, article: Article, paragraph: Span) -> list[Suggestion]:
        start = article.text.find("Ann Lee", *paragraph)
        return [Suggestion(start, start + 7, "actor", self.name, 1.0)] if start >= 0 else []


def test_the_places_of_which_sources_are_least_sure_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = project(tmp_path)
    assert fill(one)[0].unsure == []
    alone, _ = fill(one, unsure=99)
    assert len(alone.unsure) == sum(alone.waiting.values())
    assert [place.sure for place in alone.unsure] == sorted(place.sure for place in alone.unsure)
    monkeypatch.setattr(catalogue, "models", lambda *_: [Model()])
    both, _ = fill(one, unsure=2)
    # One of two says Joss Pask, and Pask; both say Ann Lee.
    assert [(place.words, place.sources) for place in both.unsure] == [
        ("Joss Pask", ("rule:name",)),
        ("Pask", ("rule:name",)),
    ]
    (ann,) = (place for place in fill(one, unsure=99)[0].unsure if place.words == "Ann Lee")
    assert ann.sources == ("model:x", "rule:name")
    assert ann.sure > both.unsure[-1].sure


def test_what_was_decided_is_not_among_them(tmp_path: Path) -> None:
    one = project(tmp_path)
    tag(one, "0", Annotation("1", 10, 17, "actor", "ann"))
    assert "Ann Lee" not in [place.words for place in fill(one, unsure=99)[0].unsure]
