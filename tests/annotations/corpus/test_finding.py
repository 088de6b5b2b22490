"""Words in all articles of a project: every hit, with what stands around it and over it."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import now
from annotations.corpus.finding import Hit, hits, query, worth_reading
from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.project import Project

FIRST = "Harbour talks\n\nThe “harbour” will open, the minister said of the harbour talks."
SECOND = "A café by the harbour."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    tags = (Annotation("1", 20, 27, "actor", "ana"), Annotation("2", 0, 13, "quote", "ana"))
    project.store.apply(Article("a", "A", FIRST), Change("c", "c", "ana", now(), added=tags))
    project.store.add([Article("b", "B", SECOND)])
    return project


def found(project: Project, *asked: object) -> list[tuple[str, int, str]]:
    every = hits(project.examples(), query(*asked))  # type: ignore[arg-type]
    return [(h.article.id, h.start, h.words) for h in every if isinstance(h, Hit)]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        (("harbour",), [("a", 0), ("a", 20), ("a", 65), ("b", 14)]),
        (("Harbour",), [("a", 0)]),
        (("harbour  talks",), [("a", 0), ("a", 65)]),
        (('"harbour"',), [("a", 19)]),
        (("cafe\u0301",), [("b", 2)]),
        ((r"^\w+ \w+$", True), [("a", 0)]),
        (("x*", True), []),
        (("harbour", False, "actor"), [("a", 20)]),
        (("harbour", False, "date"), []),
        ((None, False, "quote"), [("a", 0)]),
        (("nothing",), []),
    ],
)
def test_hits(project: Project, asked: tuple[object, ...], places: list[tuple[str, int]]) -> None:
    assert [hit[:2] for hit in found(project, *asked)] == places
    wanted = query(*asked)  # type: ignore[arg-type]
    worth = list(worth_reading(project.store, project.store.articles(), wanted))
    said = [h for h in hits(project.examples(worth), wanted) if isinstance(h, Hit)]
    assert [(hit.article.id, hit.start) for hit in said] == places


def test_of_an_article_that_does_not_say_the_words_only_the_text_is_read(project: Project) -> None:
    def worth(*asked: object) -> list[str]:
        wanted = query(*asked)  # type: ignore[arg-type]
        return list(worth_reading(project.store, project.store.articles(), wanted))

    assert [worth("cafe"), worth("talks"), worth("ferry")] == [["b"], ["a"], []]
    assert worth("caf.", True) == worth(None, False, "quote") == ["a", "b"]
    lost = next(project.folder.rglob(f"{Article('b', '', SECOND).digest}.txt"))
    lost.write_text("Another text.", encoding="utf-8")
    assert worth("ferry") == ["b"]  # whoever reads it will be told
    told = [*project.examples(worth("ferry"))]
    assert len(told) == 1
    assert isinstance(told[0], PostilError)


def test_a_hit_knows_its_line_its_tags_and_what_stands_around(project: Project) -> None:
    first, second, *_ = (
        h for h in hits(project.examples(), query("harbour")) if isinstance(h, Hit)
    )
    assert (first.line, first.around) == (1, ("", " talks"))
    assert [tag.id for tag in first.tags] == ["2"]
    assert (second.line, second.around[0]) == (3, "The “")
    assert second.around[1] == "” will open, the minister said of the harbour talks."
    assert [tag.label for tag in second.tags] == ["actor"]


def test_what_stands_around_is_cut_between_words() -> None:
    text = f"{'word ' * 30}here{' more' * 30}"
    before, after = Hit(Article("a", "A", text), 150, 154).around
    assert 50 < len(before) <= 60
    assert before.split() == ["word"] * len(before.split())
    assert after.split() == ["more"] * len(after.split())


@pytest.mark.parametrize("asked", [(None,), ("",), ("(", True), ("  ",)])
def test_what_cannot_be_looked_for_is_said(asked: tuple[object, ...]) -> None:
    with pytest.raises(PostilError):
        query(*asked)  # type: ignore[arg-type]
    if asked == ("(", True):
        with pytest.raises(UsageError, match="is not a regular expression"):
            query("(", True)


def test_a_damaged_article_is_given_as_the_error(project: Project) -> None:
    (file,) = (project.folder / ".postil").glob("articles/*/a-*.json")
    file.write_text("{")
    results = list(hits(project.examples(), query("harbour")))
    assert [isinstance(one, PostilError) for one in results] == [False, True]


def test_the_tags_of_a_hit_are_found_among_very_many() -> None:
    tags = tuple(Annotation(str(n), n * 5, n * 5 + 4, "actor", "ana") for n in range(3_000))
    example = Example(Article("a", "A", "boat " * 3_000), tags)
    found = list(hits([example], query("boat")))
    assert [[tag.id for tag in hit.tags] for hit in found if isinstance(hit, Hit)] == [
        [str(n)] for n in range(3_000)
    ]
