"""What is selected in one article, and the motions that move and grow it over rows of text."""

from collections.abc import Sequence

from annotations import units
from annotations.errors import PostilError
from annotations.selection import Selection, Unit, extend, grow, move, nudge, reach, select, word_at
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.reading.wrapping import RowLayout

_MORE_ROWS = 16_384


class Steering:
    """What is selected, and which annotation or candidate is held.

    `held` is the id of the annotation that was walked to or just made, `walked` the candidate that
    was walked to; motions let go of both, growing keeps them. Motions pass over `boilerplate`,
    which is in order, unless they `extend`. `layout` are the rows as they are wrapped now; `goal`
    is the column, in cells, that motions over rows keep.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = RowLayout(text, 72)
        self.selection = word_at(text, 0)
        self.held: str | None = None
        self.walked: Candidate | None = None
        self.boilerplate: Sequence[Span] = ()
        self.goal: int | None = None
        self._smaller: list[Selection] = []

    @property
    def selected(self) -> Span:
        """The selected code points."""
        return self.selection.span

    def select(self, span: Span, held: str | None = None, walked: Candidate | None = None) -> None:
        """Select a span, holding an annotation or a candidate or neither.

        Where it is selected already, growth can still be taken back.
        """
        if span == self.selected:
            self.held = held
        else:
            self._move_to(select(span), held)
        self.walked = walked

    def step(self, unit: Unit, forward: bool, extending: bool = False) -> None:
        """Go to the next or previous unit, or extend by it."""
        if extending:
            self._grow_to(extend(self.text, self.selection, unit, forward))
            return
        before = self.selection
        self._move_to(move(self.text, self.selection, unit, forward))
        self._leave_boilerplate(before)

    def grow(self, unit: Unit, forward: bool) -> None:
        """Move the active end by one unit."""
        self._grow_to(extend(self.text, self.selection, unit, forward))

    def go_to(self, offset: int, extending: bool = False) -> None:
        """Select the word at `offset`, or extend to it."""
        if extending:
            self._grow_to(reach(self.text, self.selection, offset))
        else:
            self._move_to(word_at(self.text, offset))

    def step_rows(self, rows: int, extending: bool = False) -> None:
        """Go up or down by so many rows, beyond boilerplate."""
        before = self.selection
        self.go_rows(rows, extending)
        if not extending:
            self._leave_boilerplate(before)

    def go_rows(self, rows: int, extending: bool = False) -> None:
        """Go up or down by so many rows, keeping the column, to the nearest row with words."""
        row, column = self.layout.column_of(self.selection.cursor)
        goal = column if self.goal is None else self.goal
        target = self._row_with_words(row + rows, 1 if rows > 0 else -1)
        if target is not None:
            word = self._word_in(target, goal)
            if extending:
                self._grow_to(reach(self.text, self.selection, word[0]))
            else:
                self._move_to(select(word))
        self.goal = goal

    def go_to_edge(self, last: bool, extending: bool = False) -> None:
        """Go to the first or last word of the row."""
        row, _ = self.layout.column_of(self.selection.cursor)
        if words := list(units.words(self.text, *self.layout.bounds(row))):
            self.go_to(words[-1 if last else 0][0], extending)

    def nudge(self, forward: bool) -> None:
        """Move the active end by one grapheme."""
        self._grow_to(nudge(self.text, self.selection, forward))

    def flip(self) -> None:
        """Make the other end active."""
        self._grow_to(self.selection.flipped())

    def collapse(self) -> None:
        """Select just the word at the active end."""
        self._move_to(word_at(self.text, self.selection.cursor))

    def grow_larger(self) -> None:
        """Grow to the next larger unit."""
        larger = grow(self.text, self.selection)
        if larger != self.selection:
            self._smaller.append(self.selection)
            self.selection, self.goal = larger, None

    def shrink_back(self) -> None:
        """Shrink to what it was before it grew to a larger unit.

        Raises `PostilError` where it did not.
        """
        if not self._smaller:
            raise PostilError(
                "The selection has not grown by e since it moved.",
                "Shrink it with shift and an arrow.",
            )
        self.selection, self.goal = self._smaller.pop(), None

    def _leave_boilerplate(self, before: Selection) -> None:
        """Go on beyond the boilerplate that a motion has come into, or stay where it began."""
        forward, goal = self.selection.start > before.start, self.goal
        while part := next(
            (b for b in self.boilerplate if b[0] <= self.selection.start < b[1]), None
        ):
            beyond = (
                units.next_word(self.text, part[1])
                if forward
                else units.previous_word(self.text, part[0])
            )
            if beyond is None:
                self._move_to(before)
                break
            self._move_to(select(beyond))
        self.goal = goal

    def _move_to(self, selection: Selection, held: str | None = None) -> None:
        self.held, self.walked = held, None
        self._grow_to(selection)

    def _grow_to(self, selection: Selection) -> None:
        self.selection, self.goal = selection, None
        self._smaller.clear()

    def _row_with_words(self, row: int, step: int) -> int | None:
        layout = self.layout
        while row >= layout.rows and not layout.finished:
            layout.extend(_MORE_ROWS)
        row = max(0, min(row, layout.rows - 1))
        while row >= 0:
            if row >= layout.rows:
                if layout.finished:
                    return None
                layout.extend(_MORE_ROWS)
            elif layout.drawn(row).strip():
                return row
            else:
                row += step
        return None

    def _word_in(self, row: int, column: int) -> Span:
        """The word of a row that stands at or nearest before a cell."""
        start, end = self.layout.bounds(row)
        offset = self.layout.offset_at(row, column)
        best: Span | None = None
        for word in units.words(self.text, start, end):
            best = word
            if word[1] > offset:
                break
        return best or units.word_at(self.text, offset)
