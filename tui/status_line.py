"""The bottom line: the scheme with the counts that are on the disk, and what is not saved."""

from rich.segment import Segment
from textual.strip import Strip

from annotations.session import Session
from tui.display import one_line
from tui.fitting import cells, fitted
from tui.line_widget import LineWidget
from tui.palette import Palette


class StatusLine(LineWidget):
    """Repaints when the focused session's counts or troubles change."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._told: tuple[object, ...] = ()
        self._counts: list[tuple[str, str, int]] = []
        self._trouble = ""
        self._aside = ""

    def tell(self, session: Session, unsaved: int, trouble: str, aside: str) -> None:
        """Show a session's saved counts, how many changes are not saved and why, and an aside."""
        scheme, saved = self.palette.scheme, session.saved_counts
        self._counts = [(label.key, label.name, saved[label.name]) for label in scheme.labels]
        known = {label.name for label in scheme.labels}
        others = {name: n for name, n in saved.items() if n and name not in known}
        self._counts += [("?", name, n) for name, n in sorted(others.items())]
        self._trouble = f"{unsaved} not saved: {trouble}" if trouble else ""
        self._aside = aside
        told = (tuple(self._counts), self._trouble, aside, self.outer_size)
        if told != self._told:
            self._told = told
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, segments, used = self.palette, [Segment(" ", self.palette.plain())], 1
        for key, name, count in self._counts:
            name = one_line(name)
            segments.append(Segment(f"{one_line(key)} ", palette.key(name)))
            segments.append(Segment(f"{name} ", palette.plain(0.75)))
            segments.append(Segment(f"{count}   ", palette.plain(bold=bool(count))))
            used += cells(f"{key} {name} {count}   ")
        right = one_line(self._trouble or self._aside)
        right = fitted(right, max(0, self.outer_size.width - used - 1))
        gap = self.outer_size.width - used - cells(right) - 1
        segments.append(Segment(" " * max(0, gap), palette.plain()))
        bold = bool(self._trouble)
        segments.append(Segment(right, palette.plain(1.0 if bold else 0.6, bold=bold)))
        return self.strip(segments)
