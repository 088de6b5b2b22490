"""Systems whose file calls fail in turn, a careless one, and what is there when they are mended."""

import errno
import os
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotations.annotation import Change
from annotations.disk.system import System
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]
CALLS = (
    *("open", "close", "read", "write", "fsync", "replace", "mkdir", "link", "unlink"),
    *("fstat", "lseek", "flock", "listdir", "stat", "syncfs"),
)
SHORT, SHORT_THEN_FULL, KILLED = -1, -2, -3


class Killed(BaseException):
    """What a program that is killed does not live to see."""


class QuickSystem(System):
    """Works, and waits for no disk: nothing in these tests is about power."""

    fsync = syncfs = staticmethod(lambda handle: None)


def at_rest(root: Path, layer: str = "") -> TinyStore:
    """A store on the same place, of an annotator's `layer`, on which nothing fails."""
    return TinyStore(root, QuickSystem()).layer(layer)


def step(layer: str) -> int:
    """How far to go from one call that fails to the next: in a layer, each second one will do."""
    return 2 if layer else 1


class FailingSystem(System):
    """Fails the call of number `at`, or from it on until `mended`; `SHORT` writes half.

    Of what befalls writes alone, only writes are counted.
    """

    def __init__(self, at: int, fault: int, lasting: bool) -> None:
        self.at, self.fault, self.lasting = at, fault, lasting
        self.count = 0
        self.mended = False
        self.refusals: set[str] = set()
        for name in ("write",) if fault in (SHORT, SHORT_THEN_FULL) else CALLS:
            setattr(self, name, self._failing(name, getattr(QuickSystem, name)))

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        # Held weakly, for its folders stay open as long as it is there.
        weak = weakref.ref(self)

        def call(*arguments: Any, **named: Any) -> Any:
            self = weak()
            assert self is not None
            self.count += 1
            due = self.count >= self.at if self.lasting else self.count == self.at
            if not due or self.mended:
                return real(*arguments, **named)
            if self.fault == SHORT_THEN_FULL:
                return self._half_and_full(real, *arguments)
            if self.fault == SHORT:
                handle, data = arguments
                return real(handle, data[: max(1, len(data) // 2)])
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

    def _half_and_full(self, real: Callable[..., Any], handle: int, data: Any) -> Any:
        """A disk that takes half of a write and then is full."""
        if len(data) > 1:
            real(handle, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class InPlaceSystem(FailingSystem):
    """The control: writes over the old bytes, without a file aside."""

    def save(self, path: Path, data: bytes) -> None:
        with self.made(path.parent) as folder:
            handle = self.open(path.name, os.O_WRONLY | os.O_CREAT, 0o666, dir_fd=folder)
        try:
            self._write_all(handle, data)
            self.fsync(handle)
            os.ftruncate(handle, len(data))
        finally:
            self.close(handle)
