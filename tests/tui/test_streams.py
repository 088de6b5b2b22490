"""Streams that are closed, full or cut off, and ctrl+c: words once, a code, and no traceback."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.errors import PostilError
from tests.forked import Forked
from tui.commands.telling import stdout

SAMPLES = Path(__file__).parents[2] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def really(*arguments: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run postil as a program of its own."""
    command = [sys.executable, "-m", "tui.cli", *arguments]
    where = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    settings: dict[str, Any] = {"capture_output": True, "cwd": folder, "env": where, **options}
    return subprocess.run(command, check=False, timeout=60, **settings)


EXPORT = ("export", "--format", "jsonl", "--output", "-")


def test_stdout_is_nothing_but_data(program: Forked, gold: Path) -> None:
    done = program.run(EXPORT, gold)
    assert done.returncode == 0
    assert len([json.loads(row) for row in done.stdout.splitlines()]) == 4
    assert done.stderr == "4 articles with 233 spans; nothing lost.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
def test_a_reader_that_has_seen_enough_is_no_trouble(gold: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        settings = {"capture_output": False, "stdout": writing, "stderr": subprocess.PIPE}
        done = really(*EXPORT, folder=gold, **settings)
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such shells on Windows")
@pytest.mark.parametrize(
    ("arguments", "closed", "code"),
    [
        ("export --format jsonl --output -", ">&-", 1),
        ("export --format jsonl --output out.jsonl", ">&-", 0),
        ("export --format conll --output out", "2>&-", 0),
        ("stats", ">&-", 0),
        ("stats --json", ">&-", 0),
        ("stats", "2>&-", 0),
        ("open out.txt", "<&-", 1),
        ("open out.txt", ">&-", 1),
    ],
)
def test_a_stream_that_is_closed_is_no_crash(
    gold: Path, arguments: str, closed: str, code: int
) -> None:
    (gold / "out.txt").write_text("one")
    shell = f'exec "$PYTHON" -m tui.cli {arguments} {closed}'
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent), "PYTHON": sys.executable}
    done = subprocess.run(
        ["sh", "-c", shell], capture_output=True, cwd=gold, env=environment, timeout=60
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("cat", "--help"),
        ("cat", str(SAMPLES / "harbour-talks" / "gazette.txt")),
        ("export", "--format", "jsonl", "--output", "-"),
        ("formats",),
        ("stats", "--json"),
    ],
)
def test_a_full_disk_is_said_once_however_python_holds_back_its_output(
    program: Forked, gold: Path, arguments: tuple[str, ...]
) -> None:
    done = program.run(arguments, gold, out=FULL)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "postil: No space left on device. Free some space, then run the command again."
    ]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_words_that_nobody_can_read_are_no_crash_either(program: Forked, gold: Path) -> None:
    assert program.run(["cat", "gone.txt"], gold, err=FULL).returncode == 2
    assert program.run(["stats"], gold, err=FULL).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
def test_ctrl_c_ends_with_130_and_says_what_stands(tmp_path: Path) -> None:
    (tmp_path / "postil.toml").write_text("")
    code = (
        "import os, signal\n"
        "from annotations.project import Project\n"
        "Project.examples = lambda self: os.kill(os.getpid(), signal.SIGINT) or iter(())\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", code, "export", "--format", "jsonl", "--output", "out"]
    environment = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=tmp_path,
        env=environment,
        timeout=60,
        # A test run in the background has ctrl+c ignored, and so would have its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert done.returncode == 130
    assert done.stderr == b"postil: Stopped: nothing was written.\n"
    assert [file.name for file in tmp_path.iterdir()] == ["postil.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="locales are otherwise on Windows")
def test_the_locale_changes_nothing(program: Forked, gold: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {"PYTHONPATH": str(SAMPLES.parent), **plain}
    there = really(*EXPORT, folder=gold, env=environment)
    assert there.stdout.decode() == program.run(EXPORT, gold).stdout
    assert really("stats", folder=gold, env=environment).returncode == 0


def test_data_for_a_closed_stdout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(PostilError, match=r"Standard output is closed\. Send it to a file"):
        stdout()


def test_ctrl_c_while_it_starts_is_one_word() -> None:
    code = """
import runpy, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
runpy.run_module("postil", run_name="__main__")
"""
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=root
    )
    assert (done.returncode, done.stderr) == (130, "postil: Stopped.\n")
