"""A program that answers a line of text with a line: started at need, ended where it hangs.

What it answers may change with the files that it is made of; `fingerprint` tells.
"""

import os
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import IO

from annotations.errors import PostilError

_LONGEST = 16 << 20  # characters of an answer
_LAST = 1.0  # seconds to wait for what a program that has ended wrote last
_SHOWN = 200  # characters of that
_FILES = 10_000  # that are looked at


class LineProcess:
    """Runs `command` in `folder`; of what it writes to stderr the last line is told if it fails.

    `called` is its name in messages, and `hint` what to do where it fails. It is killed where it
    does not answer in time, and started anew for the next line.
    """

    def __init__(self, command: Sequence[str], called: str, hint: str, folder: Path) -> None:
        self._command, self._folder = list(command), folder
        self._called, self._hint = called, hint
        self._process: subprocess.Popen[str] | None = None
        self._last_words: _LastWords | None = None
        self._late = threading.Event()

    @property
    def runs(self) -> bool:
        """Whether it has been started, and has not been ended since."""
        return self._process is not None

    def start(self) -> None:
        """Start it. Raises `PostilError` where that cannot be done."""
        try:
            self._process = subprocess.Popen(
                self._command,
                cwd=self._folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            what = f"{self._called} cannot be started: {error.strerror or error}."
            raise PostilError(what, self._hint) from error
        assert self._process.stderr
        self._last_words = _LastWords(self._process.stderr)

    def ask(self, line: str, seconds: float) -> str:
        """What it answers to a line. Raises `PostilError` where no answer comes in time."""
        if self._process is None:
            self.start()
        assert self._process
        assert self._process.stdin
        killer = self._killer(seconds)  # a program that reads nothing is waited for in vain, too
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError:
            killer.cancel()
            raise self._ended(seconds) from None
        return self._read(killer, seconds)

    def read(self, seconds: float) -> str:
        """The next line that it writes by itself. Raises `PostilError` where none comes in time."""
        return self._read(self._killer(seconds), seconds)

    def close(self) -> None:
        """End it."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            if process.stdin:
                process.stdin.close()
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _killer(self, seconds: float) -> threading.Timer:
        assert self._process
        self._late.clear()
        killer = threading.Timer(seconds, self._kill, (self._process,))
        killer.daemon = True
        killer.start()
        return killer

    def _kill(self, process: subprocess.Popen[str]) -> None:
        self._late.set()
        process.kill()

    def _read(self, killer: threading.Timer, seconds: float) -> str:
        assert self._process
        assert self._process.stdout
        line = self._process.stdout.readline(_LONGEST)
        killer.cancel()
        if not line.endswith("\n"):
            self._process.kill()
            raise self._ended(seconds, line)
        return line

    def _ended(self, seconds: float, line: str = "") -> PostilError:
        self.close()
        late = self._late.is_set()
        end = f"was killed: no answer in {seconds:g} seconds" if late else "has ended"
        if len(line) == _LONGEST:
            end = "was killed: its answer has no end"
        elif not late and self._last_words and (words := self._last_words.told()):
            end += f": {words}"
        return PostilError(f"{self._called} {end.rstrip('.')}.", self._hint)


class _LastWords:
    """Reads a stream to its end, beside all else, and keeps the last line."""

    def __init__(self, stream: IO[str]) -> None:
        self._tail = ""
        self._reader = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._reader.start()

    def told(self) -> str:
        """The last line with words, once the stream has ended or not gone on for a while."""
        self._reader.join(_LAST)
        lines = [line.strip() for line in self._tail.splitlines() if line.strip()]
        return lines[-1][:_SHOWN] if lines else ""

    def _read(self, stream: IO[str]) -> None:
        with stream:
            while more := stream.readline(_SHOWN):
                self._tail = (self._tail + more)[-2 * _SHOWN :]


def fingerprint(path: Path) -> str:
    """What tells the files of a program or model from other ones: sizes and times; empty for none.

    Of a folder it is all that lies in it, as far as that are not too many: a pipeline is trained
    again in place, under the same name and version.
    """
    try:
        inner = (Path(at) / name for at, _, names in os.walk(path) for name in names)
        files = islice(inner, _FILES) if path.is_dir() else (path,)
        found = [file.stat() for file in files]
    except (OSError, ValueError):  # a word that is no path
        return ""
    seen = sorted((one.st_size, one.st_mtime_ns) for one in found)
    return sha256(repr(seen).encode()).hexdigest()[:16]


ANYWHERE = Path(os.sep)
"""A folder in which nothing lies that a program might take for its own."""
