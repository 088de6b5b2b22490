"""The report on what was lost stands with its dataset, and tells what the dataset is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from msgspec.structs import replace

from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats import Request, format_named, output
from annotations.formats.loss import Loss, Lost
from annotations.formats.pages.front_matter import front_matter

# The report


def test_a_report_stands_beside_a_file_that_lost_something_and_goes_with_it(tmp_path: Path) -> None:
    losing, target = Loss(1, 1, {Lost("span", "a", "dropped", "why"): 1}, {}), tmp_path / "out"
    report = tmp_path / "out.LOSS.json"

    def write(loss: Loss) -> Callable[[BinaryIO], Loss]:
        return lambda out: (out.write(b"x"), loss)[1]

    losing = replace(losing, first=dict.fromkeys(losing.lost, "a, 0-1"))
    output.file(write(losing), target, force=False)
    assert json.loads(report.read_bytes())["lost"] == [
        {"kind": "span", "label": "a", "what": "dropped", "why": "why", "count": 1}
        | {"for example": "a, 0-1"}
    ]
    output.file(write(Loss(1, 1)), target, force=True)
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_folder_has_its_report_in_it_with_every_file(
    examples: list[Example], tmp_path: Path
) -> None:
    parts = {e.article.id: "train" for e in examples}
    format_named("jsonl").export(lambda: examples, tmp_path / "a", request=Request(parts=parts))
    report = json.loads((tmp_path / "a" / "LOSS.json").read_bytes())
    size = (tmp_path / "a" / "train.jsonl").stat().st_size
    assert (report["format"], report["lost"]) == ("jsonl", [])
    assert report["files"] == {"train.jsonl": size}


def test_what_is_added_before_the_folder_is_seen_is_part_of_it(
    examples: list[Example], tmp_path: Path
) -> None:
    def card(folder: Path, loss: Loss) -> None:
        (folder / "CARD.md").write_text(loss.lines()[0])

    chosen = format_named("csv")
    for force in (False, True):
        chosen.export(lambda: examples, tmp_path / "out", force, finish=card)
    assert (tmp_path / "out" / "CARD.md").read_text().startswith("3 articles")
    assert "CARD.md" in json.loads((tmp_path / "out" / "LOSS.json").read_bytes())["files"]


def test_a_card_may_take_over_the_head_that_readers_look_for(
    examples: list[Example], tmp_path: Path
) -> None:
    def card(folder: Path, loss: Loss) -> None:
        (folder / "README.md").write_text(front_matter({"license": "other", **loss.head}))

    format_named("hf-jsonl").export(lambda: examples, tmp_path / "out", finish=card)
    lines = (tmp_path / "out" / "README.md").read_text().splitlines()
    assert lines[1:3] == ["license: other", "configs:"]
    assert any(line.endswith("path: spans/train.jsonl") for line in lines)


def test_a_file_that_somebody_has_edited_is_not_replaced(
    examples: list[Example], tmp_path: Path
) -> None:
    chosen = format_named("hf-jsonl")
    chosen.export(lambda: examples, tmp_path / "out")
    with (tmp_path / "out" / "README.md").open("a") as readme:
        readme.write("My own words.")
    with pytest.raises(PostilError, match=r"not from an export: README\.md"):
        chosen.export(lambda: examples, tmp_path / "out", force=True)


def test_a_report_that_is_no_report_protects_the_folder(tmp_path: Path) -> None:
    for report in (b"", b"[]", b'{"files": 3}', b"[" * 10_000):
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / "LOSS.json").write_bytes(report)
        (tmp_path / "out" / "mine").write_bytes(b"x")
        with pytest.raises(PostilError, match="not from an export: mine"):
            format_named("csv").export(list, tmp_path / "out", force=True)
