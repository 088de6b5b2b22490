"""Articles side by side: keys come up from the panes, sessions do the work, values go down."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message

from annotations.annotation import Change
from annotations.candidates import Candidate
from annotations.corpus.shelf import Readable
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.session import Session
from annotations.units import Span
from tui.actions.describing import Describing
from tui.actions.echoing import Echoing
from tui.actions.finding import Finding
from tui.actions.hinting import Hinting
from tui.actions.tagging import Tagging
from tui.actions.turning import Turning
from tui.actions.walking import STILL_LOOKING, Walking
from tui.arriving import Arrival, Arrivals, StandIn
from tui.asking.prompt import Prompt
from tui.cells.display import one_line
from tui.cells.palette import Palette
from tui.effects import Copy, Effect, Say, Switch
from tui.inspector import Inspector
from tui.key_screen import named
from tui.keys import KeyReader, Stroke
from tui.main_screen import MainScreen
from tui.one_frame import OneFrame
from tui.open_sessions import OpenSessions, Settled
from tui.overdue import Overdue
from tui.pane.article_pane import ArticlePane
from tui.pane.pane_frame import PaneFrame
from tui.pane.ruler import Ruler
from tui.panes import Panes
from tui.proposing import LookedThrough, Missing
from tui.status_line import StatusLine
from tui.suggestions import Decided, News
from tui.views import Views

PATIENCE = 0.2
"""Seconds that a key waits for articles at most; what takes longer is shown when it is there."""


class Workbench(MainScreen, inherit_bindings=False):
    """Shows one view of the reading list, up to four articles, and carries out commands."""

    BLANK = True
    WHERE = "articles"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (10, "-short"), (18, "-tall")]  # noqa: RUF012

    class Slow(Message):
        """The disk has not answered while a frame waited for it."""

    class Late(Message):
        """Other changes than before are overdue."""

    class Arrived(Message):
        """An article is here that took long, or cannot be read after all."""

        def __init__(self, arrival: Arrival) -> None:
            super().__init__()
            self.arrival = arrival

    class Suggested(Message):
        """What the thread that computes suggestions has found."""

        def __init__(self, news: News) -> None:
            super().__init__()
            self.news = news

    def __init__(
        self,
        sessions: OpenSessions,
        views: Views[Readable],
        palette: Palette,
        reader: KeyReader,
        notices: Iterable[str],
        back: Callable[[], object] = lambda: None,
        patience: float = PATIENCE,
    ) -> None:
        """`back` leaves for the library; `patience` is for the first articles, in seconds.

        Raises `PostilError` where no article can be read.
        """
        super().__init__(sessions, reader.keymap)
        self.views = views
        self._reader = reader
        self._notices = list(notices)
        self._aside = ""
        self._answered: Callable[[str, bool], object] = lambda words, switched: None
        self._names: dict[str, str] = {}
        self._frame = OneFrame(self.app, lambda: self.post_message(self.Slow()))
        self.overdue = Overdue(self._waiting, lambda: self.post_message(self.Late()))
        self._arrivals = Arrivals(lambda arrival: self.post_message(self.Arrived(arrival)))
        self._before: list[Session] = []
        self._pointed: Span | None = None
        self.panes = Panes(self._first_sessions(patience), palette, sessions.remembered)
        self._prompt = Prompt(palette)
        self._inspector = Inspector(palette)
        self._status_line = StatusLine(palette)
        tagging, finding = Tagging(self), Finding(self)
        self._echoing = Echoing(self, finding)
        self._walking = Walking(self, tagging, finding, self._echoing)
        self._hinting = Hinting(self)
        describing, turning = Describing(self), Turning(self)
        actions = (
            tagging,
            finding,
            self._walking,
            self._hinting,
            describing,
            turning,
        )
        self.commands = {id: do for action in actions for id, do in action.commands.items()}
        self.commands["library"] = back
        self.commands["copy"] = self._copy

    # Building

    def compose(self) -> ComposeResult:
        """The panes, the inspector, the bottom line."""
        yield self.panes
        yield self._inspector
        yield self._status_line
        yield self._prompt

    def on_mount(self) -> None:
        """Give the pane the keys that had them last."""
        self.panes.activate(self.panes.left_active)
        self.call_after_refresh(self._suggest)
        self._say_notices()

    @property
    def pane(self) -> ArticlePane:
        """The pane that has the keys."""
        return self.panes.pane

    @property
    def session(self) -> Session:
        """The session of that pane."""
        return self.pane.session

    def on_unmount(self) -> None:
        """Leave nothing being read that nobody waits for."""
        self._arrivals.give_up()

    def set_palette(self, palette: Palette) -> None:
        """See `MainScreen.set_palette`."""
        for part in (self.panes, self._inspector, self._status_line, self._prompt):
            part.set_palette(palette)
        self.update()

    def say(self, message: str, severe: bool = False) -> None:
        """See `MainScreen.say`."""
        if severe:
            self.notify(one_line(message), severity="warning", markup=False)
            return
        self._aside = message
        self._tell_status()

    def _say_notices(self) -> None:
        for notice in self._notices:
            self.say(notice, severe=True)
        self._notices.clear()

    def _sessions_in_view(self, patience: float = PATIENCE) -> list[Session]:
        """The sessions of the present view; what cannot be read is noted."""
        arrivals = self._arrivals.of(self.views.current, patience)
        return list(filter(None, map(self._session_of, arrivals)))

    def _session_of(self, arrival: Arrival) -> Session | None:
        """The session of what was read, or what stands for it; what cannot be read is noted."""
        if not arrival.is_here:
            self._names[arrival.stand_in.article.id] = arrival.name
            return arrival.stand_in
        try:
            loaded = arrival.loaded()
            session, notice = self.sessions.open(loaded.article)
        except (PostilError, OSError) as error:
            told = str(error)
            self._notices.append(told if arrival.name in told else f"{arrival.name}: {told}")
            return None
        self._names[session.article.id] = arrival.name
        self._notices += [*loaded.notes, *filter(None, [notice])]
        return session

    def _first_sessions(self, patience: float) -> list[Session]:
        """The sessions of the first view that has any."""
        while not (sessions := self._sessions_in_view(patience)):
            if not self.views.turn(1):
                raise PostilError(self._notices[-1])
        return sessions

    def on_workbench_arrived(self, message: Arrived) -> None:
        """Show an article that was waited for, or go on without it."""
        arrival = message.arrival
        if self._arrivals.take(arrival):
            if session := self._session_of(arrival):
                self._put(session, arrival.stand_in)
            else:
                self._go_without(arrival.stand_in)
            self._say_notices()

    def _put(self, session: Session, stand_in: StandIn) -> None:
        """Show an article in the place of what stood for it."""
        pointed, self._pointed = self._pointed, None
        here = self.session is stand_in
        self.panes.replace(stand_in, session)
        if pointed and here:
            self.point(pointed)
        self._suggest()
        self.update()

    def _go_without(self, stand_in: StandIn) -> None:
        """Show what else there is, the articles before if need be, else the library."""
        if len(self.panes.frames) > 1:
            self.panes.drop(stand_in)
        elif self._before:
            self.panes.show_articles(self._before)
        else:
            self.panes.replace(stand_in, stand_in.left())
            self.commands["library"]()
        self.update()

    def _give_up(self) -> bool:
        """Wait no longer for what is being read; whether there was any."""
        given_up = self._arrivals.give_up()
        for stand_in in given_up:
            self._go_without(stand_in)
        if given_up:
            self.say("Given up. > goes on to the next.")
        return bool(given_up)

    @property
    def reading(self) -> str:
        """What lists call the article that has the keys."""
        return self._names[self.session.article.id]

    def read(self, views: Views[Readable]) -> None:
        """Show other articles. Raises `PostilError` where none can be read."""
        before, self.views = self.views, views
        sessions = self._sessions_in_view()
        if not sessions:
            self.views = before
            raise PostilError(self._notices.pop())
        self._before, self._pointed = [], None
        self._show(sessions)
        self._say_notices()

    def point(self, span: Span) -> None:
        """Select a span of the article that has the keys, and bring it into view."""
        if isinstance(self.session, StandIn):
            self._pointed = span
            return
        start, end = (min(offset, len(self.pane.text)) for offset in span)
        if self.pane.is_mounted:
            self.pane.go((start, end))
        else:
            self.pane.steering.begin_at((start, end))

    def show_view(self) -> None:
        """Put the articles of the present view into the panes."""
        shown = [frame.pane.session for frame in self.panes.frames]
        if there := [session for session in shown if not isinstance(session, StandIn)]:
            self._before = there
        if sessions := self._sessions_in_view():
            self._show(sessions)
        self._say_notices()

    def _show(self, sessions: list[Session]) -> None:
        """Show these articles in the panes, and let go of those that were left."""
        self.panes.show_articles(sessions)
        self._suggest()
        self.sessions.leave([session.article.id for session in sessions])
        self.update()

    def _suggest(self) -> None:
        """Have suggestions computed for the articles in view."""
        for frame in self.panes.frames:
            if not isinstance(frame.pane.session, StandIn):
                self.sessions.suggestions.open(frame.pane.session, frame.pane.view[0])
        self.panes.suggest(self.sessions.suggestions)

    # What the panes report

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key, all of them in this one place."""
        self.sessions.tempo.key()
        if self._prompt.display:
            self._ask_on(key, typed)
        elif self._hinting.is_open:
            self._hinting.read(named(key, typed))
        else:
            waited, strokes = self._reader.waiting, self._reader.read(named(key, typed))
            if (waits := self._reader.waiting) or waited:
                self.say(waits.help if waits else "")
            for stroke in strokes:
                self.carry_out(stroke)

    def on_resize(self) -> None:
        """Have what stands around the texts drawn at the new width."""
        self.call_after_refresh(self.update)

    def paste(self, words: str) -> None:
        """Take pasted words into the line that asks for some."""
        if self._prompt.display:
            self._prompt.insert(words)

    def on_article_pane_clicked(self, message: ArticlePane.Clicked) -> None:
        """Give the keys to the pane that the person points at."""
        self.panes.activate(self.panes.of(message.pane))
        self._reader.waiting = None
        self.update()

    def on_article_pane_moved(self, message: ArticlePane.Moved) -> None:
        """Bring the surroundings up to date."""
        self.panes.of(message.pane).update()
        if message.pane is self.pane:
            self.panes.follow()
            self._inspect()

    def on_ruler_pulled(self, message: Ruler.Pulled) -> None:
        """Go where the person points on a ruler."""
        message.pane.bring_share(message.share)

    def carry_out(self, stroke: Stroke) -> None:
        """See `MainScreen.carry_out`."""
        self._aside = ""
        with self.telling():
            if stroke.label and stroke.everywhere:
                self._echoing.begin(stroke.label)
            elif stroke.label:
                self._walking.tag(stroke.label.name, stroke.second)
            elif stroke.command and stroke.command.id == "let-go" and self._give_up():
                pass
            elif stroke.command and not self.pane.do(stroke.command.id):
                self.perform(stroke.command.run(self))
        if not self._frame.is_held:
            self._tell_status()

    def go(
        self,
        frame: PaneFrame,
        span: Span,
        held: str | None = None,
        walked: Candidate | None = None,
    ) -> None:
        """Select a span in a pane, give it the keys, and hold an annotation or a candidate."""
        if frame is not self.panes.frame:
            self.panes.activate(frame)
            self.update()
        frame.pane.go(span, held, walked)

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], object],
        switch: Switch | None = None,
        words: str = "",
        live: Callable[[str | None], object] | None = None,
    ) -> None:
        """See `MainScreen.ask`."""
        self._answered = done
        self._status_line.display = False
        self._prompt.ask(sign, switch, words)

    def _ask_on(self, key: str, typed: str | None) -> None:
        """Give a key to the line that asks, and act on what it has become with the last one."""
        answer = self._prompt.read(key, typed)
        if answer == "open":
            return
        self._status_line.display = True
        if answer == "done":
            with self.telling():
                self._answered(self._prompt.words, self._prompt.switched)

    def _copy(self) -> list[Effect]:
        """Copy the selected words."""
        start, end = self.pane.selected
        return [Copy(self.pane.text[start:end]), Say("Copied.")]

    # Keeping the screen true

    def settled(self, settled: Settled) -> None:
        """See `MainScreen.settled`."""
        session = settled.session
        if settled.change:
            self._follow(session, settled.change)
            self.panes.show_change(session, settled.change)
            self._inspect()
        if settled.change_id in self.overdue.ids:
            self.panes.show_late(session, self.overdue.ids)
        if not self.sessions.unsaved:
            self.overdue.rest()
        self._draw()

    def on_workbench_slow(self) -> None:
        """Show what is not saved yet."""
        self._draw()

    def draw_now(self) -> None:
        """See `KeyScreen.draw_now`; nothing of it is left behind."""
        self._frame.let_go()
        self.update()
        super().draw_now()

    def _draw(self) -> None:
        """Draw what waited for the disk's word."""
        self._frame.let_go()
        self._tell_status()

    def show(self, session: Session, change: Change) -> None:
        """Show a change, and see to it that it is saved in time."""
        self.sessions.tempo.made(change)
        if lost := change.links_lost:
            way_back = ", u brings back" if change.kind == "edit" else ""
            self.say(f"{counted(len(lost), 'link')} removed too{way_back}")
        self._follow(session, change)
        self.panes.show_change(session, change)
        self._inspect()
        if session.waiting:
            self._frame.hold()
            self.overdue.watch()

    def on_workbench_late(self) -> None:
        """Show what is still not saved."""
        for frame in self.panes.frames:
            self.panes.show_late(frame.pane.session, self.overdue.ids)
        self._tell_status()

    def _waiting(self) -> set[str]:
        """The ids of the changes that are not confirmed yet."""
        return {id for session in self.sessions.by_id.values() for id in session.waiting}

    def on_workbench_suggested(self, message: Suggested) -> None:
        """Take in what the thread that computes suggestions has found."""
        news, suggestions = message.news, self.sessions.suggestions
        if isinstance(news, Missing):
            self.say(str(news.error), severe=True)
        elif isinstance(news, Decided):
            suggestions.count(news)
        elif isinstance(news, LookedThrough):
            suggestions.end(news)
            if self._aside == STILL_LOOKING:
                self.say(self._walking.found)
        else:
            touched = suggestions.arrived(news)
            self.panes.suggest(suggestions, news.article_id, touched)
        self.draw_in_time(message)

    def _follow(self, session: Session, change: Change) -> None:
        """Let what is suggested follow a change of the annotations."""
        suggestions = self.sessions.suggestions
        touched, words = suggestions.take(session, change)
        self.panes.suggest(suggestions, session.article.id, touched)
        for word in words:
            self.say(word, severe=True)
            self.panes.suggest(suggestions)

    def update(self) -> None:
        """Bring what stands around the texts up to date."""
        self.panes.update()
        self._inspect()
        self._tell_status()

    def _inspect(self) -> None:
        pane = self.pane
        self._inspector.update(pane.session, pane.selected, pane.steering.walked)

    def _tell_status(self) -> None:
        trouble = self.sessions.trouble
        why = trouble.message if trouble else ""
        extending = self.pane.steering.extending
        aside = self._aside
        if extending:
            aside = f"{aside} (extending)" if aside else "extending: v or esc ends it"
        self._status_line.update(self.session, self.sessions.unsaved, why, aside)

    CSS_PATH: ClassVar[str] = "postil.tcss"
