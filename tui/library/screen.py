"""The library: what there is to read, and how far one is with it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace
from textual.app import ComposeResult

from annotations.annotation import Status
from annotations.clock import now
from annotations.corpus.shelf import Readable, Shelf
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.store.listing import Group, Listed, Query
from annotations.units import Span
from tui.cells.palette import Palette
from tui.command import Command
from tui.keys import Keymap
from tui.library.arranging import Arranging
from tui.library.article_table import ArticleTable
from tui.library.columns import Columns
from tui.library.corpus_line import CorpusLine, ProgressLine
from tui.library.list_screen import ListScreen
from tui.library.marking import Marking
from tui.library.opening import Opening, Read
from tui.library.shelf_rows import GroupRows, Row, Rows
from tui.open_sessions import OpenSessions
from tui.reading.events import Settled
from tui.reading.order import ReadingOrder
from tui.remembered import Remembered


class Library(ListScreen):
    """Lists the articles of a shelf, a window at a time; opens, marks, filters and sorts them."""

    WHERE = "library"

    def __init__(
        self,
        sessions: OpenSessions,
        shelf: Shelf,
        palette: Palette,
        keymap: Keymap,
        read: Read,
        notices: Iterable[str] = (),
    ) -> None:
        self.shelf = shelf
        self._arranging = Arranging(self, sessions.remembered, lambda: self._totals.sources)
        self._table = ArticleTable(palette, self._arranging.rows(), self.asks, now())
        super().__init__(sessions, palette, keymap, self._table)
        self._progress, self._corpus = ProgressLine(palette), CorpusLine(palette)
        self._totals = shelf.totals()
        self._notices = [*notices, *map(str, self._totals.unread[:1])]
        self.picked: Mapping[str, int] = {}
        self._stale = False
        self._marking = Marking(self)

        def reads(views: ReadingOrder[Readable], span: Span | None) -> None:
            read(views, span)
            self._stale = True

        opening = Opening(self, reads, lambda: self._totals.articles)
        for action in (self._arranging, self._marking, opening):
            self.commands |= action.commands

    # Building

    def compose(self) -> ComposeResult:
        """The table, and two lines below it."""
        yield self._table
        yield self._progress
        yield self._corpus
        yield self._prompt

    def on_mount(self) -> None:
        """Stand where one left off."""
        self.await_saves()
        self._fit()
        row = self._row_read_last()
        self._table.cursor = (self.rows.place_of(row) if row else 0) or 0
        left = self.sessions.remembered.picked
        there = [name for name in left if self.shelf.place(Query(), name) is not None]
        self.pick({name: number for number, name in enumerate(there, 1)})
        self.update()
        for notice in self._notices:
            self.say(notice, severe=True)
        self.watch(self.app, "app_focus", self._came_back, init=False)

    def _came_back(self, focused: bool) -> None:
        """Read the counts again when one turns to the terminal, as other programs add and tag."""
        if focused and self.is_current:
            self.look_again()

    def on_screen_resume(self) -> None:
        """Read the counts again when one comes back from the articles, and stand at the last."""
        if self._stale:
            self._stale = False
            self.await_saves()
            self.look_again(self._row_read_last(1))

    def look_again(self, row: Row | None = None) -> None:
        """Read all counts again, with the cursor on this row or where it is."""
        self.shelf.look_again()
        self._totals = self.shelf.totals()
        self._marking.forget_counts()
        self._fit()
        self.show_rows(row or self.at)

    def update(self) -> None:
        """Bring the lines below the table up to date."""
        self._corpus.display = not self._prompt.display
        self._corpus.update(self._totals, self.word, grave=bool(self.sessions.trouble))
        done, skipped = (self._totals.status.get(name, 0) for name in ("done", "skipped"))
        words = " \u00b7 ".join(self._where())
        self._progress.update(done, skipped, self._totals.articles, words)

    def set_palette(self, palette: Palette) -> None:
        """See `ListScreen.set_palette`."""
        self._progress.set_palette(palette)
        self._corpus.set_palette(palette)
        super().set_palette(palette)

    def remember(self, remembered: Remembered) -> Remembered:
        """What was known of an earlier sitting, with what is known of this one."""
        row = self.at
        if isinstance(row, Listed):
            remembered = remembered.with_row(row.id)
        return self._arranging.remember(remembered)

    def _where(self) -> Iterator[str]:
        """What is picked, what is asked for, and where the cursor is."""
        if self.picked:
            yield f"{len(self.picked)} picked"
        if self._arranging.typed and not self._prompt.display:
            yield f"/{self._arranging.typed}"
        if isinstance(self.rows, GroupRows):
            yield f"{counted(self.rows.groups, 'group')}, {counted(self.rows.matches, 'article')}"
        elif self.rows.matches:
            yield f"{self.cursor + 1:,} of {self.rows.matches:,}"
        else:
            yield "none"

    def _fit(self) -> None:
        every, table = self._totals.articles, self._table
        without = self.shelf.listing(Query(group=""), 0, 1).matches
        table.fit(self._totals.sources, without < every)
        if every:
            table.empty = ("Nothing matches.", f"esc shows all {counted(every, 'article')} again.")
        else:
            table.empty = ("There are no articles here yet.", "postil add PATH brings some in.")

    def _row_read_last(self, most: int | None = None) -> Listed | None:
        """The article that was read last, or one of the last before it, where it is shown."""
        for name in self.sessions.remembered.rows[:most]:
            place = self.shelf.place(self.asks, name)
            if place is not None:
                return self.shelf.listing(self.asks, place, 1).rows[0]
        return None

    # The list

    @property
    def asks(self) -> Query:
        """What it shows of the shelf, and in which order."""
        return self._arranging.asks

    @property
    def columns(self) -> Columns:
        """The columns that it shows."""
        return self._table.columns

    @property
    def rows(self) -> Rows:
        """What the table shows."""
        return self._table.rows

    @property
    def cursor(self) -> int:
        """The place of its cursor."""
        return self._table.cursor

    @property
    def at(self) -> Row | None:
        """What stands there."""
        return self.rows.row(self.cursor)

    def article(self) -> Listed:
        """The article that the cursor is on. Raises `PostilError` where it is on none."""
        row = self.at
        if row is None:
            raise PostilError("There is no article here.")
        if isinstance(row, Group):
            raise PostilError("This is a group.", "\u2192 shows its articles.")
        return row

    def go(self, place: int) -> None:
        """Bring the cursor to a place."""
        self._table.go(place)

    def go_to(self, row: Listed) -> None:
        """Bring the cursor to an article; where the list has changed meanwhile, make it anew."""
        place = self.rows.place_of(row)
        here = self.rows.row(place) if place is not None else None
        if place is None or not (isinstance(here, Listed) and here.id == row.id):
            self.show_rows(row)
        else:
            self.go(place)

    def rows_changed(self, cursor: int | None = None) -> None:
        """Draw the rows anew where there are others than before, with the cursor at a place."""
        if cursor is not None:
            self._table.cursor = cursor
        self._table.all_changed()

    def put(self, name: str, status: Status) -> None:
        """Show an article with this status."""
        for place in self.rows.put(name, status):
            self._table.changed(place)

    def show_rows(self, row: Row | None = None) -> None:
        """Make the list anew, with the cursor on this row if it is still there."""
        rows = self._arranging.rows()
        place = rows.place_of(row) if row else None
        self._table.show(rows, self.asks, now())
        if place is not None:
            self._table.centre(place)
        self.update()

    def settled(self, settled: Settled) -> None:
        """See `MainScreen.settled`: an article is counted as what the disk has by now."""
        if turned := self._marking.settled(settled.session):
            counts = dict(self._totals.status)
            for status, by in zip(turned, (-1, 1), strict=True):
                counts[status] = counts.get(status, 0) + by
            self._totals = replace(self._totals, status=counts)
        super().settled(settled)

    # What keys do

    def do(self, command: Command, key: str) -> None:
        """See `ListScreen.do`."""
        if command.id == "sort":
            self._arranging.sort(command.keys.index(key))
        else:
            super().do(command, key)

    def commands_by_name(self) -> Iterator[tuple[str, Command, str]]:
        """See `MainScreen.commands_by_name`; a column each to sort by."""
        for name, command, key in super().commands_by_name():
            if command.id == "sort":
                for column, number in zip(self._table.columns.shown, command.keys, strict=False):
                    yield f"Sort by {column.name}", command, number
            else:
                yield name, command, key

    def pick(self, picked: Mapping[str, int]) -> None:
        """Show these articles as picked."""
        self.picked = self._table.picked = picked
        self._table.all_changed()
