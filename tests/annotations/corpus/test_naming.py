"""An article is meant by its id, a file, or how its id begins."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import now
from annotations.corpus.naming import example_named, place_named
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.units import Span


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    project = Project(tmp_path)
    (tmp_path / "a.txt").write_text("Harbour talks.")
    tag = Annotation("1", 0, 7, "actor", "ana")
    article = Article("harbour-1", "Talks", "Harbour talks.", origin="a.txt")
    project.store.apply(article, Change("c", "c", "ana", now(), added=(tag,)))
    project.store.add([Article("harbour-2", "B", "B."), Article("har", "C", "C.")])
    return project


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("harbour-1", "harbour-1"),
        ("a.txt", "harbour-1"),
        ("har", "har"),
        ("harbour-2", "harbour-2"),
    ],
)
def test_an_article_is_found_by(project: Project, name: str, id: str) -> None:
    assert example_named(project, name).article.id == id


def test_the_unique_beginning_of_an_id(project: Project) -> None:
    assert example_named(project, "a.txt").annotations[0].id == "1"
    project.store.add([Article("strike-1", "S", "S.")])
    assert example_named(project, "str").article.text == "S."


def test_a_file_that_the_project_has_not(project: Project, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("New words.")
    example = example_named(project, "new.txt")
    assert (example.article.text, example.annotations) == ("New words.", ())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("harbour", "Several articles begin with harbour: harbour-1, harbour-2."),
        (
            "harbor-1",
            "There is no article harbor-1 in the project, and no file of that name. Did you mean",
        ),
        ("zzz", "To see the ids, run postil list."),
    ],
)
def test_what_names_none_or_several_is_refused(project: Project, name: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        example_named(project, name)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("harbour-1#1", ("harbour-1", (0, 7))),
        ("harbour-1", ("harbour-1", None)),
        ("harbour", None),
        ("a.txt", None),
        ("new.txt", None),
        ("#1", None),
        ("harbour-1#moved", ("harbour-1", None)),
        ("harbour-1#mov", ("harbour-1", None)),
        ("harbour-1#8-13", ("harbour-1", (8, 13))),
        ("harbour-1#8-9999", ("harbour-1", (8, 14))),
        ("harbour-1#99-100", ("harbour-1", None)),
    ],
)
def test_a_place_is_an_article_or_a_tag_in_it(
    project: Project, name: str, place: tuple[str, Span | None] | None
) -> None:
    article = project.store.article("harbour-1")
    assert article
    moved = Annotation("moved", 0, 7, "actor", "ana", text_digest="0" * 64)
    project.store.apply(article, Change("d", "d", "ana", now(), added=(moved,)))
    assert place_named(project, name) == place


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("harbour-1#9", "The article harbour-1 has no tag 9; it may have been removed. To open"),
        ("nowhere#1", "There is no article nowhere in the project"),
        ("harbour-1#", "2 tags of harbour-1 begin with nothing. Type more of the tag's id."),
    ],
)
def test_a_tag_that_is_not_there(project: Project, name: str, said: str) -> None:
    article = project.store.article("harbour-1")
    assert article
    other = Annotation("2", 8, 13, "actor", "ana")
    project.store.apply(article, Change("d", "d", "ana", now(), added=(other,)))
    with pytest.raises(PostilError) as caught:
        place_named(project, name)
    assert said in str(caught.value)
