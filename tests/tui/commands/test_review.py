"""`postil review`: what was decided against whom, and what it keeps from who annotates blind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.annotation import Change
from annotations.project import Project
from tests.annotations.corpus.teams import put, settled_project

Run = Callable[..., Result]


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """An article that ana and ben read otherwise, and dora took ana's word in."""
    return settled_project(tmp_path).folder


def reviewed(run: Run, *options: str) -> list[dict[str, object]]:
    result = run("review", "--json", *options)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_what_was_decided_against_one_with_words_and_why(run: Run, folder: Path) -> None:
    result = run("review", "--mine", "--annotator", "ben")
    assert result.exit_code == 0
    text = Project(folder, "ben").store.article("ferry-1")
    assert text is not None
    mine, stands = text.text[:8], text.text[:15]
    assert result.stdout == (
        f"ferry-1:0-8  actor \u201c{mine}\u201d \u2192 actor \u201c{stands}\u201d  "
        "[another was taken (dora 2031-04-02): the whole name]\n"
    )
    (one,) = reviewed(run, "--mine", "--annotator", "ben")
    assert (one["article"], one["start"], one["end"], one["why"], one["by"], one["whose"]) == (
        "ferry-1", 0, 8, "the whole name", "dora", []
    )  # fmt: skip


def test_against_who_was_right_nothing_was_decided(run: Run, folder: Path) -> None:
    result = run("review", "--mine", "--annotator", "ana")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing was decided against you." in result.stderr


def test_an_adjudicator_sees_everybodys_and_whose_was_taken(run: Run, folder: Path) -> None:
    (one,) = reviewed(run, "--annotator", "dora")
    assert (one["annotator"], one["whose"]) == ("ben", ["ana"])
    line = run("review", "--annotator", "dora").stdout
    assert "  ben  " in line
    assert "ana's was taken" in line


def test_who_has_not_done_an_article_is_told_nothing_of_it(run: Run, folder: Path) -> None:
    put(Project(folder, "ben"), "ferry-1",
        Change("c2", "x", "ben", "", status=("done", "open")))  # fmt: skip
    result = run("review", "--mine", "--annotator", "ben")
    assert result.stdout == ""
    assert "Not shown: 1 article settled already, but begun and not marked done." in result.stderr
    assert reviewed(run, "--mine", "--annotator", "cleo") == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--annotator", "ben"), "Add --mine for what was decided against you."),
        (("--mine", "--annotator", "dora"), "dora annotates nothing in this project."),
        (("--mine", "--annotator", "gus"), "gus annotates nothing in this project."),
    ],
)
def test_who_may_not_see_it_is_told(
    run: Run, folder: Path, options: tuple[str, ...], told: str
) -> None:
    result = run("review", *options)
    assert result.exit_code == 2
    assert told in result.stderr


def test_without_a_team_there_is_nothing_to_review(run: Run, gold: Path) -> None:
    result = run("review", "--mine")
    assert result.exit_code == 2
    assert "this project has no [team]" in result.stderr


def test_a_damaged_article_is_named_and_the_others_are_shown(run: Run, folder: Path) -> None:
    file = next((folder / ".postil" / "articles").rglob("strike-1*.json"))
    file.write_text("{")
    result = run("review", "--mine", "--annotator", "ben")
    assert "the whole name" in result.stdout
    assert result.exit_code == 1
    assert "strike-1" in result.stderr
