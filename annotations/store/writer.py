"""One thread that saves changes in key order and reports what became of each."""

import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from msgspec import Struct

from annotations.annotation import Change
from annotations.article import Article
from annotations.errors import StoreError
from annotations.store.protocol import Saved, Store


class Confirmed(Struct, frozen=True):
    """A change is on the disk, as far as it fitted; one without an id is that of others alone."""

    article_id: str
    change_id: str
    saved: Saved


class Failed(Struct, frozen=True):
    """A change could not be saved; it and `waiting` later ones of its article are kept."""

    article_id: str
    change_id: str
    error: StoreError
    waiting: int


Event = Confirmed | Failed
_Job = tuple[Article, Change]
_NOTHING = Change("", "", "", "")
"""What stands for a look at what others have saved."""


class Writer:
    """Saves behind the screen. After a failure an article's later changes queue behind it.

    `before` is called with a change before that is saved, and where it raises that is not. `report`
    is called with each event, also on the writer's own thread. What it raises is dropped: that
    nobody can be told, as where a screen is closing, is no reason to save no more.
    """

    def __init__(
        self,
        store: Store,
        report: Callable[[Event], None],
        before: Callable[[Change], None] = lambda change: None,
    ) -> None:
        self.store = store
        self._report, self._before = report, before
        self._jobs: deque[_Job] = deque()
        self._stuck: dict[str, deque[_Job]] = {}
        self._unconfirmed: dict[str, _Job] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._closing = False
        self._trouble: StoreError | None = None

    def put(self, article: Article, change: Change) -> None:
        """Have a change saved; returns at once."""
        with self._changed:
            self._unconfirmed[change.id] = (article, change)
            self._start()
            self._jobs.append((article, change))
            self._changed.notify_all()

    def look(self, article: Article) -> None:
        """Have others' changes of an article reported, if there are any; returns at once.

        Not while something is to be saved: that is told what others have changed.
        """
        with self._changed:
            if self._unconfirmed or self._closing or (article, _NOTHING) in self._jobs:
                return
            self._start()
            self._jobs.append((article, _NOTHING))
            self._changed.notify_all()

    def retry(self) -> None:
        """Try again to save what could not be saved, in order."""
        with self._changed:
            stuck, self._stuck = self._stuck, {}
            self._trouble = None
            # What is stuck was there before what is queued, and goes before it again.
            for jobs in stuck.values():
                self._jobs.extendleft(reversed(jobs))
            self._changed.notify_all()

    def pending(self) -> tuple[_Job, ...]:
        """The changes that are not confirmed yet, in key order."""
        with self._changed:
            return tuple(self._unconfirmed.values())

    @property
    def trouble(self) -> StoreError | None:
        """Why changes are stuck, if any are, whether that has been taken in or not."""
        with self._changed:
            return self._trouble

    def drain(self, timeout: float) -> bool:
        """Wait until all is saved or stuck, and reported; whether it came to that in `timeout` s.

        Not to be called from `report`.
        """
        with self._changed:
            return self._changed.wait_for(self._idle, timeout)

    def close(self, timeout: float) -> None:
        """Save what can be saved within `timeout` seconds, stop, and close the store."""
        self.drain(timeout)
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        self.store.close()

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="postil-writer")
            self._thread.start()

    def _idle(self) -> bool:
        return not self._jobs and not self._busy

    def _run(self) -> None:
        while job := self._next():
            event = self._looked(job[0]) if job[1] is _NOTHING else self._save(*job)
            with suppress(Exception):
                if event:
                    self._report(event)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> _Job | None:
        """Wait for a change to save; those of an article that is stuck go behind what is stuck."""
        with self._changed:
            while self._changed.wait_for(lambda: self._jobs or self._closing) and self._jobs:
                job = self._jobs.popleft()
                behind = self._stuck.get(job[0].id)
                if behind is None:
                    self._busy = True
                    return job
                behind.append(job)
                self._changed.notify_all()
        return None

    def _looked(self, article: Article) -> Event | None:
        """What others have changed; what cannot be read is told at the next save."""
        with suppress(Exception):
            if outside := self.store.news(article):
                return Confirmed(article.id, "", Saved(_NOTHING, (), outside))
        return None

    def _save(self, article: Article, change: Change) -> Event:
        try:
            self._before(change)
            saved = self.store.apply(article, change)
        except Exception as error:
            known = error if isinstance(error, StoreError) else _unexpected(error)
            with self._changed:
                self._stuck[article.id] = deque([(article, change)])
                self._trouble = known
                waiting = sum(queued.id == article.id for queued, _ in self._jobs)
                return Failed(article.id, change.id, known, waiting)
        with self._changed:
            self._unconfirmed.pop(change.id, None)
        return Confirmed(article.id, change.id, saved)


def _unexpected(error: Exception) -> StoreError:
    return StoreError(f"The save failed: {str(error) or type(error).__name__}.", "Try again.")
