"""`postil team`: who reads what, what of it is done, agreement so far, and the start of a team."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.annotation import Annotation, Change
from annotations.corpus.sharing import Sharing
from annotations.disk.opening import Opening
from annotations.project import Project
from annotations.store.folders import layer_name
from tests.annotations.corpus.teams import team_project

Run = Callable[..., Result]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """A project of ana, ben and cleo, blind, in the current folder, with an adjudicator, dora."""
    return team_project(tmp_path).folder


def dealt(folder: Path) -> dict[str, tuple[str, ...]]:
    project = Project(folder, "ana")
    assert project.team is not None
    return dict(Sharing(project, project.team).deal().dealt)


def mark(folder: Path, id: str, annotator: str, *tags: Annotation) -> None:
    store = Project(folder, annotator).store
    article = store.article(id)
    assert article is not None
    change = Change(f"{id}-{annotator}", "x", annotator, "", added=tags, status=("open", "done"))
    store.apply(article, change)


def both_read(folder: Path) -> tuple[str, str, str]:
    """An event that two read, and who they are."""
    shares = dealt(folder)
    event, (one, other) = next(
        (group, who)
        for group, who in sorted(shares.items())
        if len(who) == 2 and group not in ("tea", "rain")
    )
    return event, one, other


def rows(result: Result) -> dict[str, list[str]]:
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.split("\n\n")[0].splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines}


def test_without_a_team_it_says_how_to_make_one(run: Run, gold: Path) -> None:
    result = run("team")
    assert result.exit_code == 2
    assert "This project has no team." in result.stderr
    assert "annotators = " in result.stderr


def test_who_has_what_before_and_after_it_is_dealt(run: Run, folder: Path) -> None:
    before = run("team", "--annotator", "dora")
    assert "6 groups are not dealt for good yet." in before.stderr
    assert not (folder / ".postil" / "team").exists()
    assert run("team", "deal", "--dry-run", "--annotator", "dora").stdout == before.stdout
    assert not (folder / ".postil" / "team").exists()
    after = run("team", "deal", "--annotator", "dora")
    assert after.stdout == before.stdout
    assert "6 groups dealt." in after.stderr
    assert "0 groups dealt." in run("team", "deal", "--annotator", "dora").stderr
    found = rows(after)
    assert found["annotator"] == "groups articles done open tags".split()
    assert sum(int(found[name][0]) for name in ("ana", "ben", "cleo")) == 6 + 3
    whole = json.loads(run("team", "--json", "--annotator", "dora").stdout)
    assert (whole["groups"], whole["shared"], whole["undealt"]) == (6, 3, 0)


def test_an_adjudicator_sees_what_is_done_and_how_two_agree(run: Run, folder: Path) -> None:
    event, one, other = both_read(folder)
    same = Annotation("1", 0, 6, "actor", one), Annotation("1", 0, 6, "actor", other)
    mark(folder, f"{event}-1", one, same[0], Annotation("2", 7, 8, "date", one))
    mark(folder, f"{event}-1", other, same[1])
    mark(folder, f"{event}-2", one)
    result = run("team", "--annotator", "dora")
    found = rows(result)
    assert (found[one][2], found[one][4]) == ("2", "2")
    assert (found[other][2], found[other][4]) == ("1", "1")
    agreement = [line.split() for line in result.stdout.split("\n\n")[1].splitlines()]
    assert agreement[0][:3] == ["between", "label", "articles"]
    assert [one, "and", other, "actor", "1", "1", "1", "1.00"] in [row[:8] for row in agreement]
    assert [one, "and", other, "date", "1", "1", "0", ".00"] in [row[:8] for row in agreement]
    (pair,) = json.loads(run("team", "--json", "--annotator", "dora").stdout)["agreement"]
    assert pair["between"] == [one, other]
    assert pair["labels"]["actor"]["exact"]["value"] == 1


def test_who_annotates_blind_sees_no_more_than_their_own(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, one, other = both_read(folder)
    for name in (one, other):
        mark(folder, f"{event}-1", name, Annotation(f"secret-{name}", 0, 6, "actor", name))
    opened, usual = list[str](), Opening.open

    def watched(path: Any, *arguments: Any, **named: Any) -> int:
        opened.append(str(path))
        return usual(path, *arguments, **named)

    monkeypatch.setattr(Opening, "open", staticmethod(watched))
    result = run("team", "--annotator", one)
    found = rows(result)
    assert found[one][2:] == ["1", str(int(found[one][1]) - 1), "1"]
    assert found[other][2:] == ["-", "-", "-"]
    assert "\n\n" not in result.stdout
    assert "The team is blind" in result.stderr
    whole = json.loads(run("team", "--json", "--annotator", one).stdout)
    assert whole["agreement"] is None
    assert [p["done"] is None for p in whole["annotators"]].count(True) == 2
    assert any(layer_name(one) in name for name in opened)
    assert not any(layer_name(other) in name for name in opened)


def test_where_the_team_is_not_blind_all_see_all(run: Run, folder: Path) -> None:
    settings = folder / "postil.toml"
    settings.write_text(settings.read_text().replace("[team]", "[team]\nblind = false"))
    event, one, other = both_read(folder)
    for name in (one, other):
        mark(folder, f"{event}-1", name, Annotation("1", 0, 6, "actor", name))
    result = run("team", "--annotator", one)
    assert rows(result)[other][2] == "1"
    assert f"{one} and {other}" in result.stdout


def test_what_is_read_once_more_has_a_column(run: Run, folder: Path) -> None:
    with (folder / "postil.toml").open("a") as settings:
        settings.write("repeat = 0.5\n")
    found = rows(run("team", "deal", "--annotator", "dora"))
    assert found["annotator"][:2] == ["groups", "again"]
    assert all(abs(int(found[n][1]) - int(found[n][0]) / 2) <= 0.5 for n in ("ana", "ben"))


def test_groups_that_are_gone_are_nobodys(run: Run, folder: Path) -> None:
    before = rows(run("team", "deal", "--annotator", "dora"))
    Project(folder, "ana").store.remove("tea", "x")
    after = rows(run("team", "--annotator", "dora"))
    names = ("ana", "ben", "cleo")
    readers = dealt(folder)["tea"]
    assert [int(before[n][0]) - int(after[n][0]) for n in names] == [n in readers for n in names]
    assert json.loads(run("team", "--json", "--annotator", "dora").stdout)["groups"] == 5


def test_who_is_not_in_the_team_is_told(run: Run, folder: Path) -> None:
    result = run("team", "--annotator", "gus")
    assert result.exit_code == 2
    assert "gus is not in the team" in result.stderr


def test_a_trial_of_nothing_is_refused(run: Run, folder: Path) -> None:
    assert run("team", "--dry-run", "--annotator", "ana").exit_code == 2


def test_start_says_what_it_did_and_does_it_once(run: Run, gold: Path) -> None:
    (gold / "postil.toml").write_text('[team]\nannotators = ["gold", "ana"]\n')
    trial = run("team", "start", "--dry-run", "--annotator", "ana")
    assert "233 tags in 4 articles would be copied into gold's layer." in trial.stderr
    first = run("team", "start", "--annotator", "ana")
    assert "233 tags in 4 articles copied into gold's layer." in first.stderr
    assert first.exit_code == 0
    again = json.loads(run("team", "start", "--json", "--annotator", "ana").stdout)
    assert (again["copied"], again["problems"]) == ({}, [])
    assert Project(gold, "gold").store.totals().annotations == 233
    assert len(Project(gold).result.load("ferry-strike-ledger").annotations) > 0


def test_start_names_what_it_could_not_copy_and_ends_with_1(run: Run, gold: Path) -> None:
    (gold / "postil.toml").write_text('[team]\nannotators = ["gold", "ana"]\n')
    mark(gold, "ferry-strike-ledger", "gold")
    result = run("team", "start", "--annotator", "ana")
    assert result.exit_code == 1
    assert "in 3 articles copied into gold's layer." in result.stderr
    assert "ferry-strike-ledger: gold's layer has other things in it already." in result.stderr
