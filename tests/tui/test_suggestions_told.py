"""`postil suggest` and `postil stats --sources`: counts of suggestions on stdout."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.project import Project
from tui.cli import postil

Run = Callable[..., Result]
ARTICLE = Article("a", "A", "On Monday Ann Lee left.")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs postil in a folder whose project has one article, with decisions on suggestions."""
    monkeypatch.chdir(tmp_path)
    records = [
        Annotation("1", 10, 17, "actor", "ann", origin="rule:name", verdict="accepted"),
        Annotation("2", 18, 22, "actor", "ann", origin="rule:name", verdict="rejected"),
        Annotation("3", 10, 13, "quote", "ann", origin="model:x", verdict="edited", score=0.5),
    ]
    change = Change("c", "c", "ann", "t", added=tuple(records))
    Project(tmp_path).store.apply(ARTICLE, change)

    def running(*arguments: str) -> Result:
        return CliRunner().invoke(postil, arguments, prog_name="postil")

    return running


def test_what_waits_by_source(run: Run) -> None:
    result = run("suggest")
    assert result.exit_code == 0
    assert result.stdout.split() == "source label waiting rule:date date 1".split()
    assert result.stderr == "postil: Articles: 1. Read now: 1.\n"
    assert "Read now: 0." in run("suggest").stderr


def test_what_waits_as_json(run: Run) -> None:
    assert json.loads(run("suggest", "--json").stdout) == {
        "articles": 1,
        "read": 1,
        "waiting": [{"source": "rule:date", "label": "date", "count": 1}],
        "silenced": [],
        "below": 0,
    }


def test_an_extra_that_is_missing_is_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotations.suggest.pipeline.find_spec", lambda name: None)
    (tmp_path / "postil.toml").write_text('[suggest]\non = ["spacy"]')
    assert "which you have not allowed for this project" in run("suggest").stderr
    assert run("trust", "--yes").exit_code == 0
    result = run("suggest")
    assert result.exit_code == 1
    assert result.stderr.startswith("postil: spaCy is not installed. Add it with: ")


def test_what_became_of_suggestions(run: Run) -> None:
    rows = run("stats", "--sources").stdout.splitlines()
    assert [row.split() for row in rows] == [
        "source label accepted edited rejected share".split(),
        "model:x quote 0 1 0 100%".split(),
        "rule:name actor 1 0 1 50%".split(),
    ]


def test_what_became_of_suggestions_as_json(run: Run) -> None:
    found = json.loads(run("stats", "--sources", "--json").stdout)
    assert found["silenced"] == []
    assert found["sources"][1] == {
        "source": "rule:name",
        "label": "actor",
        "accepted": 1,
        "edited": 0,
        "rejected": 1,
    }


def test_who_is_off_is_told_and_how_that_ends(run: Run, tmp_path: Path) -> None:
    tags = [
        Annotation(f"r{n:02}", 0, 3, "date", "ann", origin="rule:date", verdict="rejected")
        for n in range(30)
    ]
    Project(tmp_path).store.apply(ARTICLE, Change("z", "z", "ann", "t", added=tuple(tags)))
    assert "rule:date is off: too few" in run("suggest").stderr
    rows = run("stats", "--sources").stdout.splitlines()
    assert [row.split()[-1] for row in rows] == ["share", "100%", "off", "50%"]
    (tmp_path / "postil.toml").write_text('[suggest]\nalways = ["rule:date"]')
    assert " off" not in run("suggest").stderr
    assert " off" not in run("stats", "--sources").stdout


def test_one_table_at_a_time(run: Run) -> None:
    result = run("stats", "--sources", "--speed")
    assert result.exit_code == 2
    assert "Use one at a time" in result.stderr
