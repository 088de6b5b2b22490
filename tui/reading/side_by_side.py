"""The articles side by side: which there are, which has the keys, which can be seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from annotations.session import Session
from annotations.units import Span, paragraph_at, word_at
from tui.reading.events import StandIn
from tui.reading.pane import NOTHING, Pane, Place

NARROW = 60
"""Under so many cells there is no room for two panes: they are shown one at a time."""

MIN_COLUMN, MAX_COLUMN = 30, 200
"""How narrow and wide the column of text may be made, in cells."""


class Left(Protocol):
    """Where one left off in an earlier sitting: places by article, who had the keys, the column."""

    @property
    def places(self) -> Mapping[str, Place]: ...
    @property
    def active(self) -> str: ...
    @property
    def column(self) -> int: ...


class SideBySide:
    """Panes, each with an article where one left it; one of them has the keys."""

    def __init__(self, left: Left) -> None:
        self.panes: list[Pane] = []
        self.active = 0
        self.alone = self.narrow = self.together = False
        self.column = left.column
        self.names: dict[str, str] = {}
        self._left, self._first = left, left.active
        self._before: list[Session] = []
        self._pointed: Span | None = None
        self._known: dict[str, Pane] = {}
        self._places: dict[str, Place] = {}
        self._led: tuple[Pane, Span, int] | None = None

    @property
    def pane(self) -> Pane:
        """The pane that has the keys."""
        return self.panes[self.active]

    @property
    def session(self) -> Session:
        """The session of that pane."""
        return self.pane.session

    @property
    def name(self) -> str:
        """What lists call the article that has the keys."""
        return self.names.get(self.session.article.id, self.session.article.id)

    @property
    def places(self) -> dict[str, Place]:
        """Where one is in each article that was shown, the latest last."""
        return {**self._places, **{id: pane.place for id, pane in self._known.items()}}

    def is_seen(self, number: int) -> bool:
        """Whether there is room and wish for a pane."""
        return number == self.active or not (self.alone or self.narrow)

    @property
    def seen(self) -> list[int]:
        """The panes that can be seen, from left to right."""
        return [number for number in range(len(self.panes)) if self.is_seen(number)]

    def onward(self, forward: bool) -> Iterator[tuple[int, bool]]:
        """The panes in view in the order of a walk, the one with the keys first and last.

        With each comes whether the walk enters it at its edge.
        """
        seen = self.seen
        at, step = seen.index(self.active), 1 if forward else -1
        for number in range(len(seen) + 1):
            yield seen[(at + step * number) % len(seen)], number > 0

    def widen(self, by: int) -> int:
        """Make the column of text `by` cells wider; returns how wide it is now."""
        self.column = min(max(MIN_COLUMN, self.column + by), MAX_COLUMN)
        for pane in self.panes:
            pane.set_column(self.column)
        return self.column

    def let_go_together(self) -> None:
        """Have each pane scroll by itself again."""
        self.together, self._led = False, None
        for pane in self.panes:
            pane.beside = NOTHING

    def open(self, sessions: Sequence[Session], names: Mapping[str, str]) -> None:
        """Show these articles, each where one left it; the first gets the keys.

        `names` are what lists call them, by id.
        """
        self.names.update(names)
        if there := [p.session for p in self.panes if not isinstance(p.session, StandIn)]:
            self._before = there
        self.put(list(dict.fromkeys(sessions)))
        self.active = next(
            (n for n, pane in enumerate(self.panes) if pane.session.article.id == self._first), 0
        )
        self._first, self.alone, self._pointed = "", False, None

    def arrive(self, stand_in: StandIn, session: Session | None, name: str) -> bool:
        """Show an article in the place of what stood for it, or go on without it.

        Tells whether there is anything to read that way.
        """
        shown = [pane.session for pane in self.panes]
        if stand_in not in shown:
            return True
        at, pointed = shown.index(stand_in), self._pointed
        if session is not None and session not in shown:
            self.names[session.article.id] = name
            shown[at], self._pointed = session, None
            self.put(shown)
            if pointed and at == self.active:
                self.point(pointed)
        elif len(shown) > 1:
            active = self.session
            shown.remove(stand_in)
            self.put(shown)
            self.active = shown.index(active) if active in shown else 0
        elif self._before:
            self.put(self._before)
            self.active = 0
        else:
            self.put([stand_in.left()])
            return False
        return True

    def point(self, span: Span) -> None:
        """Select a span of the article that has the keys, once that is there."""
        if isinstance(self.session, StandIn):
            self._pointed = span
            return
        start, end = (min(offset, len(self.pane.text)) for offset in span)
        self.pane.go((start, end) if start < end else word_at(self.pane.text, start))

    def forget_before(self) -> None:
        """Have no articles to go back to where those that come cannot be read after all."""
        self._before = []

    def put(self, sessions: Sequence[Session]) -> None:
        """Put these articles side by side; the pane that has the keys keeps its number."""
        shown = [self._pane(session) for session in sessions]
        for pane in shown:
            if pane not in self.panes:
                pane.show_hits(())
                pane.touch_all()
            pane.beside = NOTHING
        self.panes, self.active = shown, min(self.active, len(shown) - 1)
        for id in self._known.keys() - {session.article.id for session in sessions}:
            self._places[id] = self._known.pop(id).place

    def panes_of(self, id: str) -> Iterator[Pane]:
        """The panes that show an article."""
        return (pane for pane in self.panes if pane.session.article.id == id)

    def _pane(self, session: Session) -> Pane:
        """Where one was in an article, in this sitting or an earlier one."""
        id = session.article.id
        if isinstance(session, StandIn):
            return Pane(session, self.column)
        if id not in self._known or self._known[id].session is not session:
            left = self._places.pop(id, None) or self._left.places.get(id)
            self._known[id] = Pane(session, self.column, left)
        return self._known[id]

    def bring_others(self) -> None:
        """Bring the other panes to what is being read in this one.

        They show the paragraph that says most nearly the same, at the same height, or the same
        share of the text where none does.
        """
        from annotations.compare.counterpart import counterpart  # late: few sittings need it

        lead = self.pane
        if self._led == (lead, lead.selected, lead.top):
            return
        self._led = lead, lead.selected, lead.top
        lead.beside, at = NOTHING, lead.read_at
        height = max(0, lead.row_in_view(paragraph_at(lead.text, at)[0]))
        for number in self.seen:
            pane = self.panes[number]
            if pane is lead:
                continue
            if found := counterpart(lead.text, at, pane.text):
                pane.bring_beside(found, height)
            else:
                pane.beside = NOTHING
                pane.bring_share(lead.share)
