"""What is piped in and out: `-` is standard input, `--json` tells programs what was done."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tui.cli import postil

Run = Callable[..., Result]
ROW = {
    "id": "dam",
    "text": "Oru Vance spoke.",
    "spans": [{"start": 0, "end": 9, "label": "actor", "text": "Oru Vance", "annotator": "ana"}],
}


def piped(data: bytes, *arguments: str) -> Result:
    return CliRunner().invoke(postil, arguments, input=data, prog_name="postil")


def lines(*rows: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and one for what is put aside meanwhile."""
    (tmp_path / "work").mkdir()
    (tmp_path / "aside").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    return tmp_path


def test_import_takes_what_is_piped_in(run: Run, here: Path) -> None:
    result = piped(lines(ROW), "import", "-", "--json")
    assert result.exit_code == 0
    counts = {"articles": 1, "known": 0, "tags": 1, "suggestions": 0}
    told = {"labels": ["actor"], "mended": [], "problems": []}
    assert json.loads(result.stdout) == counts | told
    assert json.loads(piped(lines(ROW), "import", "-", "--json").stdout)["articles"] == 0
    assert list((here / "aside").iterdir()) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "standard input is empty."),
        (b'{"text": "cut o', "standard input"),
        (b"\xff\xfe\x00\x01 no dataset", "standard input is not in a format that postil can read."),
        (lines({**ROW, "spans": [{"start": 9, "end": 99, "label": "actor"}]}), "standard input"),
    ],
)
def test_what_is_wrong_with_it_is_told_by_that_name(here: Path, data: bytes, said: str) -> None:
    result = piped(data, "import", "-")
    assert result.exit_code == 1
    assert said in result.stderr
    assert str(here) not in result.stderr


def test_evaluate_takes_one_of_the_two(here: Path) -> None:
    Path("gold.jsonl").write_bytes(lines(ROW))
    for arguments in (("gold.jsonl", "-"), ("-", "gold.jsonl")):
        result = piped(lines(ROW), "evaluate", *arguments, "--json")
        assert result.exit_code == 0
        assert json.loads(result.stdout)["labels"]["actor"]["exact"]["value"] == 1
    result = piped(lines({"id": "other", "text": "Another one."}), "evaluate", "gold.jsonl", "-")
    assert "Not in standard input, so all missed: 1 of 1 article." in result.stderr
    assert piped(b"", "evaluate", "-", "-").exit_code == 2


def test_add_tells_what_became_of_each_article(run: Run, here: Path) -> None:
    Path("one.txt").write_text("One\n\nA ferry waits.\n")
    Path("two.txt").write_text("")
    result = run("add", "one.txt", "two.txt", "gone.txt", "--json")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert sorted(one["outcome"] for one in found) == ["added", "refused", "refused"]
    (added,) = (one for one in found if one["outcome"] == "added")
    assert run("list", "--ids").stdout.split() == [added["article"]]
    (again,) = [json.loads(line) for line in run("add", "one.txt", "--json").stdout.splitlines()]
    assert (again["outcome"], again["article"]) == ("same", added["article"])
    assert again["from"] == "one.txt"


def test_group_tells_what_it_proposes_and_makes(run: Run, here: Path) -> None:
    text = "The ferry of Ruan waits for a crew, and the crew waits for its pay since Monday. "
    rows = [{"id": f"dam-{n}", "title": f"T{n}", "text": text * 9 + str(n)} for n in range(2)]
    Path("in.jsonl").write_bytes(lines(*rows))
    assert run("add", "in.jsonl").exit_code == 0
    for option, made in (("--dry-run", False), ("--yes", True)):
        result = run("group", option, "--json")
        (one,) = [json.loads(line) for line in result.stdout.splitlines()]
        assert (one["made"], one["articles"]) == (made, ["dam-0", "dam-1"])
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert {row["group"] for row in listed} == {one["group"]}


def test_export_tells_what_it_wrote(run: Run, here: Path) -> None:
    piped(lines(ROW, {"id": "bare", "text": "Nothing here."}), "import", "-")
    result = run("export", "--format", "jsonl", "--output", "out.jsonl", "--json")
    told = json.loads(result.stdout)
    assert told["output"] == "out.jsonl"
    assert (told["articles"], told["spans"], told["untagged"]) == (2, 1, 1)
    assert told["annotators"] == {"ana": 1}
    both = run("export", "--format", "jsonl", "--output", "-", "--json")
    assert both.exit_code == 2
    assert both.stdout == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Articles without any tags: 1. To leave out"),
        (("--status", "open"), "Articles without any tags: 1."),
        (("--labels", "date"), "Articles without any such tags: 2."),
        (("--annotator", "ana"), "Articles without any such tags: 1."),
    ],
)
def test_articles_without_a_tag_are_counted_whatever_was_chosen(
    run: Run, options: tuple[str, ...], said: str
) -> None:
    day = {"start": 0, "end": 3, "label": "date", "annotator": "ben"}
    scheme = lines({"id": "may", "text": "May.", "spans": [day]}) if "date" in options else b""
    piped(lines(ROW, {"id": "bare", "text": "Nothing here."}) + scheme, "import", "-")
    result = run("export", "--format", "jsonl", "--output", "-", *options)
    assert said in result.stderr


def test_several_annotators_are_named_with_their_counts(run: Run) -> None:
    other = {"start": 10, "end": 15, "label": "proposal", "annotator": "ben"}
    piped(lines({**ROW, "spans": [*ROW["spans"], other]}), "import", "-")  # type: ignore[misc]
    result = run("export", "--format", "jsonl", "--output", "-")
    assert "tags by 2 annotators: ana 1, ben 1; 1 article by several of them" in result.stderr
    assert (
        "annotators are"
        not in run("export", "--format", "jsonl", "--output", "-", "--annotator", "ana").stderr
    )


def test_a_dataset_card_without_a_licence_is_said(run: Run) -> None:
    piped(lines(ROW), "import", "-")
    result = run("export", "--format", "hf-jsonl", "--output", "out")
    assert result.exit_code == 0
    assert "the licence is unknown. To name it, use --license NAME." in result.stderr
    assert "license: unknown" in Path("out", "README.md").read_text()
    named = run("export", "--format", "hf-jsonl", "--output", "two", "--license", "mit")
    assert "unknown" not in named.stderr
