"""`postil group`: what it suggests, and what it makes when a key says so."""

import pty
import termios
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import Result

from annotations.article import Article
from annotations.project import Project
from benchmarks.made_articles import made_text
from tui.commands.group import typed

Run = Callable[..., Result]


def test_keys_that_are_typed_ahead_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, inside = pty.openpty()
    with open(inside) as stdin, open(terminal, "wb", buffering=0) as person:
        monkeypatch.setattr("sys.stdin", stdin)
        before = termios.tcgetattr(inside)
        person.write(b"Yn")
        with typed() as keys:
            assert [next(keys), next(keys)] == ["y", "n"]
            person.write(b"\x03")
            assert next(keys) == "\x03"
        assert termios.tcgetattr(inside) == before


def grouped(folder: Path) -> Project:
    project = Project(folder)
    text = made_text(1_500, 1)
    project.store.add([Article(id, f"Talks {id}", f"{text}{id}") for id in ("a", "b")])
    return project


def test_group_proposes_and_writes_when_told(run: Run, tmp_path: Path) -> None:
    project = grouped(tmp_path)
    result = run("group", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("1/1  talks-a  (")
    assert "Talks b" in result.stdout
    article = project.store.article("a")
    assert article is not None
    assert article.meta.group is None
    result = run("group", "--yes")
    assert result.stderr == "postil: 1 group suggested, 1 made; 2 articles added to them.\n"
    article = project.store.article("b")
    assert article is not None
    assert article.meta.group == "talks-a"


def test_group_asks_nobody_who_is_not_there(run: Run, tmp_path: Path) -> None:
    grouped(tmp_path)
    result = run("group")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--yes, or --dry-run" in result.stderr


@pytest.mark.parametrize(("key", "group"), [("x\rY", "talks-a"), ("n", None), ("q", None)])
def test_group_is_confirmed_by_a_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, group: str | None
) -> None:
    project = grouped(tmp_path)
    monkeypatch.setattr("tui.commands.group._somebody_there", lambda: True)
    monkeypatch.setattr("tui.commands.group.typed", lambda: nullcontext(iter(key.lower())))
    result = run("group")
    assert "Make this group? y, n, q: " in result.stderr
    article = project.store.article("a")
    assert article is not None
    assert article.meta.group == group
