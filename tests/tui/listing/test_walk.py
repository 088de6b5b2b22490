"""From group to group of a list, each once, in the order of the rows."""

from pathlib import Path

import pytest

from annotations.article import Article, Metadata
from annotations.corpus.article_source import ArticleSource
from annotations.listing import asked
from annotations.project import Project
from tests.tui.listing.fake_source import FakeSource
from tui.listing.rows import ArticleRows, GroupRows
from tui.listing.walk import ListWalk
from tui.reading.order import ReadingOrder


@pytest.fixture
def source(tmp_path: Path) -> ArticleSource:
    """Two groups whose articles lie apart, and articles without a group between them."""
    groups = {"a1": "g", "b1": None, "c1": "h", "d1": "g", "e1": None, "f1": "h", "g1": None}
    project = Project(tmp_path)
    articles = (Article(id, id, f"{id}\n", Metadata(group=group)) for id, group in groups.items())
    project.store.add(articles)
    return ArticleSource(project)


def views(
    source: ArticleSource, typed: str, place: int, panes: int = 2, folds: bool = False
) -> ReadingOrder:  # type: ignore[type-arg]
    query = asked(typed)
    rows = GroupRows(source, query) if folds else ArticleRows(source, query)
    walk = ListWalk(source, query, rows, place)
    return ReadingOrder(walk, panes, walk.first)


def seen(walked: ReadingOrder, by: int) -> list[list[str]]:  # type: ignore[type-arg]
    found = [[one.name for one in walked.current]]
    while walked.turn(by):
        found.append([one.name for one in walked.current])
    return found


G, H, LONELY = ["a1", "d1"], ["c1", "f1"], [["b1", "e1"], ["g1"]]


@pytest.mark.parametrize(
    ("place", "typed", "on", "back"),
    [
        (0, "", [G, *LONELY, H], [G]),
        (3, "", [G[::-1], *LONELY, H], [G[::-1], H, *LONELY[::-1]]),
        (4, "", [["e1", "g1"], H], [["e1", "g1"], LONELY[0], G, H]),
        (0, "group:h", [H], [H]),
        (1, "group:", [["e1", "g1"]], [["e1", "g1"], LONELY[0]]),
    ],
)
def test_each_group_once(
    source: ArticleSource, place: int, typed: str, on: list[list[str]], back: list[list[str]]
) -> None:
    assert seen(views(source, typed, place), 1) == on
    assert seen(views(source, typed, place), -1) == back


def test_one_turns_round_where_one_was(source: ArticleSource) -> None:
    walked = views(source, "", 2, panes=1)
    assert seen(walked, 1)[-1] == ["g1"]
    back = [["g1"], ["e1"], ["b1"], ["d1"], ["a1"], ["f1"], ["c1"]]
    assert seen(walked, -1) == back
    assert seen(walked, 1) == back[::-1]


def test_folded_groups_are_walked_as_they_stand(source: ArticleSource) -> None:
    walked = views(source, "", 1, folds=True)
    assert seen(walked, 1) == [["c1", "f1"], ["b1", "e1"], ["g1"]]
    assert seen(walked, -1)[-1] == ["a1", "d1"]


def test_among_very_many_only_what_is_near_is_looked_at() -> None:
    source = FakeSource()
    walked = views(source, "", 60_000)
    source.windows.clear()
    for _ in range(10):
        assert walked.turn(1)
    assert [one.name for one in walked.current] == ["060015", "060016"]
    assert len(source.windows) <= 8
