"""`postil stats` and `postil init`."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from annotations.settings import Settings, read_settings

SAMPLES = Path(__file__).parents[3] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def test_stats_as_json(run: Run, gold: Path) -> None:
    result = run("stats", "--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "articles": 4,
        "annotations": 233,
        "suggestions": 0,
        "status": {"open": 0, "done": 4, "skipped": 0},
        "labels": {"actor": 93, "date": 56, "proposal": 44, "quote": 40},
        "annotators": {"gold": 233},
        "codes": {},
    }


def test_stats_of_speed(run: Run, gold: Path) -> None:
    from annotations.speed import Pace, append

    assert (
        run("stats", "--speed").stdout.split() == "label source tags keys/tag s/tag met/tag".split()
    )
    assert json.loads(run("stats", "--speed", "--json").stdout) == []
    append(gold / ".postil", [Pace("t", "actor", "", 3, 1.5, 0)])
    rows = [row.split() for row in run("stats", "--speed").stdout.splitlines()]
    assert rows[1:] == ["actor by hand 1 3.0 1.5 0.0".split(), "all 1 3.0 1.5 0.0".split()]
    assert json.loads(run("stats", "--speed", "--json").stdout)[0]["label"] == "actor"


def test_stats_in_columns(run: Run, gold: Path) -> None:
    rows = run("stats").stdout.splitlines()
    assert len({len(row) for row in rows}) == 1
    assert [row.split() for row in rows] == [
        ["articles", "4"],
        ["suggestions", "0"],
        ["status", "open", "0"],
        ["status", "done", "4"],
        ["status", "skipped", "0"],
        ["labels", "actor", "93"],
        ["labels", "date", "56"],
        ["labels", "proposal", "44"],
        ["labels", "quote", "40"],
        ["annotators", "gold", "233"],
    ]


def test_init_writes_what_can_be_read_and_never_twice(run: Run, tmp_path: Path) -> None:
    for arguments, folder in ((("init",), tmp_path), (("init", "--project", "p"), tmp_path / "p")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout == ""
        assert read_settings(folder / "postil.toml") == Settings()
        (folder / "postil.toml").write_text("annotator = 'ana'")
        result = run(*arguments)
        assert result.exit_code == 1
        assert "postil.toml exists already" in result.stderr
        assert (folder / "postil.toml").read_text() == "annotator = 'ana'"
