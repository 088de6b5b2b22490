"""One column beside the text in place of a scrollbar: where one is, where the tags and hits are."""

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.article_pane import ArticlePane
from tui.line_widget import LineWidget
from tui.palette import Cell, Palette


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

    def tell(self, recount: bool = False) -> None:
        """Look at the pane again and repaint the cells that changed; `recount` its tags too."""
        seen = (self.pane.session.article.id, self.pane.view, self.outer_size)
        if not self.outer_size.height or (seen == self._seen and not recount):
            return
        self._seen = seen
        old = self._shown
        self._shown = self._cells(recount or len(old) != self.outer_size.height)
        for y, cell in enumerate(self._shown):
            if y >= len(old) or old[y] != cell:
                self.redraw(y, 1)

    def line(self, y: int) -> Strip:
        """One cell."""
        if len(self._shown) != self.outer_size.height:
            self._shown = self._cells(True)
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

    def _cells(self, recount: bool) -> list[tuple[str, bool, bool]]:
        height, length = self.outer_size.height, max(1, len(self.pane.text))
        start, end = self.pane.view
        if recount:
            starts = [a.start * height // length for a in self.pane.session.index]
            self._tagged = set(starts)
            self._hit = {hit[0] * height // length for hit in self.pane.hits}
        first, last = start * height // length, max(start, end - 1) * height // length
        return [
            ("\u2561" if y in self._tagged else "", first <= y <= last, y in self._hit)
            for y in range(height)
        ]

    _tagged: set[int]
    _hit: set[int]

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
