"""Articles side by side: keys and events in, effects carried out, what differs drawn."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.message import Message

from annotations.corpus.article_source import Readable
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.arriving import Arrival, Arrivals
from tui.asking.prompt import Prompt
from tui.cells.display import one_line
from tui.cells.palette import Palette
from tui.command import Command
from tui.effects import Amend, Effect, Effects, GiveUpWaiting, GoToLibrary, LoadArticles, Say
from tui.inspector import Inspector
from tui.keys import KeyReader, carry_out
from tui.main_screen import MainScreen
from tui.open_sessions import OpenSessions
from tui.pane.part import Happened
from tui.panes import Panes
from tui.reading import events
from tui.reading.modes import Asking
from tui.reading.order import ReadingOrder
from tui.reading.reading import Reading
from tui.reading.suggested import Suggested
from tui.remembered import Remembered
from tui.save_feedback import OneFrame, Overdue
from tui.status_line import StatusLine

if TYPE_CHECKING:
    from tui.practice.lesson_box import LessonBox

PATIENCE = 0.2
"""Seconds that a key waits for articles at most; what takes longer is shown when it is there."""


class Workbench(MainScreen, inherit_bindings=False):
    """Shows up to four articles; what it is about stands in `reading`."""

    BLANK = True
    WHERE = "articles"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-short"), (18, "-tall")]  # noqa: RUF012
    CSS_PATH: ClassVar[str] = "postil.tcss"

    class From(Message):
        """Something happened on another thread, or is to be shown in a moment."""

        def __init__(self, event: events.Event | Arrival | None = None) -> None:
            super().__init__()
            self.event = event

    def __init__(
        self,
        sessions: OpenSessions,
        order: ReadingOrder[Readable],
        palette: Palette,
        reader: KeyReader,
        notices: Iterable[str],
        back: Callable[[], object] = lambda: None,
        patience: float = PATIENCE,
        end: Callable[[PostilError], object] | None = None,
    ) -> None:
        """`back` leaves for the library; `patience` is for the first articles, in seconds.

        `end` is called where the one article that there is cannot be read. Raises `PostilError`
        where none can.
        """
        super().__init__(sessions, reader.keymap)
        settings, proposing = sessions.project.settings, sessions.suggestions
        always = settings.suggest.always
        suggested = Suggested(proposing, settings.scheme, proposing.names, always)
        self.reading = Reading(
            settings.scheme, order, suggested, sessions, sessions.pace, sessions.remembered
        )
        self._reader, self._back, self._end = reader, back, end
        self._notices = list(notices)
        self._frame = OneFrame(self.app, lambda: self.post_message(self.From()))
        self.overdue = Overdue(self._waiting, self._tell_overdue)
        self._watched: set[str] = set()
        self.teaches = False
        self._lesson: LessonBox | None = None
        self._arrivals = Arrivals(lambda arrival: self.post_message(self.From(arrival)))
        while not self._opened(patience):
            if not order.turn(1):
                raise PostilError(self._notices[-1])
        self.panes = Panes(self.reading, palette)
        self._inspector = Inspector(palette)
        self._status_line = StatusLine(palette)
        self._prompt = Prompt(palette)

    # Building

    def compose(self) -> ComposeResult:
        """The panes, the inspector, the bottom line; above them a lesson, for who takes some."""
        if self.teaches:
            from tui.practice.lesson_box import LessonBox

            self._lesson = LessonBox(self._status_line.palette)
            yield self._lesson
        yield self.panes
        yield self._inspector
        yield self._status_line
        yield self._prompt

    def on_mount(self) -> None:
        """Draw; suggestions are looked for when that is done."""
        self.reading.receive(events.Resized(self.app.size.width))
        self.draw()
        self.call_after_refresh(self.receive, events.Shown())
        self._say_notices()

    def on_unmount(self) -> None:
        """Leave nothing being read that nobody waits for."""
        self._arrivals.give_up()

    def on_resize(self) -> None:
        """Show as many panes as there is room for, and have what is around the texts fit."""
        self.receive(events.Resized(self.app.size.width))
        self.call_after_refresh(self.draw)

    def set_palette(self, palette: Palette) -> None:
        """See `MainScreen.set_palette`."""
        for part in (self.panes, self._inspector, self._status_line, self._prompt):
            part.set_palette(palette)
        if self._lesson:
            self._lesson.set_palette(palette)
        self.draw()

    def remember(self, kept: Remembered) -> Remembered:
        """What is kept for the next sitting, with where one is now."""
        reading, places = self.reading, dict(kept.places)
        for id, place in reading.places.items():
            places.pop(id, None)
            places[id] = place
        active = reading.session.article.id
        known = replace(kept, places=places, active=active, column=reading.column)
        return known.with_row(reading.name)

    # Keys and events in

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key, all of them in this one place."""
        self._carry_on(self._reader.press(self.reading, key, typed))

    def paste(self, words: str) -> None:
        """Take pasted words into the line that asks for some."""
        self.receive(events.Pasted(words))

    def carry_out(self, command: Command, key: str = "") -> None:
        """See `MainScreen.carry_out`."""
        self._carry_on(carry_out(self.reading, command))

    def receive(self, event: events.Event) -> None:
        """Let the reading take in what happened, and show it."""
        self._carry_on(self.reading.receive(event))

    def go_on(self, done: Callable[..., Effects], *given: object) -> None:
        """See `MainScreen.go_on`."""
        self._carry_on(self.reading.run(done, *given))

    def on_happened(self, message: Happened) -> None:
        """Take in what the mouse did."""
        self.receive(message.event)

    def on_workbench_from(self, message: From) -> None:
        """Take in what came from another thread."""
        if isinstance(message.event, Arrival):
            self._arrived(message.event)
        elif message.event is None:
            self._frame.let_go()
            self.draw()
        else:
            self.receive(message.event)
            self.draw_in_time(message)

    def settled(self, settled: events.Settled) -> None:
        """See `MainScreen.settled`."""
        if not self.sessions.unsaved:
            self.overdue.rest()
        if settled.change_id in self.overdue.ids:
            self._tell_overdue()
        self._frame.let_go()
        if settled.change:
            self.receive(settled)
        else:
            self._draw_lines()

    # Effects out, and drawing

    def _carry_on(self, effects: list[Effect]) -> None:
        waiting = self._waiting()
        if not waiting <= self._watched:
            self._frame.hold()
            self.overdue.watch()
        self._watched = waiting
        self.perform(effects)
        self.draw()

    def draw_now(self) -> None:
        """See `KeyScreen.draw_now`; nothing of it is left behind."""
        self._frame.let_go()
        self.draw()
        super().draw_now()

    def draw(self) -> None:
        """Draw what differs from what was drawn last."""
        asking = self.reading.mode if isinstance(self.reading.mode, Asking) else None
        if asking or self._prompt.asking:
            self._prompt.ask(asking)
            self._status_line.display = asking is None
        self.panes.draw()
        self._inspector.draw(self.reading)
        self._draw_lines()

    def _draw_lines(self) -> None:
        self._status_line.draw(self.reading)
        if self._lesson:
            self._lesson.draw(self.reading)

    def perform(self, effects: Effects) -> None:
        """See `MainScreen.perform`."""
        for effect in effects:
            match effect:
                case LoadArticles():
                    self._opened()
                    self._say_notices()
                case GiveUpWaiting():
                    self._give_up()
                case GoToLibrary():
                    self._back()
                case Amend(session, fields):
                    self.sessions.amend(session, dict(fields))
                case _:
                    super().perform([effect])

    def say(self, message: str, severe: bool = False) -> None:
        """See `MainScreen.say`."""
        if severe:
            self.notify(one_line(message), severity="warning", markup=False)
            return
        self.reading.run(lambda: [Say(message)])
        self.draw()

    def _say_notices(self) -> None:
        for notice in self._notices:
            self.say(notice, severe=True)
        self._notices.clear()

    def _waiting(self) -> set[str]:
        """The ids of the changes that are not confirmed yet."""
        return {id for session in self.sessions.by_id.values() for id in session.waiting}

    def _tell_overdue(self) -> None:
        self.receive(events.Overdue(frozenset(self.overdue.ids)))

    # Articles in

    def read(self, order: ReadingOrder[Readable]) -> None:
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

    def _opened(self, patience: float = PATIENCE) -> bool:
        """Open the articles that are next in the order; whether any can be read."""
        names: dict[str, str] = {}
        sessions = []
        for arrival in self._arrivals.of(self.reading.order.current, patience):
            session = self._session_of(arrival) if arrival.is_here else arrival.stand_in
            if session is not None:
                names[session.article.id] = arrival.name
                sessions.append(session)
        if sessions:
            self.perform(self.reading.receive(events.Opened(tuple(sessions), names)))
            gone = self.sessions.leave(names.keys())
            self.reading.receive(events.Closed(gone))
        return bool(sessions)

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
