"""The pilot: read by everybody, and told apart from the round that counts."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article, Metadata
from annotations.guidelines import digest_of
from annotations.project import Project
from annotations.settings import read_settings
from annotations.team.dealing import deal
from annotations.team.team import Team
from tests.annotations.corpus.test_drift import BRENN, LEE, ORAN, TEXT, TUESDAY, read
from tui.cli import postil

TEAM = '[team]\nannotators = ["ana", "ben"]\nadjudicators = ["dora"]\npilot = ["trial"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An event of the pilot in which ana and ben agree on nothing, and one in which they do."""
    (tmp_path / "postil.toml").write_text(TEAM)
    events = {"one": "trial", "two": "talks", "three": "talks"}
    Project(tmp_path).result.add(
        [Article(id, id, TEXT, Metadata(group=event)) for id, event in events.items()]
    )
    read(tmp_path, "ana", "one", (ORAN, LEE), "2031-03-03")
    read(tmp_path, "ben", "one", (TUESDAY, BRENN), "2031-03-03")
    return tmp_path


def main_round(folder: Path) -> None:
    for who in ("ana", "ben"):
        read(folder, who, "two", (ORAN, LEE, TUESDAY), "2031-04-03")


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    def call(*arguments: str) -> Result:
        at = ["--project", str(folder)]
        return CliRunner().invoke(postil, [*arguments, *at], env={"POSTIL_ANNOTATOR": "dora"})

    return call


def test_figures_are_of_the_main_round_and_the_pilot_is_beside_it(
    run: Callable[..., Result], folder: Path
) -> None:
    main_round(folder)
    found = json.loads(run("evaluate", "--annotators", "ana", "ben", "--json").stdout)
    assert (found["whole"]["exact"]["value"], found["whole"]["first"]) == (1, 3)
    assert [one["id"] for one in found["articles"]] == ["two"]
    assert (found["pilot"]["whole"]["exact"]["value"], found["pilot"]["articles"]) == (0, 1)
    rows = [
        line.split() for line in run("evaluate", "--annotators", "ana", "ben").stdout.split("\n")
    ]
    at = rows.index(["round", "articles", "F1", "half"])
    assert rows[at + 1 : at + 3] == [["pilot", "1", ".00", ".00"], ["main", "1", "1.00", "1.00"]]


def test_before_the_main_round_they_are_of_the_pilot_and_say_so(
    run: Callable[..., Result],
) -> None:
    told = run("evaluate", "--annotators", "ana", "ben", "--json")
    found = json.loads(told.stdout)
    assert (found["whole"]["exact"]["value"], found["pilot"]) == (0, None)
    assert "Only the pilot has been read so far: the figures are of it." in told.stderr


def test_where_nobody_read_anything_the_pilot_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(TEAM)
    Project(tmp_path).result.add([Article("one", "one", TEXT)])
    told = CliRunner().invoke(
        postil, ["evaluate", "--annotators", "ana", "ben", "--project", str(tmp_path)]
    )
    assert told.exit_code == 2
    assert "No article has been read by both ana and ben." in told.stderr


def test_a_paper_and_a_card_tell_of_rounds_guidelines_and_second_readings(
    run: Callable[..., Result], folder: Path
) -> None:
    main_round(folder)
    read(folder, "ana.2", "two", (ORAN, LEE), "2031-06-03")
    (folder / "guidelines").mkdir()
    (folder / "guidelines" / "actor.md").write_text("Names.")
    digest = digest_of("Names.")
    for file in (Project(folder, "ana").home / "articles").rglob("*.json"):
        label = '"label": "actor",'
        file.write_text(file.read_text().replace(label, f'{label}\n"guideline": "{digest}",'))
    said = json.loads(run("methods", "--json").stdout)
    words = " ".join(one["words"] for one in said)
    assert f"of these versions: actor {digest}." in words
    assert "That is of the main round; in the pilot" in words
    assert "the F1 was 0.00 (1 event)" in words
    assert "ana read 1 article once more" in words
    assert "with an F1 of 0.80 for exact spans" in words
    by_command = {one["words"]: one["command"] for one in said}
    for sentence, command in by_command.items():
        if "version" in sentence and digest in sentence:
            assert command == "postil stats --guidelines"
            assert digest in run(*command.split()[1:]).stdout
    out = folder.parent / "dataset"
    done = run("export", "--format", "csv", "--layers", "--license", "mit", "--output", str(out))
    assert done.exit_code == 0, done.output
    card = (out / "README.md").read_text()
    assert f"actor {digest}. (`postil stats --guidelines`)" in card
    assert re.search(r"\| actor \| 1\.00", card)


def test_a_pilot_that_is_no_group_is_named(run: Callable[..., Result], folder: Path) -> None:
    assert "pilot's" not in run("team").stderr
    (folder / "postil.toml").write_text(TEAM.replace('"trial"', '"trial", "triall"'))
    assert "No article is of the pilot's triall." in run("team").stderr


# How it is dealt


_names = st.sets(st.sampled_from([f"event-{n}" for n in range(30)]), min_size=1)


@given(_names, _names, st.integers(0, 4), st.sampled_from([0.0, 0.5, 1.0]))
def test_all_read_the_pilot_and_the_rest_is_dealt_as_without_it(
    groups: set[str], pilot: set[str], seed: int, overlap: float
) -> None:
    team = Team(("ana", "ben", "cyd"), overlap=overlap, seed=seed)
    tried = Team(("ana", "ben", "cyd"), overlap=overlap, seed=seed, pilot=tuple(sorted(pilot)))
    dealt = deal(groups, tried, {})
    assert dealt.keys() == groups
    assert all(dealt[name] == ("ana", "ben", "cyd") for name in groups & pilot)
    assert {name: who for name, who in dealt.items() if name not in pilot} == deal(
        groups - pilot, team, {}
    )
    assert deal(groups, tried, dealt) == dealt


def test_a_pilot_is_a_list_of_names(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text(TEAM)
    team = read_settings(tmp_path / "postil.toml").team
    assert team
    assert team.pilot == ("trial",)
