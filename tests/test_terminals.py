"""Terminals of all kinds: as deep in colour as they go, in tmux, and those that cannot draw."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.emulated import ROOT, Screen, in_terminal, postil
from tests.tui.odd_texts import PIECES
from tui.cells.display import is_plain

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")

COLOUR = re.compile(rb"[\[;](?:38|48);(2|5);|[\[;](3[0-7])[;m]")


@pytest.fixture
def article(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text("One two three four five six seven.\n")
    return str(tmp_path / "article.txt")


@pytest.mark.parametrize(
    ("environment", "row", "depths"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "a \u2590One\u258ftwo", {b"2"}),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, "a \u2590One\u258ftwo", {b"5"}),
        ({"TERM": "screen-256color", "COLORTERM": ""}, "a \u2590One\u258ftwo", {b"5"}),
        ({"TERM": "xterm", "COLORTERM": ""}, "a [One]two", {b"32"}),
        ({"TERM": "linux", "COLORTERM": ""}, "a [One]two", {b"32"}),
        ({"NO_COLOR": "1"}, "a [One]two", set()),
        ({"LC_ALL": "ja_JP.UTF-8", "COLORTERM": "truecolor"}, "a [One]two", {b"2"}),
    ],
)
def test_a_tag_in_each_depth_of_colour(
    article: str, tmp_path: Path, environment: dict[str, str], row: str, depths: set[bytes]
) -> None:
    command = postil("open", article, "--project", str(tmp_path / "project"))
    with in_terminal(command, 80, 24, environment) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        terminal.written.clear()
        screen = Screen(terminal)
        terminal.send(b"al")
        screen.wait_until(" a1 ")
        screen.wait_until(row)
        used = {a or b for a, b in COLOUR.findall(bytes(terminal.written))}
        assert used >= depths
        assert depths or not used


def test_a_click_is_for_the_cell_also_where_the_terminal_tells_its_size_in_pixels(
    article: str, tmp_path: Path
) -> None:
    command = postil("open", article, "--project", str(tmp_path / "project"))
    with in_terminal(command, 80, 24) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        _title, text = (y for y, line in enumerate(screen.lines[:10]) if "five six" in line)
        pointed = f"\x1b[<0;{screen.lines[text].index('five') + 2};{text + 1}"
        screen.type("\x1b[?2048;2$y\x1b[48;24;80;384;640t")
        screen.type(f"{pointed}M{pointed}m")
        screen.type("a")
        screen.wait_until("\u2590five\u258f")
        assert b"\x1b[?1016h" not in terminal.written


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_draw_is_told_so(article: str, tmp_path: Path, term: str) -> None:
    command = postil("open", article, "--project", str(tmp_path / "project"))
    with in_terminal(command, 80, 24, {"TERM": term}) as terminal:
        assert terminal.wait() == 1
        said = terminal.written.decode()
    assert said.count("\n") == 1
    assert f"TERM is {term}" in said


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_in_tmux_every_column_is_where_it_belongs(tmp_path: Path) -> None:
    pieces = [p for p in PIECES.values() if not is_plain(p) and p not in "\0\n\r\n\ud800"]
    (tmp_path / "left.txt").write_text("Odd\n" + "\n".join(f"an {p} end" for p in pieces))
    (tmp_path / "right.txt").write_text("Plain\n" + "right\n" * len(pieces))
    inside = shlex.join(postil("open", "left.txt", "right.txt", "--project", "project"))
    server = ["tmux", "-f", os.devnull, "-S", str(tmp_path / "socket")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    for name in ("TMUX", "TERM"):  # the terminal is of the test's own kind
        environment.pop(name, None)

    def tmux(*arguments: str) -> str:
        done = subprocess.run(
            [*server, *arguments], capture_output=True, text=True, check=True, env=environment
        )
        return done.stdout

    start = [*server, "-u", "new-session", "-c", str(tmp_path), "-x", "100", "-y", "60", inside]
    with in_terminal(start, 100, 61, environment) as terminal:
        terminal.wait_for(b"actor")
        tmux("send-keys", "jjj")
        terminal.settle(quiet=0.3)
        rows = tmux("capture-pane", "-p", "-N").splitlines()
        tmux("kill-server")
    # Where a cluster is wider for tmux than for us, what follows would run over the ruler.
    below = next(y for y, row in enumerate(rows) if row.startswith("\u2500"))
    panes = [row for row in rows[1:below] if "\u258c" not in row]  # a notice lies over the others
    assert len(panes) > 40
    assert [row for row in panes if len(re.findall("[\u2503\u2502\u2561]", row)) != 2] == []
