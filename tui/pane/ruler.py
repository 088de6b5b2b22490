"""One column beside the text in place of a scrollbar: where one is, where the tags and hits are."""

from collections import Counter
from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from annotations.units import Span
from tui.cells.palette import Cell, Palette
from tui.pane.part import PanePart
from tui.reading.events import Pulled
from tui.reading.pane import Pane
from tui.reading.reading import Reading


class Ruler(PanePart):
    """The whole article as a column of cells; a cell stands for an equal share of the text."""

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(reading, number, palette)
        self._cells: list[tuple[str, bool, bool]] = []
        self._seen: tuple[object, ...] = ()
        self._tags: Counter[int] = Counter()
        self._changes = 0
        self._hits: Sequence[Span] = ()
        self._height = 0
        self._hit_cells: set[int] = set()

    def draw(self) -> None:
        """Look at the pane again and repaint the cells that changed."""
        pane, height = self.pane, self.outer_size.height
        if not height:
            return
        place = (pane, height)
        seen = (place, pane.view, pane.hits, self._followed(pane))
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
        hit = self._cells_of_hits()
        return [
            ("\u2561" if self._tags[y] > 0 else "", first <= y <= last, y in hit)
            for y in range(self.outer_size.height)
        ]

    def _cells_of_hits(self) -> set[int]:
        """The cells with hits, of which there may be a hundred thousand, looked at once."""
        hits, height = self.pane.hits, self.outer_size.height
        if self._hits is not hits or self._height != height:
            self._hits, self._height = hits, height
            self._hit_cells = {self._cell_of(start) for start, _ in hits}
        return self._hit_cells

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
