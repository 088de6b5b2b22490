"""Tags by several annotators: where a format does not say whose each is, one has to be named."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.formats import format_named, formats

Run = Callable[..., Result]

TEXT = "Rosa Quay sold the mill to Ib Torn in June."
BLENDING = [one.name for one in formats() if not one.signed]
SIGNING = [one.name for one in formats() if one.signed]


def row(id: str, *spans: tuple[int, int, str, str]) -> dict[str, Any]:
    tags = [{"start": a, "end": b, "label": label, "annotator": who} for a, b, label, who in spans]
    return {"id": id, "text": f"{TEXT} {id}", "spans": tags}


ONE = row("one", (0, 9, "actor", "ana"), (27, 34, "actor", "ben"), (0, 9, "actor", "ben"))
TWO = row("two", (38, 42, "date", "ana"))


@pytest.fixture
def project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without a team, in which ana tagged two articles and ben one of them."""
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (ONE, TWO)))
    assert run("import", "in.jsonl", "--project", "p").exit_code == 0
    return tmp_path


def exported(run: Run, name: str, *more: str) -> Result:
    return run("export", "--format", name, "--output", "out", "--project", "p", *more)


def test_what_says_whose_a_tag_is() -> None:
    training = "conll hf hf-jsonl spacy gliner chat sharegpt pairs doccano"
    assert training.split() == BLENDING


@pytest.mark.parametrize("name", BLENDING)
def test_tags_of_several_are_not_blended(run: Run, project: Path, name: str) -> None:
    if needed := format_named(name).module:
        pytest.importorskip(needed, reason=f"{needed} is not installed")
    done = exported(run, name)
    assert done.exit_code == 1
    assert "tags by 2 annotators: ana 2, ben 2; 1 article by several" in done.stderr
    assert f"{name} does not say whose a tag is" in done.stderr
    assert "--annotator NAME" in done.stderr
    assert "--layers" in done.stderr
    assert not (project / "out").exists()


@pytest.mark.parametrize("name", SIGNING)
def test_what_says_whose_each_tag_is_has_all(run: Run, project: Path, name: str) -> None:
    done = exported(run, name)
    assert done.exit_code == 0
    assert "tags by 2 annotators: ana 2, ben 2" in done.stderr
    assert "use --annotator NAME" in done.stderr


def test_nothing_is_streamed_before_it_is_known_whose_tags_are_wanted(
    run: Run, project: Path
) -> None:
    asked = ("export", "--format", "chat", "--output", "-", "--project", "p")
    done = run(*asked)
    assert (done.exit_code, done.stdout) == (1, "")
    done = run(*asked, "--layers")
    assert done.exit_code == 0
    assert done.stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("asked", "tags"),
    [
        (["--annotator", "ana"], {"ana": 2}),
        (["--annotator", "ana", "--annotator", "ben"], {"ana": 2, "ben": 2}),
        (["--layers"], {"ana": 2, "ben": 2}),
        (["--labels", "date"], {"ana": 1}),
    ],
)
def test_what_is_asked_for_goes_in(
    run: Run, project: Path, asked: list[str], tags: dict[str, int]
) -> None:
    done = exported(run, "conll", *asked, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["annotators"] == tags


def test_of_one_annotator_nothing_is_asked(run: Run, project: Path) -> None:
    Path("mine.jsonl").write_text(json.dumps(row("mine", (0, 9, "actor", "ben"))))
    assert run("import", "mine.jsonl", "--project", "q").exit_code == 0
    asked = ("export", "--format", "conll", "--output", "out", "--project", "q")
    done = run(*asked)
    assert (done.exit_code, "annotators" in done.stderr) == (0, False)


def test_those_who_turned_suggestions_down_have_no_tags_to_blend(run: Run, project: Path) -> None:
    verdict = {"start": 27, "end": 34, "label": "actor", "annotator": "ben", "verdict": "rejected"}
    mine = row("mine", (0, 9, "actor", "ana"))
    Path("mine.jsonl").write_text(json.dumps({**mine, "suggestions": [verdict]}))
    assert run("import", "mine.jsonl", "--project", "q").exit_code == 0
    asked = ("export", "--format", "gliner", "--output", "out", "--project", "q")
    assert run(*asked).exit_code == 0


def test_converting_asks_as_well(run: Run, project: Path) -> None:
    asked = ("convert", "in.jsonl", "--to", "conll", "--output", "columns")
    done = run(*asked)
    assert done.exit_code == 1
    assert "tags by 2 annotators: ana 2, ben 2" in done.stderr
    assert not Path("columns").exists()
    assert run(*asked, "--layers").exit_code == 0
    assert Path("columns", "actor.conll").read_text().count("B-actor") == 2
    assert run(*asked, "--annotator", "ben", "--force").exit_code == 0
    assert "B-date" not in Path("columns", "flat.conll").read_text()
    assert run("convert", "in.jsonl", "--to", "brat", "--output", "brat").exit_code == 0
