"""One's own articles once more: due weeks later, in a layer that knows nothing of the first one."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.annotation import Change
from annotations.clock import new_id
from annotations.corpus.again import due, other_reading, waiting
from annotations.errors import PostilError, UsageError
from annotations.project import Project
from annotations.settings import read_settings
from annotations.team.team import Team, again
from tests.test_teams_blind import ARTICLES, COMMANDS, decide, needs_proc, opened, said
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.cli import postil

NOW = datetime(2031, 6, 2, 12, tzinfo=UTC)
TEAM = (
    '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["dora", "ana"]\nblind = {blind}\n'
    "repeat = 1.0\nrepeat_after = {weeks}\n"
)


def _project(folder: Path, weeks: float = 0, blind: str = "true") -> Path:
    folder.mkdir()
    (folder / "postil.toml").write_text(
        TEAM.format(weeks=weeks, blind=blind) + '[article.attributes]\nframe = "text"\n'
    )
    Project(folder, "dora").result.add(ARTICLES)
    return folder


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A project in which ana has decided on everything in a first reading, and so have others."""
    folder = _project(tmp_path / "quays")
    for who, words in (("dora", "verdict"), ("ben", "bens"), ("ana", "first")):
        decide(Project(folder, who), who, words)
    CliRunner().invoke(postil, ["team", "deal", "--project", str(folder), "--annotator", "ana"])
    ana = Project(folder, "ana")
    assert ana.team
    assert due(ana, ana.team, datetime.now(UTC)) == {"quays"}
    return folder


def knows_nothing(told: str) -> bool:
    return not re.search("verdict|bens|dora|ben\\b|first(?!\\.? reading)", told)


def of_others(paths: list[Path], folder: Path) -> list[Path]:
    """What of these is in a layer that is not that of the second reading."""
    layers, own = folder / ".postil" / "layers", Project(folder, "ana.2").home
    return [path for path in paths if path.is_relative_to(layers) and path not in (layers, own)
            and not path.is_relative_to(own)]  # fmt: skip


# When


def _marked(folder: Path, id: str, at: datetime, status: str = "done") -> None:
    project = Project(folder, "ana")
    article = project.result.article(id)
    assert article
    stamp = at.isoformat(timespec="milliseconds")
    change = Change(new_id(), new_id(), "ana", stamp, status=("open", status))  # type: ignore[arg-type]
    project.store.apply(article, change)


@pytest.mark.parametrize(
    ("statuses", "ago", "is_due"),
    [
        (("done", "done", "done"), 29, True),
        (("done", "done", "done"), 27, False),
        (("done", "skipped", "done"), 29, True),
        (("skipped", "skipped", "skipped"), 29, False),
        (("done", "done", None), 29, False),
    ],
)
def test_a_group_is_due_weeks_after_all_of_it_was_done(
    tmp_path: Path, statuses: tuple[str | None, ...], ago: int, is_due: bool
) -> None:
    folder = _project(tmp_path / "quays", weeks=4)
    ana = Project(folder, "ana")
    assert ana.team
    CliRunner().invoke(postil, ["team", "deal", "--project", str(folder), "--annotator", "ana"])
    for article, status in zip(ARTICLES, statuses, strict=True):
        if status:
            _marked(folder, article.id, NOW - timedelta(days=ago), status)
    ana = Project(folder, "ana")
    assert ana.team
    assert bool(due(ana, ana.team, NOW)) == is_due
    # What was due stays so, and is asked for again in no file of the first reading.
    assert bool(due(Project(folder, "ana"), ana.team, NOW - timedelta(days=300))) == is_due
    assert waiting(Project(folder, "ana"), ana.team, NOW) == (3 if is_due else 0)


def test_a_reading_and_its_second_one_lead_to_each_other(shared: Path) -> None:
    second = other_reading(Project(shared, "ana"))
    assert (second.annotator, other_reading(second).annotator) == ("ana.2", "ana")
    assert second.home != Project(shared, "ana").home
    assert second.home.parent == Project(shared, "ana").home.parent
    assert second.store.totals().annotations == 0


@pytest.mark.parametrize("also", ["annotators", "adjudicators"])
def test_nobody_is_called_as_a_second_reading_is(tmp_path: Path, also: str) -> None:
    names = {"annotators": ["ana"], "adjudicators": ["dora"]}
    names[also] = [*names[also], "ana.2"]
    entries = "\n".join(f"{name} = {found}" for name, found in names.items())
    (tmp_path / "postil.toml").write_text(f"[team]\n{entries}\n")
    with pytest.raises(UsageError, match=r"ana\.2, which is ana reading once more"):
        read_settings(tmp_path / "postil.toml")


