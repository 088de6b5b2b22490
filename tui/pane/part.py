"""The parts of a pane: what they have in common, and those around the text, title and ruler."""

from collections import Counter
from functools import lru_cache

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from annotations.article import READ_A_MINUTE
from annotations.expressions import late
from tui.cells.display import cells, fitted, one_line, runs_right_to_left
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.pane.gutter import GUTTER
from tui.reading.events import Pulled
from tui.reading.marks import SIGNS
from tui.reading.pane import Pane
from tui.reading.reading import Reading

_LEAST_TITLE = 24  # cells that a title keeps before anything is said beside it
_TELLING = ("marks", "percent", "place", "status", "again", "unaided", "source", "minutes", "order",
            "published")  # fmt: skip
"""What is said beside a title, what there has to be room for first."""

UNAIDED = "no suggestions"

_HOUR = late(r"(?<=^\d{4}-\d\d-\d\d)[T ].*")
_LOOKED_AT = 4_000  # code points from the beginning, to tell in which direction a text is read


class PanePart(LineWidget):
    """Draws something of the pane of this `number` of what is being read, and owns none of it."""

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(palette)
        self.reading, self.number = reading, number
        self._last = reading.panes[number]

    @property
    def pane(self) -> Pane:
        """What it draws; what it drew last where there are fewer panes by now, until it is gone."""
        if self.number < len(self.reading.panes):
            self._last = self.reading.panes[self.number]
        return self._last

    @property
    def is_active(self) -> bool:
        """Whether the pane has the keys."""
        return self.reading.active == self.number


