"""A folder from a stranger is data: nothing in it runs, whatever its files are called.

Each file is named like a module that Python could be asked for, and would leave a mark.
"""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from annotations.suggest import pipeline
from tests.emulated import Screen, in_terminal

MARKING = "import os\nopen({mark!r}, 'a').write({name!r} + '\\n')\n"
SCRIPT = Path(sys.executable).with_name("postil")


def _names() -> Iterator[str]:
    ours = Path(pipeline.__file__).parent.parent.parent
    for place in ("annotations", "tui"):
        yield from (path.stem for path in (ours / place).rglob("*.py"))
    yield from sys.stdlib_module_names
    yield from packages_distributions()
    yield from ("spacy", "sklearn", "pyarrow", "sitecustomize", "usercustomize", "en_core_web_sm")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The stranger's project."""
    folder = tmp_path / "from a stranger"
    folder.mkdir()
    (folder / "note.txt").write_text("Harbour\n\nMinister Oran met Lee on Monday, 3 May 2031.\n")
    (folder / "postil.toml").write_text('[suggest]\non = ["date", "name", "spacy"]\n')
    # What `-m` names is looked for here by Python itself, before postil can have a say.
    skipped = {"__init__", "__main__", "postil"}
    for name in set(_names()) - skipped:
        source = MARKING.format(mark=str(tmp_path / "mark"), name=name)
        (folder / f"{name}.py").write_text(source)
        if name == "en_core_web_sm":
            (folder / name).mkdir()
            (folder / name / "__init__.py").write_text(source)
    return folder


@pytest.mark.skipif(not SCRIPT.exists(), reason="postil is not installed as a command here")
def test_no_command_runs_what_lies_in_the_folder(folder: Path) -> None:
    out = str(folder.parent / "out")
    for arguments in (
        ["add", "note.txt"],
        ["suggest"],
        ["export", "--format", "jsonl", "--output", out],
        ["import", out],
        ["export", "--format", "conll", "--output", f"{out}-conll"],
        ["evaluate", out, out],
        ["check"],
        ["stats"],
        ["doctor"],
        ["find", "Oran"],
    ):
        done = subprocess.run(
            [str(SCRIPT), *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr, done.stderr
    assert not (folder.parent / "mark").exists()


@pytest.mark.skipif(not SCRIPT.exists(), reason="postil is not installed as a command here")
def test_nor_does_the_app(folder: Path) -> None:
    command = [str(SCRIPT), "open", "note.txt", "--annotator", "ana"]
    with in_terminal(["env", "-C", str(folder), *command]) as terminal:
        screen = Screen(terminal)
        screen.wait_until("Allow it in this folder?")
        screen.type("n\r")
        screen.wait_until("a actor 0")
        screen.type("a")
        screen.wait_until("a actor 1")
        screen.type("\x11")
    assert not (folder.parent / "mark").exists()


def test_the_control_that_looks_for_modules_in_the_folder_runs_them(folder: Path) -> None:
    command = [sys.executable, "-m", "tui.cli", "stats"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60)
    assert (folder.parent / "mark").exists()
