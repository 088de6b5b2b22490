"""What an action may ask of the library in which it happens."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from textual.screen import Screen

from annotations.annotation import Status
from annotations.corpus.shelf import Shelf
from annotations.store.listing import Listed, Query
from tui.cells.palette import Palette
from tui.effects import Switch
from tui.keys import Keymap
from tui.library.columns import Columns
from tui.library.shelf_rows import Row, Rows
from tui.open_sessions import OpenSessions


class Listing(Protocol):
    """The library as its actions see it; `picked` numbers the articles that are picked, by name."""

    sessions: OpenSessions
    keymap: Keymap
    palette: Palette
    shelf: Shelf
    picked: Mapping[str, int]

    @property
    def asks(self) -> Query:
        """What it shows of the shelf, and in which order."""

    @property
    def columns(self) -> Columns:
        """The columns that it shows."""

    @property
    def rows(self) -> Rows:
        """What it shows."""

    @property
    def cursor(self) -> int:
        """The place that the cursor is at."""

    @property
    def at(self) -> Row | None:
        """What stands there."""

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""

    def open(self, screen: Screen[Any], done: Callable[[Any], None] | None = None) -> None:
        """Show a screen above this one; `done` gets what it answers."""

    def article(self) -> Listed:
        """The article that stands there. Raises `PostilError` where none does."""

    def go(self, place: int) -> None:
        """Bring the cursor to a place."""

    def go_to(self, row: Listed) -> None:
        """Bring the cursor to an article."""

    def show_rows(self, row: Row | None = None) -> None:
        """Make the list anew, with the cursor on this row if it is still there."""

    def rows_changed(self, cursor: int | None = None) -> None:
        """Draw the rows anew where there are others than before, with the cursor at a place."""

    def put(self, name: str, status: Status) -> None:
        """Show an article with this status."""

    def pick(self, picked: Mapping[str, int]) -> None:
        """Show these articles as picked."""

    def ask(
        self,
        sign: str,
        done: Callable[[str, bool], object],
        switch: Switch | None = None,
        words: str = "",
        live: Callable[[str | None], object] | None = None,
    ) -> None:
        """See `ListScreen.ask`."""
