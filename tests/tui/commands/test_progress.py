"""What takes longer than half a second shows how far it is, where somebody can see it."""

import io
import os
import sys
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.project import Project
from tests.emulated import Screen, in_terminal, postil
from tui.commands.progress import Watched

# The first article, or the first text, is read when a pipe is written to.
HELD = """
from functools import cache
from annotations.project import Project
from annotations.store.tiny import TinyStore
wait = cache(lambda: open({pipe!r}).read())
def held(read):
    return lambda *given: (wait(), read(*given))[1]
Project.example, TinyStore.text = held(Project.example), held(TinyStore.text)
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.store.add([Article(name, name, f"The boat {name}.") for name in ("one", "two")])
    return project


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
@pytest.mark.parametrize(
    ("command", "bar", "end"),
    [
        (("find", "boat"), "Searched", "two:1: The boat two."),
        (("find", "ship"), "Searched", "Nothing was found."),
        (("check",), "Checked", "2 x untagged"),
        (("group", "--dry-run"), "Read", "0 groups suggested"),
        (("export", "--format", "conll", "--output", "FOLDER/out"), "Exporting", "2 articles"),
        (("suggest",), "Looked at", "Articles: 2."),
        (("relabel", "actor", "date", "--dry-run"), "Searched", "Nothing is tagged actor"),
    ],
)
def test_a_bar_comes_by_itself_and_goes_before_what_is_said(
    project: Project, command: tuple[str, ...], bar: str, end: str
) -> None:
    pipe = project.folder / "pipe"
    os.mkfifo(pipe)
    held = HELD.format(pipe=str(pipe))
    line = postil(*command, "--project", str(project.folder), before=held)
    line = [part.replace("FOLDER", str(project.folder)) for part in line]
    with in_terminal(line) as terminal:
        screen = Screen(terminal)
        screen.wait_until("0/2")
        assert any(row.startswith(bar) for row in screen.lines)
        pipe.write_text("")
        terminal.wait()
        screen.wait_until(end)
        assert not any("/2" in row for row in screen.lines)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys on Windows")
def test_a_terminal_that_cannot_move_its_cursor_gets_words_only(project: Project) -> None:
    line = postil("find", "ship", "--project", str(project.folder))
    with in_terminal(line, environment={"TERM": "dumb", "NO_COLOR": "1"}) as terminal:
        assert terminal.wait() == 0
    assert b"\x1b" not in terminal.written


def test_in_a_pipe_nothing_is_drawn_and_rich_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", errors := io.StringIO())

    def count() -> int:
        raise AssertionError("nobody asked")

    watched = Watched(lambda: range(3), "Counted", count)
    assert [*watched(), *watched()] == [0, 1, 2, 0, 1, 2]
    watched.clear()
    assert errors.getvalue() == ""
