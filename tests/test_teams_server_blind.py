"""Blind on a server: who logs in as ana gets nothing of ben's from postil either, whatever it asks.

Here ana's postil says that it is ben, so that it asks for all that is ben's. So that this can fail,
everything is asked once more with the server's policies off.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.listing import Query
from annotations.project import Project
from annotations.store.postgres.people import parts_of, script
from annotations.store.protocol import Store
from annotations.team.team import Team
from tests.postgres import Database
from tests.test_teams_blind import ARTICLES, COMMANDS, a_sitting, decide, said
from tui.cli import postil

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

HIDDEN = re.compile("verdict|bens")


@dataclass
class OfTeam:
    """A team's database, and the folders from which its people work."""

    database: Database
    folder: Path
    names: dict[str, str]

    def settings(self) -> str:
        """What stands in postil.toml, with a URL that says nobody's name."""
        url = re.sub("//[^/]*@", "//", self.database.url)
        ana, ben, dora = self.names.values()
        return (f'store = "{url}"\n[team]\nannotators = ["{ana}", "{ben}"]\n'
                f'adjudicators = ["{dora}"]\n[article.attributes]\nframe = "text"\n')  # fmt: skip

    def project(self, name: str, beside: str = "") -> Project:
        """The project as somebody has it, in a folder of their own, or in one `beside` it."""
        folder = self.folder / (beside or name)
        folder.mkdir(exist_ok=True)
        (folder / "postil.toml").write_text(self.settings(), encoding="utf-8")
        return Project(folder, self.names[name])

    def off(self) -> None:
        """Take the policies away."""
        for table in ("layer", "annotation", "value", "change", "file"):
            self.database.run(f"alter table postil.{table} disable row level security")


@pytest.fixture
def server(database: Database, tmp_path: Path) -> OfTeam:
    """ben and the adjudicator have decided on everything, and ana on nothing."""
    names = {name: database.role(name) for name in ("ana", "ben", "dora")}
    made = OfTeam(database, tmp_path, names)
    team = Team((names["ana"], names["ben"]), adjudicators=(names["dora"],))
    database.run(script(parts_of(team)).encode())
    made.project("dora").result.add(ARTICLES)
    decide(made.project("dora"), "dora", "verdict")
    decide(made.project("ben"), "ben", "bens")
    return made


def told(store: Store) -> dict[str, str]:
    """What each method of a store that reads says of what there is."""
    article, id = ARTICLES[0], ARTICLES[0].id
    asked: dict[str, Callable[[], object]] = {
        "load": lambda: store.load(id),
        "news": lambda: store.news(article),
        "read": lambda: store.read(id),
        "kept": lambda: store.kept(id),
        "articles": lambda: list(store.articles()),
        "ids": lambda: list(store.ids()),
        "listing": store.listing,
        "place": lambda: store.place(Query(status="done"), id),
        "groups": lambda: store.groups(Query(status="done")),
        "totals": store.totals,
        "listed": lambda: store.listed(id),
        "find": lambda: store.find([article.digest], None),
        "history": lambda: store.history(id),
        "joined": lambda: store.joined(id),
        "begun": store.begun,
    }
    return {name: repr(ask()) for name, ask in asked.items()}


def of_an_idle_layer(server: OfTeam) -> dict[str, str]:
    """What the methods say of a layer in which nobody has done anything."""
    return told(server.project("ana", "idle").layer("nobody"))


def test_ana_finds_in_bens_layer_and_in_the_result_what_is_in_an_idle_one(server: OfTeam) -> None:
    idle, ana = of_an_idle_layer(server), server.project("ana")
    assert told(ana.layer(server.names["ben"])) == idle
    result = told(ana.result)
    assert {name for name in idle if result[name] != idle[name]} <= {"kept", "begun"}
    assert not any(map(HIDDEN.search, result.values()))


def test_without_policies_each_method_says_more(server: OfTeam) -> None:
    idle, ana = of_an_idle_layer(server), server.project("ana")
    server.off()
    for store in (ana.layer(server.names["ben"]), ana.result):
        found = told(store)
        assert {name for name in idle if found[name] == idle[name]} <= {"ids", "joined", "news"}


def run(server: OfTeam, folder: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the commands print where ana's postil, logged in as ana, says that it is ben."""
    project = server.project("ben", folder)
    (project.folder / "new").mkdir()
    (project.folder / "new" / "quay-0.txt").write_text(f"Once more. {ARTICLES[0].text}")
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("PGUSER", server.names["ana"])
    monkeypatch.setenv("POSTIL_ANNOTATOR", server.names["ben"])
    commands = {**COMMANDS, "export": [
        "export", "--format", "jsonl", "--layer", server.names["ben"], "--output", "-",
    ], "result": ["export", "--format", "jsonl", "--output", "-"]}  # fmt: skip
    return {
        name: said(CliRunner().invoke(postil, line, prog_name="postil"))
        for name, line in commands.items()
    }


def test_no_command_tells_ana_of_ben(server: OfTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, printed in run(server, "as-ben", monkeypatch).items():
        assert not HIDDEN.search(printed), (name, printed)


def test_without_policies_commands_tell(server: OfTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    server.off()
    printed = run(server, "as-ben", monkeypatch)
    telling = {name for name, one in printed.items() if HIDDEN.search(one)}
    assert {"list", "stats"} <= telling


@pytest.mark.parametrize("name", ["ana", "ben"])
async def test_no_screen_shows_ana_anything_of_ben(
    server: OfTeam, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGUSER", server.names["ana"])
    screens: list[str] = []
    await a_sitting(server.project(name, "sitting"), screens.append)
    assert "Oran" in "".join(screens)
    assert not any(map(HIDDEN.search, screens))
    monkeypatch.delenv("PGUSER")
    dora = server.project("dora")
    tagged = {one: dora.layer(role).totals().annotations for one, role in server.names.items()}
    assert tagged["ben"] == 3
    assert (tagged["ana"] > 0) is (name == "ana")


def test_a_notification_is_a_number(server: OfTeam) -> None:
    with psycopg.connect(server.database.url_as(server.names["ana"]), autocommit=True) as ana:
        ana.execute("listen postil")
        decide(server.project("ben"), "ben", "more")
        heard = [one.payload for one in ana.notifies(timeout=5, stop_after=3)]
    assert heard
    assert all(payload.isdigit() for payload in heard)
