"""Entities saved behind the screen: what cannot be saved is kept, told, and tried again.

Where that is because a server is away, they are kept in the journal, and tried again by themselves.
"""

import threading
from collections.abc import Callable, Mapping

from annotations.disk.refusals import refusal
from annotations.entity import Entity, joined
from annotations.errors import Away, PostilError, StoreError, Unsure
from annotations.store.entity_files import EntityFiles
from annotations.store.unsent import LONGEST_PAUSE, PAUSE, Unsent


class EntityWriter:
    """Saves entities in the order in which they came, on a thread that ends with the last of them.

    `report` is called on that thread: with what one could not be saved for, and with `None` once
    all are saved after all. `unsent` is the journal of a store that may be away; after `pause`
    seconds it is tried again.
    """

    def __init__(
        self,
        files: EntityFiles,
        report: Callable[[PostilError | None], object],
        unsent: Unsent | None = None,
        pause: float = PAUSE,
    ) -> None:
        self._files, self._report, self._unsent = files, report, unsent
        self._kept: set[str] = set()
        self._first_pause = self._pause = pause
        self._timer: threading.Timer | None = None
        self._waiting: dict[str, Entity] = {}
        self._changed = threading.Condition()
        self._busy = False
        self.trouble: PostilError | None = None
        """Why something could not be saved, if that is so."""

    def take_up(self) -> None:
        """Have what earlier sittings kept saved; returns at once."""
        for one in self._unsent.entities() if self._unsent else ():
            self._kept.add(one.id)
            self.put(one)

    def put(self, one: Entity) -> None:
        """Have what is said of an entity saved; returns at once."""
        with self._changed:
            held = self._waiting.get(one.id)
            self._waiting[one.id] = joined(held, one) if held else one
            self._start()

    def over(self, saved: Mapping[str, Entity]) -> dict[str, Entity]:
        """The entities of the files, with what is on its way there."""
        with self._changed:
            waiting = dict(self._waiting)
        told = {id: joined(saved[id], one) if id in saved else one for id, one in waiting.items()}
        return {**saved, **told}

    @property
    def pending(self) -> int:
        """How many entities are not on the disk yet."""
        with self._changed:
            return len(self._waiting)

    @property
    def kept(self) -> int:
        """How many of them are in the journal."""
        with self._changed:
            return len(self._kept)

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        with self._changed:
            self._start()

    def drain(self, seconds: float) -> bool:
        """Wait until all are saved or cannot be; whether it came to that in so long."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._busy, seconds)

    def _start(self) -> None:
        if self._waiting and not self._busy:
            self._busy = True
            threading.Thread(target=self._run, name="postil-entities").start()

    def _run(self) -> None:
        failed: dict[str, tuple[Entity, PostilError]] = {}
        while ahead := self._ahead(failed):
            for one in ahead:
                failed.pop(one.id, None)
                if error := self._save(one):
                    failed[one.id] = one, error
            before, self.trouble = self.trouble, next((why for _, why in failed.values()), None)
            still = isinstance(self.trouble, Away) and isinstance(before, Away)
            if (self.trouble or before) and not still:
                self._report(self.trouble)
        self._try_later()

    def _try_later(self) -> None:
        if self._timer:
            self._timer.cancel()
        if isinstance(self.trouble, Away):
            self._timer = threading.Timer(self._pause, self.retry)
            self._timer.daemon = True
            self._timer.start()
            self._pause = min(2 * self._pause, LONGEST_PAUSE)
        else:
            self._pause = self._first_pause

    def _ahead(self, failed: Mapping[str, tuple[Entity, PostilError]]) -> list[Entity]:
        """Those that wait, but for what has just failed; where there are none, the thread ends."""
        with self._changed:
            tried = {id: one for id, (one, _) in failed.items()}
            ahead = [one for id, one in self._waiting.items() if tried.get(id) is not one]
            self._busy = bool(ahead)
            self._changed.notify_all()
            return ahead

    def _save(self, one: Entity) -> PostilError | None:
        """Save one that waits; why that cannot be, if it cannot."""
        try:
            self._files.put(one)
        except StoreError as error:
            return self._put_aside(one, error)
        except OSError as error:
            return refusal(error, self._files.path(one.id))
        except Exception as error:  # whatever it is, what was said is kept
            return StoreError(f"An entity could not be saved: {error!r}.", "Try again.")
        with self._changed:
            if self._waiting.get(one.id) is one:  # else there is more to say of it by now
                del self._waiting[one.id]
                self._kept.discard(one.id)
        if self._unsent is not None:
            self._unsent.drop_entity(one)
        return None

    def _put_aside(self, one: Entity, error: StoreError) -> StoreError:
        """Keep one in the journal, where that is for a server; what is told of it then."""
        if self._unsent is None or not isinstance(error, Away | Unsure):
            return error
        try:
            self._unsent.put_entity(one)
        except StoreError as refused:
            return refused
        with self._changed:
            self._kept.add(one.id)
        return Away(error.message, error.hint)
