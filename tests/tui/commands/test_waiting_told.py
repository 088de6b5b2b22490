"""Whoever runs a command hears that changes of theirs have not reached the server."""

from pathlib import Path

import pytest

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.entity import Entity
from annotations.project import Project
from tui.commands.options import existing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project whose articles are on a server that is not there."""
    (tmp_path / "postil.toml").write_text('store = "postgresql://nobody@127.0.0.1:1/none"\n')
    return tmp_path


def keep(folder: Path, count: int) -> None:
    unsent = Project(folder, "ana").unsent
    assert unsent
    article = Article("n1", "Harbour", "The harbour opens.")
    for number in range(count):
        tag = Annotation(f"t{number}", 4, 11, "actor", "ana")
        unsent.put(
            article, Change(f"c{number}", f"c{number}", "ana", "2031-03-04T00:00:00Z", added=(tag,))
        )


@pytest.mark.parametrize(
    ("count", "told"), [(0, ""), (1, "1 change waits for the"), (3, "3 changes wait for the")]
)
def test_a_command_says_how_many_wait(
    folder: Path, capsys: pytest.CaptureFixture[str], count: int, told: str
) -> None:
    keep(folder, count)
    existing(folder, "ana")
    out, words = capsys.readouterr()
    assert out == ""
    assert told in words
    assert words == "" or "will be missing here" in words


def test_an_entity_that_waits_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    unsent = Project(folder, "ana").unsent
    assert unsent
    unsent.put_entity(Entity("e1", "Oran"))
    existing(folder, "ana")
    assert "1 change waits for the server" in capsys.readouterr().err


def test_articles_in_files_wait_for_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "postil.toml").touch()
    existing(tmp_path, "ana")
    assert capsys.readouterr().err == ""
