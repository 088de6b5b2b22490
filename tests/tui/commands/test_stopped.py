"""Ctrl+c says what stands, that is what stands, and nothing half-written is left."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotations.disk.system import System
from annotations.project import Project

Run = Callable[..., Result]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of six articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"Ferry {number} waits\n\nIn Ruan, for a crew.\n")
    return folder


def interrupted_at(count: int, real: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with ctrl+c pressed at its call of this number."""
    calls = iter(range(1, 1_000_000))

    def calling(*arguments: Any, **options: Any) -> Any:
        if next(calls) == count:
            raise KeyboardInterrupt
        return real(*arguments, **options)

    return calling


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.tmp")]


def stored(folder: Path) -> list[str]:
    return list(Project(folder).store.ids())


def test_add_tells_how_many_of_how_many_stay(
    run: Run, tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.corpus import adding

    monkeypatch.setattr(adding, "_BATCH", 1)
    monkeypatch.setattr(adding, "document_loaded", interrupted_at(4, adding.document_loaded))
    result = run("add", "in")
    assert result.exit_code == 130
    assert "Stopped: 3 of 6 articles added; they are kept." in result.stderr
    assert len(stored(tmp_path)) == 3
    assert left(tmp_path) == []
    assert run("add", "in").exit_code == 0
    assert len(stored(tmp_path)) == 6


def test_articles_do_not_wait_long_to_be_written(
    run: Run, tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.corpus import adding

    hours = iter(range(0, 1_000_000, 3600))
    monkeypatch.setattr(adding, "monotonic", lambda: next(hours))
    monkeypatch.setattr(adding, "document_loaded", interrupted_at(5, adding.document_loaded))
    assert run("add", "in").exit_code == 130
    assert len(stored(tmp_path)) == 4


@pytest.mark.parametrize("call", ["open", "write", "link", "unlink", "replace", "syncfs"])
@pytest.mark.parametrize("count", range(1, 9))
def test_wherever_add_is_stopped_it_says_what_stands_and_leaves_no_half_files(
    run: Run, tmp_path: Path, files: Path, monkeypatch: pytest.MonkeyPatch, call: str, count: int
) -> None:
    stopping = interrupted_at(count, getattr(System, call))
    with monkeypatch.context() as patch:
        patch.setattr(System, call, staticmethod(stopping))
        result = run("add", "in")
    assert left(tmp_path) == []
    if result.exit_code == 130 and "nothing was written" not in result.stderr:
        assert f"Stopped: {len(stored(tmp_path))} of 6 articles added" in result.stderr
    elif result.exit_code == 130:
        assert stored(tmp_path) == []
    assert run("add", "in").exit_code == 0
    assert len(stored(tmp_path)) == 6


def test_import_tells_what_came_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.corpus import importing

    rows = [
        {"text": f"Ana met {n}.", "spans": [{"start": 0, "end": 3, "label": "actor"}]}
        for n in range(5)
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setattr(importing, "_BATCH", 1)
    monkeypatch.setattr(importing, "_add_tags", interrupted_at(3, importing._add_tags))
    result = run("import", "in.jsonl")
    assert result.exit_code == 130
    assert "Stopped: 3 articles and 2 tags added; they are kept." in result.stderr
    assert len(stored(tmp_path)) == 3


def test_set_relabel_and_remove_tell_how_far_they_came(
    run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from annotations.corpus import amending, relabelling
    from annotations.store.tiny import TinyStore

    ids = stored(gold)
    with monkeypatch.context() as patch:
        patch.setattr(amending, "amend", interrupted_at(3, amending.amend))
        result = run("set", *ids, "--author", "Nim Sol")
    assert result.exit_code == 130
    assert "Stopped: 2 of 4 articles changed; they are kept." in result.stderr
    with monkeypatch.context() as patch:
        patch.setattr(relabelling, "_saved", interrupted_at(2, relabelling._saved))
        result = run("relabel", "actor", "quote")
    assert "Stopped: 1 article relabelled; it is kept." in result.stderr
    with monkeypatch.context() as patch:
        patch.setattr(TinyStore, "remove", interrupted_at(2, TinyStore.remove))
        result = run("remove", *ids)
    assert result.exit_code == 130
    assert "Stopped: 1 of 4 articles removed." in result.stderr
    assert "To restore it, copy that into" in result.stderr
    assert len(stored(gold)) == 3


READING = [
    ("list",),
    ("check",),
    ("stats", "--sources"),
    ("find", "said"),
    ("export", "--format", "conll", "--output", "out"),
]


@pytest.mark.parametrize("command", READING, ids=lambda command: command[0])
def test_what_only_reads_or_is_whole_or_not_at_all_wrote_nothing(
    run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    before = sorted(gold.iterdir())

    def stopped(_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "examples", stopped)
    monkeypatch.setattr(Project, "store", property(stopped))
    result = run(*command)
    assert result.exit_code == 130
    assert result.stderr == "postil: Stopped: nothing was written.\n"
    assert sorted(gold.iterdir()) == before
