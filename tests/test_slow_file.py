"""In a real terminal a file that no reader gets through holds up neither the keys nor the end."""

import sys
from pathlib import Path

import pytest

from benchmarks import bombs
from tests.emulated import Screen, in_terminal, postil


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_keys_go_on_while_a_file_is_read_in_vain(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("1.txt", "2.pdf", "3.txt")]
    for file in files:
        file.write_text(f"The quay of {file.stem}.\n")
    files[1].write_bytes(bombs.made("object that is itself")[1])
    command = postil("open", *map(str, files), "--project", str(tmp_path / "p"))
    with in_terminal(command, 100, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until("Reading 2.pdf")
        screen.type("la")
        screen.wait_until("a actor 1")
        screen.type("\ta")
        screen.wait_until("still being read")
        screen.type(">la")
        screen.wait_until("quay of 3")
        screen.wait_until("a actor 1")
        screen.type("<")
        screen.wait_until("Reading 2.pdf")
        screen.type("\x1b")
        screen.wait_until("No longer waiting")
        screen.wait_until("quay of 1")
        screen.type("\x11")
        assert terminal.wait() == 0
