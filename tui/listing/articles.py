"""The library without a screen: which articles are listed, how, which are picked, where one is."""

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from annotations.annotation import Status
from annotations.attributes import offered
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.listing import ANY, Column, Group, Listed, Query, Totals, asked, meant
from annotations.scheme import Scheme
from annotations.session import Session
from annotations.units import Span
from tui.effects import Effect, Effects
from tui.listing.columns import Columns, Covered, groups_in_view, laid_out, widest
from tui.listing.marks import Marks
from tui.listing.mine import Mine
from tui.listing.rows import ArticleRows, Articles, GroupRows, Row, Rows
from tui.listing.walk import ListWalk, ReadArticles
from tui.listing.window import ListState, Window
from tui.reading.order import Groups
from tui.reading.state import Asking

_MOVES: dict[str, Callable[[Window], None]] = {
    "up": lambda window: window.go(window.cursor - 1),
    "down": lambda window: window.go(window.cursor + 1),
    "pageup": lambda window: window.page(-1),
    "pagedown": lambda window: window.page(1),
}
"""What keys do in the list while words are typed that it follows."""


class ArticleList(ListState):
    """Rows of a source, filtered, sorted and folded, with a cursor; `picked` are names, `covered`
    is how events are, by group, as far as that is known.

    `session_of` opens an article for a mark; it and all that is done here may raise `PostilError`.
    `wait` returns when marks have been saved, or after a moment.
    `behind` tells that what was saved last may not be counted yet, for another thread was looking:
    it is to be counted again.
    """

    def __init__(
        self,
        source: Articles,
        scheme: Scheme,
        session_of: Callable[[Listed], Session],
        wait: Callable[[], object] = lambda: None,
        order: Column | None = None,
        descending: bool = False,
        folds: bool = False,
    ) -> None:
        super().__init__()
        self.source, self.scheme, self.wait = source, scheme, wait
        self.mine = Mine(source)
        self.query = Query(
            order=order or source.order, descending=descending, among=self.mine.among
        )
        self.typed = ""
        self.folds, self._unfolded = folds, frozenset[str]()
        self.picked: tuple[str, ...] = ()
        self.marks, self.totals = Marks(session_of), Totals()
        self.covered: Covered = {}
        self._width = 0
        self.rows: Rows = self._arranged()
        self.count_again()

    # What there is

    @property
    def at(self) -> Row | None:
        """What stands at the cursor."""
        return self.rows.row(self.window.cursor)

    def article(self) -> Listed:
        """The article at the cursor. Raises `PostilError` where there is none."""
        row = self.at
        if row is None:
            raise PostilError("There is no article here.")
        if isinstance(row, Group):
            raise PostilError("This is a group.", "Press \u2192 to see its articles.")
        return row

    @property
    def title(self) -> str:
        """The title of the article at the cursor. Raises `PostilError` where there is none."""
        return self.article().title

    def find(self, names: Sequence[str]) -> Listed | None:
        """The first of the articles of these names that is listed."""
        for name in names:
            place = self.source.place(self.query, name)
            if place is not None:
                return self.source.listing(self.query, place, 1).rows[0]
        return None

    @property
    def empty(self) -> tuple[str, str]:
        """What to say where there are no rows, on two lines."""
        if every := self.totals.articles:
            return "Nothing matches.", f"Press esc to see all {counted(every, 'article')}."
        if self.mine.among is not None and self.source.totals().articles:
            return "Nothing is dealt to you yet.", "Press n to take a group, a to see all articles."
        return "There are no articles here yet.", "To add some, run postil add PATH."

    def described(self, asking: bool = False) -> str:
        """What is picked, what is asked for, unless it is being asked, and where the cursor is."""
        return " \u00b7 ".join(self._described(asking))

    def _described(self, asking: bool) -> Iterator[str]:
        if self.mine.word:
            yield self.mine.word
        if self.picked:
            yield f"{len(self.picked)} picked"
        if self.typed and not asking:
            yield f"/{self.typed}"
        if isinstance(self.rows, GroupRows):
            yield f"{counted(self.rows.groups, 'group')}, {counted(self.rows.matches, 'article')}"
        elif self.rows.matches:
            yield f"{self.window.cursor + 1:,} of {self.rows.matches:,}"
        else:
            yield "none"

    # What happens around it

    def fit(self, width: int) -> None:
        """Take in how many cells wide it is shown: which columns there are follows from that."""
        self._width = width
        self.columns: Columns = laid_out(
            width, len(self.scheme.labels), self._widest, self._without
        )

    def count_again(self, row: Row | None = None) -> None:
        """Read all counts again, with the cursor on this row or where it is."""
        row = row or (self.at if self.version else None)
        self.behind = not self.source.look_again()
        self.mine.look_again()
        self.query = replace(self.query, among=self.mine.among)
        whole = self.source.totals()
        self.totals = self.mine.totals(whole)
        self.marks.forget_counts()
        grouped = whole.articles - self.source.listing(Query(group=""), 0, 1).matches
        self._widest = widest(self.totals.sources)
        absent = {"source": not self.totals.sources, "group": grouped <= 0}
        # Only a project lists its articles by group, under the ids that they are compared by.
        absent["event"] = grouped <= 0 or not self.totals.labels or self.source.order != "group"
        self._without = frozenset(name for name, missing in absent.items() if missing)
        self.fit(self._width)
        self.show(row)

    def settle(self, session: Session) -> None:
        """See `ListState.settle`: an article is counted as what the disk has by now."""
        if turned := self.marks.settled(session):
            name, before, now = turned
            self.put(name, session.status)
            counts = dict(self.totals.status)
            counts[before] = counts.get(before, 0) - 1
            counts[now] = counts.get(now, 0) + 1
            self.totals = replace(self.totals, status=counts)

    @property
    def events_in_view(self) -> list[str]:
        """The groups of which it is to be shown how they are covered."""
        shown = "event" not in self._without
        return groups_in_view(self.rows, self.columns, self.window) if shown else []

    # What commands do to it

    def show(self, row: Row | None = None) -> None:
        """Make the rows anew, with the cursor on this one if it is still there."""
        self.rows = self._arranged()
        place = self.rows.place_of(row) if row else None
        self.changed(None)
        if place is not None and place != self.window.cursor:
            self.window.centre(place)

    def changed(self, cursor: int | None) -> None:
        """Have the rows drawn anew, for there are others, with the cursor at a place."""
        self.version += 1
        if cursor is not None:
            self.window.cursor = cursor
        self.window.fill(len(self.rows))

    def go_to(self, row: Listed) -> None:
        """Bring the cursor to an article; where the list has changed meanwhile, make it anew."""
        place = self.rows.place_of(row)
        here = self.rows.row(place) if place is not None else None
        if place is None or not (isinstance(here, Listed) and here.id == row.id):
            self.show(row)
        else:
            self.window.go(place)

    def put(self, name: str, status: Status) -> None:
        """Show an article with this status."""
        if self.rows.put(name, status):
            self.version += 1

    def pick(self, names: Sequence[str]) -> None:
        """Have these articles picked, in this order."""
        self.picked = tuple(names)
        self.version += 1

    def take(self, key: str, typed: str | None) -> list[Effect] | None:
        """See `State.take`; the arrows move in the list while it follows what is typed."""
        if isinstance(self.mode, Asking) and self.mode.ask.live and (move := _MOVES.get(key)):
            left = self.run(self.follow)
            move(self.window)
            return left
        return super().take(key, typed)

    def open(self) -> Effects:
        """Have read what is picked, else the article or group at the cursor."""
        if self.picked:
            return [self.together()]
        if self.at is None:
            raise PostilError("There is no article here.")
        walk = ListWalk(self.source, self.query, self.rows, self.window.cursor)
        return [ReadArticles(walk, walk.first)]

    def together(self) -> ReadArticles:
        """What has the picked articles read side by side."""
        group = [self.source.readable(name) for name in self.picked]
        return ReadArticles(Groups([group]), 0, self.picked)

    def open_at(self, name: str, span: Span | None) -> ReadArticles:
        """What has an article read, beside the others of its group, at a span of it."""
        asks = Query(order=self.query.order, descending=self.query.descending)
        place = self.source.place(asks, name)
        if place is None:
            raise PostilError(f"The article {name} is gone.")
        walk = ListWalk(self.source, asks, ArticleRows(self.source, asks), place)
        return ReadArticles(walk, walk.first, (), span)

    def sort(self, number: int) -> None:
        """Sort by a column, from 0, or the other way round where it is so already."""
        if number >= len(self.columns.shown):
            raise PostilError("There is no such column.")
        order = self.columns.shown[number].order
        if order is None:
            raise PostilError("The list cannot be sorted by how events are covered.")
        again = order == self.query.order
        # Of times and counts, the latest and the most are what one looks for.
        down = not self.query.descending if again else order in ("touched", "annotations")
        row = self.at
        self.query = replace(self.query, order=order, descending=down)
        self.show(row)

    def show_mine(self, only: bool) -> None:
        """List what is one's own in a team, or all there is, with the cursor where it was."""
        self.mine.only = only
        self.count_again()

    def fold(self) -> None:
        """Show one row for each group, or the articles again."""
        row = self.at
        if isinstance(row, Group):
            inside = replace(self.query, group=row.name)
            row = next(iter(self.source.listing(inside, 0, 1).rows), None)
        self.folds, self._unfolded = not self.folds, frozenset()
        self.show(row)

    def unfold(self, wanted: bool) -> None:
        """Show the articles of the group at the cursor, or its one row."""
        rows, row = self.rows, self.at
        if not isinstance(rows, GroupRows):
            raise PostilError("Each article has its own row.", "Press tab to see groups.")
        if row is None:
            return
        name = (row.group or "") if isinstance(row, Listed) else row.name
        (rows.unfold if wanted else rows.fold)(name)
        self._unfolded = rows.unfolded
        self.changed(None if wanted else rows.place_of(row) or 0)

    def filter(self, words: str, row: Row | None = None) -> None:
        """List only what fits the words, from the beginning or with the cursor on a row."""
        if words.strip() == self.typed:
            return
        self.typed = words.strip()
        codes = self.scheme.codes
        query = asked(self.typed, self.query.order, self.query.descending, codes)
        self.query = meant(
            replace(query, among=self.mine.among),
            [label.name for label in self.scheme.labels],
            self.totals.sources,
            lambda: [group.name for group in self.source.groups(ANY)],
            lambda code: offered(codes[code]),
        )
        self.window.go(0)
        self.show(row)

    def _arranged(self) -> Rows:
        if self.folds:
            return GroupRows(self.source, self.query, self._unfolded)
        return ArticleRows(self.source, self.query)
