"""The gutter before a row: the keys of what starts there, and how it differs from another."""

from collections.abc import Sequence
from functools import lru_cache

from rich.segment import Segment

from annotations.annotation import Annotation
from annotations.compare.sides import FIGURE
from tui.cells.palette import Cell, Edge, Palette
from tui.reading.marks import COPIED, Marks

GUTTER = 3
"""Cells before the text: two keys and one for the edge of what starts with the row."""


def gutter(
    palette: Palette, spans: Sequence[Annotation], start: int, edge: Edge | None
) -> Sequence[Segment]:
    """The keys of the tags that start on a row, from the code point `start` on, and the edge."""
    starting = [a for a in spans if a.start >= start]
    noted = any(a.note for a in starting)
    goes_on = spans[-1].label if spans and not starting else None
    labels = tuple([a.label for a in starting[:GUTTER]])
    return _drawn(palette, labels, noted, goes_on, edge)


@lru_cache(maxsize=256)
def _drawn(
    palette: Palette, labels: tuple[str, ...], noted: bool, goes_on: str | None, edge: Edge | None
) -> Sequence[Segment]:
    """The gutter beside the first tags of these labels, or one that goes on from the row above."""
    segments = list[Segment]()
    if labels:
        keys = [Segment(palette.sign(label), palette.key(label)) for label in labels[:2]]
        wide = sum(key.cell_length for key in keys)
        fit = not noted and len(labels) < GUTTER and wide < GUTTER
        segments = keys if fit else keys[:1]
        if not fit and keys[0].cell_length + 1 < GUTTER:
            segments.append(Segment("*" if noted else "+", palette.plain(0.6)))
    elif goes_on is not None:
        segments.append(Segment("\u2502", palette.key(goes_on, dim=True)))
    blank = GUTTER - 1 - sum(segment.cell_length for segment in segments)
    segments.append(Segment(" " * max(0, blank), palette.plain()))
    mark, style = palette.edge(edge, Cell()) if edge else (" ", palette.plain())
    return [*segments, Segment(mark, style)]


def compared(
    palette: Palette, cells: Sequence[Segment], marks: Marks, start: int, end: int
) -> Sequence[Segment]:
    """A gutter with a key, the mark of what begins on its row, and whether that is copied."""
    mark, plain = marks.on(start, max(end, start + 1)), palette.plain
    key, sign = cells[0], Segment(" ", plain())
    if key.text.isspace():
        key = Segment(" ", plain())
    if mark:
        of = "#" if mark.label == FIGURE else palette.sign(mark.label)
        key = Segment(of, palette.key(mark.label, dim=not mark.tagged))
        sign = Segment(mark.sign, plain(0.95 if mark.tagged else 0.5, bold=mark.tagged))
    last = Segment(COPIED, plain(0.75)) if marks.is_copied(start, end) else cells[-1]
    return [key, *([sign] if key.cell_length < GUTTER - 1 else ()), last]
