"""How an event is covered: the sums of what `postil compare --group` prints."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change, Decision
from annotations.article import Article, Metadata
from annotations.clock import new_id
from annotations.compare.coverage import coverage
from annotations.compare.decided import absence
from annotations.compare.sides import COMPARE
from annotations.compare.table import table
from annotations.corpus.comparing import Sides, event_coverage
from annotations.errors import PostilError
from annotations.project import Project

TEXTS = {
    "a": "Ada Holm spoke of Brenn. “We sail at dawn,” she said.\n",
    "b": "Ada Holm was silent.\n",
    "c": "Nobody came.\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An event of three articles, of which two have tags: one actor in both, two things in one."""
    made = Project(tmp_path, "ana")
    made.store.add(
        [Article(id, id, text, Metadata(group="talks")) for id, text in TEXTS.items()]
        + [Article("alone", "alone", "Words.\n", Metadata(group="other"))]
    )
    for id, words in (
        ("a", "Ada Holm"),
        ("a", "Brenn"),
        ("a", "We sail at dawn"),
        ("b", "Ada Holm"),
    ):
        start = TEXTS[id].index(words)
        label = "quote" if words.startswith("We") else "actor"
        tag = Annotation(new_id(), start, start + len(words), label, "ana")
        tell(made, id, added=(tag,))
    return made


def tell(project: Project, id: str, **halves: tuple[object, ...]) -> None:
    article = project.store.article(id)
    assert article
    project.store.apply(article, Change(new_id(), new_id(), "ana", "", **halves))  # type: ignore[arg-type]


def test_it_is_the_sum_over_labels(project: Project) -> None:
    found = event_coverage(project, "talks")
    assert found.rows == 3
    assert found.has == {"a": 3, "b": 1, "c": 0}
    assert (found.differences, found.confirmed) == (3, 0)
    labels = coverage(table(Sides(project).group("talks")))
    assert found.rows == sum(one.rows for one in labels)
    assert found.differences == sum(one.differences for one in labels)


def test_what_a_person_has_confirmed_is_apart(project: Project) -> None:
    here, *others = Sides(project).group("talks")
    (quote,) = (item for item in here.items if item.role == "quote" and item.tagged)
    for other in others:
        about, seen = absence(quote, other)
        assert about[0] == COMPARE
        decision = Decision("absence", about, seen, "absent", "", "ana", "2031-01-01T00:00:00Z")
        tell(project, "a", decided=(decision,))
    found = event_coverage(project, "talks")
    assert (found.differences, found.confirmed) == (3, 1)


def test_one_article_is_no_event(project: Project) -> None:
    with pytest.raises(PostilError, match="two can be compared"):
        event_coverage(project, "other")
