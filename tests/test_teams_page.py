"""The commands of docs/teams.md run from top to bottom, with real git, in three clones."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from annotations.project import Project
from benchmarks.teams import settle
from docs.sample_team import GOLD, read
from tui.cli import postil

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(sh|toml)\n(.*?)```", re.DOTALL)
BEFORE, _, _REST = (ROOT / "docs" / "teams.md").read_text("utf-8").partition("## On a server\n")
ON_A_SERVER, _, AFTER = _REST.partition("\n## ")
GIT = {
    "GIT_AUTHOR_NAME": "ana", "GIT_AUTHOR_EMAIL": "ana@example.org", "GIT_COMMITTER_NAME": "ana",
    "GIT_COMMITTER_EMAIL": "ana@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
}  # fmt: skip


class Reader:
    """Does what the page says, and what the people in it do on the screen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.said: dict[str, str] = {}

    def type(self, line: str) -> None:
        """Do one line of a block of commands."""
        program, *arguments = shlex.split(line)
        if program == "cd":
            self._monkeypatch.chdir(Path(arguments[0]))
        elif program == "export":
            self._monkeypatch.setenv(*arguments[0].split("="))
        elif program == "git":
            done = subprocess.run(
                [program, *arguments], capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, (line, done.stderr)
        elif arguments == ["open"]:
            read(Project(Path.cwd()))
        elif arguments == ["adjudicate"]:
            settle(Project(Path.cwd()))
        else:
            self._call(arguments)

    def _call(self, arguments: list[str]) -> None:
        result = CliRunner().invoke(postil, arguments, prog_name="postil")
        assert result.exit_code == 0, (arguments, result.output)
        self.said[" ".join(arguments)] = result.stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_page_can_be_followed_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "sample_articles").symlink_to(ROOT / "sample_articles")
    reader = Reader(monkeypatch)
    for language, block in BLOCK.findall(BEFORE + AFTER):
        if language == "toml":
            with Path("postil.toml").open("a", encoding="utf-8") as settings:
                settings.write(block)
        else:
            for line in block.splitlines():
                reader.type(line)
    counts = json.loads(CliRunner().invoke(postil, ["stats", "--json"]).stdout)
    assert list(counts["annotators"]) == ["ben"]
    rows = {name: lines(tmp_path / f"{name}.jsonl") for name in ("result", "ana", "layers")}
    assert all(len(found) == 12 for found in rows.values())
    wanted = {(digest, tag.start, tag.end, tag.label)
              for digest, one in GOLD.items() for n, tag in enumerate(one.annotations)
              if n % 7 or n % 5}  # fmt: skip
    found = [(row["sha256"], span) for row in rows["result"] for span in row["spans"]]
    assert {(digest, s["start"], s["end"], s["label"]) for digest, s in found} == wanted
    assert {tuple(span["agreed"]) for _, span in found} == {("ana", "ben"), ("ana",), ("ben",)}
    assert {s["annotator"] for row in rows["ana"] for s in row["spans"]} == {"ana"}
    whose = Counter(s["annotator"] for row in rows["layers"] for s in row["spans"])
    assert whose["ana"] > whose["ben"] > 0
    against = reader.said["review --mine"]
    assert "ferry-strike-courier:292-322  nothing \u2192 actor" in against


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
