"""What is said of whole articles: set and listed by command, filled in and taken back by key."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.annotation import Change, Code
from annotations.clock import new_id, now
from annotations.project import Project
from tests.tui.sitting import at_work
from tui.app import PostilApp

Run = Callable[..., Result]

SETTINGS = """
annotator = "ana"
[article.attributes]
frame = ["war", "peace talks"]
pages = "number"
sure = "flag"
[suggest]
on = []
"""


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "postil.toml").write_text(SETTINGS)
    for name in ("mill", "weir"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} of Orlo\n\nIt turns.\n")
    assert run("add", "mill.txt", "weir.txt").exit_code == 0
    return tmp_path


def ids(project: Path) -> list[str]:
    return list(Project(project).store.ids())


def test_commands_set_list_count_and_check_them(run: Run, project: Path) -> None:
    mill, weir = ids(project)
    told = run("set", mill, "--code", "frame=peace talks", "--code", "sure=yes")
    assert told.exit_code == 0
    assert "frame none -> peace talks; sure none -> yes" in told.stderr
    assert "nothing to change" in run("set", mill, "--code", "sure=yes").stderr
    rows = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [row["codes"] for row in rows] == [["frame=peace talks", "sure=yes"], []]
    assert json.loads(run("stats", "--json").stdout)["codes"] == {
        "frame=peace talks": 1,
        "sure=yes": 1,
    }
    run("set", mill, "--code", "sure=")
    assert Project(project).store.load(mill).codes_of("ana") == {"frame": "peace talks"}
    change = Change(new_id(), "x", "ben", now(), coded=(Code("ben", "frame", "dull"),))
    store = Project(project).store
    store.apply(store.article(weir), change)  # type: ignore[arg-type]
    assert run("check", "--kind", "code").stdout.splitlines() == [
        f"{weir} code: ben says frame 'dull'; frame is one of: war, peace talks"
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("frame=other", "frame is one of: war, peace talks."),
        ("mood=war", "Use one of: frame, pages, sure."),
        ("frame", "Write --code frame=conflict."),
        ("pages=many", "pages is a number"),
    ],
)
def test_what_cannot_be_said_is_refused(run: Run, project: Path, given: str, told: str) -> None:
    result = run("set", ids(project)[0], "--code", given)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not Project(project).store.load(ids(project)[0]).codes


async def test_they_are_filled_in_taken_back_and_filtered_by(project: Path) -> None:
    mill, weir = ids(project)
    async with at_work(PostilApp(Project.find(project, None), None, lists=True), 100, 30) as at:
        await at.press(f"enter I {7 * 'down '} space down 1 2 enter")
        session = at.workbench.reading.session
        assert session.codes_of("ana") == {"frame": "war", "pages": 12}
        await at.press("I")
        assert "war" in at.screen
        await at.press("escape u")
        assert session.codes_of("ana") == {}
        await at.press("U")
        assert session.codes_of("ana") == {"frame": "war", "pages": 12}
        await at.press("b / f r a m e : w enter")
        assert "The mill" in at.screen
        assert "The weir" not in at.screen
    assert Project(project).store.load(mill).codes_of("ana") == {"frame": "war", "pages": 12}
    assert not Project(project).store.load(weir).codes
