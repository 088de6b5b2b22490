"""The command line: data on stdout, words on stderr, exit codes, and no screen where none is."""

import errno
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
from annotations.formats import FORMATS
from tui.cells.shown_bytes import stdout
from tui.cli import COMMANDS

SAMPLES = Path(__file__).parent.parent.parent / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


def really(*arguments: str, folder: Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run postil as a program of its own."""
    command = [sys.executable, "-m", "tui.cli", *arguments]
    where = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    settings: dict[str, Any] = {"capture_output": True, "cwd": folder, "env": where, **options}
    return subprocess.run(command, check=False, timeout=60, **settings)


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  postil {command}" in result.stdout
    assert "Example" in result.stdout
    assert "--project DIR" in result.stdout or command in ("formats", "demo", "tutor")


def test_the_help_of_export_names_every_format(run: Run) -> None:
    words = run("export", "--help").stdout.split("--format NAME")[1].split("--output")[0]
    assert all(name in words for name in FORMATS)


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("postil ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("nonsense",), 2),
        (("export",), 2),
        (("open",), 2),
        (("export", "--format", "xml", "--output", "x"), 2),
        (("export", "--format", "conll", "--output", "-"), 2),
        (("stats", "--project", "gone"), 2),
        (("export", "--format", "jsonl", "--output", "-", "--project", "gone"), 2),
        (("import", "gone.jsonl"), 1),
        (("import", "."), 1),
        (("open", "gone.txt"), 1),
    ],
)
def test_a_wrong_call_ends_with_words_and_a_code(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [("stats",), ("open", "a.txt"), ("import", "a.jsonl")])
def test_a_mistake_in_the_settings_ends_with_2(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "postil.toml").write_text("anotator = 'ana'")
    result = run(*command)
    assert result.exit_code == 2
    assert "no setting 'anotator'. Did you mean annotator?" in result.stderr


def test_a_project_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("stats", "--project", "file")
    assert result.exit_code == 2
    assert "file is not a folder" in result.stderr


# Open


# As a program


@pytest.mark.parametrize(
    ("arguments", "light"),
    [
        (("--version",), True),
        (("--help",), True),
        (("init",), False),
        (("stats",), False),
        (("stats", "--json"), False),
        (("import", str(GOLD)), False),
        (("export", "--format", "jsonl", "--output", "-"), False),
        (("export", "--format", "conll", "--output", "out"), False),
        (("export", "--format", "html", "--output", "out.html"), False),
        (("formats",), False),
        (("open", str(GOLD)), False),
    ],
)
def test_without_a_screen_nothing_of_a_screen_is_loaded(
    tmp_path: Path, arguments: tuple[str, ...], light: bool
) -> None:
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print(*sorted({m.split('.')[0] for m in sys.modules}),"
        " file=sys.stderr))\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    if arguments != ("init",):
        (tmp_path / "postil.toml").write_text("")
    command = [sys.executable, "-c", code, *arguments]
    environment = {"PYTHONPATH": str(SAMPLES.parent), **os.environ}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=60
    )
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"textual", "rich", "spacy", "pyarrow", "numpy"}
    if light:
        # Help names the fields of an article, which are those of a struct.
        named: set[str] = set() if "--help" in arguments else {"msgspec"}
        assert not loaded & {"tinydb", "wcwidth", *named}


def test_stdout_is_nothing_but_data(gold: Path) -> None:
    done = really("export", "--format", "jsonl", "--output", "-", folder=gold)
    assert done.returncode == 0
    assert len([json.loads(row) for row in done.stdout.splitlines()]) == 4
    assert done.stderr == b"4 articles with 233 spans; nothing lost.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
def test_a_reader_that_has_seen_enough_is_no_trouble(gold: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        arguments = ("export", "--format", "jsonl", "--output", "-")
        settings = {"capture_output": False, "stdout": writing, "stderr": subprocess.PIPE}
        done = really(*arguments, folder=gold, **settings)
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_stats_on_a_terminal_are_a_table_and_the_only_use_of_rich(gold: Path) -> None:
    import pty

    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('rich' in sys.modules, 'textual' in sys.modules,"
        " file=sys.stderr))\n"
        "from tui.cli import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent), "TERM": "xterm"}
    seen: dict[str, tuple[str, bytes]] = {}
    for arguments in (("stats",), ("stats", "--json")):
        ours, theirs = pty.openpty()
        try:
            command = [sys.executable, "-c", code, *arguments]
            done = subprocess.run(
                command,
                stdin=theirs,
                stdout=theirs,
                stderr=subprocess.PIPE,
                cwd=gold,
                env=environment,
                timeout=60,
                check=True,
            )
            seen[arguments[-1]] = (done.stderr.decode().strip(), os.read(ours, 100_000))
        finally:
            os.close(ours)
            os.close(theirs)
    loaded, table = seen["stats"]
    assert loaded == "True False"
    assert b"actor" in table
    loaded, data = seen["--json"]
    assert loaded == "False False"
    assert json.loads(data)["labels"]["actor"] == 93


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
    gold: Path, arguments: tuple[str, ...]
) -> None:
    held_back = {key: word for key, word in os.environ.items() if key != "PYTHONUNBUFFERED"}
    environment = {**held_back, "PYTHONPATH": str(SAMPLES.parent)}
    with FULL.open("wb") as full:
        streams = {"capture_output": False, "stdout": full, "stderr": subprocess.PIPE}
        done = really(*arguments, folder=gold, env=environment, **streams)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        "postil: No space left on device. Free some space, then run the command again."
    ]


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
def test_words_that_nobody_can_read_are_no_crash_either(gold: Path) -> None:
    with FULL.open("wb") as full:
        streams = {"capture_output": False, "stdout": subprocess.PIPE, "stderr": full}
        assert really("cat", "gone.txt", folder=gold, **streams).returncode == 2
        assert really("stats", folder=gold, **streams).returncode == 0


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
def test_the_locale_changes_nothing(gold: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    environment = {"PYTHONPATH": str(SAMPLES.parent), **plain}
    arguments = ("export", "--format", "jsonl", "--output", "-")
    there = really(*arguments, folder=gold, env=environment)
    assert there.stdout == really(*arguments, folder=gold).stdout
    assert really("stats", folder=gold, env=environment).returncode == 0


def test_data_for_a_closed_stdout_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(PostilError, match=r"Standard output is closed\. Send it to a file"):
        stdout()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_the_system_refuses_is_said_with_what_to_do(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), "quay.txt")

    monkeypatch.setattr("annotations.project.Project.find", refused)
    result = run("list")
    assert result.exit_code == 1
    first, hint = result.stderr.removeprefix("postil: ").strip().split(". ", 1)
    assert first == f"quay.txt: {os.strerror(code)}"
    assert len(hint) > 10


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
