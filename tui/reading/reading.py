"""What the screen of articles is about, in one place: panes, mode, message, what is suggested."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from annotations.annotation import Change, Key
from annotations.errors import PostilError
from annotations.scheme import Scheme
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span, sentence_at, word_at
from tui.command import named
from tui.effects import Effect, Effects, GoToLibrary, Say
from tui.reading import events
from tui.reading.changed import gone
from tui.reading.comparing import Comparing
from tui.reading.events import Outside, Pacing, StandIn
from tui.reading.order import ReadingOrder
from tui.reading.pane import Pane
from tui.reading.side_by_side import NARROW, Left
from tui.reading.state import NORMAL, Extending, Hints, Mode, Normal, State
from tui.reading.suggested import Suggested, nothing_suggested


class Linked(msgspec.Struct, frozen=True):
    """The tag whose link was asked for last, while nothing else has been changed since.

    `rank` is that of the end it leads to, from 0, or -1; `action` made a tag of that end, if any.
    """

    article: str
    tag: str
    type: str
    rank: int
    changes: int
    action: str = ""


class Reading(Comparing, State):
    """The articles side by side, with the mode and all that is shown of them."""

    def __init__(
        self,
        scheme: Scheme,
        order: ReadingOrder[Any],
        suggested: Suggested,
        outside: Outside,
        pace: Pacing,
        left: Left,
    ) -> None:
        Comparing.__init__(self, left)
        State.__init__(self)
        self.scheme, self.order, self.suggested = scheme, order, suggested
        self.outside, self.pace = outside, pace
        self.suggesting = self.fading = True
        self.focus = self.again = False
        self._looking = False
        self._linked: Linked | None = None
        self.answered: Session | None = None
        """Where the answer was given that led on to this article, if the last key was one."""
        self._answering: Session | None = None
        self.asked_about: set[Key] = set()
        """The places that look wrong and were asked about in this sitting."""
        self.waits: Callable[[], Effects | None] | None = None
        """Goes to what was not found yet, if it is by now: tried as things arrive, until a key."""

    # What there is

    @property
    def extending(self) -> bool:
        """Whether every motion extends."""
        return isinstance(self.mode, Extending)

    @property
    def choosing(self) -> bool:
        """See `State.choosing`."""
        return isinstance(self.mode, Normal) and bool(self.choices)

    @property
    def aside(self) -> str:
        """What there is to say in the bottom line: the message, and that motions extend."""
        if not self.extending:
            return self.message
        return f"{self.message} (extending)" if self.message else "extending: v or esc ends it"

    @property
    def linked(self) -> Linked | None:
        """The tag whose link was asked for just before; `None` once something has changed."""
        return self._linked if self._linked and self._linked.changes == self.changes else None

    @linked.setter
    def linked(self, linked: Linked) -> None:
        self._linked = linked

    # What commands do

    def run(self, do: Callable[..., Effects], *given: Any) -> list[Effect]:
        """See `State.run`; what lights up follows, and panes that scroll together."""
        left = super().run(do, *given)
        if self.together and self.panes:
            self.bring_others()
        self.light()
        return left + self.ask_to_compare()

    def take(self, key: str, typed: str | None) -> list[Effect] | None:
        """See `State.take`."""
        self.pace.key()
        self.waits, self.answered, self._answering = None, self._answering, None
        if isinstance(self.mode, Hints):
            return self._hint(self.mode, named(key, typed))
        return super().take(key, typed)

    def _hint(self, hints: Hints, key: str) -> list[Effect]:
        """Take a letter of a hint; one that leads nowhere ends it."""
        came = hints.read(key)
        if isinstance(came, Hints):
            self.show_hints(came)
            return []
        self.show_hints(None, hints.back)
        self.message = ""
        if came:
            self.go(came.pane, came.span, came.held, came.walked)
        return []

    def show_hints(self, hints: Hints | None, back: Mode = NORMAL) -> None:
        """Put letters on the panes, or none."""
        self.mode = hints or back
        for number, pane in enumerate(self.panes):
            pane.hints = hints.letters(number) if hints else {}

    def go(
        self, pane: int, span: Span, held: str | None = None, walked: Candidate | None = None
    ) -> None:
        """Select a span in a pane, give it the keys, and hold an annotation or a candidate."""
        self.activate(pane)
        self.pane.go(span, held, walked)
        self.end_extending()

    def activate(self, pane: int) -> None:
        """Give a pane the keys; motions that extended in another one do so no more."""
        if pane != self.active:
            self.active = pane
            self.end_extending()

    def end_extending(self) -> None:
        """Let motions move again."""
        if isinstance(self.mode, Extending):
            self.mode = self.mode.back

    def show(self, session: Session, change: Change) -> Effects:
        """Show a change that was made by a key."""
        self.pace.made(change)
        told = list(self._show(session, change))
        if said := gone(change):
            told.append(Say(said))
        return told

    def answer(self, session: Session, change: Change) -> Effects:
        """Show what a key has answered, before it goes on; see `answered`."""
        self._answering = session
        return self.show(session, change)

    def show_suggestions(self) -> None:
        """Show what is suggested, and which parts are boilerplate, where that is wanted."""
        for pane in self.panes:
            self._suggest(pane)

    # What comes from outside

    def _received(self, event: events.Event) -> Effects:
        match event:
            case events.Opened(sessions, names):
                compared = self.compared
                self.open(sessions, names)
                if compared and not self.compared:
                    return [Say("One article is left: differences are no longer marked.")]
            case events.Arrived(stand_in, session, name):
                return () if self.arrive(stand_in, session, name) else [GoToLibrary()]
            case events.Closed(articles):
                for id in articles:
                    self.suggested.leave(id)
            case events.Shown():
                self._looking = True
                self._look()
            case events.Settled(session, _, change):
                return self._show(session, change) if change else ()
            case events.Overdue(changes):
                self._show_overdue(changes)
            case events.Resized(width):
                self.narrow = width < NARROW
            case events.Pasted():
                return super()._received(event)
            case events.Missing(error) | events.Kept(error):
                return [Say(str(error), severe=True)] if error else ()
            case events.Proposed(article_id):
                touched = self.suggested.arrived(event)
                for pane in self.panes_of(article_id):
                    self._suggest(pane, touched)
                if self.waits and (told := self.waits()) is not None:
                    self.waits, self.message = None, ""
                    return told
            case events.Computed(done, found):
                return done(found)
            case events.Decided():
                self.suggested.count(event)
            case events.Drawn():
                self.suggested.drawn(event)
                self.show_suggestions()
                if self.waits and self.waits():
                    self.waits, self.message = None, ""
            case events.Noted():
                self.suggested.note(event)
                self.show_suggestions()
            case events.LookedThrough():
                self.suggested.end(event)
                if self.waits and not self.suggested.looking:
                    go_on, self.waits, self.message = self.waits, None, ""
                    return go_on() or ()
            case _ if getattr(event, "pane", 0) < len(self.panes):  # it may be gone by now
                self._point(event)
        return ()

    def _point(self, event: events.Event) -> None:
        """Follow the pointer and the wheel."""
        match event:
            case events.PointedAt(number, offset, extending, times):
                self.activate(number)
                self.prefix, self.waits = "", None
                if times in (2, 3):
                    unit_at = word_at if times == 2 else sentence_at
                    self.pane.go(unit_at(self.pane.text, offset))
                else:
                    self.pane.go_to(offset, extending)
                    self.pane.moved()
                self.end_extending()
            case events.DraggedTo(number, offset):
                self.panes[number].go_to(offset, extending=True)
                self.panes[number].moved()
            case events.Scrolled(number, rows):
                self.panes[number].bring_top(self.panes[number].top + rows)
            case events.Pulled(number, share):
                self.panes[number].bring_share(share)

    # How

    def put(self, sessions: Sequence[Session]) -> None:
        """See `SideBySide.put`."""
        self.end_extending()
        super().put(sessions)
        self.compare_shown()
        self.show_places()
        self._look()
        self.show_suggestions()

    @property
    def nothing_suggested(self) -> PostilError:
        """What there is to say where nothing is suggested."""
        return nothing_suggested(self.suggestions_below, self.suggested.aids(self.session))

    def _look(self) -> None:
        """Have suggestions computed for the articles in view, once there was time to draw them."""
        for pane in self.panes if self._looking else ():
            if not isinstance(pane.session, StandIn):
                self.suggested.open(pane.session, pane.place.top)

    def _show(self, session: Session, change: Change) -> Effects:
        """Let what is shown and what is suggested follow a change of the annotations."""
        self.changes += 1
        touched, words = self.suggested.update(session, change)
        id = session.article.id
        if change.text:
            self._known.pop(id, None)
            if any(pane.session is session for pane in self.panes):
                self.put([pane.session for pane in self.panes])
        for pane in self.panes_of(id):
            if not change.text:
                pane.show_change(change)
            self._suggest(pane, None if change.text else touched)
        if words:
            self.show_suggestions()
        return [Say(word, severe=True) for word in words]

    def _suggest(self, pane: Pane, touched: Sequence[Span] | None = None) -> None:
        found = self.suggested.of(pane.session)
        pane.show_boilerplate(found.boilerplate if found is not None and self.fading else ())
        pane.suggest(found if self.suggesting else None, touched)

    def _show_overdue(self, changes: frozenset[str]) -> None:
        for pane in self.panes:
            waiting = pane.session.waiting.items()
            pane.show_overdue(
                frozenset(a.id for id, change in waiting if id in changes for a in change.added)
            )
