"""The published commands of docs/training.md run, in order, one after the other.

What needs spaCy, torch or the Hub runs in `make conformance`, section by section with the programs
between the commands; here the commands of postil run, and the others are checked against what
those leave behind.
"""

import json
import re
import shlex
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.formats import format_named
from tui.cli import postil

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)


class Reader:
    """Does what the page says, in a folder with the sample articles in it."""

    def __init__(self, folder: Path, chdir: Callable[[Path], None]) -> None:
        self.folder, self.here, self._chdir = folder, folder, chdir
        self.done: list[str] = []

    def type(self, line: str) -> None:
        """Do one line of a block of commands."""
        program, *arguments = shlex.split(line)
        {"pip": self._pip, "cd": self._cd, "python": self._python, "postil": self._postil}[program](
            arguments
        )
        self.done.append(program)

    def run(self, program: str) -> None:
        """Check a Python program; the one that predicts leaves what it would have found."""
        compile(program, "docs/training.md", "exec")
        for name in re.findall(r'(?:load|load_dataset)\("([^"]+)"', program):
            assert (self.folder / name.split("/")[0]).is_dir(), f"{name} is nowhere made"
        for name in re.findall(r'Path\("([^"]+)"\)\.read', program):
            self._predict(self.folder / name, re.findall(r'Path\("([^"]+)"\)\.write', program)[0])

    def _predict(self, read: Path, written: str) -> None:
        lines = []
        for line in read.read_text("utf-8").splitlines():
            article = json.loads(line)
            spans = [{"start": 0, "end": 3, "label": "date"}]
            lines.append({"id": article["id"], "text": article["text"], "spans": spans})
        (self.folder / written).write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")

    def _pip(self, arguments: list[str]) -> None:
        extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
        for named in re.findall(r"\[([\w,]+)\]", " ".join(arguments)):
            assert set(named.split(",")) <= set(extras["optional-dependencies"])

    def _cd(self, arguments: list[str]) -> None:
        self.here = (self.here / arguments[0]).resolve()
        assert self.here.is_dir()
        self._chdir(self.here)

    def _python(self, arguments: list[str]) -> None:
        assert arguments[:3] == ["-m", "spacy", "train"]
        assert (self.here / arguments[3]).is_file()

    def _postil(self, arguments: list[str]) -> None:
        options = dict(pairwise(arguments))
        output = self.here / options["--output"] if arguments[0] == "export" else None
        assert output is None or not output.exists(), f"{output} was made before"
        result: Result = CliRunner().invoke(postil, arguments, prog_name="postil")
        chosen = format_named(options["--format"]) if output else None
        if chosen and result.exit_code == 2 and f"needs {chosen.module}" in result.stderr:
            # Its extra is not installed; the next lines go on with what it would have made.
            assert output
            output.mkdir()
            (output / "config.cfg").touch()
            return
        assert result.exit_code == 0, result.output


def test_the_page_can_be_followed_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample_articles").symlink_to(ROOT / "sample_articles")
    reader = Reader(tmp_path, lambda folder: monkeypatch.chdir(folder))
    page = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
    for language, block in BLOCK.findall(page):
        if language == "python":
            reader.run(block)
        else:
            for line in block.splitlines():
                reader.type(line)
    assert reader.done.count("postil") == 7
    assert reader.here == tmp_path
    result = CliRunner().invoke(postil, ["stats", "--json", "--project", "corpus"])
    counts = json.loads(result.stdout)
    assert counts["articles"] == 4
    assert counts["suggestions"] > 0
