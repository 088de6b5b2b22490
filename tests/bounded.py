"""Reading in a process of its own, which ends where a file takes too long, too much, or all of it.

One process reads file after file; after one that something is wrong with, the next has another.
"""

import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from annotations.errors import PostilError

_BACKSTOP = 8 << 30  # bytes of addresses beyond those in use, before a machine is short of memory
_MEGABYTE = 1 << 20


class Limits(NamedTuple):
    """What one file may take: seconds of the processor, and of the clock, and megabytes more.

    The clock runs on while a machine does other things: it is for what waits forever.
    """

    cpu: float = 10.0
    clock: float = 120.0
    megabytes: int = 500


Read = Callable[[int], object]


class Bounded:
    """Reads the file of one number after the other, and says what is wrong. A context manager."""

    def __init__(self, read: Read, limits: Limits) -> None:
        self._read, self._limits = read, limits
        self._process: BaseProcess | None = None

    def __enter__(self) -> "Bounded":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def wrong(self, numbers: Iterator[int]) -> Iterator[str]:
        """What is wrong with reading each of these, those left out with which nothing is."""
        for number in numbers:
            if said := self._tried(number):
                self._end()
                yield f"{number}: {said}"

    def _tried(self, number: int) -> str:
        process = self._process or self._started()
        self._pipe.send(number)
        if not self._pipe.poll(self._limits.clock):
            return "waits for something that does not come"
        try:
            return str(self._pipe.recv())
        except EOFError:
            process.join()
        if process.exitcode == -signal.SIGPROF:
            return f"takes more than {self._limits.cpu} s"
        return f"ended the process: {process.exitcode}"

    def _started(self) -> BaseProcess:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(self._read, self._limits, theirs), daemon=True
        )
        self._process.start()
        theirs.close()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
            self._pipe.close()


def _serve(read: Read, limits: Limits, pipe: Connection) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + _BACKSTOP, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = _most()
    while True:
        number = pipe.recv()
        # The signal ends the process, whatever it is at.
        signal.setitimer(signal.ITIMER_PROF, limits.cpu)
        said = _said(read, number)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if not said and _most() - before > limits.megabytes * _MEGABYTE:
            said = f"takes more than {limits.megabytes} MB"
        pipe.send(said)


def _said(read: Read, number: int) -> str:
    try:
        read(number)
    except PostilError:
        pass
    except BaseException as error:
        return f"{type(error).__name__}: {str(error)[:500]}"
    return ""


def _most() -> int:
    """The most bytes of memory that this process has had in use."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
