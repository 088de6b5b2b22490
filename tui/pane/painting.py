"""A row of text and what is marked on it, painted as a strip."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotations.annotation import Annotation
from annotations.candidates import Candidates
from annotations.span_index import SpanIndex
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.cells.palette import PROPOSED, Cell, Edge, Palette
from tui.pane.gutter import compared, gutter
from tui.pane.pointed import NOTHING, Pointed
from tui.reading.marks import Marks
from tui.reading.wrapping import RowLayout

_KEPT_ROWS = 1_000
_PLAIN, _NO_EDGE = Cell(), Edge()
_Printed = tuple[str, int, int]


class Piece(NamedTuple):
    """A stretch of a row that looks the same all over, as printed, with nothing pointed at."""

    text: str
    start: int
    stop: int
    cell: Cell
    inner: str | None = None
    edge: Edge | None = None


class _Layers(NamedTuple):
    """What lies over a row besides its annotations."""

    hits: Sequence[Span]
    proposed: Sequence[Candidate]
    boilerplate: Sequence[Span]


class RowPainter:
    """Paints the rows of one layout; `late` holds the ids whose save is overdue.

    `beside` is the passage that another pane's reader is at; it bears a thin mark. The hits among
    `variants` are drawn more quietly, `lit` as hits are, and `boilerplate`, in order, fades. With
    `marks` the gutter shows how the article differs from another.
    """

    def __init__(
        self,
        layout: RowLayout,
        index: SpanIndex,
        palette: Palette,
        late: Container[str] = (),
        hits: Sequence[Span] = (),
        suggested: Candidates | None = None,
    ) -> None:
        self.layout, self.index, self.palette = layout, index, palette
        self.late, self.hits, self.suggested = late, hits, suggested
        self.beside: Span = (0, 0)
        self.variants: frozenset[Span] = frozenset()
        self.boilerplate: Sequence[Span] = ()
        self.lit: Sequence[Span] = ()
        self.marks: Marks | None = None
        self._kept: dict[int, tuple[Sequence[Segment], list[Piece], list[Segment]]] = {}
        self._strips: dict[int, tuple[Pointed, bool, Strip]] = {}
        self._styles: dict[Cell, Style] = {}

    def forget(self, row: int) -> None:
        """Look at a row's annotations again when it is painted next."""
        self._kept.pop(row, None)
        self._strips.pop(row, None)

    def forget_spans(self, spans: Sequence[Span]) -> None:
        """Look at the rows of these spans again when they are painted next."""
        kept, layout = self._kept, self.layout
        known = layout.bounds(layout.rows - 1)[1]
        for start, end in spans:
            if start < known:
                rows = range(layout.row_of(start), layout.row_of(min(end, known) - 1) + 1)
                few = len(rows) < len(kept)
                for row in rows if few else [row for row in kept if row in rows]:
                    self.forget(row)

    def strip(self, row: int, pointed: Pointed, made: Callable[[list[Segment]], Strip]) -> Strip:
        """What `made` makes of a row, which is kept until something of it changes."""
        start, end = self.layout.bounds(row)
        beside = self.beside[0] < end and self.beside[1] > start
        kept = self._strips.get(row)
        if kept is None or kept[:2] != (pointed, beside):
            strip = made(self.row(row, pointed, beside))
            kept = self._strips[row] = pointed, beside, strip
        return kept[2]

    def row(self, row: int, pointed: Pointed, beside: bool = False) -> list[Segment]:
        """The gutter and the text of a row, with a last cell for what follows the text."""
        kept = self._kept.get(row)
        if kept is None:
            if len(self._kept) > _KEPT_ROWS:
                self._kept.clear()
                self._strips.clear()
            gutter, pieces = self._marked(row)
            kept = self._kept[row] = gutter, pieces, [self._segment(piece) for piece in pieces]
        gutter, pieces, drawn = kept
        segments = list(gutter)
        if beside and segments[-1].text in (" ", PROPOSED):
            segments[-1] = Segment("\u258e", self.palette.plain(0.5))
        if pointed == NOTHING:
            return segments + drawn
        (low, high), cursor, current, bright = pointed
        held = current.id if current else ""
        for piece, segment in zip(pieces, drawn, strict=True):
            _, start, stop, _, inner, _ = piece
            at = (low < stop and high > start) or start <= cursor < stop
            if at or bright or (held and inner == held):
                segments += self._drawn(row, piece, pointed)
            else:
                segments.append(segment)
        return segments

    def _drawn(self, row: int, piece: Piece, pointed: Pointed) -> Iterator[Segment]:
        """A piece with what is pointed at, in parts where it is pointed at in part."""
        (low, high), cursor = pointed.selected, pointed.cursor
        bright = pointed.bright or (piece.start, piece.stop)
        borders = (low, high, cursor, cursor + 1, *bright)
        within = [o for o in borders if piece.start < o < piece.stop]
        parts = [piece]
        if within and len(piece.text) > 1:
            cuts = sorted({piece.start, *within, piece.stop})
            printed = self._printed(row, cuts)
            parts = [piece._replace(text=text, start=a, stop=b) for text, a, b in printed]
        current = pointed.current is not None and piece.inner == pointed.current.id
        for part in parts:
            cell = part.cell
            selected = low < part.stop and high > part.start
            at_cursor = part.start <= cursor < part.stop
            faded = not (part.edge or (bright[0] < part.stop and bright[1] > part.start))
            faded = faded or cell.faded
            if current or selected or at_cursor or faded:
                cell = cell._replace(
                    current=current, selected=selected, cursor=at_cursor, faded=faded
                )
            yield self._segment(part, cell)

    def _segment(self, piece: Piece, cell: Cell | None = None) -> Segment:
        """A piece as it is drawn, or as it is with what `cell` tells of it."""
        cell = cell or piece.cell
        if piece.edge:
            mark, style = self.palette.edge(piece.edge, cell)
            return Segment(mark + piece.text[1:], style)
        if cell not in self._styles:
            self._styles[cell] = self.palette.text(cell)
        return Segment(piece.text, self._styles[cell])

    def _marked(self, row: int) -> tuple[Sequence[Segment], list[Piece]]:
        """The gutter of a row and its text in pieces, with its annotations and hits."""
        start, end = self.layout.bounds(row)
        drawn_end = start + len(self.layout.drawn(row))
        spans = self.index.overlapping(start, end) if end > start else []
        hits = [hit for hit in self._hits_near(start, end) if hit[0] < end and hit[1] > start]
        suggested = self.suggested if end > start else None
        proposed = suggested.within(start, end) if suggested is not None else []
        edges = self._edges(spans, start, drawn_end)
        if proposed and not self.palette.colourful:
            edges = self._edges_of_proposed(proposed, start, drawn_end) | edges
        faded = [span for span in self.boilerplate if span[0] < end and span[1] > start]
        borders = {start, drawn_end}
        for tag in spans:
            borders.update((tag.start, tag.end))
        for span in (*hits, *faded, *(one.span for one in proposed)):
            borders.update(span)
        for place in edges:
            borders.update((place, place + 1))
        cuts = sorted([o for o in borders if start <= o <= drawn_end])
        printed = list(self._printed(row, cuts)) if drawn_end > start else []
        over, deep = _innermost(spans, printed)
        layers = _Layers(hits, proposed, faded)
        pieces = []
        for part, inner, nested in zip(printed, over, deep, strict=True):
            edge = edges.get(part[1]) if edges and part[0].isspace() else None
            pieces.append(self._piece(part, inner, nested, layers, edge))
        # The cell after the text shows an edge, or the line break where that is selected.
        after = max(end, drawn_end + 1)
        pieces.append(Piece(" ", drawn_end, after, _PLAIN, None, edges.get(drawn_end)))
        cells = gutter(self.palette, spans, start, edges.get(start - 1))
        if self.marks:
            cells = compared(self.palette, cells, self.marks, start, end)
        return cells, pieces

    def _piece(
        self, printed: _Printed, inner: Annotation | None, nested: bool, layers: "_Layers",
        edge: Edge | None,
    ) -> Piece:  # fmt: skip
        text, at, stop = printed
        hits, proposed, faded = layers
        cell = _PLAIN
        if inner or hits or proposed or faded:
            over = hits and [hit for hit in hits if hit[0] < stop and hit[1] > at]
            there = proposed and [one for one in proposed if one.start < stop and one.end > at]
            away = faded and [one for one in faded if one[0] < stop and one[1] > at]
            cell = Cell(
                inner.label if inner else None,
                nested,
                hit=bool(over),
                variant=bool(over) and over[0] in self.variants,
                faded=bool(away),
                proposed=there[0].label if there else None,
            )
        return Piece(text, at, stop, cell, inner.id if inner else None, edge)

    def _printed(self, row: int, cuts: list[int]) -> Iterator[_Printed]:
        """The row's text between cuts, moved outwards to whole clusters, as it is printed."""
        start, _ = self.layout.bounds(row)
        cells = self.layout.clusters(row)
        if cells is None:
            drawn = self.layout.drawn(row)
            for at, stop in pairwise(cuts):
                yield drawn[at - start : stop - start], at, stop
            return
        inside = [c for c in cells if c.start < cuts[-1] and c.end > cuts[0]]
        at, printed, remaining = cuts[0], "", cuts[1:]
        for cluster in inside:
            if remaining and printed and cluster.end > remaining[0]:
                yield printed, at, cluster.start
                at, printed = cluster.start, ""
            while remaining and cluster.end > remaining[0]:
                remaining = remaining[1:]
            printed += cluster.text
        if printed:
            yield printed, at, cuts[-1]

    def _edges(self, spans: list[Annotation], start: int, drawn_end: int) -> dict[int, Edge]:
        """The edges to be drawn, by the offset of the cell beside the span."""
        text, edges = self.layout.text, dict[int, Edge]()
        for a in spans:
            label, hollow, before, after = a.label, a.id in self.late, a.start - 1, a.end
            if start <= after <= drawn_end and (after == drawn_end or text[after].isspace()):
                had = edges.get(after, _NO_EDGE)
                if had.ends != label or hollow > had.hollow:
                    edges[after] = Edge(had.starts, label, had.hollow or hollow)
            if before >= start - 1 and (before < start or text[before].isspace()):
                had = edges.get(before, _NO_EDGE)
                if had.starts != label or hollow > had.hollow:
                    edges[before] = Edge(label, had.ends, had.hollow or hollow)
        return edges

    def _edges_of_proposed(
        self, proposed: Iterable[Candidate], start: int, drawn_end: int
    ) -> dict[int, Edge]:
        """The edges of suggestions, for where no colour tells of them."""
        text = self.layout.text
        places = {o for one in proposed for o in (one.start - 1, one.end)}
        return {
            o: Edge()
            for o in places
            if start - 1 <= o <= drawn_end and (o in (start - 1, drawn_end) or text[o].isspace())
        }

    def _hits_near(self, start: int, end: int) -> Sequence[Span]:
        """The hits around a row, and with them what is lit."""
        first = max(0, bisect_left(self.hits, (start,)) - 1)
        return [*self.lit, *self.hits[first : bisect_left(self.hits, (end,))]]


def _innermost(
    spans: Iterable[Annotation], pieces: Sequence[_Printed]
) -> tuple[list[Annotation | None], list[bool]]:
    """The innermost annotation over each piece of a row, and whether there is another over it."""
    inner: list[Annotation | None] = [None] * len(pieces)
    deep = [False] * len(pieces)
    starts, ends = [at for _, at, _ in pieces], [stop for _, _, stop in pieces]
    for one in sorted(spans, key=_depth, reverse=True):  # so that the inner ones come to lie above
        for n in range(bisect_right(ends, one.start), bisect_left(starts, one.end)):
            deep[n] = inner[n] is not None
            inner[n] = one
    return inner, deep


def _depth(annotation: Annotation) -> tuple[int, int, str]:
    """What sorts the innermost annotation first."""
    return annotation.end - annotation.start, -annotation.start, annotation.id
