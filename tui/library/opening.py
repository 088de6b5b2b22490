"""Opens articles from the library: the one at the cursor, those picked, or at places in them."""

from collections.abc import Callable

from msgspec.structs import replace

from annotations.corpus.shelf import Readable
from annotations.errors import PostilError
from annotations.store.listing import Query
from annotations.units import Span
from tui.library.listing import Listing
from tui.library.looking import Look, found, wrong
from tui.library.places import Places
from tui.library.shelf_rows import ArticleRows
from tui.library.shelf_walk import ShelfWalk
from tui.reading.order import Groups, ReadingOrder

MOST_PICKED = 4

Read = Callable[[ReadingOrder[Readable], Span | None], None]
"""Shows articles, with a span of the first one selected. Raises `PostilError`."""


class Opening:
    """What the keys do that lead to articles; `read` shows them, of so many."""

    def __init__(self, listing: Listing, read: Read, articles: Callable[[], int]) -> None:
        self._list, self._read, self._articles = listing, read, articles
        self.commands: dict[str, Callable[[], object]] = {
            "list-open": self.open,
            "pick": self.pick,
            "find-all": self.ask_find,
            "check": self.check,
        }

    def pick(self) -> None:
        """Pick the article at the cursor, or no longer, and go on to the next."""
        name, before = self._list.article().id, self._list.picked
        names = [one for one in before if one != name]
        if name not in before:
            if len(names) == MOST_PICKED:
                raise PostilError(f"{MOST_PICKED} articles at most stand side by side.")
            names.append(name)
        self._list.pick({one: number for number, one in enumerate(names, 1)})
        self._list.go(self._list.cursor + 1)

    def open(self) -> None:
        """Open what is picked, else the article or group at the cursor."""
        listing, panes = self._list, self._list.sessions.remembered.panes
        if picked := tuple(listing.picked):
            group = [listing.shelf.readable(name) for name in picked]
            self._show(ReadingOrder(Groups([group]), max(panes, len(group))), picked=picked)
            listing.pick({})
        elif listing.at is None:
            raise PostilError("There is no article here.")
        else:
            walk = ShelfWalk(listing.shelf, listing.asks, listing.rows, listing.cursor)
            self._show(ReadingOrder(walk, panes, walk.first))

    def open_at(self, name: str, span: Span | None) -> None:
        """Open an article, beside the others of its group, at a span of it."""
        asks = Query(order=self._list.asks.order, descending=self._list.asks.descending)
        place = self._list.shelf.place(asks, name)
        if place is None:
            raise PostilError(f"The article {name} is gone.")
        rows = ArticleRows(self._list.shelf, asks)
        walk = ShelfWalk(self._list.shelf, asks, rows, place)
        self._show(ReadingOrder(walk, self._list.sessions.remembered.panes, walk.first), span)

    def ask_find(self) -> None:
        """Ask for words to find in all articles."""

        def sought(words: str, regular: bool) -> None:
            self._look(f"\u201c{words}\u201d", found(self._list.shelf, words, regular))

        self._list.ask("find in all: ", sought, ("ctrl+r", "regex in all: "))

    def check(self) -> None:
        """List what looks wrong in the tags."""
        self._look("What looks wrong", wrong(self._list.shelf, self._list.keymap.scheme), True)

    def _show(
        self, views: ReadingOrder[Readable], span: Span | None = None, picked: tuple[str, ...] = ()
    ) -> None:
        # Where the one that was chosen cannot be read, others are not what one wants.
        if not views.current[0].slow:
            views.current[0].load()
        # What was chosen gets the keys, whichever had them in an earlier sitting.
        sessions = self._list.sessions
        sessions.remembered = replace(sessions.remembered, active="", picked=picked)
        self._read(views, span)

    def _look(self, what: str, look: Look, changes: bool = False) -> None:
        of, articles = self._list, self._articles()
        of.open(
            Places(of.sessions, of.palette, of.keymap, what, look, articles, self.open_at, changes)
        )
