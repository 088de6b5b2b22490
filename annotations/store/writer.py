"""One thread that saves changes in key order and reports what became of each."""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from annotations.annotation import Change
from annotations.article import Article
from annotations.store.protocol import Saved, Store, StoreError


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A change is on the disk, as far as it fitted."""

    article_id: str
    change_id: str
    saved: Saved


@dataclass(frozen=True, slots=True)
class Failed:
    """A change could not be saved; it and `waiting` later ones of its article are kept."""

    article_id: str
    change_id: str
    error: StoreError
    waiting: int


Event = Confirmed | Failed
_Job = tuple[Article, Change]


class Writer:
    """Saves behind the screen. After a failure an article's later changes queue behind it.

    `report` is called with each event on the writer's own thread.
    """

    def __init__(self, store: Store, report: Callable[[Event], None]) -> None:
        self.store = store
        self._report = report
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._stuck: dict[str, deque[_Job]] = {}
        self._unconfirmed: dict[str, _Job] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def put(self, article: Article, change: Change) -> None:
        """Have a change saved; returns at once."""
        with self._changed:
            self._unconfirmed[change.id] = (article, change)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="postil-writer")
                self._thread.start()
            self._jobs.put((article, change))

    def retry(self) -> None:
        """Try again to save what could not be saved, in order."""
        with self._changed:
            stuck, self._stuck = self._stuck, {}
            for jobs in stuck.values():
                for job in jobs:
                    self._jobs.put(job)

    def pending(self) -> tuple[_Job, ...]:
        """The changes that are not confirmed yet, in key order."""
        with self._changed:
            return tuple(self._unconfirmed.values())

    def drain(self, timeout: float) -> bool:
        """Wait until all is saved or stuck, at most `timeout` seconds; whether it came to that."""
        until = time.monotonic() + timeout
        with self._changed:
            return self._changed.wait_for(self._idle, max(0.0, until - time.monotonic()))

    def close(self, timeout: float) -> None:
        """Save what can be saved within `timeout` seconds, stop, and close the store."""
        self.drain(timeout)
        self._jobs.put(None)
        if self._thread is not None:
            self._thread.join(timeout)
        self.store.close()

    def _idle(self) -> bool:
        return len(self._unconfirmed) == sum(len(jobs) for jobs in self._stuck.values())

    def _run(self) -> None:
        while job := self._jobs.get():
            article, change = job
            with self._changed:
                behind = self._stuck.get(article.id)
                if behind is not None:
                    behind.append(job)
                    self._changed.notify_all()
                    continue
            self._report(self._save(article, change))
            with self._changed:
                self._changed.notify_all()

    def _save(self, article: Article, change: Change) -> Event:
        try:
            saved = self.store.apply(article, change)
        except Exception as error:
            known = error if isinstance(error, StoreError) else _unexpected(error)
            with self._changed:
                stuck = self._stuck.setdefault(article.id, deque())
                stuck.appendleft((article, change))
                return Failed(article.id, change.id, known, len(stuck))
        with self._changed:
            self._unconfirmed.pop(change.id, None)
        return Confirmed(article.id, change.id, saved)


def _unexpected(error: Exception) -> StoreError:
    return StoreError(
        f"The save failed: {error or type(error).__name__}.", "Press ctrl+s to try again."
    )
