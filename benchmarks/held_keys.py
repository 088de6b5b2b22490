"""How long the screen stands still while keys come faster than anybody types.

An article of 1 MB with 10,000 tags is open beside another; keys are written a hundred times a
second, and each piece of what comes back bears its time. A *gap* is the longest time in which keys
waited and nothing was drawn, from the first key until the last is shown.
"""

import mmap
import os
import select
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.made_articles import write_article
from benchmarks.sitting import opened
from benchmarks.terminal import Terminal

SIZE, TAGS = 1_000_000, 10_000
A_SECOND, KEYS = 100, 300
LONGEST_GAP = 0.25
"""Seconds without a frame; what is longer is felt as standing still."""

_QUIET = 0.4
_GIVEN_UP = 60.0

_COUNTING = """
import mmap
from tui.textual_painting import TimelyScreen
from tui.workbench import Workbench
with open({file!r}, "r+b") as file:
    counts = memoryview(mmap.mmap(file.fileno(), 0)).cast("q")
answered, drawn = Workbench.answer, TimelyScreen._on_timer_update
def answer(*key):
    answered(*key)
    counts[0] += 1
def draw(*screen):
    now = counts[0]
    drawn(*screen)
    counts[1] = now
Workbench.answer, TimelyScreen._on_timer_update = answer, draw
"""

HELD: dict[str, Sequence[str]] = {
    "l": "l",
    "j": "j",
    "w": "w",
    "n": "n",
    "page down": " ",
    "}": "}",
    "shift+right": ["\x1b[1;2C"],
    "shift+down": ["\x1b[1;2B"],
    ".": ".",
    "e E": "eeeeEEEE",
    "v then l": ["v"] + ["l"] * KEYS,
    "v then j": ["v"] + ["j"] * KEYS,
    "mixed": "ljwnljW}NhkL.K",
    "labels": "lalld",
    "a u": "au",
    "label on all": ["v", "G"] + ["a"] * KEYS,
    "x": "wxu",
    "tab": "\t",
    "together": ["S"] + ["l", "j", "j"] * KEYS,
    "g G": "gG",
}
"""Keys that are typed over and over, by what they are called in the table."""

ONCE: dict[str, Sequence[str]] = {
    "v G *": ["v", "G", "*"],
    "v G y": ["v", "G", "y"],
    "v G a u": ["v", "G", "a", "u"],
    "v G A": ["v", "G", "A"],
    "A, all of them, u U": ["A", "\r", "u", "U"],
}
"""Keys that are typed once, each as soon as the one before is shown."""


class AtWork(NamedTuple):
    """A sitting that counts the keys that were answered, and those of them in the last frame."""

    app: Terminal
    counts: memoryview

    @property
    def answered(self) -> int:
        """How many keys were answered."""
        return int(self.counts[0])

    @property
    def shown(self) -> int:
        """How many were when the last frame was drawn."""
        return int(self.counts[1])


def gap(work: AtWork, keys: Sequence[str], a_second: float = A_SECOND) -> float:
    """The longest time, in seconds, in which keys waited and nothing was drawn.

    The time in which its threads waited for a processor that others had is left out. What is drawn
    once all are shown, such as suggestions that come, is waited for by nobody.
    """
    app, all_answered = work.app, work.answered + len(keys)
    begun = time.perf_counter()
    longest, sent = 0.0, 0
    frame = _Clock(app)
    while True:
        due = begun + sent / a_second
        now = time.perf_counter()
        if sent < len(keys) and now >= due:
            app.send(keys[sent].encode())
            sent += 1
        elif select.select([app.file], [], [], due - now if sent < len(keys) else _QUIET)[0]:
            app.written += os.read(app.file, 65_536)
            longest, frame = max(longest, frame.passed()), _Clock(app)
            if work.shown >= all_answered:
                app.rest()
                return longest
        elif sent == len(keys) and (_is_idle(app) or frame.passed() > _GIVEN_UP):
            return longest if frame.passed() < _GIVEN_UP else _GIVEN_UP


class _Clock:
    """How long ago something was, as a program that has the machine to itself would have it."""

    def __init__(self, app: Terminal) -> None:
        self._app, self._begun = app, time.perf_counter()
        self._used, self._waited = app.cpu(), app.delay()

    def passed(self) -> float:
        """The seconds since."""
        wall = time.perf_counter() - self._begun
        waited = self._app.delay() - self._waited
        return max(min(wall, self._app.cpu() - self._used), wall - waited)


def _is_idle(app: Terminal) -> bool:
    """Whether the thread that draws has nothing to do."""
    used = app.cpu(str(app.process))
    time.sleep(0.1)
    return app.cpu(str(app.process)) - used < 0.01


def many(keys: Sequence[str]) -> list[str]:
    """So many keys as are held down: these, over and over."""
    return [keys[number % len(keys)] for number in range(KEYS)]


def worst(work: AtWork, *bursts: Sequence[str]) -> float:
    """The longest gap in bursts of keys, each typed when all rests, from the top."""
    work.app.send(b"\x1b\x1b\x1bg")
    work.app.rest()
    return max(gap(work, burst) for burst in bursts)


@contextmanager
def at_work(size: int = SIZE, tags: int = TAGS, before: str = "") -> Iterator[AtWork]:
    """postil on two articles of `size` code points with so many tags, at rest.

    `before` is Python to run first in its process.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / "one.jsonl", folder / "two.jsonl"]
        for number, file in enumerate(files):
            write_article(file, file.stem, size, tags, seed=number + 1)
        counted = folder / "counted"
        counted.write_bytes(bytes(16))
        before = f"{_COUNTING.format(file=str(counted))}\n{before}"
        with (
            counted.open("r+b") as opened_file,
            mmap.mmap(opened_file.fileno(), 0) as counts,
            memoryview(counts) as seen,
            seen.cast("q") as numbers,
            opened(files, folder / "project", before) as app,
        ):
            app.rest()
            yield AtWork(app, numbers)


if __name__ == "__main__":
    with at_work() as work:
        for name, keys in HELD.items():
            held = worst(work, many(keys))
            print(f"| {name}, {A_SECOND} a second | {held * 1000:.0f} |", flush=True)
        for name, keys in ONCE.items():
            gaps = worst(work, *([key] for key in keys))
            print(f"| {name} | {gaps * 1000:.0f} |", flush=True)
