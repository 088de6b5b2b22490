"""A queue of places that were found: walked in their order, over articles, and looked for again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span, word_at
from tui.effects import Effects, ReadAt, Say
from tui.reading.events import StandIn
from tui.reading.pane import NOTHING
from tui.reading.queue import Order, Place, Queue
from tui.reading.reading import Reading

Find = Callable[[], Iterable[Place]]
"""Finds what wants a look now, in reading order."""


class Places(Queue):
    """What `find` finds; `nothing` is said where nothing is left.

    `order` is shared with the list that they were opened from, where there is one.
    """

    def __init__(
        self, reading: Reading, kind: str, find: Find, nothing: str, order: Order | None = None
    ) -> None:
        self.reading, self.kind = reading, kind
        self._find, self._nothing = find, nothing
        self._found_at: tuple[object, ...] = ()
        self.order = Order() if order is None else order
        if order is None:
            self._renew()

    @property
    def place(self) -> Place | None:
        """See `Queue.place`."""
        return self.order.here

    @property
    def here(self) -> Place | None:
        """See `Queue.here`: that at the cursor, where its span is selected."""
        place, session = self.place, self.reading.session
        if place is None or place.article != session.article.id:
            return None
        return place if self._span(place) == self.reading.pane.selected else None

    @property
    def stands(self) -> bool:
        """See `Queue.stands`."""
        return bool(self.order.open)

    @property
    def number(self) -> int:
        """See `Queue.number`."""
        return self.order.at + 1

    @property
    def of(self) -> int:
        """See `Queue.of`: those that are answered among them."""
        return len(self.order.keys)

    @property
    def left(self) -> int:
        """See `Queue.left`."""
        return len(self.order.open)

    def begin(self) -> Effects:
        """Go to the first place from the selection on."""
        if not self.stands:
            raise PostilError(self._nothing)
        reading = self.reading
        reading.push(self)
        panes = [pane.session.article.id for pane in reading.panes]
        at = reading.active, reading.pane.selected[0]
        ahead = (
            key
            for key in self.order.keys
            if (place := self.order.open.get(key)) and place.article in panes
            if (panes.index(place.article), place.span[0]) >= at
        )
        if key := next(ahead, None):
            self.order.go_to(key)
            return self.show()
        return self.walk(True)

    def walk(self, forward: bool) -> Effects:
        """See `Queue.walk`: wrapping round, past what has been answered meanwhile."""
        self._renew()
        if not self.order.step(forward):
            return self._end()
        return self.show()

    def go_on(self) -> Effects:
        """Go to the next place, once this one is answered; from the last back to the first left."""
        key, at = self.order.keys[self.order.at], self.order.at
        self._renew()
        if self.order.here and self.order.here.key == key:
            self.order.answer()
        if not self.order.step(True):
            yield from self._end()
            return
        yield from self.show()
        if self.order.at < at:
            yield Say(f"Back at the first that is left, of {len(self.order.open)}.")

    def look_again(self, back: bool = False) -> Effects:
        """See `Queue.look_again`."""
        before = set(self.order.open)
        self._renew()
        again = [key for key in self.order.keys if key in self.order.open and key not in before]
        if back and again:
            self.order.go_to(again[0])
            return self.show()
        return ()

    def show(self) -> Effects:
        """Select the place at the cursor, in whatever article it is."""
        place, reading = self.place, self.reading
        assert place is not None
        told = [Say(place.asked.told)] if place.asked.told else []
        shown = [pane.session.article.id for pane in reading.panes]
        if place.article not in shown:
            name = place.name or reading.names.get(place.article, place.article)
            return [*told, ReadAt(name, place.span)]
        reading.activate(shown.index(place.article))
        reading.go(reading.active, self._span(place), place.held)
        return told

    def _renew(self) -> None:
        """Look again, where something has changed or other articles are in view."""
        shown = [pane.session for pane in self.reading.panes]
        now = self.reading.changes, *(id(session) for session in shown)
        if now != self._found_at:
            self._found_at = now
            self.order.renew(self._find())

    def _span(self, place: Place) -> Span:
        """What is selected at a place in the article that has the keys."""
        text = self.reading.pane.text
        return place.span if place.span != NOTHING or not text else word_at(text, 0)

    def _end(self) -> Effects:
        self.reading.let_go(self)
        return [Say(self._nothing)]


def sessions_of(reading: Reading, ids: Iterable[str]) -> Iterator[Session]:
    """The sessions of articles by id, but for those that cannot be had any more."""
    for id in ids:
        with suppress(PostilError):
            yield reading.outside.session_of(id)


def ids_shown(reading: Reading) -> list[str]:
    """The ids of the articles side by side, as far as they are here."""
    shown = [pane.session for pane in reading.panes]
    return [one.article.id for one in shown if not isinstance(one, StandIn)]
