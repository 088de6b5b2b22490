"""The lines under a list: how much is done and where one is in it; what there is, what to say."""

from rich.segment import Segment
from textual.strip import Strip

from annotations.listing import Totals
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
    """How many articles there are, done and skipped, their tags by label, and a word aside."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._totals, self._aside, self._grave = Totals(), "", False

    def update(self, totals: Totals, aside: str, grave: bool = False) -> None:
        """Show what there is, and at the end of the line a word aside."""
        told = (totals, aside, grave)
        if told != (self._totals, self._aside, self._grave):
            self._totals, self._aside, self._grave = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width, totals = self.palette, self.outer_size.width, self._totals
        head = f" {totals.articles:,} article{'' if totals.articles == 1 else 's'}"
        for name in ("done", "skipped"):
            if count := totals.status.get(name, 0):
                head += f" \u00b7 {count:,} {name}"
        right = fitted(one_line(self._aside), width - 2)
        if cells(right) > width // 2:
            # What is said matters more than what is there all the time.
            head = fitted(head, max(0, width - cells(right) - 5))
        room = width - cells(head) - 3 - (cells(right) + 2 if right else 0)
        counts = counts_of(totals.labels, palette) if room > 0 else []
        segments = [
            Segment(f"{head}   ", palette.plain(0.75)),
            *drawn(fitting(counts, room, None), len(counts), palette),
        ]
        used = sum(segment.cell_length for segment in segments)
        gap = max(0, width - used - cells(right) - 1)
        segments.append(Segment(" " * gap, palette.plain()))
        style = palette.plain(1.0 if self._grave else 0.6, bold=self._grave)
        return self.strip([*segments, Segment(right, style)])


class SayingLine(LineWidget):
    """A sentence, and at the end of the line a word aside."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told = ("", "")

    def update(self, words: str, aside: str) -> None:
        """Say this now."""
        if (words, aside) != self._told:
            self._told = words, aside
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        words, aside = map(one_line, self._told)
        aside = fitted(aside, self.outer_size.width - 2)
        words = fitted(words, self.outer_size.width - cells(aside) - 4)
        gap = self.outer_size.width - cells(words) - cells(aside) - 2
        return self.strip(
            [
                Segment(f" {words}", self.palette.plain(0.75)),
                Segment(" " * max(0, gap), self.palette.plain()),
                Segment(aside, self.palette.plain(0.6)),
            ]
        )
