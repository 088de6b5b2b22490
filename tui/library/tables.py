"""The tables of lists: articles or folded groups in columns that fit the width; places."""

from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style

from annotations.clock import now
from annotations.listing import Group, Listed
from tui.cells.display import cells, fitted, one_line
from tui.cells.palette import Cell, Palette
from tui.library.row_list import RowList
from tui.listing.articles import ArticleList
from tui.listing.columns import GUTTER, MARGIN, Column, counted, covered, words
from tui.listing.places import PlaceList, Spot
from tui.listing.rows import ArticleRows, GroupRows

_QUIET = 0.6
_KIND = 10  # cells
_TITLES = (18, 40)  # cells of a title, at least and at most


class ArticleTable(RowList):
    """Shows a list of articles, as of the time `now`."""

    def __init__(self, palette: Palette, state: ArticleList) -> None:
        super().__init__(palette, state.window)
        self._state, self._now = state, now()

    @property
    def version(self) -> int:
        """See `RowList.version`."""
        return self._state.version

    def fit(self, width: int) -> None:
        """See `RowList.fit`."""
        self._state.fit(width)

    def draw(self) -> None:
        """See `RowList.draw`; what was touched is as long ago as it is when rows are made."""
        if self.version != self._drawn[0]:
            self._now = now()
        super().draw()

    def heading(self) -> Iterable[Segment]:
        """The columns' names, each behind the number that sorts by it, or the way it is sorted."""
        palette = self.palette
        yield Segment(" " * GUTTER, palette.plain())
        for number, column in enumerate(self._state.columns.shown, 1):
            sorts = column.order == self._state.query.order
            arrow = "\u25be" if self._state.query.descending else "\u25b4"
            key = arrow if sorts else number if column.order else " "
            sign = Segment(f"{key} ", palette.plain(0.5, bold=sorts))
            style = palette.plain(1.0 if sorts else _QUIET, bold=sorts)
            if column.name == "tags" and self._state.columns.apart:
                name = list(self._label_signs(column.width - 2))
            else:
                name = [Segment(column.name, style)]
            yield from self._placed([sign, *name], column, palette.plain())

    def row(self, place: int, raised: bool) -> Iterable[Segment]:
        """See `RowList.row`."""
        row = self._state.rows.row(place)
        if row is None:
            return ()
        if isinstance(row, Listed):
            return self._article(place, row, raised)
        return self._group(row, raised)

    def below(self, number: int) -> Iterable[Segment]:
        """What is said where there are no rows."""
        empty = self._state.empty
        if self.window.count or not 1 <= number <= len(empty):
            return ()
        style = self.palette.plain(_QUIET if number > 1 else 1.0)
        return [Segment(f"{' ' * GUTTER}{empty[number - 1]}", style)]

    def _article(self, place: int, row: Listed, raised: bool) -> Iterator[Segment]:
        plain = self.palette.plain(raised=raised)
        picked = self._state.picked
        pick = picked.index(row.id) + 1 if row.id in picked else 0
        yield Segment("\u25b8" if raised else " ", plain)
        yield Segment(str(pick) if pick else " ", self.palette.plain(bold=True, raised=raised))
        yield Segment(f"{self._tie(place, row)} ", self.palette.plain(0.35, raised=raised))
        for column in self._state.columns.shown:
            if column.name == "tags":
                cell = list(self._tags(row, column, raised))
            else:
                text = words(column.name, row, self._now)
                if column.name == "event":
                    text = covered(self._state.covered.get(row.group or ""), row.id)
                if column.name == "title" and isinstance(self._state.rows, GroupRows):
                    text = f"  {text}"
                style = self._style(column.name, row, raised)
                cell = [Segment(fitted(text, column.width), style)]
            yield from self._placed(cell, column, plain)
        yield Segment(" " * MARGIN, plain)

    def _tie(self, place: int, row: Listed) -> str:
        """What ties an article to the ones above and below it that are of its group."""
        if not row.group or not isinstance(self._state.rows, ArticleRows):
            return " "
        above, below = (self._state.rows.row(place + by) for by in (-1, 1))
        tied = [other is not None and other.group == row.group for other in (above, below)]
        return {(False, True): "\u256d", (True, True): "\u2502", (True, False): "\u2570"}.get(
            (tied[0], tied[1]), " "
        )

    def _style(self, name: str, row: Listed, raised: bool) -> Style:
        if name == "status" and row.status == "done":
            return self.palette.done(raised)
        quiet = name != "title" or row.status == "skipped"
        return self.palette.plain(_QUIET if quiet else 1.0, raised=raised)

    def _tags(self, row: Listed, column: Column, raised: bool) -> Iterator[Segment]:
        if not self._state.columns.apart:
            yield Segment(counted(row.annotations), self.palette.plain(_QUIET, raised=raised))
            return
        each = column.width // max(1, len(self.palette.scheme.labels))
        for label in self.palette.scheme.labels:
            count = counted(row.labels.get(label.name, 0))
            yield Segment(count.rjust(each), self.palette.key(label.name, True, raised))

    def _label_signs(self, width: int) -> Iterator[Segment]:
        """The labels' keys over their counts, in so many cells."""
        labels = self.palette.scheme.labels
        each = (width + 2) // max(1, len(labels))
        for number, label in enumerate(labels):
            sign = fitted(self.palette.sign(label.name), each)
            room = each - (0 if number else 2)
            yield Segment(" " * (room - cells(sign)), self.palette.plain())
            yield Segment(sign, self.palette.key(label.name))

    def _group(self, group: Group, raised: bool) -> Iterator[Segment]:
        palette, width = self.palette, self.outer_size.width
        rows = self._state.rows
        unfolded = isinstance(rows, GroupRows) and group.name in rows.unfolded
        many = f"{group.articles:,} article{'' if group.articles == 1 else 's'}"
        done = f"{group.done:,} done" if group.done else ""
        name = one_line(group.name) or "no group"
        event = self._state.covered.get(group.name)
        sure = f"  {event.confirmed}/{event.differences} confirmed" if event else ""
        right = f"{sure}  {many}  {done:>10} "
        head = fitted(f"{'-' if unfolded else '+'} {name}", max(1, width - GUTTER - cells(right)))
        title = fitted(one_line(group.title), width - GUTTER - cells(head) - cells(right) - 2)
        gap = width - GUTTER - cells(head) - cells(title) - cells(right) - 2
        quiet = palette.plain(_QUIET, raised=raised)
        yield Segment("\u25b8" if raised else " ", palette.plain(raised=raised))
        yield Segment(" " * (GUTTER - 1), quiet)
        yield Segment(head, palette.plain(bold=True, raised=raised))
        yield Segment(f"  {title}{' ' * max(0, gap)}", quiet)
        yield Segment(right[: -len(f"{done:>10} ")], quiet)
        all_done = group.done == group.articles
        yield Segment(f"{done:>10} ", palette.done(raised) if all_done else quiet)

    def _placed(self, parts: list[Segment], column: Column, plain: Style) -> Iterator[Segment]:
        """Words at their side of a column, with the gap before it."""
        if column.name != "title":
            yield Segment(" " * self._state.columns.gap, plain)
        room = Segment(" " * max(0, column.width - sum(p.cell_length for p in parts)), plain)
        yield from [room, *parts] if column.right else [*parts, room]


class PlaceTable(RowList):
    """Shows places: which article, what is there, what it says; the first bears its title."""

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
