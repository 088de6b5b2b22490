"""What an action may ask of the library in which it happens."""

from collections.abc import Callable, Mapping
from typing import Protocol

from annotations.annotation import Status
from annotations.corpus.shelf import Shelf
from annotations.store.listing import Listed, Query
from tui.actions.bench import Room
from tui.asking.prompt import Switch
from tui.cells.palette import Palette
from tui.library.shelf_rows import Row, Rows


class Listing(Room, Protocol):
    """The library as its actions see it: `asks` is what it shows of the shelf, and in which order.

    `picked` numbers the articles that are picked, by name.
    """

    palette: Palette
    shelf: Shelf
    asks: Query
    picked: Mapping[str, int]

    @property
    def rows(self) -> Rows:
        """What it shows."""

    @property
    def cursor(self) -> int:
        """The place that the cursor is at."""

    @property
    def at(self) -> Row | None:
        """What stands there."""

    def article(self) -> Listed:
        """The article that stands there. Raises `PostilError` where none does."""

    def go(self, place: int) -> None:
        """Bring the cursor to a place."""

    def go_to(self, row: Listed) -> None:
        """Bring the cursor to an article."""

    def put(self, name: str, status: Status) -> None:
        """Show an article with this status."""

    def pick(self, picked: Mapping[str, int]) -> None:
        """Show these articles as picked."""

    def ask(
        self, sign: str, done: Callable[[str, bool], None], switch: Switch | None = None
    ) -> None:
        """Open a line behind `sign`; `done` gets what was typed, and whether it was switched."""
