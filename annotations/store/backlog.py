"""What is still to be saved: what is queued, what is stuck behind a failure, what of it is kept.

While a server is away nothing goes there but the first change that is stuck, when it is time.
"""

import time
from collections import deque
from collections.abc import Iterable

from annotations.annotation import Change
from annotations.errors import Away, StoreError
from annotations.store.unsent import LONGEST_PAUSE, Job

LOOK = Change("", "", "", "")
"""What stands for a look at what others have saved."""


class Backlog:
    """Changes in key order, by article where they are stuck; `pause` is in seconds.

    Several threads use it under one lock, which is not its own.
    """

    def __init__(self, pause: float) -> None:
        self.jobs: deque[Job] = deque()
        self.unconfirmed: dict[str, Job] = {}
        """The changes that are not saved, by id, in key order."""
        self.kept: set[str] = set()
        """The ids of those that are in the journal."""
        self.trouble: StoreError | None = None
        self.away: Away | None = None
        self._stuck: dict[str, deque[Job]] = {}
        self._first_pause = self._pause = pause
        self._until = 0.0

    def add(self, job: Job) -> None:
        """Queue a change."""
        self.unconfirmed[job[1].id] = job
        self.jobs.append(job)

    def carry(self, jobs: list[Job]) -> None:
        """Queue, before all else, what an earlier sitting kept."""
        ids = {change.id: (article, change) for article, change in jobs}
        self.kept.update(ids)
        self.unconfirmed = ids | self.unconfirmed
        self.jobs.extendleft(reversed(jobs))

    @property
    def unkept(self) -> list[Job]:
        """What would be lost if this ended now."""
        return [job for id, job in self.unconfirmed.items() if id not in self.kept]

    @property
    def rest(self) -> float | None:
        """The seconds until the server is tried again; `None` where it is not away."""
        waits = self.away and any(self._stuck.values())
        return max(0.0, self._until - time.monotonic()) if waits else None

    def next(self) -> Job | None:
        """What is queued; what is for an article that is stuck goes behind that."""
        while self.jobs:
            article, change = self.jobs.popleft()
            behind = self._stuck.get(article.id)
            if behind is None or self.away:
                return article, change
            if change is not LOOK:
                behind.append((article, change))
        return None

    def first(self) -> Job:
        """What a server that is away is tried with."""
        return next(jobs for jobs in self._stuck.values() if jobs).popleft()

    def confirm(self, change: Change) -> None:
        """A change is saved; where the server was away, all goes on."""
        self.unconfirmed.pop(change.id, None)
        self.kept.discard(change.id)
        self._answered(self._stuck)

    def fail(self, job: Job, error: StoreError, told: StoreError, tried: bool) -> None:
        """A change is stuck, for an error of which something may be `told` that is graver.

        `tried` is for what `first` gave: it goes back there.
        """
        behind = self._stuck.setdefault(job[0].id, deque())
        if tried:
            behind.appendleft(job)
        else:
            behind.append(job)
        if not isinstance(error, Away):
            self._answered(id for id in self._stuck if id != job[0].id)
        elif tried or self.away is None:
            self.away, self._until = error, time.monotonic() + self._pause
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        self.trouble = told

    def retry(self) -> None:
        """Try again at once; of what waits for the server, the first, and what is not kept."""
        self._until, self._pause = 0.0, self._first_pause
        if self.away is None:
            self.trouble = None
            self._go_on(self._stuck)
        else:
            unkept = {article.id for article, _ in self.unkept}
            self._go_on(id for id in self._stuck if id in unkept)

    def _answered(self, stuck: Iterable[str]) -> None:
        if self.away:
            self.away, self._pause, self.trouble = None, self._first_pause, None
            self._go_on(stuck)

    def _go_on(self, stuck: Iterable[str]) -> None:
        # What is stuck was there before what is queued, and goes before it again.
        for id in list(stuck):
            self.jobs.extendleft(reversed(self._stuck.pop(id)))
