"""What an action may ask of the workbench on which it happens."""

from collections.abc import Callable
from typing import Any, Protocol

from textual.screen import Screen

from annotations.annotation import Change
from annotations.candidates import Candidate
from annotations.session import Session
from annotations.units import Span
from tui.effects import Switch
from tui.keys import Keymap
from tui.open_sessions import OpenSessions
from tui.pane.article_pane import ArticlePane
from tui.pane.pane_frame import PaneFrame
from tui.panes import Panes
from tui.views import Views

Command = Callable[[], object]


class Room(Protocol):
    """A screen of articles or lists, as what reaches beyond them sees it."""

    sessions: OpenSessions
    keymap: Keymap

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""

    def open(self, screen: Screen[Any], done: Callable[[Any], None] | None = None) -> None:
        """Show a screen above this one; `done` gets what it answers."""


class Bench(Room, Protocol):
    """The workbench as its actions see it."""

    panes: Panes
    views: Views[Any]

    @property
    def pane(self) -> ArticlePane:
        """The pane that has the keys."""

    @property
    def session(self) -> Session:
        """The session of that pane."""

    def show(self, session: Session, change: Change) -> None:
        """Show a change, and see to it that it is saved in time."""

    def show_view(self) -> None:
        """Put the articles of the present view into the panes."""

    def update(self) -> None:
        """Bring what stands around the texts up to date."""

    def go(
        self,
        frame: PaneFrame,
        span: Span,
        held: str | None = None,
        walked: Candidate | None = None,
    ) -> None:
        """Select a span in a pane, give it the keys, and hold an annotation or a candidate."""

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], object],
        switch: Switch | None = None,
        words: str = "",
    ) -> None:
        """Open a line behind `sign` at the bottom, with `words` in it to begin with.

        `done` gets what was typed into it, and whether it was switched.
        """
