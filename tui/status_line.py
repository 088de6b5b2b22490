"""The bottom line: the scheme with the counts that are on the disk, and what is not saved."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rich.segment import Segment
from textual.strip import Strip

from annotations.errors import Away
from tui.cells.bottom_row import Now, said, shared
from tui.cells.display import cells, one_line
from tui.cells.line_widget import LineWidget
from tui.cells.palette import Palette
from tui.reading.changed import waiting
from tui.reading.reading import Reading


class Count(Struct, frozen=True, dict=True):
    """A label with how many of its tags are saved, in words that a line can show.

    Where room is short the `name` is empty, and the key stands for it.
    """

    label: str
    key: str
    name: str
    count: int

    @cached_property
    def cells(self) -> int:
        """The cells that it takes, with the gap behind it."""
        return cells("".join(self.words))

    @cached_property
    def short(self) -> "Count":
        """The same without its name."""
        return replace(self, name="")

    @property
    def words(self) -> tuple[str, str, str]:
        """The key, the name and the count, each with the gap behind it."""
        if not self.name:
            return self.key, "", f"{self.count:,} "
        return f"{self.key} ", f"{self.name} ", f"{self.count:,}   "


class StatusLine(LineWidget):
    """Repaints when the focused session's counts change, or what can be done now.

    Each half of it is made, and put in words for the terminal, when it has changed itself.
    """

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._drawn: tuple[object, ...] = ()
        self._asked: tuple[object, ...] | None = None
        self._counts: tuple[list[Count], list[Count]] = [], []
        self._wide = [0, 0]
        self._left: tuple[tuple[object, ...], Strip] = (), Strip([])
        self._rights: dict[tuple[object, ...], Strip] = {}
        self._last: str | None = None
        self._now, self._grave = Now(), False
        self._wanted = 0, 0

    def draw(self, reading: Reading, now: Now) -> None:
        """Show the saved counts, how many changes are not saved and why, and what can be done."""
        saved, last = reading.session.saved_counts, reading.session.last_label
        problem = reading.outside.trouble
        if isinstance(problem, Away):  # nothing is lost by it, so it gives way to what a key said
            now = replace(now, message=now.message or waiting(reading.outside.unsaved))
        elif problem:
            now = replace(now, message=f"{reading.outside.unsaved} not saved, ctrl+s tries again: "
                          f"{problem.message}")  # fmt: skip
        grave = problem is not None and not isinstance(problem, Away)
        drawn = (tuple(saved.items()), last, now, grave)
        if drawn != self._drawn:
            self._drawn = drawn
            self._last = last
            if drawn[0] != self._asked:
                self._asked = drawn[0]
                counts = counts_of(saved, self.palette)
                self._counts = counts, [count.short for count in counts]
                self._wide = [sum([count.cells for count in each]) for each in self._counts]
                self._left = (), Strip([])
            if now != self._now:
                self._now, self._wanted = now, _wanted(now)
            self._grave = grave
            self.redraw()

    def set_palette(self, palette: Palette) -> None:
        """Take another palette."""
        self._drawn, self._asked = (), None
        self._left = (), Strip([])
        self._rights.clear()
        super().set_palette(palette)

    def line(self, y: int) -> Strip:
        """The line."""
        width = self.outer_size.width - 1
        which, room = shared(width, self._wide, *self._wanted)
        right = self._said(room)
        left = self._counted(which, width - right.cell_length)
        gap = max(0, width - left.cell_length - right.cell_length)
        return self.joined(left, self.blank(gap), right)

    def _counted(self, which: int, room: int) -> Strip:
        """The counts, which mostly stay as what can be done now changes."""
        counts, palette = self._counts[which], self.palette
        # Where all have room, neither that nor the label used last makes a difference.
        asked = (which,) if self._wide[which] <= room else (which, room, self._last)
        if asked != self._left[0]:
            shown = drawn(fitting(counts, room, self._last), len(counts), palette)
            whole = Strip([Segment(" ", palette.plain()), *shown])
            self._left = asked, self.part(whole.crop(0, room + 1))
        return self._left[1]

    def _said(self, room: int) -> Strip:
        """What can be done now, which mostly stays as the counts change, and comes back soon."""
        asked = (self._now, room, self._grave)
        if asked not in self._rights:
            if len(self._rights) > _KEPT:
                self._rights.clear()
            self._rights[asked] = self.part(said(self._now, room, self.palette, self._grave))
        return self._rights[asked]


@lru_cache(maxsize=32)
def _wanted(now: Now) -> tuple[int, int]:
    """The cells that all of it takes, and those that it needs."""
    return now.cells, now.least


_KEPT = 32
_count = lru_cache(maxsize=1024)(Count)


def counts_of(counts: Mapping[str, int], palette: Palette) -> list[Count]:
    """The counts of all labels of the scheme, in its order, then of others that there are."""
    known = [label.name for label in palette.scheme.labels]
    others = sorted(name for name, count in counts.items() if count and name not in known)
    return [
        _count(name, palette.sign(name), one_line(name), counts.get(name, 0))
        for name in (*known, *others)
    ]


def drawn(shown: Sequence[Count], of: int, palette: Palette) -> Iterator[Segment]:
    """Counts, and how many of them all are left out."""
    quiet, none, some = palette.plain(0.75), palette.plain(), palette.plain(bold=True)
    for one in shown:
        key, name, count = one.words
        yield Segment(key, palette.key(one.label))
        yield Segment(name, quiet)
        yield Segment(count, some if one.count else none)
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
