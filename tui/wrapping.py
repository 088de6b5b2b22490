"""A text in rows of a given width, and every offset in its cell and back; pure."""

from array import array
from bisect import bisect_right
from functools import lru_cache

from tui.display import Cluster, clusters, is_plain


class RowLayout:
    """The rows of `text` at `width` cells, wrapped at spaces, made as far as they are asked for.

    A row holds a half-open range of code points; its line break or the space that it was wrapped
    at is its last one and may stand one cell beyond `width`.
    """

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        self.width = max(1, width)
        self._starts = array("I", [0])
        self._next = 0  # where the row after the last known one begins
        self._line_end = -1
        self._line_plain = True
        self.clusters = lru_cache(maxsize=512)(self._clusters)

    @property
    def finished(self) -> bool:
        """Whether all rows are known."""
        return self._next >= len(self.text)

    @property
    def rows(self) -> int:
        """How many rows are known."""
        return len(self._starts) - (not self.finished)

    def extend(self, code_points: int) -> None:
        """Make rows for at least the next `code_points` of the text."""
        goal = min(len(self.text), self._next + code_points)
        starts, size = self._starts, len(self.text)
        position = self._next
        while position < goal:
            position = self._row_end(position)
            if position < size:
                starts.append(position)
        self._next = position

    def reach(self, offset: int) -> None:
        """Make rows until the one of `offset` is known."""
        if offset >= self._next:
            self.extend(offset + 1 - self._next)

    def row_of(self, offset: int) -> int:
        """The row in which the code point at `offset` stands."""
        self.reach(offset)
        return min(bisect_right(self._starts, offset), max(1, self.rows)) - 1

    def bounds(self, row: int) -> tuple[int, int]:
        """The code points of a row, as a half-open range."""
        end = self._starts[row + 1] if row + 1 < len(self._starts) else self._next
        return self._starts[row], end

    def drawn(self, row: int) -> str:
        """The text of a row without its line break."""
        start, end = self.bounds(row)
        return self.text[start : end - 1 if self.text[end - 1 : end] == "\n" else end]

    def column_of(self, offset: int) -> tuple[int, int]:
        """The row and cell (from 0) at which the code point at `offset` is drawn."""
        row = self.row_of(offset)
        start, _ = self.bounds(row)
        cells = self.clusters(row)
        if cells is None:
            return row, offset - start
        column = 0
        for cluster in cells:
            if cluster.end > offset:
                break
            column += cluster.cells
        return row, column

    def offset_at(self, row: int, column: int) -> int:
        """The first code point of what is drawn at a cell; beyond the row's end its last one."""
        start, end = self.bounds(row)
        cells = self.clusters(row)
        if cells is None:
            return min(start + max(0, column), max(start, end - 1))
        for cluster in cells:
            column -= cluster.cells
            if column < 0:
                return cluster.start
        return max(start, end - 1) if self.text[end - 1 : end] == "\n" else cells[-1].start

    def _clusters(self, row: int) -> tuple[Cluster, ...] | None:
        """The clusters of a row, or `None` where each code point takes one cell."""
        text = self.drawn(row)
        return None if is_plain(text) else tuple(clusters(text, self.bounds(row)[0]))

    def _row_end(self, start: int) -> int:
        text, width = self.text, self.width
        if start > self._line_end:
            end = text.find("\n", start)
            self._line_end = len(text) if end < 0 else end
            line = text[start : self._line_end] if self._line_end - start < 100_000 else "\0"
            self._line_plain = line.isascii() and line.isprintable()
        end = self._line_end
        if end - start <= width and (self._line_plain or is_plain(text[start:end])):
            return min(end + 1, len(text))
        if self._line_plain or is_plain(text[start : start + width + 1]):
            cut = text.rfind(" ", start, start + width + 1)
            return cut + 1 if cut > start else start + width
        return self._careful_end(start, end)

    def _careful_end(self, start: int, end: int) -> int:
        """The end of a row whose code points are not all one cell wide."""
        # A cluster at the edge of the piece may be cut off, so it is never used as a border.
        reach = 4 * self.width + 64
        while True:
            piece = self.text[start : min(end, start + reach)]
            whole = start + len(piece) == end
            column, space, wide, last = 0, 0, 0, 0
            for cluster in clusters(piece, start):
                if column + cluster.cells > self.width:
                    if cluster.text == " ":
                        return self._skip_break(cluster.end, end)
                    return max(space, wide) or last or cluster.end
                column += cluster.cells
                last = cluster.end
                if cluster.text == " ":
                    space = cluster.end
                elif cluster.cells == 2:
                    wide = cluster.end
            if whole:
                return min(end + 1, len(self.text))
            reach *= 4

    def _skip_break(self, position: int, end: int) -> int:
        return min(end + 1, len(self.text)) if position == end else position
