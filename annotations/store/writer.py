"""One thread that saves changes in key order and reports what became of each.

While the server of a store is away, changes are kept in a journal on this machine, and the server
is tried with the first of them, less and less often.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import Away, StoreError, Unsure
from annotations.store.protocol import Saved, Store
from annotations.store.unsent import LONGEST_PAUSE, PAUSE, Job, Unsent


class Confirmed(Struct, frozen=True):
    """A change is on the disk, as far as it fitted; one without an id is that of others alone."""

    article_id: str
    change_id: str
    saved: Saved


class Failed(Struct, frozen=True):
    """A change could not be saved; it and `waiting` later ones of its article are kept.

    Where the error is `Away`, it is in the journal, and sent again without being asked.
    """

    article_id: str
    change_id: str
    error: StoreError
    waiting: int


Event = Confirmed | Failed
_NOTHING = Change("", "", "", "")
"""What stands for a look at what others have saved."""


class Writer:
    """Saves behind the screen. After a failure an article's later changes queue behind it.

    `before` is called with a change before that is saved, and where it raises that is not. `report`
    is called with each event, also on the writer's own thread. What it raises is dropped: that
    nobody can be told, as where a screen is closing, is no reason to save no more. `unsent` is the
    journal of a store that may be away; `pause` is in seconds.
    """

    def __init__(
        self,
        store: Store,
        report: Callable[[Event], None],
        before: Callable[[Change], None] = lambda change: None,
        unsent: Unsent | None = None,
        pause: float = PAUSE,
    ) -> None:
        self.store = store
        self._report, self._before, self._unsent = report, before, unsent
        self._jobs: deque[Job] = deque()
        self._stuck: dict[str, deque[Job]] = {}
        self._unconfirmed: dict[str, Job] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._closing = False
        self._trouble: StoreError | None = None
        self._kept: set[str] = set()
        # While the server is away only one change goes there, when it is time to try again.
        self._away: Away | None = None
        self._first_pause = self._pause = pause
        self._until, self._trying = 0.0, False

    def take_up(self) -> set[str]:
        """Have what earlier sittings kept sent before all else; returns at once which, by id."""
        if self._unsent is None or not (jobs := self._unsent.read()):
            return set()
        with self._changed:
            self._kept.update(change.id for _, change in jobs)
            self._unconfirmed = {job[1].id: job for job in jobs} | self._unconfirmed
            self._start()
            self._jobs.extendleft(reversed(jobs))
            self._changed.notify_all()
        return {change.id for _, change in jobs}

    def put(self, article: Article, change: Change) -> None:
        """Have a change saved; returns at once."""
        with self._changed:
            self._unconfirmed[change.id] = (article, change)
            self._start()
            self._jobs.append((article, change))
            self._changed.notify_all()

    def look(self, article: Article) -> bool:
        """Have others' changes of an article reported, if there are any; returns at once.

        Not while something is to be saved, nor while the server is away: whether it will be looked.
        """
        with self._changed:
            if self._unconfirmed or self._closing or self._away:
                return False
            if (article, _NOTHING) not in self._jobs:
                self._start()
                self._jobs.append((article, _NOTHING))
                self._changed.notify_all()
            return True

    def retry(self) -> None:
        """Try again to save what could not be saved, in order."""
        with self._changed:
            self._until, self._pause = 0.0, self._first_pause
            if self._away is None:
                self._trouble = None
                self._go_on(list(self._stuck))
            else:  # the server is tried with the first one; but what is not kept may be now
                unkept = {article.id for article, change in self._unkept()}
                self._go_on([id for id in self._stuck if id in unkept])
            self._changed.notify_all()

    def pending(self) -> tuple[Job, ...]:
        """The changes that are not confirmed yet, in key order."""
        with self._changed:
            return tuple(self._unconfirmed.values())

    @property
    def kept(self) -> Collection[str]:
        """The ids of those that are in the journal."""
        with self._changed:
            return frozenset(self._kept)

    @property
    def trouble(self) -> StoreError | None:
        """Why changes are stuck, if any are, whether that has been taken in or not."""
        with self._changed:
            return self._trouble

    def set_aside(self) -> None:
        """Put all that is not confirmed into the journal, if there is one. Raises `StoreError`."""
        for job in self._unkept() if self._unsent else ():
            self._keep(*job)

    def drain(self, timeout: float) -> bool:
        """Wait until all is saved or stuck, and reported; whether it came to that in `timeout` s.

        Not to be called from `report`.
        """
        with self._changed:
            return self._changed.wait_for(self._idle, timeout)

    def close(self, timeout: float) -> None:
        """Save what can be saved within `timeout` seconds, stop, and close the store.

        Where there is a journal, what does not go on is kept there and waited for no longer.
        """
        if self._unsent is None:
            self.drain(timeout)
        elif not self._goes_on(timeout):
            with suppress(StoreError):
                self.set_aside()
            self.store.close()  # so that nobody waits for an answer any more
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        self.store.close()

    def _goes_on(self, timeout: float) -> bool:
        """Wait until all is saved or stuck, while that gets less each second; whether it is."""
        until, before = time.monotonic() + timeout, None
        while not self.drain(min(1.0, timeout)):
            left = len(self.pending())
            if left == before or time.monotonic() > until:
                return False
            before = left
        return True

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="postil-writer")
            self._thread.start()

    def _idle(self) -> bool:
        return not self._jobs and not self._busy and self._rest() != 0

    def _run(self) -> None:
        while job := self._next():
            for event in self._looked(job[0]) if job[1] is _NOTHING else self._save(*job):
                with suppress(Exception):
                    self._report(event)
            with self._changed:
                self._busy = self._trying = False
                self._changed.notify_all()

    def _next(self) -> Job | None:
        """Wait for a change to save; those of an article that is stuck go behind what is stuck."""
        with self._changed:
            while True:
                self._changed.wait_for(
                    lambda: self._jobs or self._closing or self._rest() == 0, self._rest()
                )
                if not self._jobs and self._closing:
                    return None
                if not self._jobs and self._rest() == 0:
                    self._busy = self._trying = True
                    return next(jobs for jobs in self._stuck.values() if jobs).popleft()
                while self._jobs:
                    job = self._jobs.popleft()
                    behind = self._stuck.get(job[0].id)
                    if behind is None or self._away:
                        self._busy = True
                        return job
                    behind.append(job)
                    self._changed.notify_all()

    def _rest(self) -> float | None:
        """The seconds until the server is tried again; `None` where it is not away."""
        waits = self._away and any(self._stuck.values())
        return max(0.0, self._until - time.monotonic()) if waits else None

    def _looked(self, article: Article) -> Iterator[Event]:
        """What others have changed; what cannot be read is told at the next save."""
        with suppress(Exception):
            if not self._away and (outside := self.store.news(article)):
                yield Confirmed(article.id, "", Saved(_NOTHING, (), outside))

    def _save(self, article: Article, change: Change) -> Iterator[Event]:
        try:
            if self._away and not self._trying:
                raise self._away
            self._before(change)
            saved = self.store.apply(article, change)
        except Exception as error:
            known = error if isinstance(error, StoreError) else _unexpected(error)
            if isinstance(known, Unsure) and self._unsent is not None:
                known = Away(known.message, known.hint)  # sending it again settles the matter
            yield from self._failed(article, change, known)
            return
        if self._unsent is not None:
            self._unsent.drop(change.id)
        with self._changed:
            self._unconfirmed.pop(change.id, None)
            self._kept.discard(change.id)
            self._answered(list(self._stuck))
        yield Confirmed(article.id, change.id, saved)

    def _failed(self, article: Article, change: Change, error: StoreError) -> Iterator[Event]:
        """Have a change wait: where the server is away in the journal, with all that is not yet."""
        jobs, told = [(article, change)], error
        if isinstance(error, Away) and self._unsent is not None:
            jobs = self._unkept() if self._trying else jobs
            try:
                for job in jobs:
                    self._keep(*job)
            except StoreError as refused:
                told = refused
        with self._changed:
            behind = self._stuck.setdefault(article.id, deque())
            if self._trying:
                behind.appendleft((article, change))
            else:
                behind.append((article, change))
            if not isinstance(error, Away):
                self._answered([id for id in self._stuck if id != article.id])
            elif self._unsent is not None and (self._trying or not self._away):
                self._away, self._until = error, time.monotonic() + self._pause
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
            self._trouble = told
            waiting = sum(queued.id == article.id for queued, _ in self._jobs)
        for about, one in jobs:
            yield Failed(about.id, one.id, told, waiting)

    def _answered(self, stuck: Iterable[str]) -> None:
        """The server has answered: where it was away, these articles go on."""
        if self._away:
            self._away, self._pause, self._trouble = None, self._first_pause, None
            self._go_on(stuck)

    def _go_on(self, stuck: Iterable[str]) -> None:
        """Have what is stuck of these articles saved, before all that is queued."""
        for id in stuck:
            self._jobs.extendleft(reversed(self._stuck.pop(id)))

    def _unkept(self) -> list[Job]:
        with self._changed:
            return [job for id, job in self._unconfirmed.items() if id not in self._kept]

    def _keep(self, article: Article, change: Change) -> None:
        """Put a change into the journal. Raises `StoreError`."""
        if self._unsent is not None:
            self._unsent.put(article, change)
        with self._changed:
            self._kept.add(change.id)


def _unexpected(error: Exception) -> StoreError:
    return StoreError(f"The save failed: {str(error) or type(error).__name__}.", "Try again.")
