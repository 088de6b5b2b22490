"""A team on a server at work: its start, second readings, what is withheld, and who may remove."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.annotation import Annotation, Change
from annotations.clock import new_id, now
from annotations.corpus.layers import others
from annotations.entity import Entity
from annotations.errors import Refused
from annotations.project import Project
from annotations.store.postgres.people import parts_of, script
from annotations.store.postgres.schema import migrations
from annotations.team.team import Team, again
from tests.postgres import Database
from tests.test_teams_blind import ARTICLES
from tests.test_teams_server_blind import OfTeam
from tui.cli import postil


@pytest.fixture
def team(database: Database, tmp_path: Path) -> OfTeam:
    """A database without a team so far; those who will be in it are known."""
    names = {name: database.role(name) for name in ("ana", "ben", "dora")}
    return OfTeam(database, tmp_path, names)


def enrol(team: OfTeam) -> None:
    """Have the administrator run what `postil team sql` prints."""
    ana, ben, dora = team.names.values()
    team.database.run(script(parts_of(Team((ana, ben), adjudicators=(dora,)))).encode())


def tag(project: Project, id: str, annotator: str, number: int = 0) -> None:
    article = project.result.article(ARTICLES[number].id)
    assert article
    at = article.text.index("Oran")
    attrs = {"entity": f"entity-of-{id}"}
    made = Annotation(id, at, at + 4, "actor", annotator, attrs)
    project.entities.put(Entity(f"entity-of-{id}", id))
    project.store.apply(article, Change(new_id(), new_id(), annotator, now(), added=(made,)))


def said(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.chdir(project.folder)
    monkeypatch.setenv("POSTIL_ANNOTATOR", project.annotator)
    done = CliRunner().invoke(postil, arguments, prog_name="postil")
    assert "Traceback" not in done.output
    return done.exit_code, done.output


def alone(team: OfTeam, tmp_path: Path) -> Project:
    """The database as whoever owns it has it, without a team."""
    folder = tmp_path / "alone"
    folder.mkdir()
    (folder / "postil.toml").write_text(f'store = "{team.database.url}"\n', encoding="utf-8")
    return Project(folder, "somebody")


def test_an_adjudicator_starts_a_team(
    team: OfTeam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = alone(team, tmp_path)
    before.result.add(ARTICLES)
    for name in ("ana", "ben"):
        tag(before, f"early-{name}", team.names[name])
    enrol(team)
    dora = team.project("dora")
    assert said(dora, monkeypatch, "team", "start")[0] == 0
    for name, other in (("ana", "ben"), ("ben", "ana")):
        project = team.project(name)
        held = project.store.load(ARTICLES[0].id)
        assert set(held.annotations) == {f"early-{name}"}
        assert set(project.entities.all()) == {f"entity-of-early-{name}"}
        assert project.layer(team.names[other]).load(ARTICLES[0].id).annotations == {}
    tag(team.project("ana"), "later", team.names["ana"])
    code, printed = said(dora, monkeypatch, "team", "start")
    assert (code, "nothing to copy" in printed) == (0, True)
    assert len(team.project("ana").store.load(ARTICLES[0].id).annotations) == 2


def test_a_second_reading_is_ones_own_and_nobody_elses(team: OfTeam) -> None:
    enrol(team)
    team.project("dora").result.add(ARTICLES)
    ana, ben, dora = (team.project(name) for name in ("ana", "ben", "dora"))
    tag(ana, "first", ana.annotator)
    second = Project(ana.folder, again(ana.annotator))
    id = ARTICLES[0].id
    assert second.store.load(id).annotations == {}
    tag(second, "second", second.annotator)
    assert set(second.store.load(id).annotations) == {"second"}
    assert set(ana.store.load(id).annotations) == {"first"}
    assert set(dora.layer(second.annotator).load(id).annotations) == {"second"}
    assert ben.layer(second.annotator).load(id).annotations == {}
    article = ben.result.article(id)
    assert article
    made = Annotation("foisted", 0, 4, "actor", "x")
    foisted = Change(new_id(), new_id(), "x", now(), added=(made,))
    with pytest.raises(Refused, match="nobody write in another's layer"):
        ben.layer(second.annotator).apply(article, foisted)


def test_what_is_drawn_for_a_reader_is_theirs(team: OfTeam) -> None:
    enrol(team)
    team.project("dora").result.add(ARTICLES)
    ana, ben = team.project("ana"), team.project("ben")
    trials = ana.home / "withheld" / "trials.jsonl"
    ana.files.append(trials, b'{"article": "quay-0"}')
    assert ana.files.read_file(trials) == b'{"article": "quay-0"}\n'
    as_ana = ben.seen_by(ana.annotator)
    assert as_ana.files.read_file(as_ana.home / "withheld" / "trials.jsonl") is None


def test_who_is_no_adjudicator_removes_nothing(
    team: OfTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(team)
    ana, dora = team.project("ana"), team.project("dora")
    dora.result.add(ARTICLES)
    tag(ana, "first", ana.annotator)
    code, printed = said(ana, monkeypatch, "remove", ARTICLES[0].id)
    assert (code, "only an adjudicator" in printed) == (1, True)
    assert ana.store.article(ARTICLES[0].id)
    assert said(dora, monkeypatch, "remove", ARTICLES[0].id)[0] == 0
    assert team.project("ana").store.article(ARTICLES[0].id) is None


def test_who_could_see_all_is_told(
    team: OfTeam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeps = "the server keeps nobody's layer from you"
    ana = team.project("ana")
    owned = ana.folder / "postil.toml"
    as_ana, url = owned.read_text("utf-8"), team.database.url
    owned.write_text(f'store = "{url}"\n{as_ana.partition(chr(10))[2]}', "utf-8")
    for _ in range(2):
        code, printed = said(ana, monkeypatch, "team")
        assert (code, f"You log in as a superuser: {keeps}" in printed) == (0, True)
        enrol(team)
    owned.write_text(as_ana, "utf-8")
    assert keeps not in said(ana, monkeypatch, "team")[1]
    code, printed = said(ana, monkeypatch, "doctor")
    assert (code, printed.endswith("Nothing is wrong.\n")) == (0, True)
    assert "another team" not in said(ana, monkeypatch, "team")[1]
    owned.write_text(as_ana.replace('"]\nadj', '", "eve"]\nadj'), "utf-8")
    assert "another team than postil.toml, as to eve." in said(ana, monkeypatch, "team")[1]
    code, printed = said(ana, monkeypatch, "doctor")
    assert (code, "server: The database has another team" in printed) == (1, True)
    owned.write_text(as_ana.replace("?host=", "?host=/nowhere"), "utf-8")
    code, printed = said(ana, monkeypatch, "doctor")
    assert (code, "server: " in printed) == (1, True)


def test_entities_of_the_result_are_shown_with_what_was_settled(team: OfTeam) -> None:
    enrol(team)
    dora, ben = team.project("dora"), team.project("ben")
    dora.result.add(ARTICLES)
    tag(dora, 'se"en ж', "dora")
    tag(dora, "unseen", "dora", 1)
    tag(ben, "own", ben.annotator)
    assert ben.seen_by(None).entities.all() == {}
    article = ben.store.article(ARTICLES[0].id)
    assert article
    done = Change(new_id(), new_id(), "ben", now(), status=("open", "done"))
    ben.store.apply(article, done)
    assert set(ben.seen_by(None).entities.all()) == {'entity-of-se"en ж'}
    assert set(ben.entities.all()) == {"entity-of-own"}


def test_who_does_what_is_shown(team: OfTeam, monkeypatch: pytest.MonkeyPatch) -> None:
    enrol(team)
    ana, dora = team.project("ana"), team.project("dora")
    dora.result.add(ARTICLES)
    assert said(ana, monkeypatch, "team", "deal")[0] == 0
    tag(ana, "first", ana.annotator)
    for project, shown in ((ana, {ana.annotator}), (dora, set(team.names.values()))):
        code, printed = said(project, monkeypatch, "team", "--json")
        parts = json.JSONDecoder().raw_decode(printed)[0]["annotators"]
        assert code == 0
        assert {one["annotator"] for one in parts if one["tags"] is not None} <= shown
        assert {one["articles"] for one in parts} == {3}


def test_who_left_and_who_meets_older_tables_is_told_what_to_do(
    team: OfTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(team)
    ana, ben = team.project("ana"), team.project("ben")
    newer = {**migrations(), 99: "create table postil.later ()"}
    with monkeypatch.context() as later:
        later.setattr("annotations.store.postgres.migrating.migrations", lambda: newer)
        assert "older version of postil" in said(ana, monkeypatch, "list")[1]
    team.database.run(script([(team.names["ana"], "annotator")]).encode())
    assert "You may not do this" in said(ben, monkeypatch, "list")[1]
    monkeypatch.setenv("PGUSER", "nobody-known")
    assert "does not know you" in said(ben, monkeypatch, "list")[1]


PARTIAL = [
    ["export", "--format", "jsonl", "--output", "-"],
    ["export", "--format", "jsonl", "--output", "-", "--layers"],
    ["evaluate", "--annotators", "{ana}", "{ben}"],
    ["methods"],
    ["team", "start"],
]


@pytest.mark.parametrize("arguments", PARTIAL, ids=" ".join)
def test_what_ana_may_read_in_part_passes_for_no_whole(
    team: OfTeam, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(team)
    team.project("dora").result.add(ARTICLES)
    for name in ("ana", "ben"):
        tag(team.project(name), name, team.names[name])
    line = [one.format(**team.names) for one in arguments]
    code, printed = said(team.project("ana"), monkeypatch, *line)
    assert (code, "kept from you in this database" in printed) == (1, True)
    assert "kept from you" not in said(team.project("dora"), monkeypatch, *line)[1]
    own = ["export", "--format", "jsonl", "--output", "-", "--layer", team.names["ana"]]
    assert said(team.project("ana"), monkeypatch, *own)[0] == 0


def test_the_card_of_ones_own_says_nothing_of_what_one_may_not_read(
    team: OfTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrol(team)
    team.project("dora").result.add(ARTICLES)
    ana = team.project("ana")
    tag(ana, "own", ana.annotator)
    line = ["export", "--format", "hf-jsonl", "--output", "set", "--layer", ana.annotator]
    assert said(ana, monkeypatch, *line)[0] == 0
    card = (ana.folder / "set" / "README.md").read_text("utf-8")
    assert "postil methods" not in card
    assert team.names["ben"] not in card


def test_who_reads_which_layer(team: OfTeam) -> None:
    enrol(team)
    names = {**team.names, "again": again(team.names["ana"]), "": ""}

    def read(name: str) -> set[str]:
        project = team.project(name)
        return {one for one, layer in names.items() if project.result.layer(layer).reads()}

    assert read("ana") == {"ana", "again"}
    assert read("ben") == {"ben"}
    assert read("dora") == {*names}


def test_where_nobody_adjudicates_that_is_said(
    team: OfTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben, _ = team.names.values()
    team.database.run(script(parts_of(Team((ana, ben)))).encode())
    project = team.project("ana")
    settings = project.folder / "postil.toml"
    lines = [one for one in settings.read_text("utf-8").splitlines() if "adjudic" not in one]
    settings.write_text("\n".join(lines), "utf-8")
    code, printed = said(project, monkeypatch, "adjudicate", "quay-0")
    assert (code, "Name adjudicators under [team]" in printed) == (1, True)


def test_who_is_not_blind_reads_the_others_and_not_the_result(team: OfTeam) -> None:
    ana, ben, dora = team.names.values()
    open_to_all = Team((ana, ben), blind=False, adjudicators=(dora,))
    team.database.run(script(parts_of(open_to_all)).encode())
    for name in team.names:
        project = team.project(name)
        settings = project.folder / "postil.toml"
        settings.write_text(settings.read_text("utf-8").replace("[team]", "[team]\nblind = false"))
    folder = {name: Project(team.folder / name, role) for name, role in team.names.items()}
    folder["dora"].result.add(ARTICLES)
    tag(folder["dora"], "settled", "dora")
    tag(folder["ben"], "bens", ben)
    id = ARTICLES[0].id
    assert {name: set(held.annotations) for name, held in others(folder["ana"], id).items()} == {
        ben: {"bens"}
    }
    assert folder["ana"].result.load(id).annotations == {}
    assert folder["ana"].result.layer(ben).reads()
    assert not folder["ana"].result.reads()
