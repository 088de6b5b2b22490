"""One article as it stands on the screen: what is selected, what is marked, where the view is."""

import sys
from collections.abc import Collection, Mapping, Sequence
from time import perf_counter

import msgspec

from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.session import Session
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.reading.marks import Marks, initials
from tui.reading.steering import Steering
from tui.reading.wrapping import RowLayout

NOTHING: Span = (0, 0)

_NARROWEST = 4  # so that the widest cluster, a tab, finds room
_FIRST = 262_144
_FIRST_SECONDS = 0.02
_SLICE_SECONDS = 0.005
_SLICE = 8_192
_ABOVE = 300  # code points


class Place(msgspec.Struct, frozen=True):
    """Where one is in an article: the selection and the top of the view, in code points."""

    start: int
    end: int
    top: int


class Pane(Steering):
    """An article with its session; `room` and `height` are the cells that its rows are shown in.

    Rows are laid out as far as they are asked for, at most `column` cells wide. `hits` are those
    of a find, in order, those among `variants` being less sure; `lit` is what belongs to the
    selection; `hints` are letters by the code point where they begin; `beside` is the passage that
    another pane's reader is at; `overdue` are the ids of annotations whose save is. What is to be
    drawn again is told by `drawn`.
    """

    def __init__(self, session: Session, column: int, left: Place | None = None) -> None:
        super().__init__(session.article.text)
        self.session = session
        self.hits: Sequence[Span] = ()
        self.variants: frozenset[Span] = frozenset()
        self.lit: Sequence[Span] = []
        self.hints: Mapping[int, str] = {}
        self.beside: Span = NOTHING
        self.overdue: frozenset[str] = frozenset()
        self.suggested: Candidates | None = None
        self.marks: Marks | None = None
        self.others: Sequence[Annotation] = ()
        self.column, self.room, self.height = column, 0, 1
        self.top = 0
        self._top_offset = 0
        self._anew, self._touched = True, list[Span]()
        self.changes: list[Change] = []
        length = len(self.text)
        if left and 0 <= left.start < left.end <= length:
            self.select((left.start, left.end))
            self._top_offset = min(max(0, left.top), length)

    # What is shown

    def drawn(self) -> tuple[bool, list[Span]]:
        """Whether all is to be drawn anew, else where; whoever asks draws it now."""
        anew, touched = self._anew, self._touched
        self._anew, self._touched = False, []
        return anew, touched

    def touch(self, *spans: Span) -> None:
        """Have what lies over these spans looked at again."""
        self._touched += spans

    def touch_all(self) -> None:
        """Have everything looked at again."""
        self._anew = True

    def show_hits(self, hits: Sequence[Span], variants: Collection[Span] = ()) -> None:
        """Mark the hits of a find, or none."""
        if hits != self.hits or self.variants != set(variants):
            self.hits, self.variants = hits, frozenset(variants)
            self._anew = True

    def show_marks(self, marks: Marks | None) -> None:
        """Mark how the article differs from another, or nothing."""
        if marks != self.marks:
            self.marks = marks
            self._anew = True

    def show_others(self, others: Sequence[Annotation]) -> None:
        """Show what other annotators tagged, with their initials in the gutter, or nothing."""
        if others != self.others:
            self.others = others
            self.show_marks(initials(others) if others else None)

    def light(self, lit: Sequence[Span]) -> None:
        """Light up what belongs to the selection, or nothing."""
        if lit != self.lit:
            self.touch(*self.lit, *lit)
            self.lit = lit

    def show_boilerplate(self, boilerplate: Sequence[Span]) -> None:
        """Fade boilerplate, which motions then pass over, or treat all as text."""
        if boilerplate != self.boilerplate:
            self.boilerplate = boilerplate
            self._anew = True

    def suggest(self, suggested: Candidates | None, touched: Sequence[Span] | None = None) -> None:
        """Show what is suggested, or nothing; anew where it was `touched`, or everywhere."""
        if suggested is not self.suggested or touched is None:
            self.suggested, self._anew = suggested, True
        else:
            self._touched += touched

    def show_change(self, change: Change) -> None:
        """Show a change of the annotations."""
        self.changes.append(change)
        self.touch(*(around(one) for one in (*change.removed, *change.added)))

    def show_overdue(self, overdue: frozenset[str]) -> None:
        """Show the annotations of these ids as not saved yet, and the others no longer."""
        shown = self.session.index.by_id
        self.touch(*(around(shown[id]) for id in overdue ^ self.overdue if id in shown))
        self.overdue = overdue

    # The view

    @property
    def place(self) -> Place:
        """Where one is."""
        return Place(*self.selected, self._top_offset)

    @property
    def view(self) -> Span:
        """The code points in view."""
        last = min(self.top + self.height, self.layout.rows) - 1
        return self.layout.bounds(min(self.top, last))[0], self.layout.bounds(last)[1]

    def fit(self, room: int, height: int) -> None:
        """Wrap for so many cells where that is another number, keeping the top where it was.

        No row is left empty that text could fill. The selection stays in view, unless the wheel
        has taken that away from it.
        """
        height, first = max(1, height), not self.room
        if (room, height) == (self.room, self.height) or room <= 0:
            return
        away = first or not self.view[0] <= self.selection.cursor <= self.view[1]
        self.height = height
        if room != self.room:
            self.room = room
            self.layout = RowLayout(self.text, min(self.column, max(_NARROWEST, room)))
            self._extend(_FIRST_SECONDS, _FIRST // _SLICE)
            self.top = self.layout.row_of(self._top_offset) if self._top_offset else 0
            self._anew = True
        self.bring_top(self.top)
        if not away:
            self._follow()

    def set_column(self, column: int) -> None:
        """Wrap the text at another width, in cells."""
        room, self.column, self.room = self.room, column, 0
        self.fit(room, self.height)
        self.moved()

    def lay_out_more(self) -> bool:
        """Wrap more of a long text, for a moment; whether there is still more."""
        self._extend(_SLICE_SECONDS)
        return not self.layout.finished

    def begin_at(self, span: Span) -> None:
        """Select a span before there is a view, which will begin with what stands before it."""
        self.select(span)
        self._top_offset = self.text.rfind("\n", 0, max(0, span[0] - _ABOVE)) + 1

    def go(self, span: Span, held: str | None = None, walked: Candidate | None = None) -> None:
        """Select a span, holding an annotation or a candidate, and bring it into view."""
        if not self.room:
            self.begin_at(span)
        self.select(span, held, walked)
        self.moved()

    def page(self, direction: int, extending: bool = False) -> None:
        """Go a page up or down, leaving two rows in view."""
        rows = max(1, self.height - 2) * direction
        self.bring_top(self.top + rows)
        self.go_rows(rows, extending)
        self.moved()

    @property
    def left_behind(self) -> bool:
        """Whether the wheel has taken the view away from all of the selection.

        Before there are any cells to be seen in, there is nothing to be taken away.
        """
        if not self.room:
            return False
        (start, end), (first, last) = self.view, self.selected
        return last < start or first > end

    def moved(self, follow: bool = True) -> None:
        """Bring the selection into view; growth by units leaves the view where one reads."""
        if not self.room:
            return
        start, end = self.view
        if follow or self.selected[1] <= start or self.selected[0] >= end:
            self._follow()

    def bring_share(self, share: float) -> None:
        """Put the row at this share of the text (0 to 1) in the middle of the view."""
        row = self.layout.row_of(int(share * max(0, len(self.text) - 1)))
        self.bring_top(row - self.height // 2)

    def bring_beside(self, passage: Span, y: int) -> None:
        """Put the start of a passage into row `y` of the view, and mark it as the counterpart."""
        self.beside = passage
        self.bring_top(self.layout.row_of(passage[0]) - y)

    def row_in_view(self, offset: int) -> int:
        """The row of the view in which the code point at `offset` stands; it may be outside."""
        return self.layout.row_of(offset) - self.top

    @property
    def read_at(self) -> int:
        """The code point that is being read: the selection, or the view's top where it is not."""
        return self.view[0] if self.left_behind else self.selection.cursor

    @property
    def share(self) -> float:
        """How far into the text that is, 0 to 1."""
        return self.read_at / max(1, len(self.text) - 1)

    def bring_top(self, top: int) -> None:
        """Begin the view with this row, or as near as there are rows."""
        rows = self.layout
        while top + self.height > rows.rows and not rows.finished:
            rows.extend(_FIRST // 16)
        top = max(0, min(top, rows.rows - self.height))
        if top != self.top:
            self.top, self._top_offset = top, rows.bounds(top)[0]

    def _follow(self) -> None:
        """Scroll so far that the active end is in view, with a row or two around it."""
        height = self.height
        row = self.layout.row_of(self.selection.cursor)
        around = min(2, (height - 1) // 2)
        above, below = self.top + around - row, row - (self.top + height - 1 - around)
        if above > 0:
            self.bring_top(row - (around if above < height else height // 3))
        elif below > 0:
            self.bring_top(row - height + 1 + (around if below < height else height * 2 // 3))

    def _extend(self, seconds: float, most: int = sys.maxsize) -> None:
        """Make more rows for so long, and of so many slices of the text at most."""
        until = perf_counter() + seconds
        while not self.layout.finished and most > 0 and perf_counter() < until:
            self.layout.extend(_SLICE)
            most -= 1


def around(one: Annotation) -> Span:
    """An annotation with the cells on both sides, in which its edges are drawn."""
    return max(0, one.start - 1), one.end + 1
