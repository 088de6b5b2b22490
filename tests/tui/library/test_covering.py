"""How events are covered, in the list: compared behind it, when in view and not known already."""

from collections.abc import Callable

import pytest

from annotations.annotation import Annotation, Change
from annotations.clock import new_id
from annotations.corpus import comparing
from annotations.listing import EventCoverage
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.library.covering import Covering
from tui.listing.columns import covered

Make = Callable[..., PostilApp]


def tag(project: Project, id: str, start: int = 0) -> None:
    article = project.store.article(id)
    assert article
    made = Annotation(new_id(), start, start + 5, "actor", "ana")
    project.store.apply(article, Change(new_id(), new_id(), "ana", "", added=(made,)))


class Told:
    def __init__(self, project: Project) -> None:
        self.told: list[tuple[str, EventCoverage | None]] = []
        self.covering = Covering(project, lambda *found: self.told.append(found))

    def ask(self, *groups: str) -> list[str]:
        """The groups that are told of when these are asked for."""
        self.told.clear()
        self.covering.ask(groups)
        assert self.covering.drain(20)
        return [group for group, _ in self.told]


def test_an_event_is_compared_once_and_again_when_it_has_changed(corpus: Project) -> None:
    tag(corpus, "ferry-a")
    told = Told(corpus)
    assert told.ask("ferry", "harbour", "budget") == ["ferry", "harbour", "budget"]
    known = dict(told.told)
    assert known["ferry"] == EventCoverage(1, {"ferry-a": 1, "ferry-b": 0, "ferry-c": 0}, 1, 0)
    assert known["harbour"] is known["budget"] is None
    assert told.ask("ferry", "harbour") == []
    tag(corpus, "harbour-b")
    corpus.store.look()
    assert told.ask("ferry", "harbour") == ["harbour"]


def test_what_cannot_be_compared_ends_nothing(
    corpus: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag(corpus, "ferry-a")
    tag(corpus, "harbour-a")
    real = comparing.event_coverage

    def failing(project: Project, group: str) -> EventCoverage:
        if group == "ferry":
            raise RuntimeError(group)
        return real(project, group)

    monkeypatch.setattr(comparing, "event_coverage", failing)
    assert Told(corpus).ask("ferry", "harbour") == ["harbour"]


@pytest.mark.parametrize(
    ("event", "id", "words"),
    [
        (None, "a", ""),
        (EventCoverage(20, {"a": 12}, 16, 3), "a", "12/20  3/16"),
        (EventCoverage(20, {"a": 12}, 16, 3), "b", ""),
    ],
)
def test_how_it_is_told(event: EventCoverage | None, id: str, words: str) -> None:
    assert covered(event, id) == words


@pytest.mark.parametrize(
    ("width", "keys", "shown"),
    [(160, "", "1/1  0/1"), (80, "tab", "0/1 confirmed"), (80, "", "")],
)
async def test_it_stands_beside_articles_and_behind_groups(
    corpus: Project, make_library: Make, width: int, keys: str, shown: str
) -> None:
    tag(corpus, "ferry-a")
    async with at_work(make_library(), width, 24) as at:
        await at.press(keys)
        await at.covered()
        assert shown in at.screen
        assert (bool(at.library.state.covered)) == bool(shown)
        if width > 100:
            await at.press("9")
            assert "cannot be sorted" in at.screen
