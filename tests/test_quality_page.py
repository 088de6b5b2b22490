"""The commands of docs/quality.md run from top to bottom in the sample project of a team."""

import json
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from docs import sample_page
from docs.sample_team import SAMPLES
from tui.cli import postil

PAGE = Path(__file__).parent.parent / "docs" / "quality.md"
FINDS = 1
"""How a check ends that has found something."""


def test_the_page_can_be_followed_from_top_to_bottom() -> None:
    lines = [line for block in re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
             for line in block.splitlines()]  # fmt: skip
    said: dict[str, str] = {}
    with sample_page.sample() as folder:
        gold = (SAMPLES / "gold.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "gold.jsonl").write_text("".join(gold), encoding="utf-8")
        (folder / "predicted.jsonl").write_text("".join(gold[:-1]), encoding="utf-8")
        for line in lines:
            program, *arguments = shlex.split(line, comments=True)
            assert program == "postil"
            result = CliRunner().invoke(postil, arguments, prog_name="postil")
            found = arguments[0] == "check" and result.exit_code == FINDS and result.stdout
            assert result.exit_code == 0 or found, (line, result.output)
            said[shlex.join(arguments)] = result.output
        assert (folder / "agreement.html").read_text("utf-8").startswith("<!doctype html>")
    assert len(said) == len(lines) > 10
    assert "link: quote without speaker" in said["check"]
    assert "so all missed: 1 of 4 articles" in said["evaluate gold.jsonl predicted.jsonl"]
    assert json.loads(said["methods --json"])[-1]["command"] == "postil --version"
