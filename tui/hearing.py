"""Which of the open articles others may have changed, where a server tells of it."""

from collections.abc import Callable, Collection, Iterable

from textual.message import Message

from annotations.session import Session
from annotations.store.protocol import Store
from annotations.store.writer import Writer

Ids = Collection[str] | None
"""The ids of articles, or `None` for whichever there are."""


class Heard(Message):
    """Others may have changed these articles."""

    def __init__(self, ids: Ids) -> None:
        super().__init__()
        self.ids = ids


class Hearing:
    """Has news of articles read when they are shown: of those heard of, or each time of any.

    All but what `listen` reports is on one thread.
    """

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store, self._writer = store, writer
        self._end: Callable[[], None] | None = None
        self._heard = set[str]()

    def listen(self, report: Callable[[Ids], object]) -> None:
        """Have `report` called, on another thread, with what is to be `heard`, if anybody tells."""
        self._end = self._store.listen(report)

    def heard(self, ids: Ids, there: Iterable[str]) -> None:
        """These articles may be other than they were; those that are `there`, for `None`."""
        self._heard.update(there if ids is None else ids)

    def look(self, shown: Iterable[Session]) -> None:
        """Have what others saved in these articles reported by the writer."""
        for session in shown:
            id, tells = session.article.id, self._end is not None
            if session.read_only or session.waiting or (tells and id not in self._heard):
                continue
            if self._writer.look(session.article):
                self._heard.discard(id)

    def close(self) -> None:
        """Listen no more."""
        if self._end:
            self._end()
