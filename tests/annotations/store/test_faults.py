"""Every file call of the store fails in turn, once or until it is mended; nothing is lost.

A short write takes half of what it is given; a disk may also take half and then be full. The
control saves in place, as many programs do, and must be caught.
"""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Change
from annotations.article import Article
from annotations.store.protocol import StoreError
from annotations.store.system import System
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
CALLS = ("open", "close", "read", "write", "fsync", "replace", "mkdir", "link", "unlink")
FAULTS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE)
SHORT = -1
SHORT_THEN_FULL = -2


class FailingSystem(System):
    """Fails the call of number `at`, or from it on until `mended`; `SHORT` writes half."""

    def __init__(self, at: int, fault: int, lasting: bool) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.count = 0
        self.mended = False
        for name in (*CALLS, "fstat", "lseek", "flock"):
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
            raise OSError(self.fault, os.strerror(self.fault))

        return call

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
    for change in changes:
        try:
            store.apply(article, change)
            confirmed.append(change)
        except StoreError:
            pass
        yield from _looked_at(root, article, changes, confirmed)
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
    if {c.id for c in store.history(article.id)} != {c.id for c in changes}:
        yield "the history lacks a change"


def _looked_at(
    root: Path, article: Article, changes: list[Change], confirmed: list[Change]
) -> Iterator[str]:
    try:
        held = TinyStore(root).load(article.id).annotations
    except StoreError as error:
        yield str(error)
        return
    for change in changes:
        present = [a.id in held for a in change.added]
        if change in confirmed and not all(present):
            yield "a confirmed change is lost"
        if any(present) != all(present):
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


def test_the_control_that_writes_in_place_is_caught(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    found = tried(InPlaceSystem, tmp_path, article, adding, SHORT_THEN_FULL, True)
    assert any("damaged" in violation for violation in found)
