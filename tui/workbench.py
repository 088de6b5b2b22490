"""Articles side by side: keys and events in, effects carried out, what differs drawn."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.message import Message

from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.actions.checking import Listed
from tui.arriving import Arrival, Arrivals
from tui.cells.bottom_row import Now
from tui.cells.palette import Palette
from tui.effects import (
    Amend,
    Compute,
    Effect,
    Effects,
    GiveUpWaiting,
    GoToLibrary,
    LoadArticles,
    ReadAt,
)
from tui.hearing import Heard
from tui.inspector import Inspector
from tui.keys import Keymap
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.overdue import Overdue
from tui.panes import Panes
from tui.reading import events
from tui.reading.order import ReadingOrder
from tui.reading.reading import Reading
from tui.reading.suggested import Suggested
from tui.remembered import Remembered
from tui.status_line import StatusLine

if TYPE_CHECKING:
    from annotations.corpus.article_source import Readable
    from tui.listing.places import PlaceList
    from tui.practice.lessons import LessonBox

PATIENCE = 0.2
"""Seconds that a key waits for articles at most; what takes longer is shown when it is there."""
LOOKING_SECONDS = 1.0
"""So often it is looked whether others have saved something in the articles shown."""


class Workbench(MainScreen[Reading], inherit_bindings=False):
    """Shows up to four articles; what it is about stands in `reading`."""

    WHERE = "articles"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-short"), (18, "-tall")]  # noqa: RUF012

    class From(Message):
        """Something happened on another thread."""

        def __init__(self, event: events.Event | Arrival) -> None:
            super().__init__()
            self.event = event

    def __init__(
        self,
        sessions: OpenSessions,
        order: "ReadingOrder[Readable]",
        palette: Palette,
        keymap: Keymap,
        notices: Iterable[str],
        back: Callable[[], object] = lambda: None,
        read_at: Callable[[str, Span | None], object] = lambda name, span: None,
        patience: float = PATIENCE,
        lessons: bool = False,
        end: Callable[[PostilError], object] | None = None,
    ) -> None:
        """`back` leaves for the library, `read_at` shows another article at a span; `patience` is
        for the first articles, in seconds.

        Those who take `lessons` have them above the articles. `end` is called where the one article
        that there is cannot be read. Raises `PostilError` where none can.
        """
        settings, proposing = sessions.project.settings, sessions.suggestions
        scheme, wish = settings.scheme, settings.suggest
        suggested = Suggested(proposing, scheme, proposing.names, wish.always, wish.least)
        self.reading = Reading(
            scheme, order, suggested, sessions, sessions.pace, sessions.remembered
        )
        self.reading.again = sessions.again
        self.reading.uses.update(sessions.remembered.uses)
        self.panes = Panes(self.reading, palette)
        self._inspector, self._status_line = Inspector(palette), StatusLine(palette)
        self._said = Now()
        self._lesson = _lesson_box(palette) if lessons else None
        above = (self._lesson,) if self._lesson else ()
        parts = (*above, self.panes, self._inspector, self._status_line)
        super().__init__(sessions, palette, keymap, self.reading, parts)
        self._back, self._read_at, self._end, self._notices = back, read_at, end, list(notices)
        self.overdue = Overdue(lambda: sessions.waiting_changes, self._tell_overdue)
        self._arrivals = Arrivals(lambda arrival: self.post_message(self.From(arrival)))
        while not self._opened(patience):
            if not order.turn(1):
                raise PostilError(self._notices[-1])

    def on_mount(self) -> None:
        """Draw; suggestions are looked for when that is done."""
        self.await_first_frame()
        self.reading.receive(events.Resized(self.app.size.width))
        self.draw()
        self._say_notices()
        self.set_interval(LOOKING_SECONDS, self._look_outside)
        self.sessions.hearing.listen(lambda ids: self.post_message(Heard(ids)))

    def first_frame(self) -> None:
        """Have suggestions looked for, for which what is to be seen does not wait."""
        self.receive(events.Shown())

    def _look_outside(self) -> None:
        """Have what others save in the articles shown without a key."""
        if self.is_current:
            shown = (pane.session for pane in self.reading.panes)
            self.sessions.hearing.look(one for one in shown if not isinstance(one, events.StandIn))

    def on_heard(self, message: Heard) -> None:
        """Show what others have saved as soon as the server tells of it."""
        self.sessions.hearing.heard(message.ids, self.sessions.by_id)
        self._look_outside()

    def on_unmount(self) -> None:
        """Leave nothing being read that nobody waits for."""
        self._arrivals.give_up()

    def on_resize(self) -> None:
        """Show as many panes as there is room for, and have what is around the texts fit."""
        self.receive(events.Resized(self.app.size.width))
        self.call_after_refresh(self.draw)

    @property
    def now(self) -> Now:
        """See `MainScreen.now`."""
        return self.wording.of_reading(self.reading)

    def remember(self, kept: Remembered) -> Remembered:
        """What is kept for the next sitting, with where one is now."""
        reading = self.reading
        kept = kept.with_places(reading.places, reading.session.article.id).with_row(reading.name)
        return replace(kept, column=reading.column, uses=dict(reading.uses))

    # Keys and events in

    def on_workbench_from(self, message: From) -> None:
        """Take in what came from another thread."""
        if isinstance(message.event, Arrival):
            self._arrived(message.event)
        else:
            self.receive(message.event)
            self.draw_in_time(message)

    def settled(self, settled: events.Settled) -> None:
        """See `MainScreen.settled`."""
        if not self.sessions.unsaved:
            self.overdue.rest()
        if settled.change_id in self.overdue.ids:
            self._tell_overdue()
        if settled.change:
            self.receive(settled)
        else:
            self._draw_lines()

    # Effects out, and drawing

    def carry_on(self, effects: Effects) -> None:
        """See `MainScreen.carry_on`; what is to be saved is watched."""
        self.overdue.watch()
        super().carry_on(effects)

    def draw(self) -> None:
        """See `MainScreen.draw`."""
        super().draw()
        self.panes.draw()
        if not self.is_awaited:  # its sentences would keep the first text up
            self._inspector.draw(self.reading)
        self._said = self.now
        self._draw_lines()

    def _draw_lines(self) -> None:
        self._status_line.draw(self.reading, self._said)
        if self._lesson:
            self._lesson.draw(self.reading)

    def do(self, effect: Effect) -> None:
        """See `MainScreen.do`."""
        match effect:
            case LoadArticles():
                self._opened()
                self._say_notices()
            case GiveUpWaiting():
                self._give_up()
            case GoToLibrary():
                self.reading.leave_lists()
                self._back()
            case ReadAt(name, span):
                self._read_at(name, span)
            case Compute(work, done):
                self.run_worker(partial(self._compute, work, done), thread=True)
            case Amend(session, fields, done):
                self.sessions.amend(session, dict(fields))
                self.go_on(done)
            case _:
                super().do(effect)

    def _compute(self, work: Callable[[], object], done: Callable[..., Effects]) -> None:
        """Compute something, on a thread of its own, and tell of it."""
        try:
            found = work()
        except Exception as error:  # whatever it is, the keys go on
            found = None
            self.post_message(self.From(events.Missing(PostilError(f"That failed: {error!r}."))))
        self.post_message(self.From(events.Computed(done, found)))

    def _say_notices(self) -> None:
        for notice in self._notices:
            self.say(notice, severe=True)
        self._notices.clear()

    def _tell_overdue(self) -> None:
        """Show which changes are overdue, which only the texts do."""
        self.perform(self.reading.receive(events.Overdue(frozenset(self.overdue.ids))))
        self.panes.draw()

    # Articles in

    def read(self, order: "ReadingOrder[Readable]") -> None:
        """Show other articles. Raises `PostilError` where none can be read."""
        before, self.reading.order = self.reading.order, order
        if not self._opened():
            self.reading.order = before
            raise PostilError(self._notices.pop())
        self.reading.forget_before()
        self.draw()
        self._say_notices()

    def point(self, span: Span) -> None:
        """Select a span of the article that has the keys, and bring it into view."""
        self.reading.point(span)
        self.draw()

    def walk(self, places: "PlaceList") -> None:
        """Have `n` go on in a list that an article was opened from."""
        self.reading.push(Listed(self.reading, places))
        self.reading.light()
        self.draw()

    def _opened(self, patience: float = PATIENCE) -> bool:
        """Open the articles that are next in the order; whether any can be read."""
        arrivals = self._arrivals.of(self.reading.order.current, patience)
        read = [(self._session_of(a) if a.is_here else a.stand_in, a.name) for a in arrivals]
        found = [(session, name) for session, name in read if session is not None]
        if found:
            names = {session.article.id: name for session, name in found}
            sessions = tuple(session for session, _ in found)
            self.perform(self.reading.receive(events.Opened(sessions, names)))
            gone = self.sessions.leave(names.keys())
            self.perform(self.reading.receive(events.Closed(gone)))
        return bool(found)

    def _session_of(self, arrival: Arrival) -> Session | None:
        """The session of what was read; what cannot be read is noted."""
        try:
            loaded = arrival.loaded()
            session, notice = self.sessions.open(loaded.article)
        except (PostilError, OSError) as error:
            told = str(error)
            self._notices.append(told if arrival.name in told else f"{arrival.name}: {told}")
            return None
        self._notices += [*loaded.notes, *filter(None, [notice])]
        return session

    def _arrived(self, arrival: Arrival) -> None:
        """Show an article that was waited for, or go on without it."""
        if self._arrivals.take(arrival):
            session = self._session_of(arrival)
            if session is None and self._end:
                self._end(PostilError(self._notices.pop()))
                return
            self.receive(events.Arrived(arrival.stand_in, session, arrival.name))
            self._say_notices()

    def _give_up(self) -> None:
        """Wait no longer for what is being read."""
        for stand_in in self._arrivals.give_up():
            self.perform(self.reading.receive(events.Arrived(stand_in, None)))
            self.say("No longer waiting. Press > to go on to the next.")


def _lesson_box(palette: Palette) -> "LessonBox":
    from tui.practice.lessons import LessonBox  # late: few take lessons

    return LessonBox(palette)
