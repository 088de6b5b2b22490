"""Locks may be deleted while programs save; locks on the files alone would lose tags."""

import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.disk.system import System
from annotations.store.tiny import TinyStore

# Locks


def _saves(root: Path, article: Article, name: str, count: int, out: Any) -> None:
    store = TinyStore(root)
    try:
        for number in range(count):
            at = now()
            tag = Annotation(new_id(), number, number + 1, "actor", name, {}, "", at, at)
            store.apply(article, Change(new_id(), new_id(), name, at, added=(tag,)))
            out.put(tag.id)
    finally:
        out.put(None)


def _lost(root: Path, article: Article, many: int = 2) -> int:
    """Tags that were confirmed to programs and are not there, their locks being deleted."""
    context = multiprocessing.get_context("fork")
    out = context.Queue()
    programs = [
        context.Process(target=_saves, args=(root, article, str(number), 60, out))
        for number in range(many)
    ]
    for program in programs:
        program.start()
    confirmed, running = set[str](), len(programs)
    while running:
        if (id := out.get(timeout=60)) is None:
            running -= 1
            continue
        confirmed.add(id)
        shutil.rmtree(root / "locks", ignore_errors=True)
    for program in programs:
        program.join()
    assert len(confirmed) == 60 * many
    return len(confirmed - TinyStore(root).load(article.id).annotations.keys())


@pytest.mark.parametrize("many", [2, pytest.param(8, marks=pytest.mark.torture)])
def test_locks_may_be_deleted_while_programs_save(
    tmp_path: Path, article: Article, many: int
) -> None:
    long = replace(article, text=article.text * 9)
    assert _lost(tmp_path / ".postil", long, many) == 0


def test_the_control_that_locks_files_alone_loses_tags(
    tmp_path: Path, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def some_other(self: System, path: Path) -> int:
        return os.open(tempfile.mkdtemp(dir=tmp_path), os.O_RDONLY)

    monkeypatch.setattr(System, "open_folder", some_other)
    long = replace(article, text=article.text * 9)
    assert any(_lost(tmp_path / str(n) / ".postil", long) for n in range(10))
