"""A change and the disk's word on it in one frame, where the disk is quick."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Any

from textual.app import App
from textual.screen import Screen

PATIENCE_SECONDS = 0.005
"""How long a frame waits at most: less than screens need to show one."""


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
