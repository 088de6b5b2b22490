"""The command line: help, wrong calls and their exit codes, and no screen where none is."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotations.formats import FORMATS
from tui.cli import COMMANDS

SAMPLES = Path(__file__).parents[2] / "sample_articles"
GOLD = SAMPLES / "gold.jsonl"

Run = Callable[..., Result]


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"  postil {command}" in result.stdout
    assert "Example" in result.stdout
    assert "--project DIR" in result.stdout or command in (
        "convert", "copy", "formats", "demo", "tutor",
    )  # fmt: skip


def test_the_help_of_export_says_where_every_format_is_named(run: Run) -> None:
    words = run("export", "--help").stdout.split("--format NAME")[1].split("--output")[0]
    assert "`postil formats`" in words
    assert all(name in run("formats").stdout for name in FORMATS)


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


def test_what_few_sittings_need_is_not_loaded_at_the_start() -> None:
    code = "import sys, tui.sitting, tui.workbench\nprint(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(SAMPLES.parent)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    loaded = set(done.stdout.split())
    assert "tui.actions.entities" in loaded
    late = ("meant", "naming", "differences", "across", "tabulating", "parting", "second_look")
    assert not loaded & {f"tui.actions.{name}" for name in late}
    late = ("actors", "entities", "comparing", "table", "wording", "likeliest", "coverage")
    assert not loaded & {f"annotations.compare.{name}" for name in late}
    assert "annotations.versions" not in loaded
    assert not loaded & {"annotations.withholding", "annotations.corpus.withheld"}
    assert not loaded & {"rapidfuzz", "tui.two_wordings", "annotations.suggest.speech"}


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
