"""`postil evaluate` of files whose offsets count something else, and of numbers of tags."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

TEXT = "\U0001f41f\U0001f41f Olave Brunt sells herring in Skarvik."
WHO, WHERE = TEXT.index("Olave"), TEXT.index("Skarvik")
CODE_POINTS = [[WHO, WHO + 11, "actor"], [WHERE, WHERE + 7, "place"]]
WORDS = ["\U0001f41f\U0001f41f", "Olave", "Brunt", "sells", "herring", "in", "Skarvik", "."]
NUMBERS = [0, 1, 2, 0, 0, 0, 3, 0]
NAMES = "O, B-actor,I-actor,B-place"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One article in code points, in UTF-16 units and in bytes, and as tokens with numbers."""
    monkeypatch.chdir(tmp_path)
    for name, more in (("gold", 0), ("js", 2), ("bytes", 6)):
        spans = [[start + more, end + more, label] for start, end, label in CODE_POINTS]
        row = {"id": "a", "text": TEXT, "label": spans}
        Path(f"{name}.jsonl").write_text(json.dumps(row), "utf-8")
    row = {"tokens": WORDS, "ner_tags": NUMBERS}
    Path("tokens.jsonl").write_text(json.dumps(row), "utf-8")


def whole(done: Result) -> list[str]:
    """The cells of the last row of the first table."""
    assert done.exit_code == 0, done.output
    return done.stdout.split("\n\n")[0].splitlines()[-1].split()


@pytest.mark.parametrize(("name", "unit"), [("js", "utf-16"), ("bytes", "bytes")])
def test_offsets_count_what_is_said(run: Run, name: str, unit: str) -> None:
    asked = ("evaluate", f"{name}.jsonl", f"{name}.jsonl", "--offsets", unit)
    assert whole(run(*asked)) == ["all", "2", "2", "1.00", "1.00", "1.00", "1.00", "1.00", "0"]
    mixed = run("evaluate", "gold.jsonl", f"{name}.jsonl", "--offsets", "code-points")
    assert mixed.stdout.splitlines()[3].split()[3:6] == [".00", ".00", ".00"]


@pytest.mark.parametrize("order", [("gold", "tokens"), ("tokens", "gold"), ("tokens", "tokens")])
def test_numbers_have_the_names_that_are_said(run: Run, order: tuple[str, str]) -> None:
    asked = ("evaluate", *(f"{name}.jsonl" for name in order))
    nameless = run(*asked)
    assert nameless.exit_code == 1
    assert "--names" in nameless.stderr
    assert whole(run(*asked, "--names", NAMES))[:6] == ["all", "2", "2", "1.00", "1.00", "1.00"]


def test_names_are_refused_where_neither_has_numbers(run: Run) -> None:
    done = run("evaluate", "gold.jsonl", "js.jsonl", "--names", NAMES)
    assert done.exit_code == 2
    assert "no numbers that stand for labels" in done.stderr
