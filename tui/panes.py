"""The articles side by side: which panes there are, which has the keys, what each one shows."""

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace
from textual import events
from textual.containers import Horizontal

from annotations.annotation import Change
from annotations.compare.counterpart import counterpart
from annotations.session import Session
from annotations.units import Span, paragraph_at
from tui.arriving import StandIn
from tui.cells.palette import Palette
from tui.pane.article_pane import ArticlePane
from tui.pane.pane_frame import PaneFrame
from tui.pane.steering import Steering
from tui.remembered import Place, Remembered
from tui.suggestions import Suggestions

NARROW = 60
"""Under so many cells there is no room for two panes: they are shown one at a time."""

MIN_COLUMN, MAX_COLUMN = 30, 200
"""How narrow and wide the column of text may be made, in cells."""


class Panes(Horizontal):
    """Puts sessions into panes, and hands on to them what concerns them all."""

    BLANK = True

    def __init__(
        self, sessions: Sequence[Session], palette: Palette, remembered: Remembered
    ) -> None:
        self._palette = palette
        self._remembered = remembered
        self._column = remembered.column
        self._steerings: dict[str, Steering] = {}
        self._left: dict[str, Place] = {}
        self._frames: list[PaneFrame] = []
        self._active = 0
        self._frames += [self._made(session) for session in sessions]
        self._shown = len(sessions)
        self._alone = self._narrow = False
        self._together = False
        self.suggesting = self.zoning = True
        super().__init__(*self._frames)

    def on_mount(self) -> None:
        """Show as many panes as there is room for."""
        self._fit(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as there is room for now."""
        self._fit(event.size.width)

    @property
    def frames(self) -> list[PaneFrame]:
        """The panes that show an article, from left to right."""
        return self._frames[: self._shown]

    @property
    def left_active(self) -> PaneFrame:
        """The one that had the keys in an earlier sitting, or the first."""
        active = self._remembered.active
        found = (f for f in self.frames if f.pane.session.article.id == active)
        return next(found, self._frames[0])

    @property
    def frame(self) -> PaneFrame:
        """The one that has the keys."""
        return self._frames[self._active]

    @property
    def pane(self) -> ArticlePane:
        """Its article pane."""
        return self.frame.pane

    def show_articles(self, sessions: Sequence[Session]) -> None:
        """Show these articles, each where one left it, and give the first one the keys.

        Panes are filled anew rather than made anew, so that the next key finds them ready.
        """
        for session in sessions[len(self._frames) :]:
            self._frames.append(self._made(session))
            self.mount(self._frames[-1])
        self._shown, self._alone = len(sessions), False
        for frame, session in zip(self.frames, sessions, strict=True):
            if frame.pane.session is not session:
                frame.set_session(session, self._steering(session))
        shown = {session.article.id for session in sessions}
        for id in self._steerings.keys() - shown:
            self._left[id] = _place(self._steerings.pop(id))
        self.activate(self._frames[0])

    def activate(self, active: PaneFrame) -> None:
        """Give a pane the keys."""
        self._active = self._frames.index(active)
        self._display()
        for frame in self.frames:
            frame.pane.activate(frame is active)
        self.update()

    def replace(self, session: Session, by: Session) -> None:
        """Show another article where one stood, whichever pane has the keys."""
        for frame in self._of(session):
            frame.set_session(by, self._steering(by))

    def drop(self, session: Session) -> None:
        """Show the others without an article; the pane that has the keys keeps them if it stays."""
        active = self.pane.session
        self.show_articles([f.pane.session for f in self.frames if f.pane.session is not session])
        self.activate(next((f for f in self.frames if f.pane.session is active), self.frame))

    def step(self, by: int) -> None:
        """Give the keys to the next pane, or the one before."""
        self.activate(self._frames[(self._active + by) % self._shown])

    def onward(self, forward: bool) -> Iterator[tuple[PaneFrame, bool]]:
        """The panes in view in the order of a walk, the one with the keys first and last.

        With each comes whether the walk enters it at its edge.
        """
        seen = [frame for frame in self.frames if frame.display]
        at, step = seen.index(self.frame), 1 if forward else -1
        for number in range(len(seen) + 1):
            yield seen[(at + step * number) % len(seen)], number > 0

    def toggle_alone(self) -> None:
        """Show the pane with the keys alone, or all of them again."""
        self._alone = not self._alone
        self._display()

    def toggle_focus_mode(self) -> None:
        """Fade all but the sentence that is being read, or nothing any more."""
        on = not self.pane.focus_mode
        for frame in self._frames:
            frame.pane.set_focus_mode(on)

    def toggle_together(self) -> bool:
        """Have the other panes follow the one that has the keys, or no longer; whether they do."""
        self._together = not self._together
        if self._together:
            self.follow()
        else:
            for frame in self.frames:
                frame.pane.leave_beside()
        return self._together

    def follow(self) -> None:
        """Bring the other panes to what is being read in this one, where they go together.

        They show the paragraph that says most nearly the same, at the same height, or the same
        share of the text where none does.
        """
        if not self._together:
            return
        lead = self.pane
        lead.leave_beside()
        at = lead.reading
        height = max(0, lead.row_in_view(paragraph_at(lead.text, at)[0]))
        for frame in self.frames:
            if frame is self.frame or not frame.display:
                continue
            if found := counterpart(lead.text, at, frame.pane.text):
                frame.pane.bring_beside(found, height)
            else:
                frame.pane.leave_beside()
                frame.pane.bring_share(lead.share)

    def show_change(self, session: Session, change: Change) -> None:
        """Show a change in every pane of its article; another text is laid out anew."""
        if change.text:
            self._steerings.pop(session.article.id, None)
            for frame in self._of(session):
                frame.set_session(session, self._steering(session))
            return
        for frame in self._of(session):
            frame.show(change)

    def suggest(
        self,
        suggestions: Suggestions,
        article_id: str = "",
        touched: Sequence[Span] | None = None,
    ) -> None:
        """Let the panes show what is suggested; of one article only where it was `touched`."""
        for frame in self.frames:
            session = frame.pane.session
            if article_id in ("", session.article.id):
                found = suggestions.of(session)
                frame.pane.show_zones(found.zones if found is not None and self.zoning else ())
                frame.pane.suggest(found if self.suggesting else None, touched)

    def toggle_zones(self, suggestions: Suggestions) -> bool:
        """Treat boilerplate as text, or fade and pass over it again; whether that is so."""
        self.zoning = not self.zoning
        self.suggest(suggestions)
        return self.zoning

    def toggle_suggestions(self, suggestions: Suggestions) -> bool:
        """Hide suggestions in all panes, or show them again; whether they are shown."""
        self.suggesting = not self.suggesting
        self.suggest(suggestions)
        return self.suggesting

    def show_late(self, session: Session, overdue: Collection[str]) -> None:
        """Draw the annotations of these overdue changes hollow, and the others no longer."""
        waiting = session.waiting.items()
        late = {a.id for id, change in waiting if id in overdue for a in change.added}
        for frame in self._of(session):
            changed = late ^ frame.pane.late
            frame.pane.late.clear()
            frame.pane.late.update(late)
            shown = session.index.by_id
            frame.pane.show([shown[id] for id in changed if id in shown])

    def widen(self, by: int) -> int:
        """Make the column of text `by` cells wider; returns how wide it is now."""
        self._column = min(max(MIN_COLUMN, self._column + by), MAX_COLUMN)
        for frame in self._frames:
            frame.pane.set_column(self._column)
        return self._column

    def remember(self, kept: Remembered) -> Remembered:
        """What is kept for the next sitting, with where one is now."""
        places = dict(kept.places)
        here = {id: _place(steering) for id, steering in self._steerings.items()}
        for id, place in {**self._left, **here}.items():
            places.pop(id, None)
            places[id] = place
        active = self.pane.session.article.id
        return replace(kept, places=places, active=active, column=self._column)

    def update(self) -> None:
        """Bring what stands around the texts up to date."""
        for frame in self.frames:
            frame.update()

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self._palette = palette
        for frame in self._frames:
            frame.set_palette(palette)

    def of(self, pane: ArticlePane) -> PaneFrame:
        """The frame around an article pane."""
        return next(frame for frame in self._frames if frame.pane is pane)

    def _of(self, session: Session) -> Iterator[PaneFrame]:
        return (frame for frame in self.frames if frame.pane.session is session)

    def _fit(self, width: int) -> None:
        if self._narrow != (width < NARROW):
            self._narrow = not self._narrow
            self._display()
            self.update()

    def _display(self) -> None:
        """Show the panes that are wanted; each says which it is where it hides the others."""
        one = self._alone or self._narrow
        for number, frame in enumerate(self._frames):
            wanted = number < self._shown and (not one or frame is self.frame)
            frame.display = wanted
            frame.title_row.place = f"{number + 1}/{self._shown}" if one and self._shown > 1 else ""

    def _made(self, session: Session) -> PaneFrame:
        frame = PaneFrame(session, self._steering(session), self._palette, self._column)
        frame.pane.focus_mode = bool(self._frames) and self.pane.focus_mode
        return frame

    def _steering(self, session: Session) -> Steering:
        """Where one was in an article, in this sitting or an earlier one."""
        id = session.article.id
        if isinstance(session, StandIn):
            return Steering(session.article.text)
        steering = self._steerings.get(id)
        if steering is None:
            steering = self._steerings[id] = Steering(session.article.text)
            place = self._left.pop(id, None) or self._remembered.places.get(id)
            length = len(session.article.text)
            if place and 0 <= place.start < place.end <= length:
                steering.go((place.start, place.end))
                steering.top = min(max(0, place.top), length)
        return steering


def _place(steering: Steering) -> Place:
    return Place(*steering.selection.span, steering.top)
