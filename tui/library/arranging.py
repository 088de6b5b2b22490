"""Which rows a library has and in which order: filtered, sorted, folded into groups."""

from collections.abc import Callable, Collection

from msgspec.structs import replace

from annotations.attributes import offered
from annotations.corpus.shelf import asked, meant
from annotations.errors import PostilError
from annotations.store.listing import ANY, Group, Listed, Query
from tui.library.listing import Listing
from tui.library.shelf_rows import ArticleRows, GroupRows, Row, Rows
from tui.remembered import Remembered


class Arranging:
    """What the keys do that choose and order the rows; `typed` is the filter.

    `asks` is what is listed of the shelf, which knows articles of these `sources`.
    """

    def __init__(
        self, listing: Listing, left: Remembered, sources: Callable[[], Collection[str]]
    ) -> None:
        self._list, self._sources = listing, sources
        self.asks = Query(order=left.order or listing.shelf.order, descending=left.descending)
        self.typed = ""
        self._folds, self._unfolded = left.folds, frozenset[str]()
        self.commands: dict[str, Callable[[], object]] = {
            "filter": self.ask_filter,
            "clear": self.clear,
            "fold": self.fold,
            "unfold": lambda: self.unfold(True),
            "fold-group": lambda: self.unfold(False),
        }

    def rows(self) -> Rows:
        """The rows as they are to be."""
        if self._folds:
            return GroupRows(self._list.shelf, self.asks, self._unfolded)
        return ArticleRows(self._list.shelf, self.asks)

    def remember(self, remembered: Remembered) -> Remembered:
        """What was known of an earlier sitting, with what is known of this one."""
        order, descending = self.asks.order, self.asks.descending
        return replace(remembered, order=order, descending=descending, folds=self._folds)

    def sort(self, number: int) -> None:
        """Sort by a column, or the other way round where it is so already."""
        shown = self._list.columns.shown
        if number >= len(shown):
            raise PostilError("There is no such column.")
        order = shown[number].order
        again = order == self.asks.order
        # Of times and counts, the latest and the most are what one looks for.
        down = not self.asks.descending if again else order in ("touched", "annotations")
        self.asks = replace(self.asks, order=order, descending=down)
        self._list.show_rows(self._list.at)

    def fold(self) -> None:
        """Show one row for each group, or the articles again."""
        row = self._list.at
        if isinstance(row, Group):
            inside = replace(self.asks, group=row.name)
            row = next(iter(self._list.shelf.listing(inside, 0, 1).rows), None)
        self._folds, self._unfolded = not self._folds, frozenset()
        self._list.show_rows(row)

    def unfold(self, wanted: bool) -> None:
        """Show the articles of the group at the cursor, or its one row."""
        rows, row = self._list.rows, self._list.at
        if not isinstance(rows, GroupRows):
            raise PostilError("Each article has its row.", "tab shows groups.")
        if row is None:
            return
        name = (row.group or "") if isinstance(row, Listed) else row.name
        (rows.unfold if wanted else rows.fold)(name)
        self._unfolded = rows.unfolded
        self._list.rows_changed(None if wanted else rows.place_of(row) or 0)

    def ask_filter(self) -> None:
        """Ask for words to filter by, which are applied while they are typed."""
        before = self._list.at

        def follow(words: str | None) -> None:
            self.filter(words or "", before if words is None else None)

        self._list.ask("/", lambda words, _: follow(words), words=self.typed, live=follow)

    def filter(self, words: str, row: Row | None = None) -> None:
        """Show only what fits the words, from the beginning or with the cursor on a row."""
        if words.strip() == self.typed:
            return
        self.typed = words.strip()
        scheme = self._list.keymap.scheme
        query = asked(self.typed, self.asks.order, self.asks.descending, scheme.codes)
        labels = (label.name for label in scheme.labels)
        shelf = self._list.shelf
        self.asks = meant(
            query,
            labels,
            self._sources(),
            lambda: (g.name for g in shelf.groups(ANY)),
            lambda code: offered(scheme.codes[code]),
        )
        self._list.go(0)
        self._list.show_rows(row)

    def clear(self) -> None:
        """Let go of what is picked, else of the filter."""
        if self._list.picked:
            self._list.pick({})
        else:
            self.filter("", self._list.at)
