"""The server goes while somebody tags, and postil is killed: what was said to be kept is there."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from annotations.article import Article
from annotations.example import Example
from annotations.project import Project
from benchmarks.terminal import Terminal
from tests.emulated import Screen, in_terminal, postil
from tests.postgres import Running

TEXT = "One two three four five six seven.\n"
CARELESS = """
from annotations.store.unsent import Unsent
Unsent.put = lambda self, article, change: None
"""
"""The control: a journal that says it keeps a change, and does not."""


@pytest.fixture
def project(lone_server: Running, tmp_path: Path) -> Iterator[Project]:
    """A project whose store is on a server of the test's own, with one article."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "postil.toml").write_text(f'annotator = "ana"\nstore = "{lone_server.url}"\n')
    (tmp_path / "article.txt").write_text(TEXT)
    project = Project(folder)
    project.store.add([Article("counting", "One two", TEXT)])
    yield project
    project.store.close()


def opened(project: Project, before: str = "") -> Terminal:
    article = str(project.folder.parent / "article.txt")
    command = postil("open", article, "--project", str(project.folder), before=before)
    return in_terminal(command, 80, 24)


def tags(project: Project) -> list[str]:
    """The tagged words, as another program finds them."""
    seen = project.seen_by("ana")
    (example,) = seen.examples()
    seen.store.close()
    assert isinstance(example, Example)
    return [example.article.text[tag.start : tag.end] for tag in example.annotations]


def shown_and_left(project: Project, count: int) -> list[str]:
    """The tagged words, once postil has been opened again, counted so many and was left."""
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until(f" a{count} ")
        screen.type("\x11")
        assert terminal.wait() == 0
    return tags(project)


@pytest.mark.parametrize(
    ("how", "before", "kept"),
    [
        ("killed", "", ["One", "two", "three"]),
        ("hung", "", ["One", "two", "three"]),
        ("killed", CARELESS, ["One"]),
    ],
    ids=["killed", "hung", "no journal"],
)
def test_what_waits_is_sent_once_after_a_kill_of_everything(
    lone_server: Running, project: Project, how: str, before: str, kept: list[str]
) -> None:
    with ExitStack() as hanging, opened(project, before) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("a")
        screen.wait_until(" a1 ")
        if how == "killed":
            lone_server.kill()
        else:
            hanging.enter_context(lone_server.hung())
        screen.type("lala")
        screen.wait_until("2 changes wait for the server")
        assert " a1 " in "\n".join(screen.lines)  # what is counted is on the server
        os.kill(terminal.process, signal.SIGKILL)
        terminal.wait()
    if how == "killed":
        lone_server.start()
    assert shown_and_left(project, len(kept)) == kept
    history = project.store.history("counting")
    assert len({change.id for change in history}) == len(history) == len(kept)
    assert project.unsent is not None
    assert project.unsent.read() == []


def test_when_the_server_is_back_what_waits_goes_there_without_a_key(
    lone_server: Running, project: Project
) -> None:
    with opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        lone_server.kill()
        screen.type("ala")
        screen.wait_until("2 changes wait for the server")
        lone_server.start()
        screen.wait_until(" a2 ")
        assert "wait for the server" not in "\n".join(screen.lines)
        lone_server.kill()
        screen.type("laxh")
        screen.wait_until("2 changes wait for the server")
        screen.type("\x11")
        screen.wait_until("What waits is kept on this machine")
        screen.type("l")
        assert terminal.wait() == 0
        assert b"2 changes wait for the server." in terminal.written.rpartition(b"\x1b[?1049l")[2]
    lone_server.start()
    assert shown_and_left(project, 2) == ["One", "two"]
    assert len(project.store.history("counting")) == 4


def test_a_signal_while_the_server_hangs_ends_it_with_all_kept_that_was_shown(
    lone_server: Running, project: Project
) -> None:
    with ExitStack() as hanging, opened(project) as terminal:
        screen = Screen(terminal)
        screen.wait_until(" a0 ")
        screen.type("a")
        screen.wait_until(" a1 ")
        hanging.enter_context(lone_server.hung())
        screen.type("la")
        screen.wait_until("aa")  # in the gutter; nobody knows yet that the server hangs
        os.kill(terminal.process, signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        said = terminal.written.rpartition(b"\x1b[?1049l")[2]
        assert b"1 change waits for the server." in said
    assert project.unsent is not None
    assert len(project.unsent.read()) == 1
    assert shown_and_left(project, 2) == ["One", "two"]
