"""The lines under a list: how much is done and where one is in it; what there is, what to say."""

from msgspec.structs import replace
from rich.segment import Segment
from textual.strip import Strip

from annotations.counted import counted
from annotations.listing import Totals
from tui.cells.bottom_row import Now, beside, said, shared
from tui.cells.display import cells, fitted, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.status_line import counts_of, drawn, fitting


class ProgressLine(LineWidget):
    """A line as long as all there is, strong as far as it is done, with words at its end."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told: tuple[int, int, int, str] = (0, 0, 0, "")

    def update(self, done: int, passed: int, of: int, words: str) -> None:
        """Show how many are done, and how many passed over, and say something at the end."""
        told = (done, passed, of, words)
        if told != self._told:
            self._told = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width = self.palette, self.outer_size.width
        done, passed, of, words = self._told
        words = fitted(one_line(words), width - 8)
        words = f" {words} " if words else ""
        room = width - cells(words) - (2 if words else 0)
        # A cell at least, where there is anything.
        done, passed = (max(1, width * count // of) if count else 0 for count in (done, passed))
        return self.strip(
            [
                Segment("\u2501" * min(done, room), palette.done()),
                Segment("\u2501" * max(0, min(passed, room - done)), palette.plain(0.5)),
                Segment("\u2500" * max(0, room - done - passed), palette.plain(0.3)),
                Segment(words, palette.plain(0.75)),
                Segment("\u2500" * (2 if words else 0), palette.plain(0.3)),
            ]
        )


class CorpusLine(LineWidget):
    """How many articles there are, done and skipped, their tags by label, and what can be done."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._totals, self._now, self._grave = Totals(), Now(), False

    def update(self, totals: Totals, now: Now, grave: bool = False) -> None:
        """Show what there is, and what can be done now."""
        told = (totals, now, grave)
        if told != (self._totals, self._now, self._grave):
            self._totals, self._now, self._grave = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width, totals = self.palette, self.outer_size.width - 1, self._totals
        head = f" {counted(totals.articles, 'article')}"
        for name in ("done", "skipped"):
            if count := totals.status.get(name, 0):
                head += f" \u00b7 {count:,} {name}"
        counts = counts_of(totals.labels, palette)
        short = [replace(count, name="") for count in counts]
        wide = [cells(head) + 3 + sum(one.cells for one in each) for each in (counts, short, ())]
        which, room = shared(width, wide, self._now.cells)
        right = said(self._now, room, palette, self._grave)
        left = width - sum(segment.cell_length for segment in right) - 2
        head = fitted(head, left)
        segments = [Segment(f"{head}   ", palette.plain(0.75))]
        if (left := left - cells(head) - 3) > 0:
            segments += drawn(
                fitting((counts, short, short)[which], left, None), len(counts), palette
            )
        return self.strip(beside(segments, right, width))


class SayingLine(LineWidget):
    """A sentence, and at the end of the line what can be done."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told = ("", Now())

    def update(self, words: str, now: Now) -> None:
        """Say this now."""
        if (words, now) != self._told:
            self._told = words, now
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        words, now = self._told
        width, words = self.outer_size.width - 1, one_line(words)
        _, room = shared(width, [cells(words) + 1], now.cells)
        right = said(now, room, self.palette)
        words = fitted(words, width - sum(segment.cell_length for segment in right) - 3)
        left = [Segment(f" {words}", self.palette.plain(0.75))]
        return self.strip(beside(left, right, width))
