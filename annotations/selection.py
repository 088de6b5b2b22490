"""What the person points at: a selection and the motions that move or grow it, all pure.

Anchor and head sit in the gaps between code points; the selection is what lies between them.
There is always one, and unless it was trimmed by graphemes it covers whole words.
"""

from collections.abc import Callable

from msgspec import Struct

from annotations import units
from annotations.units import Span


class Selection(Struct, frozen=True):
    """A directed span, in code points: `anchor` stays, `head` is the active end."""

    anchor: int
    head: int

    @property
    def start(self) -> int:
        """The lower end."""
        return min(self.anchor, self.head)

    @property
    def end(self) -> int:
        """The upper end, exclusive."""
        return max(self.anchor, self.head)

    @property
    def span(self) -> Span:
        """Both ends in order."""
        return (self.start, self.end)

    @property
    def backward(self) -> bool:
        """Whether the active end is the lower one."""
        return self.head < self.anchor

    @property
    def cursor(self) -> int:
        """The code point under the active end."""
        return self.head if self.backward else max(self.anchor, self.head - 1)

    def flipped(self) -> "Selection":
        """The same span with the other end active."""
        return Selection(self.head, self.anchor)


class Unit(Struct, frozen=True):
    """How to find a kind of unit: the one at, after and before an offset."""

    at: Callable[[str, int], Span]
    after: Callable[[str, int], Span | None]
    before: Callable[[str, int], Span | None]

    def next_end(self, text: str, offset: int) -> int | None:
        """The nearest end of a unit beyond `offset`."""
        here = self.at(text, offset)
        if here[0] <= offset < here[1]:
            return here[1]
        following = self.after(text, offset)
        return following[1] if following else None

    def previous_end(self, text: str, offset: int) -> int | None:
        """The nearest end of a unit below `offset`."""
        place: int | None = offset
        while place and (found := self.before(text, place)):
            if found[1] < offset:
                return found[1]
            place = found[0]
        return None

    def next_start(self, text: str, offset: int) -> int | None:
        """The nearest start of a unit beyond `offset`."""
        following = self.after(text, offset + 1)
        return following[0] if following else None

    def previous_start(self, text: str, offset: int) -> int | None:
        """The nearest start of a unit below `offset`."""
        found = self.before(text, offset)
        return found[0] if found else None


WORD = Unit(units.word_at, units.next_word, units.previous_word)
SENTENCE = Unit(
    units.sentence_at,
    lambda text, offset: units.next_sentence(text, offset - 1),
    units.previous_sentence,
)
PARAGRAPH = Unit(
    units.paragraph_at,
    lambda text, offset: units.next_paragraph(text, offset - 1),
    units.previous_paragraph,
)


def select(span: Span) -> Selection:
    """A selection of `span` with the upper end active."""
    return Selection(*span)


def word_at(text: str, offset: int) -> Selection:
    """The word at or after `offset`, selected."""
    return Selection(*units.word_at(text, offset))


def move(text: str, selection: Selection, unit: Unit, forward: bool) -> Selection:
    """The word that begins the next or previous unit, or the same selection at the text's end."""
    if forward:
        start = selection.end if unit is WORD else selection.cursor + 1
        found = unit.after(text, start)
    else:
        found = unit.before(text, selection.start)
    return word_at(text, found[0]) if found else selection


def extend(text: str, selection: Selection, unit: Unit, forward: bool) -> Selection:
    """Move the active end by one unit; past the anchor's word the selection turns round."""
    anchor, head = selection.anchor, selection.head
    if forward != selection.backward:
        ends = unit.next_end if forward else unit.previous_start
        reached = ends(text, head)
        return selection if reached is None else Selection(anchor, reached)
    ends = unit.next_start if forward else unit.previous_end
    reached = ends(text, head)
    if reached is not None and (reached < anchor if forward else reached > anchor):
        return Selection(anchor, reached)
    pivot = _pivot(text, selection)
    beyond = unit.next_end(text, pivot[1]) if forward else unit.previous_start(text, pivot[0])
    if beyond is None:
        return selection
    return Selection(pivot[0] if forward else pivot[1], beyond)


def reach(text: str, selection: Selection, offset: int) -> Selection:
    """Move the active end to the word at `offset`, keeping the anchor's word."""
    pivot, target = _pivot(text, selection), units.word_at(text, offset)
    if target[0] >= pivot[0]:
        start = pivot[0] if selection.backward else selection.anchor
        return Selection(start, max(target[1], pivot[1]))
    end = selection.anchor if selection.backward else pivot[1]
    return Selection(end, target[0])


def nudge(text: str, selection: Selection, forward: bool) -> Selection:
    """Move the active end by one grapheme, leaving at least one selected."""
    borders = units.grapheme_borders(text, selection.head)
    if forward:
        head = next((b for b in borders if b > selection.head), selection.head)
    else:
        head = next((b for b in reversed(borders) if b < selection.head), selection.head)
    return selection if head == selection.anchor else Selection(selection.anchor, head)


def grow(text: str, selection: Selection) -> Selection:
    """The next larger unit around the selection (see `units.larger_units`)."""
    larger = next(units.larger_units(text, selection.start, selection.end), None)
    return Selection(*larger) if larger else selection


def _pivot(text: str, selection: Selection) -> Span:
    """The word at the anchor's side, as far as the selection covers it."""
    word = units.word_at(text, selection.anchor - 1 if selection.backward else selection.anchor)
    start, end = max(word[0], selection.start), min(word[1], selection.end)
    return (start, end) if start < end else selection.span
