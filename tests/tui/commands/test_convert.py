"""`postil convert`: from format to format without a project, and what of it is told."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

GOLD = Path(__file__).parents[3] / "sample_articles" / "gold.jsonl"


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


def test_there_and_back_again_is_the_same(run: Run, tmp_path: Path) -> None:
    there, back = tmp_path / "there", tmp_path / "back.jsonl"
    for path, name, output in ((GOLD, "labelstudio", there), (there, "jsonl", back)):
        assert run("convert", str(path), "--to", name, "--output", str(output)).exit_code == 0
    by_id = [{line["id"]: line for line in lines(file.read_bytes())} for file in (GOLD, back)]
    assert by_id[0].keys() == by_id[1].keys()
    for id, line in by_id[0].items():
        assert by_id[1][id]["spans"] == line["spans"]
        assert by_id[1][id]["links"] == line["links"]
    assert not list(tmp_path.rglob(".postil"))


def test_what_is_not_read_is_named_unless_it_is_known_of(run: Run, tmp_path: Path) -> None:
    row = {
        "text": "Mara Oss left.",
        "spans": [{"start": 0, "end": 8, "label": "who"}],
        "cats": {"a": 1},
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row))
    asked = (
        "convert",
        str(tmp_path / "in.jsonl"),
        "--to",
        "brat",
        "--output",
        str(tmp_path / "out"),
    )
    result = run(*asked)
    assert result.exit_code == 1
    assert "\u201ccats\u201d was not read" in result.stderr
    result = run(*asked, "--force", "--ignore", "cats")
    assert (result.exit_code, result.stderr) == (0, "1 article with 1 span; nothing lost.\n")
    (standoff,) = (tmp_path / "out").glob("*.ann")
    assert standoff.read_text() == "T1\twho 0 8\tMara Oss\n"


def test_a_file_that_is_cut_off_is_not_converted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "Mara')
    result = run(
        "convert", str(tmp_path / "in.jsonl"), "--to", "csv", "--output", str(tmp_path / "out")
    )
    assert result.exit_code == 1
    assert "cut off" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_of_which_nothing_can_be_taken_says_why(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": " ", "label": [[0, 1, "a"]]}))
    asked = ("--to", "csv", "--output", str(tmp_path / "out"))
    result = run("convert", str(tmp_path / "in.jsonl"), *asked)
    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert "project" not in result.stderr
    (tmp_path / "in.json").write_text('{"%FEATURE_STRUCTURES": []}')
    result = run("convert", str(tmp_path / "in.json"), *asked)
    assert result.exit_code == 1
    assert "project" not in result.stderr
    assert not (tmp_path / "out").exists()
