"""Histories that were cut off, garbled, joined by git or written under another clock."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations import clock
from annotations.annotation import Change
from annotations.article import Article
from annotations.disk.system import System
from annotations.store.tiny import TinyStore
from tests.annotations.store.clones import ARTICLE, Clones

Adding = Callable[..., Change]


def test_a_history_cut_off_by_a_crash_goes_on_on_a_fresh_line(
    file: Path, root: Path, article: Article, adding: Adding
) -> None:
    (history,) = root.glob("history/??/*.jsonl")
    history.write_bytes(history.read_bytes()[:-40])
    change = adding(19)
    TinyStore(root).apply(article, change)
    found = TinyStore(root).history(article.id)
    assert len(found) == 2
    assert found[-1] == change


GARBLED = [
    b"\0" * 60,
    b"5",
    b'"words"',
    b"[]",
    b"null",
    b"{}",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"id": 1}',
    b'{"id": "1", "linked": [5]}',
    b"<<<<<<< HEAD",
]


def test_garbled_lines_of_history_are_passed_over(file: Path, root: Path, article: Article) -> None:
    (history,) = root.glob("history/??/*.jsonl")
    before = TinyStore(root).history(article.id)
    history.write_bytes(b"\n".join([*GARBLED, history.read_bytes(), *GARBLED]))
    assert TinyStore(root).history(article.id) == before


def test_a_history_merged_by_git_keeps_the_order_of_either_side_and_gives_each_once(
    file: Path, root: Path, article: Article, adding: Adding, tmp_path: Path
) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    (history,) = root.glob("history/??/*.jsonl")
    base = history.read_bytes()
    sides, made = {}, {}
    for side in ("ours", "theirs"):
        history.write_bytes(base)
        made[side] = [adding(n, annotator=side) for n in (0, 9, 19)]
        for change in made[side]:
            TinyStore(root).apply(article, change)
        sides[side] = tmp_path / side
        sides[side].write_bytes(history.read_bytes())
    (tmp_path / "base").write_bytes(base)
    names = (sides["ours"], tmp_path / "base", sides["theirs"])
    command = ["git", "merge-file", "--union", "--stdout", *map(str, names)]
    history.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout + base)
    found = TinyStore(root).history(article.id)
    assert len(found) == len({change.id for change in found}) == 2 + 6
    for side, changes in made.items():
        assert [change for change in found if change.annotator == side] == changes


def test_a_clock_that_was_set_back_changes_nothing(
    root: Path, article: Article, adding: Adding, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what is saved, nor the order of the history, nor what is found for a list."""
    real, hours, made = time.time_ns(), 3_600_000_000_000, []
    for setting in (0, -5, 7, -9):
        # As in a program that was started after the clock was set.
        monkeypatch.setattr(clock, "_last", 0)
        monkeypatch.setattr(time, "time_ns", lambda at=setting: real + at * hours)
        made.append(adding(0))
        store = TinyStore(root, SetBack(setting * hours))
        store.apply(article, made[-1])
        assert store.totals().annotations == len(made)
    assert [change.id for change in made] != sorted(change.id for change in made)
    assert TinyStore(root).history(article.id) == made
    assert set(TinyStore(root).load(article.id).annotations) == {c.added[0].id for c in made}


class SetBack(System):
    """A system whose clock was set by so many nanoseconds since its files were written."""

    def __init__(self, by: int) -> None:
        self.now_ns = lambda: time.clock_gettime_ns(time.CLOCK_REALTIME) + by  # type: ignore


def test_a_save_without_its_line_gets_it_when_the_article_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clones = Clones(tmp_path / "clones")
    clones.tag(4)
    with monkeypatch.context() as killed:
        killed.setattr("annotations.store.history.append", lambda *_: None)
        clones.tag(31)
    assert len(clones.store.history(ARTICLE.id)) == 1
    store = TinyStore(clones.folder / ".postil")
    store.load(ARTICLE.id)
    assert [c.added[0].start for c in store.history(ARTICLE.id)] == [4, 31]
    store.load(ARTICLE.id)
    assert len(store.history(ARTICLE.id)) == 2


def test_a_save_without_its_line_gets_it_before_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clones = Clones(tmp_path / "clones")
    with monkeypatch.context() as killed:
        killed.setattr("annotations.store.history.append", lambda *_: None)
        clones.tag(4)
    clones.tag(31)
    assert [c.added[0].start for c in clones.store.history(ARTICLE.id)] == [4, 31]
    assert not list(clones.folder.rglob(".postil/backup/*/*.jsonl"))


def test_a_change_whose_line_was_lost_gets_it_when_it_is_saved_again(
    root: Path, article: Article, adding: Adding
) -> None:
    store, first, second = TinyStore(root), adding(0), adding(9)
    for change in (first, second):
        store.apply(article, change)
    (lines,) = root.rglob("history/**/*.jsonl")
    lines.write_bytes(lines.read_bytes().splitlines(keepends=True)[0])
    for change in (first, second, second):
        TinyStore(root).apply(article, change)
    assert TinyStore(root).history(article.id) == [first, second]


@pytest.mark.parametrize("by", ["hand", "an older copy"])
def test_no_line_is_made_up_for_what_was_not_saved_by_postil(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    clones = Clones(tmp_path / "clones")
    clones.tag(4)
    before = clones.file.read_bytes()
    with monkeypatch.context() as killed:
        killed.setattr("annotations.store.history.append", lambda *_: None)
        clones.tag(31)
    other = clones.file.read_bytes().replace(b'"actor"', b'"boat"') if by == "hand" else before
    clones.file.write_bytes(other)
    store = TinyStore(clones.folder / ".postil")
    store.load(ARTICLE.id)
    assert [c.added[0].start for c in store.history(ARTICLE.id)] == [4]
