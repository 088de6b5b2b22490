"""One row above a pane: title, source, date, how far one has read, and the article's status."""

import re
from functools import lru_cache

from rich.segment import Segment
from textual.strip import Strip

from annotations.article import READ_A_MINUTE
from annotations.session import Session
from tui.cells.display import one_line, runs_right_to_left
from tui.cells.fitting import cells, fitted
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.pane.painting import GUTTER

_LEAST_TITLE = 24  # cells that a title keeps before anything is said beside it
_TELLING = ("percent", "place", "status", "source", "minutes", "order", "published")
"""What is said beside a title, what there has to be room for first."""

_HOUR = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ].*")
_LOOKED_AT = 4_000  # code points from the beginning, to tell in which direction a text is read


class TitleRow(LineWidget):
    """Repaints when told something new."""

    def __init__(self, session: Session, palette: Palette) -> None:
        super().__init__(palette)
        self.session = session
        self.place = ""
        """Which of the panes this is, where it stands for others too."""
        self._told: tuple[object, ...] = ()
        self._percent = self._minutes = 0
        self._focused = False

    def update(self, share_read: float, focused: bool) -> None:
        """Show how far the view has come (0 to 1) and whether the pane has the focus."""
        left = (1 - share_read) * len(self.session.article.text)
        self._percent, self._minutes = int(share_read * 100), round(left / READ_A_MINUTE)
        self._focused = focused
        article = self.session.article
        about = (article.id, article.title, article.meta)
        told = (*about, self._percent, focused, self.session.status, self.place)
        if told != self._told:
            self._told = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The row."""
        raised, palette, width = self._focused, self.palette, self.outer_size.width
        title = one_line(self.session.article.title)
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
        article = self.session.article
        rtl = _right_to_left(article.text[:_LOOKED_AT])
        details = {
            "source": one_line(article.meta.source or ""),
            "order": "RTL in logical order" if rtl else "",
            "published": _HOUR.sub("", one_line(article.meta.published or "")),
            "place": self.place,
            "status": "" if self.session.status == "open" else self.session.status,
            "minutes": _lasting(self._minutes),
            "percent": f"{self._percent} %",
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
