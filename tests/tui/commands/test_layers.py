"""In a team commands read and write the layer of whoever calls them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.entity import Entity
from annotations.project import Project

Run = Callable[..., Result]
TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["dora"]\n'
TEXT = "The weir of Low Marrow was closed on Monday, said Ada Quill.\n"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """A project of one article, in which each annotator has a tag and the result none."""
    (tmp_path / "postil.toml").write_text(TEAM)
    for name, label in (("ana", "actor"), ("ben", "date")):
        project = Project(tmp_path, name)
        tag = Annotation(new_id(), 4, 8, label, name)
        change = Change(new_id(), new_id(), name, now(), added=(tag,))
        project.store.apply(Article("weir", "The weir", TEXT), change)
    return tmp_path


def labels(run: Run, *before: str) -> dict[str, int]:
    result = run(*before, "list", "--json")
    assert result.exit_code == 0, result.stderr
    return dict(json.loads(result.stdout)["labels"])


def test_each_is_shown_their_own_layer_and_an_adjudicator_the_result(run: Run, team: Path) -> None:
    assert labels(run, "--annotator", "ana") == {"actor": 1}
    assert labels(run, "--annotator", "ben") == {"date": 1}
    result = run("stats", "--annotator", "dora", "--json")
    assert json.loads(result.stdout)["annotations"] == 0


@pytest.mark.parametrize(
    "call", [["list"], ["stats"], ["find", "weir"], ["check"], ["set", "weir", "--status", "done"]]
)
def test_who_is_in_no_layer_is_told_and_nothing_is_written(
    run: Run, team: Path, call: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_ANNOTATOR", "eve")
    before = sorted(team.rglob("*"))
    result = run(*call)
    assert result.exit_code == 2
    assert "eve is not in the team of this project." in result.stderr
    assert "POSTIL_ANNOTATOR: ana, ben or dora" in result.stderr
    assert sorted(team.rglob("*")) == before


def test_what_somebody_of_the_team_made_is_imported_into_their_layer(run: Run, team: Path) -> None:
    gold = {"id": "weir", "text": TEXT, "spans": [{"start": 37, "end": 43, "label": "date"}]}
    (team / "ben.jsonl").write_text(json.dumps(gold))
    result = run("import", "ben.jsonl", "--as", "ben")
    assert result.exit_code == 0, result.stderr
    assert labels(run, "--annotator", "ben") == {"date": 2}
    assert labels(run, "--annotator", "ana") == {"actor": 1}
    assert Project(team, "dora").store.totals().annotations == 0
    refused = run("import", "ben.jsonl", "--as", "eve")
    assert refused.exit_code == 2
    assert "is not in the team" in refused.stderr


def test_what_a_model_predicts_is_suggested_to_all_and_each_decides(run: Run, team: Path) -> None:
    spans = [{"start": 12, "end": 22, "label": "actor"}, {"start": 37, "end": 43, "label": "date"}]
    (team / "model.jsonl").write_text(json.dumps({"id": "weir", "text": TEXT, "spans": spans}))
    result = run("import", "model.jsonl", "--as", "model:mine")
    assert (result.exit_code, "Suggestions added: 2." in result.stderr) == (0, True), result.stderr
    ana, ben = Project(team, "ana"), Project(team, "ben")
    assert ana.store.totals().suggestions == ben.store.totals().suggestions == 2
    article = ana.store.article("weir")
    assert article
    one, two = (a for a in ana.store.load("weir").annotations.values() if not a.is_tag)
    mine = replace(one, annotator="ana", verdict="accepted")
    taken = Change(new_id(), new_id(), "ana", now(), removed=(one,), added=(mine,))
    saved = ana.store.apply(article, taken)
    assert (saved.change, saved.conflicts, saved.outside) == (taken, (), None)
    his = replace(one, annotator="ben", verdict="rejected")
    refused = Change(new_id(), new_id(), "ben", now(), removed=(one,), added=(his,))
    assert not ben.store.load("weir").annotations[one.id].is_tag
    assert ben.store.apply(article, refused).conflicts == ()
    held = [Project(team, name).store.load("weir").annotations for name in ("ana", "ben", "dora")]
    assert [found[one.id].verdict for found in held] == ["accepted", "rejected", "suggested"]
    assert [found[two.id].verdict for found in held] == ["suggested"] * 3
    assert [Project(team, name).store.totals().suggestions for name in ("ana", "ben")] == [1, 1]
    read = Project(team, "ana").store.read("weir")
    assert read
    assert read[1].annotations == held[0]
    # It can be taken back, done twice, and the doctor agrees with the history.
    ana.store.apply(article, replace(taken.inverse(), id=new_id(), kind="undo"))
    assert Project(team, "ana").store.load("weir").annotations[one.id] == one
    again = replace(taken, id=new_id(), kind="redo")
    ana.store.apply(article, again)
    ana.store.apply(article, again)
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (0, ""), result.stdout


def test_a_new_text_touches_no_other_layer_and_its_owner_finds_the_tags_moved(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana")
    hers, his = (Project(team, name).home for name in ("ana", "ben"))
    files = {path: path.read_bytes() for path in his.rglob("*") if path.is_file()}
    (team / "weir.txt").write_text(f"Once more. {TEXT}")
    assert run("set", "weir", "--title", "Weir").exit_code == 0
    article = Project(team, "ana").result.article("weir")
    assert article
    (team / "new.jsonl").write_text(json.dumps({"id": "weir", "text": f"Once more. {TEXT}"}))
    result = run("add", "new.jsonl", "--update")
    assert result.exit_code == 0, result.stderr
    assert "tags moved with their words: 1" in result.stderr
    assert {path: path.read_bytes() for path in files} == files
    assert any(hers.rglob("*.json"))
    ben = Project(team, "ben")
    (tag,) = ben.store.load("weir").annotations.values()
    assert (tag.start, tag.end) == (15, 19)
    first, moved = ben.store.history("weir")
    assert (first.text, moved.kind, moved.annotator) == (None, "import", "ben")
    assert len(ben.store.history("weir")) == 2


def test_entities_are_the_layers_own(team: Path) -> None:
    ana, ben, dora = (Project(team, name) for name in ("ana", "ben", "dora"))
    ana.entities.put(Entity("quill", "Ada Quill"))
    assert list(ana.entities.all()) == ["quill"]
    assert ben.entities.all() == dora.entities.all() == {}


def test_what_is_removed_comes_back_to_every_layer_from_the_backup(
    run: Run, team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana")
    held = [Project(team, name).store.load("weir") for name in ("ana", "ben")]
    result = run("remove", "weir")
    assert result.exit_code == 0, result.stderr
    assert "Its text was kept" in result.stderr
    for name in ("ana", "ben", "dora"):
        project = Project(team, name)
        assert project.store.article("weir") is None
        assert not project.store.load("weir").annotations
        assert project.store.history("weir") == []
    (kept,) = team.glob(".postil/backup/removed-*")
    for file in kept.rglob("*"):
        if file.is_file():
            to = team / ".postil" / file.relative_to(kept)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(file.read_bytes())
    assert [Project(team, name).store.load("weir") for name in ("ana", "ben")] == held
    assert [len(Project(team, name).store.history("weir")) for name in ("ana", "ben")] == [1, 1]


def test_the_doctor_finds_a_team_well(run: Run, team: Path) -> None:
    result = run("doctor")
    assert (result.exit_code, result.stdout) == (0, "")
    broken = Project(team, "ben").home / "entities" / "quill.json"
    broken.parent.mkdir()
    broken.write_text("{")
    result = run("doctor", "--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout.splitlines()[0])
    assert (told["kind"], told["layer"]) == ("damaged", Project(team, "ben").home.name)


@pytest.mark.parametrize("place", ["layers", "ana"])
def test_a_link_in_the_place_of_a_layer_leads_nowhere(
    run: Run, team: Path, place: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: Any
) -> None:
    monkeypatch.setenv("POSTIL_ANNOTATOR", "ana")
    outside = tmp_path_factory.mktemp("outside")
    home = Project(team, "ana").home
    home = home.parent if place == "layers" else home
    shutil.rmtree(home)
    home.symlink_to(outside)
    for call in (
        ["list"],
        ["suggest"],
        ["check"],
        ["set", "weir", "--status", "done"],
        ["import", "--as", "ana", "one.jsonl"],
    ):
        (team / "one.jsonl").write_text(json.dumps({"id": "other", "text": "Other words."}))
        run(*call)
    run("remove", "weir")
    assert list(outside.rglob("*")) == []
