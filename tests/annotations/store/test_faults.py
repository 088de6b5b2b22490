"""Every file call of the store fails in turn, once or until it is mended; nothing is lost.

A short write takes half of what it is given; a disk may also take half and then be full. The
control saves in place, as many programs do, and must be caught.
"""

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change, Contents
from annotations.article import Article
from annotations.store.protocol import Refused, StoreError, Unsure
from annotations.store.system import System
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
CALLS = (
    *("open", "close", "read", "write", "fsync", "replace", "mkdir", "link", "unlink"),
    *("fstat", "lseek", "flock"),
)
FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE)
SHORT = -1
SHORT_THEN_FULL = -2
KILLED = -3


class Killed(BaseException):
    """What a program that is killed does not live to see."""


class FailingSystem(System):
    """Fails the call of number `at`, or from it on until `mended`; `SHORT` writes half."""

    def __init__(self, at: int, fault: int, lasting: bool) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.count = 0
        self.mended = False
        self.refusals: set[str] = set()
        for name in CALLS:
            setattr(self, name, self._failing(name, getattr(System, name)))

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self.count += 1
            due = self.count >= self.at if self.lasting else self.count == self.at
            if not due or self.mended:
                return real(*arguments, **named)
            if self.fault == SHORT_THEN_FULL:
                return self._half_and_full(name, real, arguments, named)
            if self.fault == SHORT:
                if name == "write":
                    handle, data = arguments
                    return real(handle, data[: max(1, len(data) // 2)])
                return real(*arguments, **named)
            if name == "close":
                real(*arguments)
            self.refusals.add(name)
            if self.fault == KILLED:
                raise Killed
            raise OSError(self.fault, os.strerror(self.fault))

        return call

    def failed(self, name: str) -> bool:
        """Whether a call of this name was refused."""
        return name in self.refusals

    def _half_and_full(
        self, name: str, real: Callable[..., Any], arguments: Any, named: Any
    ) -> Any:
        """A disk that takes half of a write and then is full."""
        if name != "write":
            return real(*arguments, **named)
        handle, data = arguments
        if len(data) > 1:
            real(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class InPlaceSystem(FailingSystem):
    """The control: writes over the old bytes, without a file aside."""

    def save(self, path: Path, data: bytes) -> None:
        self.make_folder(path.parent)
        handle = self.open(path, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            self._write_all(handle, data)
            self.fsync(handle)
            os.ftruncate(handle, len(data))
        finally:
            self.close(handle)


def violations(
    system: FailingSystem, root: Path, article: Article, changes: list[Change]
) -> Iterator[str]:
    """What does not hold after a few changes on a failing system."""
    store = TinyStore(root, system)
    confirmed: list[Change] = []
    refused: list[Change] = []
    for change in changes:
        try:
            store.apply(article, change)
            confirmed.append(change)
        except Refused:
            refused.append(change)
        except StoreError:
            pass
        yield from _looked_at(root, article, changes, confirmed, refused)
    system.mended = True
    try:
        for change in changes:
            store.apply(article, change)
    except StoreError as error:
        yield f"a retry was refused: {error}"
        return
    held = TinyStore(root).load(article.id).annotations
    if held != {a.id: a for change in changes for a in change.added}:
        yield "a retry did not save everything"
    if store.history(article.id) != changes:
        yield "the history lacks a change"
    try:
        if TinyStore(root).article(article.id) != article:
            yield "the article is another one"
    except StoreError as error:
        yield str(error)
    if left := [path for path in root.rglob("*.tmp") if not system.failed("unlink")]:
        yield f"left behind: {left}"


def _looked_at(
    root: Path,
    article: Article,
    changes: list[Change],
    confirmed: list[Change],
    refused: list[Change],
) -> Iterator[str]:
    try:
        held = TinyStore(root).load(article.id).annotations
    except StoreError as error:
        yield str(error)
        return
    wanted = {a.id: a for change in confirmed for a in change.added}
    if any(held.get(id) != tag for id, tag in wanted.items()):
        yield "a confirmed change is lost"
    if any(a.id in held for change in refused for a in change.added):
        yield "a refused change is there"
    if any(len({a.id in held for a in change.added}) > 1 for change in changes):
        yield "a change is there in part"


def tried(
    kind: type[FailingSystem], tmp_path: Path, article: Article, adding: Adding, fault: int,
    lasting: bool,
) -> list[str]:  # fmt: skip
    """All violations, with the first call failing, then the second, until none is left to fail."""
    found: list[str] = []
    at = 1
    while True:
        system = kind(at, fault, lasting)
        changes = [adding(0, 9), adding(19, 25), adding(30)]
        found += violations(system, tmp_path / f"{at}" / ".postil", article, changes)
        if system.count < at:
            return found
        at += 1


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
@pytest.mark.parametrize("fault", [*FAULTS, SHORT, SHORT_THEN_FULL])
def test_no_single_fault_loses_or_halves_a_change(
    tmp_path: Path, article: Article, adding: Adding, fault: int, lasting: bool
) -> None:
    assert tried(FailingSystem, tmp_path, article, adding, fault, lasting) == []


def test_a_failed_save_still_tells_what_others_changed(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    at, count = 1, 0
    while at == 1 or count >= at - 1:
        root, mine, theirs = tmp_path / str(at), adding(0), adding(9, annotator="ben")
        system = FailingSystem(at, errno.ENOSPC, False)
        system.mended = True
        one = TinyStore(root, system)
        one.load(article.id)
        TinyStore(root).apply(article, theirs)
        system.mended, system.count = False, 0
        told: set[str] = set()
        for _ in range(2):
            with contextlib.suppress(StoreError):
                outside = one.apply(article, mine).outside
                told |= {a.id for a in outside.added} if outside else set()
        assert told >= {a.id for a in theirs.added}
        at, count = at + 1, system.count


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, SHORT_THEN_FULL])
def test_taking_in_articles_fails_with_a_word_and_can_be_repeated(
    tmp_path: Path, article: Article, fault: int
) -> None:
    articles = [replace(article, id=f"article {n}", text=f"{n} words") for n in range(3)]
    at, system = 1, FailingSystem(0, fault, True)
    while at == 1 or system.count >= at - 1:
        root = tmp_path / str(at)
        system = FailingSystem(at, fault, True)
        store = TinyStore(root, system)
        with contextlib.suppress(Refused, Unsure):
            store.add(articles)
        assert all(TinyStore(root).article(one.id) for one in TinyStore(root).articles())
        system.mended = True
        store.add(articles)
        assert [TinyStore(root).article(one.id) for one in articles] == articles
        assert list(root.rglob("*.tmp")) == [] or system.failed("unlink")
        at += 1


@pytest.mark.parametrize("taking_in", [True, False], ids=["add", "apply"])
def test_killed_at_any_call_and_full_after_that_nothing_is_damaged(
    tmp_path: Path, article: Article, adding: Adding, taking_in: bool
) -> None:
    at, dying = 1, FailingSystem(0, KILLED, True)
    while at == 1 or dying.failed("open") or dying.refusals:
        root, change = tmp_path / str(at), adding(0, 9)
        dying = FailingSystem(at, KILLED, True)
        with contextlib.suppress(Killed):
            store = TinyStore(root, dying)
            store.add([article]) if taking_in else store.apply(article, change)
        full = FailingSystem(1, SHORT_THEN_FULL, True)
        with contextlib.suppress(Refused, Unsure):
            TinyStore(root, full).apply(article, adding(19))
        assert len(TinyStore(root).load(article.id).annotations) in {0, 2}
        TinyStore(root).apply(article, change)
        assert set(TinyStore(root).load(article.id).annotations) == {a.id for a in change.added}
        assert TinyStore(root).article(article.id) == article
        at += 1


def test_a_leftover_of_a_crash_is_never_written_over(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    """A file aside may still be a link to the article's file: to cut it short would cut both."""
    store, change = TinyStore(tmp_path), adding(0)
    store.apply(article, change)
    (file,) = tmp_path.glob("articles/??/*.json")
    for name in (".tmp", f".{threading.get_native_id()}.tmp"):
        os.link(file, file.with_name(file.name + name))
    full = FailingSystem(1, SHORT_THEN_FULL, True)
    with pytest.raises(Refused):
        TinyStore(tmp_path, full).apply(article, adding(9))
    assert TinyStore(tmp_path).load(article.id).annotations == {a.id: a for a in change.added}


def test_another_program_may_take_the_article_in_while_it_is_saved(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    class Interrupted(System):
        def write_aside(self, path: Path, data: bytes, lasting: bool = True) -> Path:
            aside = super().write_aside(path, data, lasting)
            other = threading.Thread(target=TinyStore(tmp_path).add, args=([article],))
            other.start()
            other.join()
            return aside

    change = adding(0)
    assert TinyStore(tmp_path, Interrupted()).apply(article, change).change == change
    assert TinyStore(tmp_path).load(article.id) == Contents().after(change)


def test_the_control_that_writes_in_place_is_caught(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    found = tried(InPlaceSystem, tmp_path, article, adding, SHORT_THEN_FULL, True)
    assert any("damaged" in violation for violation in found)
