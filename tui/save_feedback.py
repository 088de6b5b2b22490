"""What the screen shows of saving: overdue changes, and a frame that waits for the disk."""

import asyncio
from collections.abc import Callable, Collection, Sequence, Set
from contextlib import ExitStack
from time import monotonic
from typing import Any

from textual.app import App
from textual.screen import Screen

OVERDUE_SECONDS = 0.1
PATIENCE_SECONDS = 0.005
"""How long a frame waits at most: less than screens need to show one."""


class Overdue:
    """Looks at the changes that wait, by id, so long after they were shown, and again for others.

    `waiting` tells which ones wait; `changed` is called from the event loop when `ids`, those that
    are overdue, may be others than before.
    """

    def __init__(self, waiting: Callable[[], Set[str]], changed: Callable[[], object]) -> None:
        self._waiting, self._changed = waiting, changed
        self._timer: asyncio.TimerHandle | None = None
        self.ids: Collection[str] = frozenset()

    def watch(self) -> None:
        """Look later at the changes that wait now."""
        if self._timer is None:
            self._look_later(self._waiting())

    def rest(self) -> None:
        """Nothing waits any more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def look(self, watched: Collection[str]) -> None:
        """Have those of the watched ones that still wait be overdue; look again where others do."""
        self._timer = None
        still = self._waiting()
        self.ids = still & set(watched)
        self._changed()
        if still - self.ids:
            self._look_later(still)

    def _look_later(self, watched: Collection[str]) -> None:
        # A timer of Textual's is a task, which would cost each tag a tenth of its time.
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(OVERDUE_SECONDS, self.look, watched)


class OneFrame:
    """Holds back the frame that shows a change until the disk has confirmed it.

    A tag costs one frame instead of two that way, and no eye sees the difference. `give_up` is
    called where the disk takes longer; then no frame is held back until it is quick again.
    """

    def __init__(self, app: App[None], give_up: Callable[[], object]) -> None:
        self._app, self._give_up = app, give_up
        self._held = ExitStack()
        self._until: asyncio.TimerHandle | None = None
        self._since = 0.0
        self._quick = True
        self._shown: Sequence[Screen[Any]] = ()

    @property
    def is_held(self) -> bool:
        """Whether a frame is held back."""
        return self._until is not None

    def hold(self) -> None:
        """Hold back the next frame, for a change that is being saved."""
        self._since = monotonic()
        if self._quick and not self.is_held:
            self._shown = self._app.screen_stack[-1:]
            self._held.enter_context(self._app.batch_update())
            loop = asyncio.get_running_loop()
            self._until = loop.call_later(PATIENCE_SECONDS, self._give_up)

    def let_go(self) -> None:
        """Let frames be drawn again: the disk has answered, or takes too long."""
        self._quick = monotonic() - self._since < PATIENCE_SECONDS
        if self._until is not None:
            self._until.cancel()
            self._until = None
            self._held.close()
            # Another screen that came meanwhile was not drawn either, and will not be by itself.
            if self._app.screen_stack[-1:] != self._shown:
                self._app.screen.refresh()
