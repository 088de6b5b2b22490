"""Documents read in a process of its own, with limits that no file can overcome.

One process serves file after file, for its start is dear; where a file ends it, the next one gets
another. It is killed when postil ends, and ends by itself where postil was killed.
"""

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from signal import SIGXCPU
from typing import IO

import msgspec

import annotations
from annotations.errors import PostilError, UsageError
from annotations.sources.found import Found
from annotations.sources.letters.decoding import whole

MEMORY = 1 << 30
"""The most bytes of memory, as `RLIMIT_AS` counts them; systems without that limit have none."""
SECONDS = 60
"""The most seconds for one file, of the processor and of the clock."""
LONGEST = 50 << 20
"""The most bytes of text, as UTF-8, that a file may come to."""

_WORKER = Path(__file__).with_name("apart_worker.py")
_NOTES = 1 << 20  # bytes, for what is not the text; that may be longer as JSON
_PART = 1 << 16  # bytes; as many as a pipe holds
_SMALLER = "Save its text as .txt, or save only the part you need."


class Answer(msgspec.Struct, frozen=True):
    """What became of one file: what was found in it, or why nothing was.

    `usage` tells a `UsageError`, `full` that memory did not suffice, `last` that the process ends.
    """

    found: Found | None = None
    message: str = ""
    hint: str = ""
    usage: bool = False
    full: bool = False
    last: bool = False


class Waiting:
    """Somebody who waits for a file to be read, until they give up."""

    over = False


_waiting = ContextVar[Waiting | None]("waiting", default=None)


@contextmanager
def waited_for(by: Waiting) -> Iterator[None]:
    """Tell for whom files are read meanwhile in this thread; see `give_up`."""
    token = _waiting.set(by)
    try:
        yield
    finally:
        _waiting.reset(token)


class Child:
    """The process that reads; it starts with the first file. One file at a time is read."""

    _process: "subprocess.Popen[bytes] | None"
    _reads_for: Waiting | None

    def __init__(self, worker: Path = _WORKER, seconds: float = SECONDS) -> None:
        self._worker, self._seconds = worker, seconds
        self.forget()

    def read(self, reader: str, data: bytes, name: str) -> Found:
        """What the reader at a place (see `reader_at`) makes of bytes.

        Raises the `PostilError` that it raises, and one for what goes beyond the limits.
        """
        with self._lock:
            try:
                answer = self._answer(reader, data, name)
            except BaseException:
                # Ctrl+c as well: what was half asked would be answered to the next one.
                self._left()
                self.end()
                raise
            if self._left() or answer.last:
                self.end()
        if answer.full:
            what = f"Reading {name} takes more than {MEMORY >> 30} GB of memory."
            raise PostilError(what, _SMALLER)
        if answer.found is None:
            raise (UsageError if answer.usage else PostilError)(answer.message, answer.hint)
        return answer.found

    def end(self) -> int:
        """Kill the process, if there is one; its exit code, as `Popen.returncode` has it."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        return process.wait()

    def forget(self) -> None:
        """Leave the process to the one that this one was forked from."""
        self._lock, self._turn = threading.Lock(), threading.Lock()
        self._process, self._reads_for = None, None

    def give_up(self, waiting: Waiting) -> None:
        """Read nothing any more for somebody; what they wait for ends in a `PostilError`."""
        with self._turn:
            waiting.over = True
            if self._reads_for is waiting and self._process:
                self._process.kill()

    def _left(self) -> bool:
        """Be done with a file; whether it was given up meanwhile, and the process killed."""
        with self._turn:
            waiting, self._reads_for = self._reads_for, None
        return waiting is not None and waiting.over

    def _answer(self, reader: str, data: bytes, name: str) -> Answer:
        with self._turn:
            waiting = _waiting.get()
            if waiting and waiting.over:
                raise PostilError(f"{name} was not read: it is no longer needed.")
            process, self._reads_for = self._running(name), waiting
        assert process.stdin
        assert process.stdout
        about = msgspec.json.encode((reader, whole(name), len(data)))
        until = time.monotonic() + self._seconds
        try:
            for part in (about + b"\n", data):
                _send(process.stdin, part, until)
            length = int.from_bytes(_receive(process.stdout, 8, until), "big")
            if length > 2 * LONGEST + _NOTES:
                raise ValueError
            return msgspec.json.decode(_receive(process.stdout, length, until), type=Answer)
        except TimeoutError:
            raise self._too_slow(name) from None
        except (OSError, EOFError, ValueError, msgspec.MsgspecError):
            if self.end() == -SIGXCPU:
                raise self._too_slow(name) from None
            what = f"{name} cannot be read: the process that reads such files ended."
            raise PostilError(what, _SMALLER) from None

    def _too_slow(self, name: str) -> PostilError:
        what = f"Reading {name} takes more than {self._seconds:g} seconds."
        return PostilError(what, _SMALLER)

    def _running(self, name: str) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.end()  # between two files, which is the fault of neither
        try:
            process = self._process = subprocess.Popen(
                # By its path, safely and elsewhere, so that no folder that one happens to be in
                # is searched for modules; and out of reach of the terminal's keys.
                [sys.executable, "-P", str(self._worker), str(Path(annotations.__file__).parent)],
                cwd=os.sep,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            what = f"{name} cannot be read: no process can be started ({error.strerror})."
            raise PostilError(what, "Close other programs, then try again.") from None
        if process.stdin:
            os.set_blocking(process.stdin.fileno(), False)
        return process


def _send(pipe: IO[bytes], data: bytes, until: float) -> None:
    left = memoryview(data)
    while left:
        _wait(pipe, select.POLLOUT, until)
        left = left[os.write(pipe.fileno(), left[:_PART]) :]


def _receive(pipe: IO[bytes], length: int, until: float) -> bytes:
    """So many bytes. Raises `EOFError` where there are fewer, `TimeoutError`."""
    parts = bytearray()
    while len(parts) < length:
        _wait(pipe, select.POLLIN, until)
        part = os.read(pipe.fileno(), min(_PART, length - len(parts)))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def _wait(pipe: IO[bytes], event: int, until: float) -> None:
    """Until a pipe is ready, which may be seen late. Raises `TimeoutError`."""
    poll = select.poll()
    poll.register(pipe, event)
    if not poll.poll(max(0, until - time.monotonic()) * 1000):
        raise TimeoutError


_child = Child()
atexit.register(_child.end)
os.register_at_fork(after_in_child=_child.forget)
read, end, give_up = _child.read, _child.end, _child.give_up
