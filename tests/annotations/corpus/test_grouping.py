"""Groups are proposed of what belongs together, and written when they are accepted."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article, Metadata
from annotations.clock import new_id, now
from annotations.corpus.grouping import accept, suggested_groups
from annotations.project import Project
from benchmarks.made_articles import made_text


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def groups(project: Project) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in project.store.articles():
        article = project.store.article(one.id)
        assert article is not None
        found[article.id] = article.meta.group
    return found


def test_near_duplicates_become_a_group_named_after_the_first(project: Project) -> None:
    text = made_text(2_000, 1)
    project.store.add(
        [
            Article("a", "Harbour talks", text, Metadata(published="2031-03-04")),
            Article("b", "Talks", f"Update.\n\n{text}", Metadata(published="2031-03-05")),
            Article("c", "Other", made_text(2_000, 2)),
        ]
    )
    (group,), problems = suggested_groups(project.examples())
    assert problems == []
    assert [member.id for member in group.members] == ["a", "b"]
    assert group.name == "2031-03-04-harbour-talks"
    assert "of the words shared" in group.why
    assert accept(project, group) == 2
    assert groups(project) == {"a": group.name, "b": group.name, "c": None}
    assert suggested_groups(project.examples()) == ([], [])


def test_articles_keep_their_groups_and_others_join_them(project: Project) -> None:
    text = made_text(2_000, 1)
    project.store.add(
        [
            Article("a", "A", text, Metadata(group="talks")),
            Article("b", "B", f"{text} More."),
            Article("c", "C", made_text(2_000, 3), Metadata(group="own")),
        ]
    )
    (group,), _ = suggested_groups(project.examples())
    assert group.name == "talks"
    assert [member.id for member in group.new] == ["b"]
    assert accept(project, group) == 1
    assert groups(project) == {"a": "talks", "b": "talks", "c": "own"}


def test_tagged_actors_tell_what_words_do_not(project: Project) -> None:
    tagged = {
        "a": ("Nadia Quillon met Ilse Maravane.", "2031-03-04", ("Nadia Quillon", "Ilse Maravane")),
        "b": ("It was Quillon who saw Ms. Maravane.", "2031-03-06", ("Quillon", "Ms. Maravane")),
        "c": ("Quillon and Maravane were there.", "2031-04-06", ("Quillon", "Maravane")),
    }
    for id, (text, day, actors) in tagged.items():
        article = Article(id, id, text, Metadata(published=f"{day}T08:00"))
        places = [(text.index(actor), len(actor)) for actor in actors]
        tags = tuple(Annotation(new_id(), at, at + n, "actor", "ana") for at, n in places)
        project.store.apply(article, Change(new_id(), "x", "ana", now(), added=tags))
    (group,), _ = suggested_groups(project.examples())
    assert [member.id for member in group.members] == ["a", "b"]
    assert group.why == "100% of the names shared"


def test_what_cannot_be_read_is_told_and_the_rest_is_proposed(project: Project) -> None:
    text = made_text(1_000, 1)
    project.store.add([Article(id, id, f"{text}{id}") for id in ("a", "b", "c")])
    (file,) = (project.folder / ".postil").glob("articles/*/b-*.json")
    file.write_text("{")
    (group,), problems = suggested_groups(project.examples())
    assert [member.id for member in group.members] == ["a", "c"]
    assert len(problems) == 1


def test_a_group_that_was_given_in_the_meantime_stays(project: Project) -> None:
    text = made_text(1_000, 1)
    project.store.add([Article(id, id, f"{text}{id}") for id in ("a", "b")])
    (group,), _ = suggested_groups(project.examples())
    project.store.amend("a", {"group": "mine"})
    assert accept(project, group) == 1
    assert groups(project)["a"] == "mine"
