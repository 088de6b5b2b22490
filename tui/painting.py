"""A row of text and what is marked on it, painted as a strip."""

import itertools
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from rich.segment import Segment

from annotations.annotation import Annotation
from annotations.span_index import SpanIndex
from annotations.units import Span
from tui.palette import Cell, Edge, Palette
from tui.wrapping import RowLayout

GUTTER = 3
"""Cells before the text: two keys and one for the edge of what starts with the row."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the person points at: the selection, the cell of its active end, the tag there."""

    selected: Span = (0, 0)
    cursor: int = -1
    current: Annotation | None = None

    def on(self, row: Span) -> "Pointed":
        """The part of it that shows on a row of these code points."""
        start, end = max(self.selected[0], row[0]), min(self.selected[1], row[1])
        current = self.current
        return Pointed(
            (start, end) if start < end else (0, 0),
            self.cursor if row[0] <= self.cursor < row[1] else -1,
            current if current and current.start < row[1] and current.end > row[0] else None,
        )


class RowPainter:
    """Paints the rows of one layout; `late` holds the ids whose save is overdue."""

    def __init__(
        self,
        layout: RowLayout,
        index: SpanIndex,
        palette: Palette,
        late: Container[str] = (),
        hits: Sequence[Span] = (),
    ) -> None:
        self.layout, self.index, self.palette = layout, index, palette
        self.late, self.hits = late, hits
        self._keys = {label.name: label.key for label in palette.scheme.labels}

    def row(self, row: int, pointed: Pointed) -> list[Segment]:
        """The gutter and the text of a row, with a last cell for what follows the text."""
        start, end = self.layout.bounds(row)
        drawn_end = start + len(self.layout.drawn(row))
        spans = self.index.overlapping(start, end) if end > start else []
        hits = [hit for hit in self._hits_near(start, end) if hit[0] < end and hit[1] > start]
        edges = self._edges(spans, start, drawn_end)
        cuts = {start, drawn_end}
        borders = [(a.start, a.end) for a in spans] + hits + [pointed.selected]
        cuts.update(o for span in borders for o in span if start < o < drawn_end)
        marked = (o for o in (*edges, pointed.cursor) if o >= 0)
        cuts.update(o for place in marked for o in (place, place + 1) if start < o < drawn_end)
        segments = self._gutter(spans, start, edges.get(start - 1))
        for text, at, stop in self._pieces(row, sorted(cuts)):
            cell = self._cell(spans, hits, pointed, at, stop)
            if at in edges and text.isspace():
                mark, style = self.palette.edge(edges[at], cell)
                segments.append(Segment(mark + text[1:], style))
            else:
                segments.append(Segment(text, self.palette.text(cell)))
        segments.append(self._after(spans, pointed, drawn_end, end, edges.get(drawn_end)))
        return segments

    def _pieces(self, row: int, cuts: list[int]) -> Iterator[tuple[str, int, int]]:
        """The row's text between cuts, moved outwards to whole clusters, as it is printed."""
        start, _ = self.layout.bounds(row)
        drawn, cells = self.layout.drawn(row), self.layout.clusters(row)
        if cells is None:
            for at, stop in itertools.pairwise(cuts):
                yield drawn[at - start : stop - start], at, stop
            return
        at, printed, remaining = start, "", cuts[1:]
        for cluster in cells:
            if remaining and printed and cluster.end > remaining[0]:
                yield printed, at, cluster.start
                at, printed = cluster.start, ""
            while remaining and cluster.end > remaining[0]:
                remaining = remaining[1:]
            printed += cluster.text
        if printed:
            yield printed, at, cells[-1].end

    def _cell(
        self, spans: list[Annotation], hits: list[Span], pointed: Pointed, at: int, stop: int
    ) -> Cell:
        over = [a for a in spans if a.start < stop and a.end > at]
        inner = min(over, key=lambda a: (a.end - a.start, -a.start, a.id), default=None)
        return Cell(
            label=inner.label if inner else None,
            nested=len(over) > 1,
            current=inner is not None and inner == pointed.current,
            selected=pointed.selected[0] < stop and pointed.selected[1] > at,
            cursor=at <= pointed.cursor < stop,
            hit=any(hit[0] < stop and hit[1] > at for hit in hits),
        )

    def _edges(self, spans: list[Annotation], start: int, drawn_end: int) -> dict[int, Edge]:
        """The edges to be drawn, by the offset of the cell beside the span."""
        text, edges = self.layout.text, dict[int, Edge]()
        for a in spans:
            hollow = a.id in self.late
            if start <= a.end <= drawn_end and (a.end == drawn_end or text[a.end].isspace()):
                had = edges.get(a.end, Edge())
                edges[a.end] = Edge(had.starts, a.label, had.hollow or hollow)
            before = a.start - 1
            if before >= start - 1 and (before < start or text[before].isspace()):
                had = edges.get(before, Edge())
                edges[before] = Edge(a.label, had.ends, had.hollow or hollow)
        return edges

    def _gutter(self, spans: list[Annotation], start: int, edge: Edge | None) -> list[Segment]:
        starting = [a for a in spans if a.start >= start]
        palette, segments = self.palette, list[Segment]()
        if starting:
            for a in starting[:1] if len(starting) > 2 else starting:
                segments.append(Segment(self._keys.get(a.label, "?"), palette.key(a.label)))
            if len(starting) > 2:
                segments.append(Segment("+", palette.plain(0.6)))
        elif spans:
            segments.append(Segment("\u2502", palette.key(spans[-1].label, dim=True)))
        blank = GUTTER - 1 - sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * max(0, blank), palette.plain()))
        if edge:
            mark, style = palette.edge(edge, Cell())
            segments.append(Segment(mark, style))
        else:
            segments.append(Segment(" ", palette.plain()))
        return segments

    def _after(
        self, spans: list[Annotation], pointed: Pointed, drawn_end: int, end: int, edge: Edge | None
    ) -> Segment:
        """The cell after the text: a span's edge, or the line break where that is selected."""
        cell = self._cell(spans, [], pointed, drawn_end, end) if drawn_end < end else Cell()
        if edge:
            return Segment(*self.palette.edge(edge, Cell(selected=cell.selected)))
        return Segment(" ", self.palette.text(Cell(selected=cell.selected, cursor=cell.cursor)))

    def _hits_near(self, start: int, end: int) -> Sequence[Span]:
        if not self.hits:
            return ()
        from bisect import bisect_left

        first = max(0, bisect_left(self.hits, (start,)) - 1)
        return self.hits[first : bisect_left(self.hits, (end,))]
