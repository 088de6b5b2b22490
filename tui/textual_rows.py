"""Rows that have changed, painted by asking only who is on them, by what is private in Textual.

Where its version is none of `PAINTED`, or a name is missing, all is done as Textual does it.
"""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import textual
from rich.console import Console
from rich.control import Control
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

PAINTED = (8, 2, 5), (8, 3)
"""The versions, from the one to before the other, that are painted as here; others as they do."""

_ABOUT = "textual-", ".dist-info"


def version_of_textual() -> str:
    """Its version, by the name of the folder that tells of it where that is beside it.

    The library that reads what is in there takes longer to load than a frame to paint.
    """
    place = os.path.dirname(os.path.dirname(textual.__file__))
    before, behind = _ABOUT
    names = [n for n in os.listdir(place) if n.startswith(before) and n.endswith(behind)]
    found = [name.removeprefix(before).removesuffix(behind) for name in names]
    if len(found) == 1:
        return found[0]
    from importlib.metadata import version

    return version("textual")


@cache
def paints_rows() -> bool:
    """Whether what has changed is painted as here, or as Textual does."""
    numbers = tuple(map(int, re.findall(r"\d+", version_of_textual())))
    missing = {"_dirty_regions", "_regions_to_spans", "cuts", "layers_visible"}
    missing -= {*dir(Compositor())}
    missing |= {"_on_timer_update", "_message_queue", "_repaint_required", "_repaint_regions",
                "_context", "_running", "_compositor_refresh"} - {*dir(Screen())}  # fmt: skip
    return PAINTED[0] <= numbers < PAINTED[1] and not missing


_Part = tuple[int, int, Strip]
"""The column and row of what is painted."""

_Layers = Sequence[tuple[Widget, Region, Region]]
_Source = tuple[Widget, tuple[int, int, int], int, list[int], list[int | None]]
"""A widget; column, top and width of what it is asked for; where that is cut, what is wanted."""


class _Parts(CompositorUpdate):
    """Parts of rows, each with where it goes."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self.parts = parts

    def render_segments(self, console: Console) -> str:
        """What goes to the terminal."""
        return "".join([_moved(x, y) + strip.render(console) for x, y, strip in self.parts])


@lru_cache(maxsize=1_024)
def _moved(x: int, y: int) -> str:
    """What puts the terminal's cursor into a column and row."""
    return Control.move_to(x, y).segment.text


class RowCompositor(Compositor):
    """Asks only the widgets on a row that has changed, from the front until the row is full.

    Textual asks all visible widgets for all their rows.
    """

    _planned: tuple[object, ...] = ()
    _plan: Sequence[_Source] = ()

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """The rows that have changed, where they have."""
        if not paints_rows():
            return super().render_partial_update()
        rows, reach = range(self.size.height), dict[int, tuple[int, int]]()
        for y, start, end in self._regions_to_spans(self._dirty_regions):
            if y in rows:
                low, high = reach.get(y, (start, end))
                reach[y] = min(low, start), max(high, end)
        self._dirty_regions.clear()
        parts = [part for y, columns in reach.items() for part in self._row(y, *columns)]
        return _Parts(parts) if parts else None

    def _row(self, y: int, low: int, high: int) -> Iterator[_Part]:
        """The parts of a row that have cells in these columns."""
        asked = low, high, self.cuts[y], self.layers_visible[y]
        if asked != self._planned:  # as the row above has it, mostly
            self._planned, self._plan = asked, list(_sources(*asked))
        for widget, (x, top, width), first, cuts, wanted in self._plan:
            for strip in widget.render_lines(Region(x, y - top, width, 1)):
                for cut, part in zip(wanted, strip.divide(cuts), strict=False):
                    if cut is not None:
                        yield first + cut, y, part


def _sources(low: int, high: int, cuts: list[int], layers: _Layers) -> Iterator[_Source]:
    """Who draws a row's parts in these columns, from the front until each has been found."""
    missing = {start for start, end in pairwise(cuts) if start < high and end > low}
    for widget, (x, _, width, _), (left, top, _, _) in layers:
        here = [cut - x for cut in cuts if x <= cut <= x + width]
        wanted = [cut if cut + x in missing else None for cut in here[:-1]]
        if any(cut is not None for cut in wanted):
            yield widget, (x - left, top, width), x, here[1:], wanted
            missing.difference_update(cut + x for cut in here[:-1])
        if not missing:
            return
