"""The library: what there is to read, and how far one is with it."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec.structs import replace
from textual.message import Message
from textual.timer import Timer

from annotations.corpus.article_source import ArticleSource, Readable
from annotations.errors import PostilError
from annotations.listing import EventCoverage, Listed, Query
from annotations.session import Session
from annotations.units import Span
from tui.actions import teams
from tui.arriving import Arrivals
from tui.cells.palette import Palette
from tui.command import Command
from tui.effects import (
    Adjudicate,
    CheckAll,
    Effect,
    FindInAll,
    ListNotes,
    ListOverruled,
    ListUnsure,
    LookAgain,
    ReadOther,
)
from tui.keys import Keymap
from tui.library.covering import Covering
from tui.library.looking import Look, found, noted, overruled, unsure, wrong
from tui.library.places import Places
from tui.library.row_list import CorpusLine, ProgressLine
from tui.library.tables import ArticleTable
from tui.listing.articles import ArticleList
from tui.listing.places import PlaceList
from tui.listing.walk import ReadArticles
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.reading.order import ReadingOrder
from tui.reading.state import Asking
from tui.remembered import Remembered

_READING_SECONDS = _SAVING_SECONDS = 0.2
RESTING_SECONDS = 0.3
"""So long one has to rest on rows until their events are compared."""
_SOONEST, _LATEST = 0.1, 1.0  # seconds until articles are counted again

Read = Callable[[ReadingOrder[Readable], Span | None, PlaceList | None], None]
"""Shows articles, with a span of the first one selected, and a list of places that `n` walks.

