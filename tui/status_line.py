"""The bottom line: the scheme with the counts that are on the disk, and what is not saved."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from textual.strip import Strip

from tui.cells.bottom_row import Now, beside, said, shared
from tui.cells.display import cells, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.reading.reading import Reading


class Count(Struct, frozen=True):
    """A label with how many of its tags are saved, in words that a line can show.

    Where room is short the `name` is empty, and the key stands for it.
    """

    label: str
    key: str
    name: str
    count: int

    @property
    def cells(self) -> int:
        """The cells that it takes, with the gap behind it."""
        return cells("".join(self.words))

    @property
    def words(self) -> tuple[str, str, str]:
        """The key, the name and the count, each with the gap behind it."""
        if not self.name:
            return self.key, "", f"{self.count:,} "
        return f"{self.key} ", f"{self.name} ", f"{self.count:,}   "


class StatusLine(LineWidget):
    """Repaints when the focused session's counts change, or what can be done now."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._drawn: tuple[object, ...] = ()
        self._asked: tuple[object, ...] = ()
        self._counts: tuple[list[Count], list[Count]] = [], []
        self._wide = [0, 0]
        self._counted: tuple[tuple[object, ...], list[Segment]] = (), []
        self._last: str | None = None
        self._now, self._grave = Now(), False
        self._wanted = 0, 0

    def draw(self, reading: Reading, now: Now) -> None:
        """Show the saved counts, how many changes are not saved and why, and what can be done."""
        saved, last = reading.session.saved_counts, reading.session.last_label
        problem = reading.outside.trouble
        if problem:
            now = replace(now, message=f"{reading.outside.unsaved} not saved, ctrl+s tries again: "
                          f"{problem.message}")  # fmt: skip
        drawn = (tuple(saved.items()), last, now, problem is None, self.palette)
        if drawn != self._drawn:
            self._drawn = drawn
            self._last = last
            if (asked := (drawn[0], self.palette)) != self._asked:
                self._asked = asked
                counts = counts_of(saved, self.palette)
                self._counts = counts, [replace(count, name="") for count in counts]
                self._wide = [sum(count.cells for count in each) for each in self._counts]
                self._counted = (), []
            if now != self._now:
                self._now, self._wanted = now, _wanted(now)
            self._grave = problem is not None
            self.redraw()

    def line(self, y: int) -> Strip:
        """The line."""
        palette, width = self.palette, self.outer_size.width - 1
        which, room = shared(width, self._wide, *self._wanted)
        right = self._right(room)
        left = width - sum(segment.cell_length for segment in right)
        return self.strip(
            beside([Segment(" ", palette.plain()), *self._left(which, left)], right, width)
        )

    def _left(self, which: int, room: int) -> list[Segment]:
        """The counts, which mostly stay as what can be done now changes."""
        counts = self._counts[which]
        asked = (which, room, self._last)
        if asked != self._counted[0]:
            shown = fitting(counts, room, self._last)
            self._counted = asked, list(drawn(shown, len(counts), self.palette))
        return self._counted[1]

    def _right(self, room: int) -> list[Segment]:
        """What can be done now, which mostly stays as the counts change, and comes back soon."""
        return _said(self._now, room, self.palette, self._grave)


_said = lru_cache(maxsize=32)(said)


@lru_cache(maxsize=32)
def _wanted(now: Now) -> tuple[int, int]:
    """The cells that all of it takes, and those that it needs."""
    return now.cells, now.least


def counts_of(counts: Mapping[str, int], palette: Palette) -> list[Count]:
    """The counts of all labels of the scheme, in its order, then of others that there are."""
    known = [label.name for label in palette.scheme.labels]
    others = sorted(name for name, count in counts.items() if count and name not in known)
    return [
        Count(name, palette.sign(name), one_line(name), counts.get(name, 0))
        for name in (*known, *others)
    ]


def drawn(shown: Sequence[Count], of: int, palette: Palette) -> Iterator[Segment]:
    """Counts, and how many of them all are left out."""
    for one in shown:
        key, name, count = one.words
        yield Segment(key, palette.key(one.label))
        yield Segment(name, palette.plain(0.75))
        yield Segment(count, palette.plain(bold=bool(one.count)))
    if shown and (folded := of - len(shown)):
        yield Segment(f"+{folded}", palette.plain(0.75))


def fitting(counts: list[Count], room: int, kept: str | None) -> list[Count]:
    """The counts that find room, from the first, and among them the one of the label `kept`.

    Where some do not, there is room left to say how many.
    """
    if sum(count.cells for count in counts) <= room:
        return counts
    room -= cells(f"+{len(counts)}")
    focus = [count for count in counts if count.label == kept and count.cells <= room]
    room -= sum(count.cells for count in focus)
    shown: list[Count] = []
    for count in counts:
        if count not in focus:
            room -= count.cells
        if room < 0:
            break
        shown.append(count)
    return shown + [count for count in focus if count not in shown]
