"""Counts keys and seconds from tag to tag, for the log of `postil stats --speed`."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from annotations import speed
from annotations.annotation import Change
from annotations.clock import now
from annotations.errors import StoreError
from annotations.speed import PAUSE_SECONDS, Pace

_AT_ONCE = 20


class PaceLog:
    """Notes what tags took, and writes it down now and then in a `.postil` folder, if in any.

    A log that cannot be written is given up without a word: it is not what people work for.
    """

    def __init__(
        self,
        data: Path | None,
        clock: Callable[[], float] = monotonic,
        project: Path | None = None,
    ) -> None:
        self._data, self._project, self._clock = data, project, clock
        self._paces: list[Pace] = []
        self._keys = self._met = 0
        self._seconds = 0.0
        self._last = clock()

    def key(self) -> None:
        """A key was typed."""
        at = self._clock()
        if at - self._last < PAUSE_SECONDS:
            self._seconds += at - self._last
        self._last = at
        self._keys += 1

    def met(self) -> None:
        """A candidate was walked to."""
        self._met += 1

    def made(self, change: Change) -> None:
        """A key changed an article: each tag that came by it is noted."""
        before = {a.id for a in change.removed if a.stands}
        tags = [a for a in change.added if a.stands and a.id not in before]
        if not tags or change.kind != "edit":
            return
        # One key may have made many tags: they share what it took.
        share = len(tags)
        for tag in tags:
            seconds = round(self._seconds / share, 3)
            keys = self._keys / share
            self._paces.append(Pace(now(), tag.label, tag.origin, keys, seconds, self._met))
        self._keys = self._met = 0
        self._seconds = 0.0
        if len(self._paces) >= _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write down what was noted."""
        paces, self._paces = self._paces, []
        if self._data is not None and paces:
            with contextlib.suppress(OSError, StoreError):
                speed.append(self._data, paces, self._project)
