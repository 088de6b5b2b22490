"""A program in a terminal of its own: its screen bytes, and the CPU time it has used."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path


class Terminal:
    """Runs a command in a pty of `columns` by `rows` cells until the block is left."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 160,
        rows: int = 48,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.command, self.columns, self.rows = list(command), columns, rows
        self.environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        # What would be believed in place of the terminal, and what makes each start slower.
        for name in ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
            self.environment.pop(name, None)
        self.environment.update(environment or {})
        self.written = bytearray()
        self.exit_code: int | None = None

    def __enter__(self) -> "Terminal":
        size = struct.pack("HHHH", self.rows, self.columns, 0, 0)
        self.started = time.perf_counter()
        self.process, self.file = pty.fork()
        if self.process == 0:
            # What runs in the background of a shell has ctrl+c ignored, and so would have this.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.signal(signal.SIGHUP, signal.SIG_DFL)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execvpe(self.command[0], self.command, self.environment)
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, size)
        return self

    def __exit__(self, *_: object) -> None:
        if self.exit_code is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        if self.file >= 0:
            os.close(self.file)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.process, signal.SIGWINCH)

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self.file, keys)

    def hang_up(self) -> None:
        """Take the terminal away, as closing its window does."""
        os.close(self.file)
        self.file = -1

    def wait(self, longest: float = 60.0) -> int:
        """Read until the program has ended; returns its exit code, negative for a signal's."""
        until = time.perf_counter() + longest
        while not self.ended():
            if time.perf_counter() > until:
                raise TimeoutError(f"the program had not ended after {longest} s")
            if self.file >= 0:
                self.settle(longest=0.05)
            else:
                time.sleep(0.01)
        assert self.exit_code is not None
        return self.exit_code

    def ended(self) -> bool:
        """Whether the program has ended; what it wrote last is read then."""
        if self.exit_code is None:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                self.exit_code = os.waitstatus_to_exitcode(status)
                if self.file >= 0:
                    self.settle(longest=0.05)
        return self.exit_code is not None

    def settle(self, quiet: float = 0.03, longest: float = 1.0) -> int:
        """Read until nothing has come for `quiet` seconds; returns the number of bytes read.

        What writes nothing at all is given `longest` seconds to begin.
        """
        count = 0
        with suppress(OSError):
            while more := self._read(quiet if count else longest):
                count += more
        return count

    def read_until(self, when: float) -> float:
        """Read until that time of `perf_counter`; returns when something came last."""
        last = time.perf_counter()
        while (left := when - time.perf_counter()) > 0:
            if self._read(left):
                last = time.perf_counter()
        return last

    def wait_for(self, words: bytes, longest: float = 60.0) -> float:
        """Read until `words` have been written; returns the seconds since the start."""
        until = time.perf_counter() + longest
        while words not in self.written:
            if not self._read(max(0.0, until - time.perf_counter())):
                raise TimeoutError(f"{words!r} did not come within {longest} s")
        return time.perf_counter() - self.started

    def cpu(self, thread: str = "*") -> float:
        """The seconds that all threads of the program, or one, have been on a processor (Linux)."""
        stats = Path(f"/proc/{self.process}/task").glob(f"{thread}/schedstat")
        return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e9

    def delay(self) -> float:
        """The seconds that its threads have waited for a processor that others had (Linux)."""
        stats = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        return sum(int(stat.read_text().split()[1]) for stat in stats) / 1e9

    def megabytes(self) -> float:
        """The memory that the program has in use, in megabytes (Linux)."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def rest(self) -> None:
        """Read until the program has nothing left to do (Linux)."""
        used = -1.0
        while self.cpu() - used > 0.01 or self._is_held_up():
            used = self.cpu()
            self.settle(0.3, 0.3)

    def _is_held_up(self) -> bool:
        """Whether a thread waits for a processor or a disk, which others may hold for long."""
        stats = Path(f"/proc/{self.process}/task").glob("*/stat")
        return any(stat.read_text().rpartition(")")[2].split()[0] in "RD" for stat in stats)

    def cpu_per(self, acts: Sequence[Callable[[], object]], screen_only: bool = False) -> float:
        """The mean seconds of CPU that one of `acts` costs, each when the last is shown.

        With `screen_only`, what other threads do behind the screen does not count.
        """
        thread = str(self.process) if screen_only else "*"
        before = self.cpu(thread)
        for act in acts:
            act()
            self.settle()
        return (self.cpu(thread) - before) / len(acts)

    def cpu_per_key(self, keys: Sequence[bytes], screen_only: bool = False) -> float:
        """The mean seconds of CPU that one of `keys` costs."""
        return self.cpu_per([partial(self.send, key) for key in keys], screen_only)

    def answer(self, key: bytes, longest: float = 10.0) -> float:
        """Type a key; returns the seconds until the first byte came for it."""
        self.send(key)
        started = time.perf_counter()
        if not self._comes(longest):
            raise TimeoutError(f"nothing came for {key!r} within {longest} s")
        return time.perf_counter() - started

    def _read(self, longest: float) -> int:
        """Read what comes next, for which it waits `longest` seconds; returns how many bytes.

        Raises `OSError` where the program has closed its terminal.
        """
        if not self._comes(longest):
            return 0
        piece = os.read(self.file, 65_536)
        self.written += piece
        return len(piece)

    def _comes(self, longest: float) -> bool:
        """Whether there is something to read, or an end, within so many seconds."""
        waiting = select.poll()  # `select.select` knows no descriptor from 1,024 on
        waiting.register(self.file, select.POLLIN)
        return bool(waiting.poll(longest * 1_000))


def python(*arguments: str) -> list[str]:
    """A command line for this Python."""
    return [sys.executable, *arguments]


def seconds_until(command: Sequence[str], words: bytes) -> float:
    """The seconds from the start of a program until it has written `words`."""
    with Terminal(command) as terminal:
        return terminal.wait_for(words)