class TitleRow(PanePart):
    """One row above a pane: title, source, date, how far one has read, and the article's status.

    It repaints when there is something new to tell.
    """

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(reading, number, palette)
        self._drawn: tuple[object, ...] = ()
        self._percent = self._minutes = 0
        self._focused = False
        self._place = self._counted = ""

    def draw(self) -> None:
        """Show the article, how far the view has come, and whether the pane has the keys."""
        reading, pane = self.reading, self.pane
        share, count = pane.view[1] / max(1, len(pane.text)), len(reading.panes)
        self._percent = int(share * 100)
        self._minutes = round((1 - share) * len(pane.text) / READ_A_MINUTE)
        self._focused = self.is_active
        # Which of the panes this is, where it stands for others too.
        hides = count > 1 and len(reading.seen) == 1
        self._place = f"{self.number + 1}/{count}" if hides else ""
        article, status = pane.session.article, pane.session.status
        about = (article.id, article.title, article.meta)
        self._counted = pane.marks.counted if pane.marks else ""
        drawn = (*about, self._counted, self._percent, self._focused, status, self._place)
        if drawn != self._drawn:
            self._drawn = drawn
            self.redraw()

    def line(self, y: int) -> Strip:
        """The row."""
        raised, palette, width = self._focused, self.palette, self.outer_size.width
        title = one_line(self.pane.session.article.title)
        least = min(cells(title), _LEAST_TITLE, width // 2)
        right = _fitting(self._details(), width - least - GUTTER - 3)
        title = fitted(title, width - cells(right) - GUTTER - 3)
        gap = width - cells(title) - cells(right) - GUTTER - 1
        marker = "\u25b8" if raised else " "
        strong = palette.plain(1.0 if raised else 0.75, bold=raised, raised=raised)
        quiet = palette.plain(0.6, raised=raised)
        return self.strip(
            [
                Segment(f" {marker} {title}", strong),
                Segment(" " * gap, quiet),
                Segment(f"{right} ", quiet),
            ]
        )

    def _details(self) -> dict[str, str]:
        """What there is to say besides the title, in the order in which it stands."""
        article = self.pane.session.article
        rtl = _right_to_left(article.text[:_LOOKED_AT])
        details = {
            "source": one_line(article.meta.source or ""),
            "order": "RTL in logical order" if rtl else "",
            "published": _HOUR.sub("", one_line(article.meta.published or "")),
            "again": "again" if self.reading.again else "",
            "unaided": "" if self.reading.suggested.aids(self.pane.session) else UNAIDED,
            "place": self._place,
            "status": "" if self.pane.session.status == "open" else self.pane.session.status,
            "minutes": _lasting(self._minutes),
            "percent": f"{self._percent} %",
            "marks": self._counted,
        }
        return {name: words for name, words in details.items() if words}


def _lasting(minutes: int) -> str:
    if minutes > 90:
        return f"{round(minutes / 60)} h"
    return f"{minutes} min" if minutes else ""


def _fitting(details: dict[str, str], room: int) -> str:
    """The details that find room, in their order."""
    line, kept = "", set[str]()
    for name in _TELLING:
        fuller = " \u00b7 ".join(words for n, words in details.items() if n in {*kept, name})
        if cells(fuller) <= room:
            line, kept = fuller, {*kept, name}
    return line


@lru_cache(maxsize=64)
def _right_to_left(text: str) -> bool:
    return runs_right_to_left(text)


class Ruler(PanePart):
    """One column in place of a scrollbar: where one is, where the tags and hits are.

    The whole article is a column of cells, each for an equal share of the text.
    """

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(reading, number, palette)
        self._cells: list[tuple[str, bool, bool]] = []
        self._seen: tuple[object, ...] = ()
        self._tags: Counter[int] = Counter()
        self._changes = 0
        self._looked: tuple[object, ...] = ()
        self._hits: set[int] = set()
        self._marks: dict[int, str] = {}

    def draw(self) -> None:
        """Look at the pane again and repaint the cells that changed."""
        pane, height = self.pane, self.outer_size.height
        if not height:
            return
        place = (pane, height)
        seen = (place, pane.view, pane.hits, pane.marks, self._followed(pane))
        if seen != self._seen:
            if self._seen[:1] != (place,):
                self._count()
            self._seen = seen
            old, self._cells = self._cells, self._cells_now()
            for y, cell in enumerate(self._cells):
                if y >= len(old) or old[y] != cell:
                    self.redraw(y, 1)

    def _followed(self, pane: Pane) -> int:
        """Take in the changes to the article, so that a tag costs the same among many."""
        changes, pane.changes = pane.changes, []
        for change in changes:
            removed = [self._cell_of(a.start) for a in change.removed if a.stands]
            added = [self._cell_of(a.start) for a in change.added if a.stands]
            before = [self._tags[cell] > 0 for cell in (*removed, *added)]
            self._tags.subtract(removed)
            self._tags.update(added)
            if before != [self._tags[cell] > 0 for cell in (*removed, *added)]:
                self._changes += 1
        return self._changes

    def line(self, y: int) -> Strip:
        """One cell."""
        if len(self._cells) != self.outer_size.height:
            self._count()
            self._cells = self._cells_now()
        mark, in_view, hit = self._cells[y]
        palette = self.palette
        if hit:
            style = palette.text(Cell(hit=True))
        elif mark:
            style = palette.plain(0.95 if in_view else 0.5)
        else:
            style = palette.plain(0.6 if in_view else 0.18)
        sign = mark or ("\u2503" if in_view else "\u2502")
        return self.strip([Segment(sign, style)])

    def _count(self) -> None:
        self._tags = Counter(self._cell_of(a.start) for a in self.pane.session.index)

    def _cell_of(self, offset: int) -> int:
        return offset * self.outer_size.height // max(1, len(self.pane.text))

    def _cells_now(self) -> list[tuple[str, bool, bool]]:
        start, end = self.pane.view
        first, last = self._cell_of(start), self._cell_of(max(start, end - 1))
        self._look()
        marks, hits = self._marks, self._hits
        tagged = {y for y, count in self._tags.items() if count > 0}
        return [
            (marks.get(y) or ("\u2561" if y in tagged else ""), first <= y <= last, y in hits)
            for y in range(self.outer_size.height)
        ]

    def _look(self) -> None:
        """See once in which cells hits, of which there may be a hundred thousand, and marks are."""
        pane = self.pane
        looked = (pane, pane.hits, pane.marks, self.outer_size.height)
        if looked != self._looked:
            self._looked = looked
            self._hits = {self._cell_of(start) for start, _ in pane.hits}
            self._marks = self._marks_by_cell()

    def _marks_by_cell(self) -> dict[int, str]:
        """The worst mark of the tags in each cell, where the article is compared."""
        found: dict[int, str] = {}
        for mark in self.pane.marks.marks if self.pane.marks else ():
            if mark.tagged:
                for y in range(self._cell_of(mark.span[0]), self._cell_of(mark.span[1] - 1) + 1):
                    found[y] = min(mark.sign, found.get(y, mark.sign), key=SIGNS.index)
        return found

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go where one points, and follow the pointer while the button is held."""
        self.capture_mouse()
        self._pull(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Follow the pointer."""
        if self.app.mouse_captured is self:
            self._pull(event.y)

    def on_mouse_up(self) -> None:
        """Let go."""
        self.release_mouse()

    def _pull(self, y: int) -> None:
        share = min(1.0, max(0.0, y / max(1, self.outer_size.height - 1)))
        self.tell(Pulled(self.number, share))
