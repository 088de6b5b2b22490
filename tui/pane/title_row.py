"""One row above a pane: title, source, date, how far one has read, and the article's status."""

import re
from functools import lru_cache

from rich.segment import Segment
from textual.strip import Strip

from annotations.article import READ_A_MINUTE
from tui.cells.display import one_line, runs_right_to_left
from tui.cells.fitting import cells, fitted
from tui.cells.palette import Palette
from tui.pane.painting import GUTTER
from tui.pane.part import PanePart
from tui.reading.reading import Reading

_LEAST_TITLE = 24  # cells that a title keeps before anything is said beside it
_TELLING = ("percent", "place", "status", "source", "minutes", "order", "published")
"""What is said beside a title, what there has to be room for first."""

_HOUR = re.compile(r"(?<=^\d{4}-\d\d-\d\d)[T ].*")
_LOOKED_AT = 4_000  # code points from the beginning, to tell in which direction a text is read


class TitleRow(PanePart):
    """Repaints when told something new."""

    def __init__(self, reading: Reading, number: int, palette: Palette) -> None:
        super().__init__(reading, number, palette)
        self._drawn: tuple[object, ...] = ()
        self._percent = self._minutes = 0
        self._focused = False
        self._place = ""

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
        drawn = (*about, self._percent, self._focused, status, self._place)
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
            "place": self._place,
            "status": "" if self.pane.session.status == "open" else self.pane.session.status,
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
