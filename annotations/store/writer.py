"""One thread that saves changes in key order and reports what became of each.

While the server of a store is away, changes are kept in a journal on this machine, and the server
is tried with the first of them, less and less often.
"""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress

from msgspec import Struct

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import Away, Refused, StoreError, Unsure
from annotations.store.backlog import LOOK, Backlog
from annotations.store.protocol import Saved, Store
from annotations.store.unsent import PAUSE, Job, Unsent


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


class Writer:
    """Saves behind the screen. After a failure an article's later changes queue behind it.

    `before` is called with a change before that is saved, and where it raises that is not. `report`
    is called with each event, also on the writer's own thread. What it raises is dropped: that
    nobody can be told, as where a screen is closing, is no reason to save no more. `unsent` is the
    journal of a store that may be away; after `pause` seconds it is tried again.
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
        self._backlog = Backlog(pause)
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._trying = self._closing = False

    def take_up(self) -> set[str]:
        """Have what earlier sittings kept sent before all else; returns at once which, by id."""
        if self._unsent is None or not (jobs := self._unsent.read()):
            return set()
        with self._changed:
            self._backlog.carry(jobs)
            self._start()
        return {change.id for _, change in jobs}

    def put(self, article: Article, change: Change) -> None:
        """Have a change saved; returns at once."""
        with self._changed:
            self._backlog.add((article, change))
            self._start()

    def look(self, article: Article) -> bool:
        """Have others' changes of an article reported, if there are any; returns at once.

        Not while something is to be saved, nor while the server is away: whether it will be looked.
        """
        with self._changed:
            backlog = self._backlog
            if backlog.unconfirmed or self._closing or backlog.away:
                return False
            if (article, LOOK) not in backlog.jobs:
                backlog.jobs.append((article, LOOK))
                self._start()
            return True

    def retry(self) -> None:
        """Try again to save what could not be saved, in order."""
        with self._changed:
            self._backlog.retry()
            self._changed.notify_all()

    def pending(self) -> tuple[Job, ...]:
        """The changes that are not confirmed yet, in key order."""
        with self._changed:
            return tuple(self._backlog.unconfirmed.values())

    @property
    def kept(self) -> Collection[str]:
        """The ids of those that are in the journal."""
        with self._changed:
            return frozenset(self._backlog.kept)

    @property
    def trouble(self) -> StoreError | None:
        """Why changes are stuck, if any are, whether that has been taken in or not."""
        with self._changed:
            return self._backlog.trouble

    def set_aside(self) -> None:
        """Put all that is not confirmed into the journal, if there is one. Raises `StoreError`."""
        if self._unsent is not None:
            for job in self._unkept():
                self._keep(self._unsent, job)

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
        until, before = time.monotonic() + timeout, len(self.pending())
        while not self.drain(min(1.0, timeout)):
            left = len(self.pending())
            if left == before or time.monotonic() > until:
                return False
            before = left
        return True

    def _start(self) -> None:
        """Have the thread go on, now that there is something to do."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="postil-writer")
            self._thread.start()
        self._changed.notify_all()

    def _idle(self) -> bool:
        return not self._backlog.jobs and not self._busy and self._backlog.rest != 0

    def _run(self) -> None:
        while job := self._next():
            for event in self._looked(job[0]) if job[1] is LOOK else self._save(job):
                with suppress(Exception):
                    self._report(event)
            with self._changed:
                self._busy = self._trying = False
                self._changed.notify_all()

    def _next(self) -> Job | None:
        """Wait for a change to save, or for the time to try a server again."""
        backlog = self._backlog
        with self._changed:
            while True:
                self._changed.wait_for(
                    lambda: backlog.jobs or self._closing or backlog.rest == 0, backlog.rest
                )
                if backlog.jobs:
                    job = backlog.next()
                    self._changed.notify_all()
                elif self._closing:
                    return None
                else:
                    self._trying = backlog.rest == 0
                    job = backlog.first() if self._trying else None
                if job:
                    self._busy = True
                    return job

    def _looked(self, article: Article) -> Iterator[Event]:
        """What others have changed; what cannot be read is told at the next save."""
        with suppress(Exception):
            if not self._backlog.away and (outside := self.store.news(article)):
                yield Confirmed(article.id, "", Saved(LOOK, (), outside))

    def _save(self, job: Job) -> Iterator[Event]:
        article, change = job
        try:
            if (away := self._backlog.away) and not self._trying:
                raise away
            self._before(change)
            saved = self.store.apply(article, change)
        except Exception as error:
            known = error if isinstance(error, StoreError) else _unexpected(error)
            yield from self._failed(job, known)
            return
        if self._unsent is not None:
            self._unsent.drop(change.id)
        with self._changed:
            self._backlog.confirm(change)
        yield Confirmed(article.id, change.id, saved)

    def _failed(self, job: Job, error: StoreError) -> Iterator[Event]:
        """Have a change wait: where the server is away in the journal, with all that is not yet."""
        told, about = error, [job]
        if self._unsent is not None:
            if isinstance(error, Unsure):  # sending it again settles the matter
                error = told = Away(error.message, error.hint)
            if isinstance(error, Away):
                about = self._unkept() if self._trying else about
                told = self._all_kept(self._unsent, about) or error
            elif isinstance(error, Refused):
                told = self._let_go(self._unsent, job, error)
        with self._changed:
            self._backlog.fail(job, error, told, self._trying)
            queued = [article.id for article, _ in self._backlog.jobs]
        for article, change in about:
            yield Failed(article.id, change.id, told, queued.count(article.id))

    def _unkept(self) -> list[Job]:
        with self._changed:
            return self._backlog.unkept

    def _all_kept(self, unsent: Unsent, jobs: list[Job]) -> StoreError | None:
        """Put changes into the journal; why that cannot be, if it cannot."""
        try:
            for job in jobs:
                self._keep(unsent, job)
        except StoreError as error:
            return error
        return None

    def _keep(self, unsent: Unsent, job: Job) -> None:
        unsent.put(*job)
        with self._changed:
            self._backlog.kept.add(job[1].id)

    def _let_go(self, unsent: Unsent, job: Job, error: Refused) -> StoreError:
        """Have what the server refuses sent no more by itself; what is told of it then."""
        place = unsent.refuse(job[1].id)
        if place is None:
            return error
        with self._changed:
            self._backlog.kept.discard(job[1].id)
        return Refused(error.message, f"{error.hint} It is kept in {place}.".lstrip())


def _unexpected(error: Exception) -> StoreError:
    return StoreError(f"The save failed: {str(error) or type(error).__name__}.", "Try again.")
