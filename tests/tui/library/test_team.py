"""The library of a team on a small screen; in that of one person nothing is seen of teams."""

from collections.abc import Callable
from pathlib import Path

from annotations.corpus.sharing import Sharing
from annotations.project import Project
from tests.annotations.corpus.teams import settled_project, team_project
from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]


def own(project: Project) -> frozenset[str]:
    again = Project(project.folder, "ana")
    assert again.team is not None
    return Sharing(again, again.team).read().groups_of("ana")


async def test_mine_all_and_more_when_mine_is_done(tmp_path: Path) -> None:
    project = team_project(tmp_path / "project")
    async with at_work(PostilApp(Project(project.folder, "ana"), None, lists=True), 80, 24) as at:
        mine, many = at.titles, len(at.titles)
        assert {title.split()[0] for title in mine} == own(project)
        assert f" mine \u00b7 1 of {many} " in at.screen
        assert f"{many} articles" in at.screen
        await at.press("a")
        assert len(at.titles) == 10
        assert " all \u00b7 " in at.screen
        await at.press("a")
        assert at.titles == mine
        await at.press("m j " * many)
        assert f"{many} done" in at.screen
        before = own(project)
        await at.press("n")
        (taken,) = own(project) - before
        assert f"All of yours is done, so {taken} is yours now too." in at.screen
        assert taken in at.row
        assert len(at.titles) > many
        assert "Mine, or all" in {entry.name for entry in at.app.entries(at.app.screen)}


async def test_what_was_decided_against_one_is_a_list_and_opens_in_ones_own_layer(
    tmp_path: Path,
) -> None:
    project = settled_project(tmp_path / "project")
    async with at_work(PostilApp(Project(project.folder, "ben"), None, lists=True), 80, 24) as at:
        await at.look("r")
        assert "Decided against you   1 place" in at.screen
        assert "ferry 1" in at.row
        assert "tag       actor \u201cReport 1\u201d \u2192 actor \u201cReport 1 of" in at.row
        assert "another was taken (dora 2031-04-02)" in at.screen
        await at.press("enter")
        reading = at.workbench.reading
        assert (reading.session.article.id, at.selected) == ("ferry-1", "Report 1")
        assert [tag.annotator for tag in reading.session.index.by_id.values()] == ["ben"]


async def test_who_annotates_nothing_has_nothing_decided_against_them(tmp_path: Path) -> None:
    project = settled_project(tmp_path / "project")
    async with at_work(PostilApp(Project(project.folder, "dora"), None, lists=True), 80, 24) as at:
        await at.press("r")
        assert "dora annotates nothing in this project." in at.screen


async def test_alone_nothing_is_seen_of_a_team(make_library: Make, corpus: Project) -> None:
    async with at_work(make_library(), 80, 24) as at:
        for key in "ar":
            await at.press(key)
            assert f"{key} does nothing here" in at.screen
        assert "mine" not in at.screen
        assert "Mine, or all" not in {entry.name for entry in at.app.entries(at.app.screen)}
        await at.press("m n" + " m n" * 6)
        assert "There is no open article below this one." in at.screen
    assert not (corpus.folder / ".postil" / "team").exists()
