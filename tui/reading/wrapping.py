"""A text in rows of a given width, and every offset in its cell and back; pure."""

from array import array
from bisect import bisect_right

from tui.cells.display import Cluster, clusters, even_cells, is_even, is_plain

_KEPT_ROWS = 512
_LONG_LINE = 100_000  # code points; longer ones are looked at row by row


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
        self._line_end = -1  # where the words of the line end that is being wrapped
        self._line_next = 0  # and where the next line begins
        self._line_plain = True
        # No `lru_cache`: one around a method of its own would keep a text that was left.
        self._clusters: dict[int, tuple[Cluster, ...] | None] = {}

    @property
    def finished(self) -> bool:
        """Whether all rows are known."""
        return self._next >= len(self.text)

    @property
    def rows(self) -> int:
        """How many rows are known."""
        return len(self._starts) - (self._next < len(self.text))

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
        if offset >= self._next:
            self.reach(offset)
        return bisect_right(self._starts, offset) - 1

    def bounds(self, row: int) -> tuple[int, int]:
        """The code points of a row, as a half-open range."""
        end = self._starts[row + 1] if row + 1 < len(self._starts) else self._next
        return self._starts[row], end

    def drawn(self, row: int) -> str:
        """The text of a row without its line break."""
        start, end = self.bounds(row)
        return self.text[start : end - self._break_before(end)]

    def column_of(self, offset: int) -> tuple[int, int]:
        """The row and cell (from 0) at which the code point at `offset` is drawn."""
        row = self.row_of(offset)
        start, _ = self.bounds(row)
        cells = self.clusters(row)
        if cells is None:
            return row, min(offset - start, len(self.drawn(row)))
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
        line_break = self._break_before(end)
        last = max(start, end - max(1, line_break))
        if cells is None:
            return min(start + max(0, column), last)
        for cluster in cells:
            column -= cluster.cells
            if column < 0:
                return cluster.start
        return last if line_break else cells[-1].start

    def clusters(self, row: int) -> tuple[Cluster, ...] | None:
        """The clusters of a row, or `None` where each code point takes one cell."""
        if row not in self._clusters:
            if len(self._clusters) >= _KEPT_ROWS:
                self._clusters.clear()
            text, start = self.drawn(row), self.bounds(row)[0]
            self._clusters[row] = None if is_plain(text) else tuple(clusters(text, start))
        return self._clusters[row]

    def _break_before(self, end: int) -> int:
        """How many code points of line break a row ends with: none, LF, or CR and LF."""
        if self.text[end - 1 : end] != "\n":
            return 0
        return 2 if self.text[max(0, end - 2) : end] == "\r\n" else 1

    def _row_end(self, start: int) -> int:
        text, width = self.text, self.width
        if start >= self._line_next:
            self._begin_line(start)
        end = self._line_end
        if end - start <= width and (self._line_plain or is_plain(text[start:end])):
            return self._line_next
        # One code point more than could fit: what follows a border must not belong before it.
        piece = text[start : min(end, start + width + 2)]
        if self._line_plain or is_plain(piece):
            cut = text.rfind(" ", start, start + width + 1)
            return self._skip_break(cut + 1) if cut > start else start + width
        return self._even_end(start, piece) if is_even(piece) else self._careful_end(start, end)

    def _begin_line(self, start: int) -> None:
        found = self.text.find("\n", start)
        self._line_next = len(self.text) if found < 0 else found + 1
        self._line_end = self._line_next - self._break_before(self._line_next)
        short = self._line_end - start < _LONG_LINE
        line = self.text[start : self._line_end] if short else "\0"
        self._line_plain = line.isascii() and line.isprintable()

    def _even_end(self, start: int, piece: str) -> int:
        """The end of a row that begins with `piece`, whose code points take one cell or two."""
        column = cut = 0
        for place, character in enumerate(piece):
            cells = even_cells(character)
            if column + cells > self.width:
                if character == " ":
                    return self._skip_break(start + place + 1)
                return start + (cut or max(1, place))
            column += cells
            if cells == 2 or character == " ":
                cut = place + 1
        return self._line_next

    def _careful_end(self, start: int, end: int) -> int:
        """The end of a row whose code points are not all one or two cells wide."""
        # A cluster at the edge of the piece may be cut off, so it is never used as a border.
        reach = 4 * self.width + 64
        while True:
            piece = self.text[start : min(end, start + reach)]
            whole = start + len(piece) == end
            column, space, wide, last = 0, 0, 0, 0
            for cluster in clusters(piece, start):
                if column + cluster.cells > self.width:
                    if cluster.text == " ":
                        return self._skip_break(cluster.end)
                    return max(space, wide) or last or cluster.end
                column += cluster.cells
                last = cluster.end
                if cluster.text == " ":
                    space = cluster.end
                elif cluster.cells == 2:
                    wide = cluster.end
            if whole:
                return self._line_next
            reach *= 4

    def _skip_break(self, position: int) -> int:
        """The end of a row that ends at `position`, with the line break where it stands there."""
        return self._line_next if position == self._line_end else position
