"""The changes that take long to be saved, looked at by a timer."""

import asyncio
from collections.abc import Callable, Collection, Set

SECONDS = 0.1


class Overdue:
    """Looks at the changes that wait, by id, so long after they were shown, and again for others.

    `waiting` tells which ones wait; `changed` is called from the event loop when `ids`, those that
    are overdue, may be others than before.
    """

    def __init__(self, waiting: Callable[[], Set[str]], changed: Callable[[], object]) -> None:
        self._waiting, self._changed = waiting, changed
        self._timer: asyncio.TimerHandle | None = None
        self._known: Set[str] = frozenset()
        self.ids: Collection[str] = frozenset()

    def watch(self) -> None:
        """Look later at the changes that wait now, where there are others than at the last call."""
        waiting = self._waiting()
        if self._timer is None and not waiting <= self._known:
            self._look_later(waiting)
        self._known = waiting

    def rest(self) -> None:
        """Nothing waits any more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def look(self, watched: Collection[str]) -> None:
        """Have those of the watched ones that still wait be overdue; look again where others do."""
        self._timer = None
        still, before = self._waiting(), set(self.ids)
        self.ids = still & set(watched)
        if self.ids != before:
            self._changed()
        if still - self.ids:
            self._look_later(still)

    def _look_later(self, watched: Collection[str]) -> None:
        # A timer of Textual's is a task, which would cost each tag a tenth of its time.
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(SECONDS, self.look, watched)
