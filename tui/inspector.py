"""What is under the selection: its sentence, with one bar below it for each tag."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.segment import Segment
from textual.strip import Strip

from annotations.annotation import Annotation
from annotations.session import Session
from annotations.units import Span, sentence_at
from tui.display import Cluster, clusters, one_line
from tui.line_widget import LineWidget
from tui.palette import Cell, Palette


@dataclass(frozen=True, slots=True)
class Bar:
    """A tag's extent in the row of words above it, in cells; either end may be out of sight."""

    annotation: Annotation
    left: int
    right: int
    opens: bool
    closes: bool


class Inspector(LineWidget):
    """Repaints only when another sentence, or something else in it, is to be shown."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.palette = palette
        self._session: Session | None = None
        self._selected: Span = (0, 0)
        self._key: tuple[object, ...] = ()
        self._lines: list[Strip] = []

    def tell(self, session: Session, selected: Span) -> None:
        """Show the surroundings of a selection."""
        text = session.article.text
        sentence = sentence_at(text, selected[0]) if text else (0, 0)
        window = _window(sentence, selected, max(1, self.size.width - 4))
        tags = session.index.overlapping(*window) if window[0] < window[1] else []
        touching = [a.id for a in tags if a.start < selected[1] and a.end > selected[0]]
        key = (session.article.id, window, tuple(tags), tuple(touching), self.size, self.palette)
        if key != self._key:
            self._key = key
            self._session, self._selected = session, selected
            self._lines = self._drawn(session, window, tags, set(touching))
            self.refresh()

    def line(self, y: int) -> Strip:
        """The rule above, the words, or a lane of bars."""
        if y < len(self._lines):
            return self._lines[y]
        return self.strip([], Segment("", self.palette.plain()))

    def _drawn(
        self, session: Session, window: Span, tags: list[Annotation], touching: set[str]
    ) -> list[Strip]:
        words = list(clusters(_unbroken(session.article.text[slice(*window)]), window[0]))
        tags = sorted(tags, key=lambda a: (a.id not in touching, a.order))
        bars = [bar for a in tags if (bar := _bar(a, words, window))]
        lanes = _packed(bars, self.size.height - 2, self._wording)
        fill = Segment("", self.palette.plain())
        rule = self.palette.plain(0.25)
        lines = [self.strip([Segment("\u2500" * self.size.width, rule)], fill)]
        lines.append(self.strip(self._words(words, tags, touching), fill))
        lines += [self.strip(self._lane(lane, touching), fill) for lane in lanes]
        return lines

    def _words(
        self, words: list[Cluster], tags: list[Annotation], touching: set[str]
    ) -> list[Segment]:
        segments = [Segment("  ", self.palette.plain())]
        inner = min((a for a in tags if a.id in touching), key=_length, default=None)
        for cluster in words:
            tagged = inner and inner.start <= cluster.start < inner.end
            cell = Cell(label=inner.label, current=True) if inner and tagged else Cell()
            segments.append(Segment(cluster.text, self.palette.text(cell)))
        return segments

    def _lane(self, bars: list[Bar], touching: set[str]) -> list[Segment]:
        segments, column = [Segment("  ", self.palette.plain())], 0
        for bar in sorted(bars, key=lambda bar: bar.left):
            segments.append(Segment(" " * (bar.left - column), self.palette.plain()))
            drawn = self._drawn_bar(bar)
            style = self.palette.key(bar.annotation.label, bar.annotation.id not in touching)
            segments.append(Segment(drawn, style))
            column = bar.left + sum(c.cells for c in clusters(drawn))
        return segments

    def _drawn_bar(self, bar: Bar) -> str:
        width = bar.right - bar.left
        left = "\u2570" if bar.opens else "\u2500"
        right = "\u256f" if bar.closes else "\u2500"
        name = self._wording(bar.annotation)
        room = width - 2
        if len(name) <= room:
            return left + name + "\u2500" * (room - len(name)) + right
        bare = left + "\u2500" * room + right if width > 1 else "\u2575"
        return f"{bare} {name}"

    def _wording(self, annotation: Annotation) -> str:
        label = self.palette.scheme.label(annotation.label)
        values = [str(v) for v in annotation.attrs.values() if v not in (None, "")]
        links = [
            link.type
            for link in (self._session.links if self._session else ())
            if link.source == annotation.id
        ]
        parts = [label.key if label else "?", annotation.label, *values, *links]
        return one_line(" ".join(parts))[:48]


def _window(sentence: Span, selected: Span, width: int) -> Span:
    """The part of a sentence to show: all of it, or as much around the selection as there is room.

    It moves in steps of a third of the width, so that most keys leave it where it is.
    """
    start, end = sentence
    if end - start <= width:
        return sentence
    step = max(1, width // 3)
    first = start + max(0, (selected[0] - start) // step - 1) * step
    return first, min(end, first + width)


def _unbroken(text: str) -> str:
    return text.translate({ord("\n"): " ", ord("\r"): " ", ord("\t"): " "})


def _length(annotation: Annotation) -> int:
    return annotation.end - annotation.start


def _bar(annotation: Annotation, words: list[Cluster], window: Span) -> Bar | None:
    column, left, right = 0, -1, 0
    for cluster in words:
        if cluster.end > annotation.start and cluster.start < annotation.end:
            left = column if left < 0 else left
            right = column + cluster.cells
        column += cluster.cells
    if left < 0:
        return None
    opens, closes = annotation.start >= window[0], annotation.end <= window[1]
    return Bar(annotation, left, right, opens, closes)


def _packed(bars: list[Bar], lanes: int, wording: Callable[[Annotation], str]) -> list[list[Bar]]:
    """The bars in lanes, each in the first lane with room; those that find none are left out."""
    packed: list[list[tuple[int, int, Bar]]] = [[] for _ in range(max(0, lanes))]
    for bar in bars:
        width = bar.right - bar.left
        words = len(wording(bar.annotation))
        right = bar.right if words <= width - 2 else bar.left + max(1, width) + 1 + words
        for lane in packed:
            if all(right + 1 <= left or bar.left >= end + 1 for left, end, _ in lane):
                lane.append((bar.left, right, bar))
                break
    return [[bar for _, _, bar in lane] for lane in packed]
