"""Articles on their way: what may take long is read in a thread, and can be given up."""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from annotations.errors import PostilError
from annotations.sources.document import Loaded
from annotations.sources.found import told_of
from tui.reading.events import StandIn

if TYPE_CHECKING:
    from annotations.corpus.article_source import Readable

_KEPT = 8
"""So many documents are kept as they were read, which are not waited for when one comes back."""


class Arrival:
    """An article that is being read, or that was, as well as that could be done."""

    def __init__(self, readable: "Readable") -> None:
        self.name = readable.name
        self.stand_in = StandIn(
            self.name,
            PurePath(self.name).name,
            f"Reading {PurePath(self.name).name}\u2026\n\nesc stops waiting, > goes on.\n",
            "It is still being read.",
        )
        self._readable = readable
        self._loaded: Loaded | None = None
        self.failure: PostilError | OSError | None = None

    @property
    def is_here(self) -> bool:
        """Whether it has been read, or could not be."""
        return bool(self._loaded or self.failure)

    def loaded(self) -> Loaded:
        """What was read. Raises the `PostilError` or `OSError` that came of it."""
        if self.failure:
            raise self.failure
        assert self._loaded
        return self._loaded

    def read(self) -> None:
        """Read it, however long that takes."""
        try:
            with told_of(self.name):
                self._loaded = self._readable.load()
        except (PostilError, OSError) as error:
            self.failure = error
        except MemoryError:
            self.failure = PostilError(f"{self.name} takes more memory than there is.")


class _Awaited(threading.Thread):
    """Reads an article for as long as somebody waits for it, and reports that it is here."""

    def __init__(self, arrival: Arrival, report: Callable[[Arrival], object]) -> None:
        from annotations.sources import apart  # late: few articles are read by it

        super().__init__(name="postil-reading", daemon=True)
        self.arrival = arrival
        self._report, self._apart, self._waiting = report, apart, apart.Waiting()
        self.start()

    def run(self) -> None:
        with self._apart.waited_for(self._waiting):
            self.arrival.read()
        if not self._waiting.over:
            self._report(self.arrival)

    def give_up(self) -> None:
        self._apart.give_up(self._waiting)


class Arrivals:
    """The articles of a view, those that take long in threads.

    `report` is called, on such a thread, with what has come in the end.
    """

    def __init__(self, report: Callable[[Arrival], object]) -> None:
        self._report = report
        self._awaited: dict[str, _Awaited] = {}
        # To come back to a document is not to wait for it again.
        self._here: dict[str, Arrival] = {}

    def of(self, readables: "Iterable[Readable]", patience: float) -> list[Arrival]:
        """What is to be shown, in its order, after `patience` seconds at most for what is slow.

        What else was waited for is given up.
        """
        wanted = list(readables)
        self.give_up({one.name for one in wanted})
        arrivals = [self._arrival(one) for one in wanted]
        until = time.monotonic() + patience
        for arrival in arrivals:
            if awaited := self._awaited.get(arrival.name):
                awaited.join(max(0, until - time.monotonic()))
                self.take(arrival)
        return arrivals

    def take(self, arrival: Arrival) -> bool:
        """Wait no longer for what is here; whether it was waited for."""
        awaited = self._awaited.get(arrival.name)
        if not (awaited and awaited.arrival is arrival and arrival.is_here):
            return False
        del self._awaited[arrival.name]
        if not arrival.failure:
            self._here[arrival.name] = arrival
            if len(self._here) > _KEPT:
                del self._here[next(iter(self._here))]
        return True

    def give_up(self, but: Iterable[str] = ()) -> list[StandIn]:
        """Wait no longer for articles `but` those of these names; returns what stood for them."""
        names = [name for name in self._awaited if name not in but]
        given_up = [self._awaited.pop(name) for name in names]
        for one in given_up:
            one.give_up()
        return [one.arrival.stand_in for one in given_up]

    def _arrival(self, readable: "Readable") -> Arrival:
        if awaited := self._awaited.get(readable.name):
            return awaited.arrival
        if here := self._here.get(readable.name):
            return here
        arrival = Arrival(readable)
        if readable.slow:
            self._awaited[readable.name] = _Awaited(arrival, self._report)
        else:
            arrival.read()
        return arrival