Raises `PostilError`.
"""


class Library(MainScreen[ArticleList]):
    """Lists the articles of a source, a window at a time; opens, marks, filters and sorts them."""

    WHERE = "library"

    class Covered(Message):
        """How an event is covered, brought over from the thread that compares."""

        def __init__(self, group: str, event: EventCoverage | None) -> None:
            super().__init__()
            self.group, self.event = group, event

    def __init__(
        self,
        sessions: OpenSessions,
        source: ArticleSource,
        palette: Palette,
        keymap: Keymap,
        read: Read,
        notices: Iterable[str] = (),
        adjudicate: Callable[[], None] = lambda: None,
        read_other: Callable[[], None] = lambda: None,
    ) -> None:
        left, self._source, waiting = sessions.remembered, source, sessions.waiting
        state = ArticleList(
            source,
            keymap.scheme,
            self._session_of,
            lambda: sessions.writer.drain(_SAVING_SECONDS),
            left.order,
            left.descending,
            left.folds,
        )
        state.awaited = waiting
        self._rows = ArticleTable(palette, state)
        self._progress, self._corpus = ProgressLine(palette), CorpusLine(palette)
        parts = self._rows, self._progress, self._corpus
        super().__init__(sessions, palette, keymap, state, parts)
        undealt = [source.undealt] if source.undealt else []
        unread = map(str, (*state.totals.unread[:1], *undealt))
        self._notices = [*notices, *unread, *teams.told(state)]
        self._arrivals = Arrivals(lambda arrival: None)
        self._read, self._adjudicate, self._stale = read, adjudicate, False
        self._read_other = read_other
        self._counting: Timer | None = None
        self._delay = _SOONEST
        self._ids: dict[str, str] = {}
        self.covering = Covering(
            sessions.project, lambda *found: self.post_message(self.Covered(*found))
        )
        self._asked: tuple[object, ...] = ()
        self._resting: asyncio.TimerHandle | None = None

    def on_mount(self) -> None:
        """Stand where one left off."""
        if not self.state.awaited <= self.sessions.waiting:  # saved since it was counted
            self.state.count_again()
        self.state.awaited = self.sessions.waiting
        state, left = self.state, self.sessions.remembered
        if row := state.find(left.rows):
            state.window.go(state.rows.place_of(row) or 0)
        state.pick([name for name in left.picked if state.source.place(Query(), name) is not None])
        self._catch_up()
        self.draw()
        for notice in self._notices:
            self.say(notice, severe=True)
        self.watch(self.app, "app_focus", self._came_back, init=False)

    def _came_back(self, focused: bool) -> None:
        """Read the counts again when one turns to the terminal, as other programs add and tag."""
        if focused and self.is_current:
            self._look_again()

    def on_screen_resume(self) -> None:
        """Read the counts again when one comes back from the articles, and stand at the last."""
        if self._stale:
            self._stale = False
            self.state.awaited = self.sessions.waiting
            self._look_again(self.state.find(self.sessions.remembered.rows[:1]))

    def _look_again(self, row: Listed | None = None) -> None:
        """Count what there is by now; the cursor comes to this row, or stays at its own."""
        self.state.count_again(row)
        self._catch_up()
        self.draw()

    def _catch_up(self) -> None:
        """Count once more in a moment, and later and later, where others are still looking."""
        if self._counting:
            self._counting.stop()
        self._counting = None
        self._delay = min(2 * self._delay, _LATEST) if self.state.behind else _SOONEST
        if self.state.behind:
            self._counting = self.set_timer(self._delay, self._look_again)

    def draw(self) -> None:
        """See `MainScreen.draw`."""
        super().draw()
        self._rows.draw()
        totals, asking = self.state.totals, isinstance(self.state.mode, Asking)
        self._corpus.update(totals, self.now, grave=self.is_grave)
        done, skipped = (totals.status.get(name, 0) for name in ("done", "skipped"))
        self._progress.update(done, skipped, totals.articles, self.state.described(asking))
        self._cover_later()

    def _cover_later(self) -> None:
        """Have the events in view compared, once one rests on them for a moment."""
        state = self.state
        asked = state.rows, len(state.rows), state.window.top, state.window.height, state.columns
        if asked != self._asked:
            self._asked = asked
            self._cover_no_more()
            if state.events_in_view:
                # A timer of Textual's is a task, which each key that scrolls would pay for.
                loop = asyncio.get_running_loop()
                self._resting = loop.call_later(RESTING_SECONDS, self.cover)

    def cover(self) -> None:
        """Have the events in view compared."""
        if self.is_current:
            self.covering.ask(self.state.events_in_view)

    def _cover_no_more(self) -> None:
        self.covering.ask(())
        if self._resting:
            self._resting.cancel()

    def on_library_covered(self, message: Covered) -> None:
        """Show how an event is covered."""
        self.state.covered[message.group] = message.event
        self.state.changed(None)
        self.draw()

    def on_unmount(self) -> None:
        """Compare no further."""
        self._cover_no_more()

    def remember(self, remembered: Remembered) -> Remembered:
        """What was known of an earlier sitting, with what is known of this one."""
        state, row = self.state, self.state.at
        if isinstance(row, Listed):
            remembered = remembered.with_row(row.id)
        order, descending = state.query.order, state.query.descending
        return replace(remembered, order=order, descending=descending, folds=state.folds)

    # Commands and what they ask for

    def commands_by_name(self) -> Iterator[tuple[str, Command, str]]:
        """See `MainScreen.commands_by_name`; a column each to sort by."""
        for name, command, key in super().commands_by_name():
            if command.id == "sort":
                for column, number in zip(self.state.columns.shown, command.keys, strict=False):
                    if column.order:
                        yield f"Sort by {column.name}", command, number
            else:
                yield name, command, key

    def do(self, effect: Effect) -> None:
        """See `MainScreen.do`."""
        match effect:
            case Adjudicate():
                self._adjudicate()
            case LookAgain():
                self._look_again()
            case ReadOther():
                self._leave_for_other()
            case ReadArticles():
                self._read_articles(effect)
            case FindInAll(words, regular):
                self._look(f"\u201c{words}\u201d", found(self._source, words, regular))
            case CheckAll():
                look = wrong(self._source, self.keymap.scheme, self.sessions.guidelines.digest)
                self._look("What looks wrong", look, changes=True)
            case ListUnsure(most):
                self.list_unsure(most)
            case ListOverruled():
                self._look("Decided against you", overruled(self.sessions.project))
            case ListNotes():
                self._look("Notes", noted(self._source))
            case _:
                super().do(effect)

    def _leave_for_other(self) -> None:
        """Leave for the other reading. Raises `PostilError` where changes would be lost."""
        self.sessions.drain()
        if self.sessions.lost:
            raise PostilError("Some changes are not saved.", "Press ctrl+s, and try again.")
        self._read_other()

    def read_at(self, name: str, span: Span | None, places: PlaceList | None = None) -> None:
        """Read an article at a span, opened from a list perhaps. Raises `PostilError`."""
        self._read_articles(self.state.open_at(name, span), places)

    def read_these(self, names: Sequence[str], span: Span | None) -> None:
        """Read one article at a span, or several side by side. Raises `PostilError`."""
        if len(names) == 1:
            self.read_at(names[0], span)
        else:
            self.state.pick(names)
            self._read_articles(self.state.together())

    def _read_articles(self, asked: ReadArticles, places: PlaceList | None = None) -> None:
        remembered = self.sessions.remembered
        panes = max(remembered.panes, len(asked.picked))
        order = ReadingOrder(asked.walk, panes, asked.at)
        # Where the one that was chosen cannot be read, others are not what one wants.
        if not order.current[0].slow:
            order.current[0].load()
        # What was chosen gets the keys, whichever had them in an earlier sitting.
        self.sessions.remembered = replace(remembered, active="", picked=asked.picked)
        self._read(order, asked.span, places)
        self._stale = True
        self.state.pick(() if asked.picked else self.state.picked)

    def list_unsure(self, most: int) -> None:
        """List the places of which those that suggest are least sure."""
        look = unsure(self._source, self.sessions.project, most)
        self._look("Least sure", look, changes=True)

    def _look(self, what: str, look: Look, changes: bool = False) -> None:
        many = self.state.totals.articles
        places = (self.sessions, self.palette, self.keymap, what, look, many, self.read_at, changes)
        self.open(Places(*places))

    def _session_of(self, row: Listed) -> Session:
        """The session of an article that is to be marked. Raises `PostilError`."""
        if known := self.sessions.by_id.get(self._ids.get(row.id, "")):
            return known
        (arrival,) = self._arrivals.of([self._source.readable(row.id)], _READING_SECONDS)
        if not arrival.is_here:
            raise PostilError(f"{row.title} is still being read.", "Try again in a moment.")
        loaded = arrival.loaded()
        session, notice = self.sessions.open(loaded.article)
        self._ids[row.id] = session.article.id
        for note in (*loaded.notes, *filter(None, [notice])):
            self.say(note, severe=True)
        return session
