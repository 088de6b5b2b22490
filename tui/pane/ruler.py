"""One column beside the text in place of a scrollbar: where one is, where the tags and hits are."""

from collections import Counter

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from annotations.annotation import Change
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Cell, Palette
from tui.pane.article_pane import ArticlePane


class Ruler(LineWidget):
    """The whole article as a column of cells; a cell stands for an equal share of the text."""

    class Pulled(Message):
        """The person pointed at a share of the text (0 to 1)."""

        def __init__(self, pane: ArticlePane, share: float) -> None:
            super().__init__()
            self.pane, self.share = pane, share

    def __init__(self, pane: ArticlePane, palette: Palette) -> None:
        super().__init__(palette)
        self.pane = pane
        self._shown: list[tuple[str, bool, bool]] = []
        self._seen: tuple[object, ...] = ()
        self._tags: Counter[int] = Counter()
        self._changes = 0

    def update(self) -> None:
        """Look at the pane again and repaint the cells that changed."""
        if not self.outer_size.height:
            return
        place = (self.pane.session.article.id, self.outer_size.height)
        seen = (place, self.pane.view, self.pane.hits, self._changes)
        if seen != self._seen:
            if self._seen[:1] != (place,):
                self._count()
            self._seen = seen
            old, self._shown = self._shown, self._cells()
            for y, cell in enumerate(self._shown):
                if y >= len(old) or old[y] != cell:
                    self.redraw(y, 1)

    def record(self, change: Change) -> None:
        """Take in a change to the article, so that a tag costs the same among many."""
        removed = [self._cell_of(a.start) for a in change.removed]
        added = [self._cell_of(a.start) for a in change.added]
        before = [self._tags[cell] > 0 for cell in (*removed, *added)]
        self._tags.subtract(removed)
        self._tags.update(added)
        if before != [self._tags[cell] > 0 for cell in (*removed, *added)]:
            self._changes += 1

    def line(self, y: int) -> Strip:
        """One cell."""
        if len(self._shown) != self.outer_size.height:
            self._count()
            self._shown = self._cells()
        mark, in_view, hit = self._shown[y]
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

    def _cells(self) -> list[tuple[str, bool, bool]]:
        start, end = self.pane.view
        first, last = self._cell_of(start), self._cell_of(max(start, end - 1))
        hit = {self._cell_of(hit[0]) for hit in self.pane.hits}
        return [
            ("\u2561" if self._tags[y] > 0 else "", first <= y <= last, y in hit)
            for y in range(self.outer_size.height)
        ]

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
        self.post_message(self.Pulled(self.pane, share))
