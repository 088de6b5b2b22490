"""Articles side by side: keys come up from the panes, sessions do the work, values go down."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from annotations import find
from annotations.annotation import Change, Conflict
from annotations.errors import PostilError
from annotations.session import Session
from annotations.sources import Reference
from annotations.store.writer import Event
from tui.article_pane import ArticlePane
from tui.desk import Desk, described
from tui.display import one_line
from tui.inspector import Inspector
from tui.keys import KeyReader, Stroke
from tui.palette import Palette
from tui.panes import Panes
from tui.prompt import Prompt
from tui.ruler import Ruler
from tui.status_line import StatusLine
from tui.views import Views

LATE_SECONDS = 0.1
MOST_PANES = 4


class Workbench(Screen[None], inherit_bindings=False):
    """Shows one view of the reading list, up to four articles, and carries out commands."""

    BLANK = True
    AUTO_FOCUS = ""

    class Reported(Message):
        """The writer's word on a change, brought over from its thread."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def __init__(
        self,
        desk: Desk,
        views: Views[Reference],
        palette: Palette,
        reader: KeyReader,
        notices: Iterable[str],
    ) -> None:
        """Raises `PostilError` where no article can be read."""
        super().__init__()
        self.desk, self.views, self.reader = desk, views, reader
        self._notices = list(notices)
        self._aside = ""
        self._late: Collection[str] = frozenset()
        self._late_timer: Timer | None = None
        self._commands = self._command_table()
        self.panes = Panes(self._first_sessions(), palette)
        self._prompt = Prompt(palette, "/")
        self._inspector = Inspector(palette)
        self._status_line = StatusLine(palette)

    # Building

    def compose(self) -> ComposeResult:
        """The panes, the inspector, the bottom line."""
        yield self.panes
        yield self._inspector
        yield self._status_line
        yield self._prompt

    def on_mount(self) -> None:
        """Give the first pane the keys."""
        self.panes.activate(self.panes.frames[0])
        self._say_notices()

    @property
    def pane(self) -> ArticlePane:
        """The pane that has the keys."""
        return self.panes.pane

    @property
    def session(self) -> Session:
        """The session of that pane."""
        return self.pane.session

    def look(self, palette: Palette) -> None:
        """Take another palette everywhere."""
        for part in (self.panes, self._inspector, self._status_line, self._prompt):
            part.look(palette)
        self._tell()

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""
        if severe:
            self.notify(one_line(message), severity="warning", markup=False)
            return
        self._aside = message
        self._tell_status()

    def _say_notices(self) -> None:
        for notice in self._notices:
            self.say(notice, severe=True)
        self._notices.clear()

    def _sessions_in_view(self) -> list[Session]:
        """The sessions of the present view; what cannot be read is noted."""
        sessions = []
        for reference in self.views.current:
            try:
                session, notice = self.desk.open(reference.read())
            except PostilError as error:
                self._notices.append(str(error))
                continue
            sessions.append(session)
            if notice:
                self._notices.append(notice)
        return sessions

    def _first_sessions(self) -> list[Session]:
        """The sessions of the first view that has any."""
        while not (sessions := self._sessions_in_view()):
            if not self.views.turn(1):
                raise PostilError(self._notices[-1])
        return sessions

    def _show_view(self) -> None:
        """Put the articles of the present view into the panes."""
        if sessions := self._sessions_in_view():
            self.panes.show_articles(sessions)
            self._tell()
        self._say_notices()

    # What the panes report

    def on_key(self, event: events.Key) -> None:
        """Answer the keys one after the other, all in this one place.

        Widgets that took them by way of the focus would let typed-ahead keys overtake each other.
        """
        event.stop()
        event.prevent_default()
        if self.app.screen is not self:
            self.app.screen.post_message(events.Key(event.key, event.character))
        elif self._prompt.display:
            self._ask_on(event)
        else:
            character = event.character
            typed = character if character and event.is_printable and character != " " else None
            for stroke in self.reader.read(typed or event.key):
                self.carry_out(stroke)

    def on_resize(self) -> None:
        """Have what stands around the texts drawn at the new width."""
        self.call_after_refresh(self._tell)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words into the line that asks for some."""
        if self._prompt.display:
            self._prompt.insert(" ".join(event.text.split()))

    def on_article_pane_clicked(self, message: ArticlePane.Clicked) -> None:
        """Give the keys to the pane that the person points at."""
        self._activated(lambda: self.panes.activate(self.panes.of(message.pane)))

    def on_article_pane_moved(self, message: ArticlePane.Moved) -> None:
        """Bring the surroundings up to date."""
        self.panes.of(message.pane).tell()
        self._inspect()

    def on_ruler_pulled(self, message: Ruler.Pulled) -> None:
        """Go where the person points on a ruler."""
        message.pane.bring_share(message.share)

    def carry_out(self, stroke: Stroke) -> None:
        """Do what a key asks for; what cannot be done is said in the bottom line."""
        self._aside = ""
        try:
            if stroke.label:
                self.tag(stroke.label.name, stroke.second)
            elif stroke.command and not self.pane.do(stroke.command.id):
                self._commands[stroke.command.id]()
        except PostilError as error:
            self.say(str(error))
        self._tell_status()

    def _command_table(self) -> dict[str, Callable[[], object]]:
        return {
            "pick-label": self.pick_label,
            "same-label": self.same_label,
            "accept": self.accept,
            "remove": self.remove_tag,
            "undo": lambda: self._turn(self.session.undo),
            "redo": lambda: self._turn(self.session.redo),
            "next-tag": lambda: self.walk(True),
            "previous-tag": lambda: self.walk(False),
            "find": self.ask_find,
            "next": lambda: self.next_hit(True),
            "previous": lambda: self.next_hit(False),
            "let-go": self.let_go,
            "next-pane": lambda: self._activated(lambda: self.panes.step(1)),
            "previous-pane": lambda: self._activated(lambda: self.panes.step(-1)),
            "alone": self.panes_alone,
            "more-panes": lambda: self.change_panes(1),
            "fewer-panes": lambda: self.change_panes(-1),
            "next-articles": lambda: self.turn_page(1),
            "previous-articles": lambda: self.turn_page(-1),
            "mark": self.mark,
            "mark-next": self.mark_and_go,
            "copy": self.copy,
            "save": self.save_again,
            "help": self.show_keys,
            "palette": lambda: self.app.action_command_palette(),
            "suspend": lambda: self.app.action_suspend_process(),
            "quit": self.leave,
        }

    # Tagging

    def tag(self, label: str, second: bool = False) -> None:
        """Tag the selection."""
        change = self.session.annotate(self.pane.selected, label, second)
        self._show(self.session, change)
        self.pane.steering.held = change.added[-1].id if change.added else None

    def pick_label(self) -> None:
        """Tag by choosing from a list."""

        from tui.dialogs import LabelPicker

        def chosen(label: str | None) -> None:
            if label is not None:
                self._guarded(lambda: self.tag(label))

        self.app.push_screen(LabelPicker(self.reader.keymap.scheme), chosen)

    def same_label(self) -> None:
        """Tag with the last label."""
        if self.session.last_label is None:
            raise PostilError("No label has been given yet.", "Press a label's key first.")
        self.tag(self.session.last_label)

    def accept(self) -> None:
        """Give the annotation that was walked to the extent that is selected now."""
        pane, session = self.pane, self.session
        held = session.index.by_id.get(pane.steering.held or "")
        if held is None and not pane.hits:
            raise PostilError("No tag is held.", "Walk to one with w, grow it, then press enter.")
        if held is not None:
            change = session.resize(held.id, pane.selected)
            if change:
                self._show(session, change)

    def remove_tag(self) -> None:
        """Remove the tag of just these words, else select the innermost one around them."""
        pane, session = self.pane, self.session
        if exact := session.exactly(pane.selected, pane.steering.held):
            self._show(session, session.remove(exact.id))
            pane.steering.held = None
            return
        inner = session.innermost(pane.selected, pane.steering.selection.cursor)
        pane.go((inner.start, inner.end), inner.id)

    def walk(self, forward: bool) -> None:
        """Go to the next or previous annotation."""
        pane = self.pane
        found = self.session.beside(pane.selected, pane.steering.held, forward)
        pane.go((found.start, found.end), found.id)

    def mark(self) -> None:
        """Turn the article's status."""
        self._show(self.session, self.session.mark())

    def mark_and_go(self) -> None:
        """Mark the article done and show the next ones."""
        if self.session.status != "done":
            self._show(self.session, self.session.mark("done"))
        self.turn_page(1)

    def _turn(self, turn: Callable[[], tuple[Change, tuple[Conflict, ...]]]) -> None:
        session = self.session
        change, conflicts = turn()
        self._show(session, change)
        for conflict in conflicts:
            self.say(described(conflict, session), severe=True)
        touched = [*change.added, *change.removed]
        if touched:
            first = min(touched, key=lambda a: a.order)
            held = first.id if first.id in session.index.by_id else None
            self.pane.go((first.start, first.end), held)

    # Finding

    def ask_find(self) -> None:
        """Open the line that asks what to look for."""
        self._status_line.display = False
        self._prompt.ask()

    def _ask_on(self, event: events.Key) -> None:
        """Give a key to the prompt; at `enter`, go to the first hit at or after the selection."""
        answer = self._prompt.read(event.key, event.character if event.is_printable else None)
        if answer == "open":
            return
        self._status_line.display = True
        if answer == "done":
            self._guarded(lambda: self._find(self._prompt.words))

    def _find(self, typed: str) -> None:
        pane = self.pane
        hits = find.hits(pane.text, typed)
        pane.show_hits(hits)
        self.panes.frame.tell()
        if not hits:
            raise PostilError(f"\u201c{typed}\u201d is not in this article.")
        start = pane.selected[0]
        pane.go(next((hit for hit in hits if hit[0] >= start), hits[0]))

    def next_hit(self, forward: bool) -> None:
        """Walk to the next or previous hit, wrapping round."""
        pane = self.pane
        if not pane.hits:
            raise PostilError("There is nothing to walk.", "Find something with / first.")
        start = pane.selected[0]
        if forward:
            found = next((hit for hit in pane.hits if hit[0] > start), pane.hits[0])
        else:
            found = next((hit for hit in reversed(pane.hits) if hit[0] < start), pane.hits[-1])
        pane.go(found)

    def let_go(self) -> None:
        """Let go of the extending, then of the find, then of the selection's extent."""
        pane = self.pane
        if pane.steering.extending:
            pane.do("extend")
        elif pane.hits:
            pane.show_hits(())
            self.panes.frame.tell()
            self._inspect()
        else:
            pane.do("collapse")

    # Panes and articles

    def panes_alone(self) -> None:
        """Show this pane alone, or all of them again."""
        self.panes.toggle_alone()

    def _activated(self, activate: Callable[[], None]) -> None:
        """Give the keys to another pane, and show what belongs to it."""
        activate()
        self.reader.waiting = None
        self._tell()

    def change_panes(self, by: int) -> None:
        """Show one article more or fewer beside each other."""
        if not 1 <= self.views.panes + by <= MOST_PANES:
            raise PostilError(f"There can be one to {MOST_PANES} panes.")
        self.views.widen(by)
        self._show_view()

    def turn_page(self, by: int) -> None:
        """Show the next or previous articles."""
        if not self.views.turn(by):
            raise PostilError(f"These are the {'last' if by > 0 else 'first'} articles.")
        self._show_view()

    # Saving and leaving

    def on_workbench_reported(self, message: Reported) -> None:
        """Take in the writer's word on a change."""
        session, change, conflicts = self.desk.settle(message.event)
        if change:
            self.panes.show_change(session, change)
            self._inspect()
        self.panes.show_late(session, self._late)
        for conflict in conflicts:
            self.say(described(conflict, session), severe=True)
        self._tell_status()

    def save_again(self) -> None:
        """Try to save what could not be saved."""
        if not self.desk.unsaved:
            self.say("Everything is saved.")
        self.desk.writer.retry()

    def leave(self) -> None:
        """Leave, asking first where changes are not saved."""
        self.desk.writer.drain(LATE_SECONDS * 10)
        trouble = self.desk.trouble
        if not trouble or not self.desk.writer.pending():
            self.app.exit()
            return

        from tui.dialogs import Leaving

        def decided(answer: str | None) -> None:
            if answer == "leave":
                self.app.exit()
            elif answer == "try":
                self.save_again()

        self.app.push_screen(Leaving(len(self.desk.writer.pending()), str(trouble)), decided)

    def show_keys(self) -> None:
        """Show all keys."""
        from tui.help_screen import HelpScreen

        self.app.push_screen(HelpScreen(self.reader.keymap))

    def copy(self) -> None:
        """Copy the selected words by way of the terminal."""
        start, end = self.pane.selected
        self.app.copy_to_clipboard(self.session.article.text[start:end])
        self.say("Copied.")

    # Keeping the screen true

    def _show(self, session: Session, change: Change) -> None:
        """Show a change, and see to it that it is saved in time."""
        self.panes.show_change(session, change)
        self._inspect()
        self._tell_status()
        if session.waiting and self._late_timer is None:
            self._late_timer = self.set_timer(LATE_SECONDS, partial(self.note_late, self._waiting))

    @property
    def _waiting(self) -> set[str]:
        """The ids of the changes that are not confirmed yet."""
        return {id for session in self.desk.sessions.values() for id in session.waiting}

    def note_late(self, waiting: Collection[str]) -> None:
        """Show as overdue those of these changes that still wait; look again where others do."""
        self._late_timer = None
        still = self._waiting
        self._late = still & set(waiting)
        for frame in self.panes.frames:
            self.panes.show_late(frame.pane.session, self._late)
        self._tell_status()
        if still - self._late:
            self._late_timer = self.set_timer(LATE_SECONDS, partial(self.note_late, still))

    def _tell(self) -> None:
        self.panes.tell()
        self._inspect()
        self._tell_status()

    def _inspect(self) -> None:
        pane = self.pane
        self._inspector.tell(pane.session, pane.selected)

    def _tell_status(self) -> None:
        trouble = self.desk.trouble
        why = trouble.message if trouble else ""
        extending = self.pane.steering.extending
        aside = "extending: v or esc ends it" if extending else self._aside
        self._status_line.tell(self.session, self.desk.unsaved, why, aside)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except PostilError as error:
            self.say(str(error))

    CSS_PATH: ClassVar[str] = "postil.tcss"
