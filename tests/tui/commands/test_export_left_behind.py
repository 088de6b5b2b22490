"""What an export leaves behind or puts side by side is told with its number."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXT = "Mara Oss left Port Anse."


def row(id: str, *spans: tuple[int, int, str, str]) -> dict[str, Any]:
    tags = [{"start": a, "end": b, "label": label, "annotator": who} for a, b, label, who in spans]
    return {"id": id, "text": f"{TEXT} {id}", "spans": tags}


def brought(run: Run, tmp_path: Path, *rows: dict[str, Any], who: str = "") -> None:
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in rows))
    done = run("import", "in.jsonl", "--project", "p", *(("--as", who) if who else ()))
    assert done.exit_code == 0


def exported(run: Run, name: str, *more: str) -> Result:
    asked = ("export", "--format", name, "--output", "out", "--force", "--project", "p", *more)
    return run(*asked)


@pytest.mark.parametrize(
    ("name", "told"),
    [("conll", True), ("csv", True), ("brat", True), ("jsonl", False), ("labelstudio", False)],
)
def test_suggestions_that_wait_are_told_where_they_stay_behind(
    run: Run, tmp_path: Path, name: str, told: bool
) -> None:
    brought(run, tmp_path, row("a", (0, 8, "actor", "ana")))
    guessed = [row("a", (14, 23, "actor", "x")), row("b", (0, 8, "actor", "x"))]
    brought(run, tmp_path, *guessed, who="model:m")
    done = exported(run, name)
    assert done.exit_code == 0
    assert ("2 suggestions left out, which wait for an answer." in done.stderr) is told


def test_tags_of_several_in_one_article_are_told(run: Run, tmp_path: Path) -> None:
    one = row("a", (0, 8, "actor", "ana"), (0, 8, "actor", "ben"))
    brought(run, tmp_path, one, row("b", (0, 8, "actor", "ana")))
    done = exported(run, "jsonl")
    assert "tags by 2 annotators: ana 2, ben 1; 1 article by several of them" in done.stderr
    assert "use --annotator NAME" in done.stderr
    alone = exported(run, "jsonl", "--annotator", "ana")
    assert "several" not in alone.stderr


def test_of_a_team_each_layer_can_be_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "postil.toml").write_text('[team]\nannotators = ["ana", "ben"]\n')
    for who in ("ana", "ben"):
        brought(run, tmp_path, row("a", (0, 8, "actor", who)), who=who)
    refused = exported(run, "conll")
    assert refused.exit_code == 1
    assert "Nothing is adjudicated yet" in refused.stderr
    assert "--layer NAME or --layers" in refused.stderr
    both = exported(run, "conll", "--layers")
    assert "1 article by several of them, side by side" in both.stderr
    assert "use --layer NAME" in both.stderr
