"""A bar on stderr for what takes longer than half a second, where that is a terminal."""

import atexit
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from threading import Condition, RLock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

    from annotations.errors import PostilError
    from annotations.example import Example
    from annotations.listing import Listed
    from annotations.project import Project

T = TypeVar("T")

AFTER_SECONDS = 0.5


class Watched(Generic[T]):
    """Items that come with a bar while they are gone through; one bar for each time.

    `total` is asked only where a bar may be drawn; without it the bar tells how many there have
    been. Elsewhere than on a terminal that can move its cursor nothing is drawn or loaded.
    """

    def __init__(
        self, items: Callable[[], Iterable[T]], what: str, total: Callable[[], int] | None = None
    ) -> None:
        self._items, self._what, self._total = items, what, total
        self._bar: _Bar | None = None

    def __call__(self) -> Iterator[T]:
        """The items."""
        if not _can_draw():
            yield from self._items()
            return
        self._bar = bar = _Bar(self._what, self._total() if self._total else None)
        try:
            for item in self._items():
                yield item
                bar.advance()
        finally:
            bar.end()

    def clear(self) -> None:
        """Make room for a line to be printed; the bar comes again after half a second."""
        if self._bar:
            self._bar.clear()


def articles(project: "Project", what: str) -> "Watched[Example | PostilError]":
    """Every article of a project, as `Project.examples` gives them."""
    return Watched(project.examples, what, lambda: sum(1 for _ in project.store.ids()))


def listed(project: "Project", what: str) -> "Watched[Listed]":
    """Every article of a project, as its store lists them."""
    return Watched(project.store.articles, what, lambda: sum(1 for _ in project.store.ids()))


def _can_draw() -> bool:
    known = os.environ.get("TERM") not in ("dumb", "unknown")
    return known and bool(sys.stderr and sys.stderr.isatty())


class _Bar:
    """A bar that a thread draws when half a second has gone by, however long an item takes."""

    def __init__(self, what: str, total: int | None) -> None:
        self._what, self._total, self._done = what, total, 0
        self._changed = Condition(RLock())
        self._due = monotonic() + AFTER_SECONDS
        self._shown: Progress | None = None
        self._ended = False
        self._thread = Thread(target=self._run, name="postil-progress", daemon=True)
        self._thread.start()
        # An interrupt leaves the items, and with them this, to be found at the very end.
        atexit.register(self.end)

    def advance(self) -> None:
        """One more is done."""
        self._done += 1
        if shown := self._shown:
            shown.update(shown.task_ids[0], completed=self._done)

    def clear(self) -> None:
        """Take the bar away for half a second."""
        with self._changed:
            self._due = monotonic() + AFTER_SECONDS
            if self._shown:
                self._hide()
                self._changed.notify()

    def end(self) -> None:
        """Take the bar away for good."""
        with self._changed:
            self._ended = True
            self._hide()
            self._changed.notify()
        self._thread.join()
        atexit.unregister(self.end)

    def _run(self) -> None:
        with self._changed:
            while not self._ended:
                left = self._due - monotonic()
                if left <= 0 and not self._shown:
                    self._show()
                self._changed.wait(None if self._shown else left)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn(f"{self._what} {{task.completed:,}}"),)
        if self._total is not None:
            columns = (TextColumn(self._what), BarColumn(), MofNCompleteColumn())  # type: ignore[assignment]
        # Rows that go to a file go there, and not through the console of the bar.
        rows = bool(sys.stdout and sys.stdout.isatty())
        console = Console(stderr=True)
        shown = Progress(*columns, console=console, transient=True, redirect_stdout=rows)
        shown.add_task(self._what, total=self._total, completed=self._done)
        shown.start()
        self._shown = shown

    def _hide(self) -> None:
        if self._shown:
            self._shown.stop()
            self._shown = None
