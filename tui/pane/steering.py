"""The selection of one pane and the commands that move and grow it; it knows rows but no screen."""

from collections.abc import Callable, Sequence

from annotations import units
from annotations.candidates import Candidate
from annotations.selection import (
    PARAGRAPH,
    SENTENCE,
    WORD,
    Selection,
    Unit,
    extend,
    grow,
    move,
    nudge,
    reach,
    select,
    word_at,
)
from annotations.units import Span
from tui.pane.wrapping import RowLayout

GROWING = frozenset(
    "grow-left grow-right grow-up grow-down nudge-left nudge-right "
    "other-end larger smaller extend".split()
)
"""The commands that start from the selection's extent, wherever the view has gone."""

_SKIPPING = frozenset(
    "left right up down sentence-left sentence-right paragraph-up paragraph-down".split()
)
STEPPING = _SKIPPING | {"row-start", "row-end"}
"""The commands that go on from the selection; where the wheel left it, the view comes first."""

_MORE_ROWS = 16_384
_ABOVE = 300  # code points


class Steering:
    """What is selected, which annotation or candidate is held, and whether motions extend.

    `held` is the id of the annotation that was walked to or just made, `walked` the candidate that
    was walked to; motions let go of both, growing keeps them. `layout` is set by whoever knows the
    width, and `top`, the code point with which the view begins, by whoever scrolls. Motions pass
    over `zones`, which are in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.layout = RowLayout(text, 72)
        self.selection = word_at(text, 0)
        self.held: str | None = None
        self.walked: Candidate | None = None
        self.extending = False
        self.top = 0
        self.zones: Sequence[Span] = ()
        self._goal: int | None = None
        self._smaller: list[Selection] = []

    def do(self, command: str) -> bool:
        """Carry out a command; whether it was one that concerns the selection alone."""
        action = _COMMANDS.get(command)
        if action is None:
            return False
        before = self.selection
        action(self)
        if command in _SKIPPING and not self.extending:
            self._leave_zone(before)
        return True

    def go(self, span: Span, held: str | None = None, walked: Candidate | None = None) -> None:
        """Select a span, holding an annotation or a candidate or neither."""
        self.extending = False
        self._move_to(select(span), held)
        self.walked = walked

    def begin_at(self, span: Span) -> None:
        """Select a span before there is a view, which will begin with what stands before it."""
        self.go(span)
        self.top = self.text.rfind("\n", 0, max(0, span[0] - _ABOVE)) + 1

    def go_to(self, offset: int) -> None:
        """Select the word at `offset`, or extend to it while motions extend."""
        if self.extending:
            self._grow_to(reach(self.text, self.selection, offset))
        else:
            self._move_to(word_at(self.text, offset))

    def drag_to(self, offset: int) -> None:
        """Extend to the word at `offset`."""
        self._grow_to(reach(self.text, self.selection, offset))

    def go_rows(self, rows: int, growing: bool = False) -> None:
        """Go up or down by so many rows, keeping the column, to the nearest row with words."""
        row, column = self.layout.column_of(self.selection.cursor)
        goal = column if self._goal is None else self._goal
        target = self._row_with_words(row + rows, 1 if rows > 0 else -1)
        if target is not None:
            word = self._word_in(target, goal)
            if growing or self.extending:
                self._grow_to(reach(self.text, self.selection, word[0]))
            else:
                self._move_to(select(word))
        self._goal = goal

    def _leave_zone(self, before: Selection) -> None:
        """Go on beyond the zones that a motion has come into, or stay where it began."""
        forward, goal = self.selection.start > before.start, self._goal
        while zone := next((z for z in self.zones if z[0] <= self.selection.start < z[1]), None):
            beyond = (
                units.next_word(self.text, zone[1])
                if forward
                else units.previous_word(self.text, zone[0])
            )
            if beyond is None:
                self._move_to(before)
                break
            self._move_to(select(beyond))
        self._goal = goal

    def _step(self, unit: Unit, forward: bool) -> None:
        if self.extending:
            self._grow_to(extend(self.text, self.selection, unit, forward))
        else:
            self._move_to(move(self.text, self.selection, unit, forward))

    def _extend(self, forward: bool) -> None:
        self._grow_to(extend(self.text, self.selection, WORD, forward))

    def _row_edge(self, which: int) -> None:
        row, _ = self.layout.column_of(self.selection.cursor)
        if words := list(units.words(self.text, *self.layout.bounds(row))):
            self.go_to(words[which][0])

    def _toggle_extending(self) -> None:
        self.extending = not self.extending

    def _grow(self) -> None:
        larger = grow(self.text, self.selection)
        if larger != self.selection:
            self._smaller.append(self.selection)
            self.selection, self._goal = larger, None

    def _shrink_back(self) -> None:
        if self._smaller:
            self.selection, self._goal = self._smaller.pop(), None

    def _move_to(self, selection: Selection, held: str | None = None) -> None:
        self.held, self.walked = held, None
        self._grow_to(selection)

    def _grow_to(self, selection: Selection) -> None:
        self.selection, self._goal = selection, None
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


# No table of bound methods: it would keep the text of an article that was left.
_COMMANDS: dict[str, Callable[[Steering], None]] = {
    "left": lambda s: s._step(WORD, False),
    "right": lambda s: s._step(WORD, True),
    "sentence-left": lambda s: s._step(SENTENCE, False),
    "sentence-right": lambda s: s._step(SENTENCE, True),
    "paragraph-up": lambda s: s._step(PARAGRAPH, False),
    "paragraph-down": lambda s: s._step(PARAGRAPH, True),
    "up": lambda s: s.go_rows(-1),
    "down": lambda s: s.go_rows(1),
    "row-start": lambda s: s._row_edge(0),
    "row-end": lambda s: s._row_edge(-1),
    "first": lambda s: s.go_to(0),
    "last": lambda s: s.go_to(max(0, len(s.text) - 1)),
    "grow-left": lambda s: s._extend(False),
    "grow-right": lambda s: s._extend(True),
    "grow-up": lambda s: s.go_rows(-1, True),
    "grow-down": lambda s: s.go_rows(1, True),
    "nudge-left": lambda s: s._grow_to(nudge(s.text, s.selection, False)),
    "nudge-right": lambda s: s._grow_to(nudge(s.text, s.selection, True)),
    "other-end": lambda s: s._grow_to(s.selection.flipped()),
    "extend": lambda s: s._toggle_extending(),
    "collapse": lambda s: s._move_to(word_at(s.text, s.selection.cursor)),
    "larger": lambda s: s._grow(),
    "smaller": lambda s: s._shrink_back(),
}
