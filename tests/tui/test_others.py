"""Others' tags on the screen of a team that is not blind: initials, lanes, whose one is taken."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp

TEXT = "The mayor of Lower Quay met Ada Quill on Monday.\n"
ARTICLE = Article("quay", "The quay", TEXT)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project in which ben has tagged two words and ana none."""
    (tmp_path / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\nblind = false\n')
    tags = [Annotation(new_id(), 28, 37, "actor", "ben"), Annotation(new_id(), 41, 47, "date", "b")]
    change = Change(new_id(), new_id(), "ben", now(), added=tuple(tags))
    Project(tmp_path, "ben").store.apply(ARTICLE, change)
    return tmp_path


def app(folder: Path, who: str | None = "ana") -> PostilApp:
    return PostilApp(Project(folder, who), None, place=(("quay",), (0, 3)))


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_initials_lanes_and_whose_tag_is_taken(team: Path, size: tuple[int, int]) -> None:
    async with at_work(app(team), *size) as at:
        await at.type("X")
        row = next(line for line in at.screen.splitlines() if "mayor of Lower" in line)
        assert "B" not in row.split("The mayor")[0]
        await at.type("ctrl+t")
        row = next(line for line in at.screen.splitlines() if "mayor of Lower" in line)
        assert row.split("The")[0].strip() == "aB"
        assert at.selected == "Ada Quill"
        assert "others 1/2" in at.screen
        assert "actor? ben" in at.screen
        await at.type("enter")
        assert at.tags == [("Ada Quill", "actor")]
        assert "actor taken over from ben" in at.screen
        (mine,) = at.workbench.reading.session.index
        assert mine.annotator == "ana"
        await at.type("x")
        assert at.tags == [("Ada Quill", "actor")]
    ben = Project(team, "ben").store.load("quay")
    assert sorted(tag.label for tag in ben.annotations.values()) == ["actor", "date"]
    assert len(Project(team, "ben").store.history("quay")) == 1
    (kept,) = Project(team, "ana").store.load("quay").decisions
    assert kept.answer == "no"


async def test_a_blind_team_is_told_why_nothing_is_shown(team: Path) -> None:
    settings = team / "postil.toml"
    settings.write_text(settings.read_text().replace("false", "true"))
    async with at_work(app(team), 120, 24) as at:
        await at.type("ctrl+t")
        assert "This team works blind" in at.screen
        assert at.workbench.reading.queue is None


async def test_who_annotates_alone_has_no_such_key(team: Path) -> None:
    (team / "postil.toml").unlink()
    async with at_work(app(team, None), 120, 24) as at:
        await at.type("ctrl+t ctrl+b")
        assert at.workbench.reading.queue is None
        assert "others" not in at.screen


async def test_what_is_suggested_to_all_is_taken_by_one(team: Path) -> None:
    waits = [
        Annotation(id, start, end, label, "model:m", origin="model:m", verdict="suggested")
        for id, start, end, label in (("s", 4, 9, "proposal"), ("t", 13, 23, "quote"))
    ]
    result = Project(team, "ana").result
    result.apply(ARTICLE, Change("i", "i", "import", now(), "import", added=tuple(waits)))
    with (team / "postil.toml").open("a") as settings:
        settings.write("[suggest]\non = []\nwithout = 0.0\n")
    async with at_work(app(team), 120, 24) as at:
        await at.type("g n")
        assert at.selected == "mayor"
        await at.type("enter")
        assert at.tags == [("mayor", "proposal")]
        assert at.selected == "Lower Quay"
        await at.type("x u")
        assert at.tags == [("mayor", "proposal")]
        assert "not saved" not in at.screen
    mine = Project(team, "ana").store.load("quay").annotations
    assert (mine["s"].verdict, mine["t"].verdict) == ("accepted", "suggested")
    for name in ("ben", None):
        store = Project(team, name).store if name else result
        assert store.load("quay").annotations["s"].verdict == "suggested"
