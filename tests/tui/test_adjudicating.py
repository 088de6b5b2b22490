"""Differences settled on the screen, over articles, until nothing is left; what is drawn of it."""

import json
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.corpus.adjudicating import Adjudication
from annotations.project import Project
from tests.annotations.adjudication.layers import layer, tag
from tests.tui.sitting import Sitting, at_work
from tests.tui.team import HARBOUR, say, team
from tui.app import PostilApp
from tui.inspector import Inspector


def app_of(folder: Path, annotator: str = "eve") -> PostilApp:
    adjudication = Adjudication(Project(folder, annotator))
    return PostilApp(adjudication.project, None, lists=True, ready=list(adjudication.ready()))


def inspector(sitting: Sitting) -> list[str]:
    """The rows from the rule down."""
    rows = sitting.screen.splitlines()
    rule = next(n for n, row in enumerate(rows) if row.startswith("\u2500\u2500"))
    return [row.rstrip() for row in rows[rule:] if row.strip()]


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
async def test_differences_are_settled_one_after_the_other(
    tmp_path: Path, columns: int, rows: int
) -> None:
    project = team(tmp_path)
    async with at_work(app_of(tmp_path), columns, rows) as sitting:
        await sitting.type("")
        assert sitting.selected == "3 May 2031"
        rule, words, *versions, row = inspector(sitting)
        assert rule.startswith("── extent ──")
        assert words.strip() == "Verrin said on 3 May 2031: “We will open the harbour.”"
        # Each version is a lane below its words, without a name.
        at = words.index("3 May")
        assert sorted((one[0], len(one.split("\u256f")[0]) - at) for one in versions) in [
            [("1", 4), ("2", 9)],
            [("1", 9), ("2", 4)],
        ]
        assert all(one[at] == "\u2570" for one in versions)
        for hint in ("1/2", "1-2 take", "e mend", "0 none"):
            assert hint in row
        assert not any(name in sitting.screen for name in ("ana", "ben"))
        await sitting.type("1")
        assert "Taken: " in sitting.screen
        assert inspector(sitting)[0].startswith("── speaker ──")
        await sitting.type("0")
        assert sitting.selected == "Nadia Quillon"
        await sitting.type("e , enter")
        assert "No differences are left." in sitting.workbench.reading.message
    result = project.result.load("harbour")
    agreed = {one.label: one.agreed for one in result.annotations.values()}
    assert agreed["actor"] == agreed["quote"] == ("ana", "ben")
    assert agreed["date"] in [("ana",), ("ben",)]
    assert result.status == "done"
    assert result.links == frozenset()
    (talks,) = project.result.load("talks").annotations.values()
    assert (talks.start, talks.end, talks.agreed) in [(0, 12, ()), (6, 12, ())]
    assert {one.by for one in project.result.load("talks").decisions} == {"eve"}


async def test_a_number_too_many_at_the_end_tags_nothing(tmp_path: Path) -> None:
    project = team(tmp_path)
    async with at_work(app_of(tmp_path)) as sitting:
        await sitting.type("1 0 1")
        assert sitting.workbench.reading.queue is None
        held = sitting.workbench.reading.session.contents
        await sitting.type("1 1 2")
        assert "2 does nothing here" in sitting.workbench.reading.message
        assert sitting.workbench.reading.session.contents == held
    assert project.result.load("talks").annotations == held.annotations


async def test_the_library_of_who_adjudicates_leads_there_too(tmp_path: Path) -> None:
    project = team(tmp_path)
    async with at_work(PostilApp(Project(tmp_path, "eve"), None, lists=True)) as sitting:
        await sitting.type("d 1 1")
        assert sitting.workbench.reading.session.article.id == "talks"
        await sitting.type("u")
        assert sitting.workbench.reading.session.article.id == "harbour"
        await sitting.type("1 1")
        assert sitting.workbench.reading.queue is None
    assert [project.result.load(id).status for id in ("harbour", "talks")] == ["done", "done"]


async def test_in_ones_own_layer_nothing_can_be_settled(tmp_path: Path) -> None:
    team(tmp_path)
    async with at_work(PostilApp(Project(tmp_path, "ana"), None, lists=True)) as sitting:
        await sitting.type("d")
        assert "your own layer" in sitting.library.state.message


async def test_what_was_settled_is_not_asked_again_but_a_new_tag_is(tmp_path: Path) -> None:
    project = team(tmp_path)
    async with at_work(app_of(tmp_path)) as sitting:
        await sitting.type("1 1 ! w h o ? enter")
    async with at_work(app_of(tmp_path)) as sitting:
        await sitting.type("")
        # The question that was kept comes again.
        assert sitting.workbench.reading.message.endswith("Kept as a question: who?")
        assert sitting.selected == "Nadia Quillon"
        await sitting.type("1")
        assert sitting.workbench.reading.queue is None
    ben = Project(tmp_path, "ben").store
    article = ben.article("harbour")
    assert article
    new = Annotation("b9", 55, 62, "actor", "ben")
    ben.apply(article, Change("x", "x", "ben", "2032", added=(new,)))
    adjudication = Adjudication(Project(tmp_path, "eve"))
    left = [case.ids for one in adjudication.ready() for case in adjudication.outcome(one).open]
    assert left == [("b9",)]
    assert project.result.load("talks").status == "done"


async def test_of_many_versions_each_has_a_row_and_the_text_gets_its_rows_back(
    tmp_path: Path,
) -> None:
    names = ["ana", "ben", "cyd", "dan", "fay", "gus"]
    project = Project(tmp_path, "eve")
    (tmp_path / "postil.toml").write_text(
        f"[team]\nannotators = {json.dumps(names)}\nreaders = 6\n"
    )
    article = Article("harbour", "Harbour", HARBOUR)
    for number, name in enumerate(names):
        say(project, name, article, layer(name, tag(name, 0, 18 + number), tag(f"{name}2", 60, 64)))
    async with at_work(app_of(tmp_path)) as sitting:
        await sitting.type("")
        _, _, *versions, row = inspector(sitting)
        assert [one[0] for one in versions] == [*"123456"]
        assert "1-6 take" in row
        await sitting.type("6")
        assert len(sitting.screen.splitlines()) == 24
        rows = sitting.screen.splitlines()
        assert [len(one) for one in rows] == [80] * 24
        assert sum(one.startswith("\u2500\u2500") for one in rows) == 1
        assert rows[18].startswith("\u2500\u2500")


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24), (80, 14)])
async def test_a_notice_hides_nothing_of_what_there_is_to_choose_from(
    tmp_path: Path, columns: int, rows: int
) -> None:
    team(tmp_path)
    app = app_of(tmp_path)
    async with app.run_test(size=(columns, rows), notifications=True) as pilot:
        sitting = Sitting(app, pilot)
        await sitting.type("")
        assert len(sitting.workbench.reading.choices) > 1
        below = sitting.workbench.query_one(Inspector).outer_size.height
        margin = sitting.workbench.query_one("ToastRack").styles.margin.bottom
        assert below < margin < rows - 4
