"""The table of places that were found in articles: which article, what is there, what it says."""

from collections.abc import Iterable, Iterator

from rich.segment import Segment

from tui.cells.display import cells, fitted, one_line
from tui.cells.palette import Cell, Palette
from tui.library.row_list import RowList
from tui.listing.columns import GUTTER, MARGIN
from tui.listing.places import PlaceList, Spot

_QUIET = 0.6
_KIND = 10  # cells
_TITLES = (18, 40)  # cells of a title, at least and at most


class PlaceTable(RowList):
    """Of an article's places the first one bears its title."""

    def __init__(self, palette: Palette, state: PlaceList) -> None:
        super().__init__(palette, state.window)
        self._state = state

    @property
    def version(self) -> int:
        """See `RowList.version`."""
        return self._state.version

    def heading(self) -> Iterable[Segment]:
        """What is looked for, and how far."""
        palette = self.palette
        yield Segment(" " * GUTTER, palette.plain())
        room = self.outer_size.width - GUTTER - cells(self._state.state) - 4
        yield Segment(fitted(one_line(self._state.what), max(8, room)), palette.plain(bold=True))
        yield Segment(f"   {self._state.state}", palette.plain(_QUIET))

    def row(self, place: int, raised: bool) -> Iterable[Segment]:
        """See `RowList.row`."""
        spot, palette, width = self._state.spots[place], self.palette, self.outer_size.width
        quiet = palette.plain(_QUIET, raised=raised)
        least, most = _TITLES
        room = min(max(least, width // 4), most)
        first = place == 0 or self._state.spots[place - 1].name != spot.name
        # At the cursor as well, or one would not know where one is.
        title = fitted(one_line(spot.title), room) if first or raised else ""
        yield Segment("\u25b8" if raised else " ", palette.plain(raised=raised))
        yield Segment(" " * (GUTTER - 1), quiet)
        yield Segment(title + " " * (room - cells(title) + 2), quiet)
        left = width - GUTTER - room - 2 - MARGIN
        if spot.kind:
            kind = spot.kind.ljust(_KIND)
            yield Segment(kind, palette.plain(bold=True, raised=raised))
            left -= _KIND
        words = list(self._words(spot, left, raised))
        yield from words
        used = sum(part.cell_length for part in words)
        yield Segment(" " * max(0, left - used + MARGIN), quiet)

    def _words(self, spot: Spot, room: int, raised: bool) -> Iterator[Segment]:
        plain = self.palette.plain(1.0 if spot.kind else _QUIET, raised=raised)
        if spot.kind:
            yield Segment(fitted(one_line(spot.words), room), plain)
            return
        before, words, after = (_in_line(part) for part in (spot.before, spot.words, spot.after))
        # What was found stands in one column, what is around it on either side.
        left = room * 2 // 5
        if cells(before) > left:
            while cells(before) > left - 1:
                before = before[1:]
            before = f"\u2026{before}"
        before = " " * (left - cells(before)) + before
        words = fitted(words, room - left)
        after = fitted(after, room - left - cells(words))
        hit = self.palette.text(Cell(hit=True, selected=raised))
        yield from (Segment(before, plain), Segment(words, hit), Segment(after, plain))


def _in_line(text: str) -> str:
    """`text` on one line, with a space where it begins or ends with some."""
    return one_line(f"|{text}|")[1:-1]