def test_who_reads_once_more_sees_nothing_whatever_the_settings() -> None:
    team = Team(("ana", "ben"), blind=False, adjudicators=("ana",))
    assert team.sees_all("ana")
    assert not team.sees_all(again("ana"))


# What it knows


@needs_proc
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_of_it_reads_another_layer(
    shared: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(shared)
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana.2")
    (shared / "new").mkdir()
    (shared / "new" / "quay-0.txt").write_text(f"Once more. {ARTICLES[0].text}")
    command = [word.replace("ana", "ana.2") if word == "ana" else word for word in COMMANDS[name]]
    with opened(monkeypatch) as paths:
        told = said(CliRunner().invoke(postil, command, prog_name="postil"))
    assert paths
    assert of_others(paths, shared) == []
    assert knows_nothing(told)


async def _a_sitting(project: Project, screens: list[str]) -> None:
    app = PostilApp(project, None, lists=True)
    async with at_work(app, 120, 36) as at:

        async def shown(keys: str) -> None:
            await at.type(keys)
            screens.append(at.screen)

        await shown("n n enter")
        screens.append(at.screen)
        await shown("a i")
        await shown("escape ctrl+t")
        await shown("0 escape")
        await shown("m b")
        await shown("/ O r a n enter escape")
        for keys in ("ctrl+f o r a n enter", "c"):
            await at.press("escape")
            await at.look(keys)
            screens.append(at.screen)
            await at.press("b")
        await shown("r")
        await shown("escape")


@needs_proc
@pytest.mark.parametrize("blind", ["true", "false"])
async def test_no_sitting_of_it_reads_another_layer_or_shows_it(
    shared: Path, monkeypatch: pytest.MonkeyPatch, blind: str
) -> None:
    settings = shared / "postil.toml"
    settings.write_text(settings.read_text().replace("blind = true", f"blind = {blind}"))
    screens: list[str] = []
    with opened(monkeypatch) as paths:
        await _a_sitting(Project(shared, "ana.2"), screens)
    own = Project(shared, "ana.2")
    assert any(path.is_relative_to(own.home) for path in paths)
    assert of_others(paths, shared) == []
    assert all(map(knows_nothing, screens))
    assert any(" again " in screen for screen in screens)
    tags = own.store.totals()
    assert (tags.annotations, tags.annotators) == (1, {"ana.2": 1})
    assert Project(shared, "ana").store.totals().annotations == 3


@needs_proc
async def test_a_control_that_opens_the_first_reading_is_caught(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "store", property(lambda project: project.layer("ana")))
    screens: list[str] = []
    with opened(monkeypatch) as paths:
        await _a_sitting(Project(shared, "ana.2"), screens)
    assert of_others(paths, shared)
    assert not all(map(knows_nothing, screens))


# How one comes to it


@pytest.mark.parametrize("key", ["o", "n"])
async def test_the_library_says_what_is_due_and_leads_there_and_back(
    shared: Path, key: str
) -> None:
    for who in ("ana", "ana.2", "ana"):
        app = PostilApp(Project(shared, who), None, lists=True)
        async with at_work(app, 120, 36) as at:
            if who == "ana":
                assert "3 articles wait to be read once more: press o." in at.notices
                await at.type(key)
            else:
                assert "nothing of your first reading is known" in at.notices
                assert " again " in at.screen
                await at.type("o")
        assert app.sitting.goes_on


def test_the_team_sees_how_far_second_readings_are(shared: Path) -> None:
    told = CliRunner().invoke(postil, ["team", "--project", str(shared), "--annotator", "dora"])
    rows = [line.split() for line in told.stdout.splitlines()]
    assert ["ana.2", "1", "0", "3", "0", "3", "0"] in rows
    assert not any(row[:1] == ["ben.2"] for row in rows)


async def test_where_nothing_is_due_the_key_says_so(tmp_path: Path) -> None:
    folder = _project(tmp_path / "quays", weeks=4)
    app = PostilApp(Project(folder, "ana"), None, lists=True)
    async with at_work(app, 120, 36) as at:
        await at.type("o")
        assert "nothing for you to read once more" in at.screen
    assert not app.sitting.goes_on


def test_open_again_says_why_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.commands import open as opening

    folder = _project(tmp_path / "quays", weeks=4)
    with pytest.raises(PostilError, match="nothing for you to read once more yet"):
        opening._again(Project(folder, "ana"), ())
    for who, paths in (("dora", ()), ("ana", ("a.txt",))):
        with pytest.raises(UsageError, match="--again is for"):
            opening._again(Project(folder, who), paths)
