"""One row above a pane: title, source, date, how far one has read, and the article's status."""

from functools import lru_cache

from rich.segment import Segment
from textual.strip import Strip

from annotations.session import Session
from tui.display import one_line, runs_right_to_left
from tui.fitting import cells, fitted
from tui.line_widget import LineWidget
from tui.painting import GUTTER
from tui.palette import Palette

READ_A_MINUTE = 1_400
"""Code points that are read in a minute: about 230 English words."""


_LEAST_TITLE = 24  # cells that a title keeps before anything is said beside it
_LOOKED_AT = 4_000  # code points from the beginning, to tell in which direction a text is read


class TitleRow(LineWidget):
    """Repaints when told something new."""

    def __init__(self, session: Session, palette: Palette) -> None:
        super().__init__(palette)
        self.session = session
        self._told: tuple[object, ...] = ()
        self._percent = self._minutes = 0
        self._focused = False

    def tell(self, share_read: float, focused: bool) -> None:
        """Show how far the view has come (0 to 1) and whether the pane has the focus."""
        left = (1 - share_read) * len(self.session.article.text)
        self._percent, self._minutes = int(share_read * 100), round(left / READ_A_MINUTE)
        self._focused = focused
        told = (self.session.article.id, self._percent, focused, self.session.status)
        if told != self._told:
            self._told = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The row."""
        article, palette = self.session.article, self.palette
        raised = self._focused
        place = f"{self._percent} %"
        if self._minutes and self.outer_size.width >= 50:
            place = f"{self._minutes} min \u00b7 {place}"
        if self.session.status != "open":
            place = f"{self.session.status} \u00b7 {place}"
        room = max(0, self.outer_size.width - GUTTER - cells(place) - 3)
        order = "RTL in logical order" if _right_to_left(article.text[:_LOOKED_AT]) else None
        details = (article.meta.source, order, article.meta.published)
        about = _fitting([one_line(part) for part in details if part], room - _LEAST_TITLE)
        title = fitted(one_line(article.title), room - (cells(about) + 2 if about else 0))
        gap = room - cells(title) - (cells(about) + 2 if about else 0)
        strong = palette.plain(1.0 if raised else 0.75, bold=raised, raised=raised)
        quiet = palette.plain(0.6, raised=raised)
        marker = "\u25b8" if raised else " "
        return self.strip(
            [
                Segment(f" {marker} {title}  ", strong),
                Segment(about + " " * max(1, gap + (1 if about else -1)), quiet),
                Segment(place + " ", quiet),
            ]
        )


def _fitting(parts: list[str], room: int) -> str:
    """As many of the parts, from the first, as find room."""
    while parts and cells(" \u00b7 ".join(parts)) > room:
        parts.pop()
    return " \u00b7 ".join(parts)


@lru_cache(maxsize=64)
def _right_to_left(text: str) -> bool:
    return runs_right_to_left(text)
