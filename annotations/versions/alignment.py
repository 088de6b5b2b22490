"""Two versions of a text laid over each other: which stretches of one are in the other; pure.

They are compared in plain signs: another kind of quotation mark or space, a soft hyphen, an accent
written otherwise or a line broken elsewhere is no other word.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from annotations.folding import Folded, plain
from annotations.units import Span

_COMPARED_WHOLE = 60_000
"""Code points up to which texts are compared character by character: time grows by the square."""
_MOST = 1_000_000_000
"""Pairs of parts that are compared: eight of them take a byte or two."""

Cuts = tuple[Sequence[int], Sequence[int]]
"""Where the parts of the old text and of the new one end, rising."""

ISLAND = 8
"""Code points of a stretch that is no chance."""

_NO_CHANCE = 20  # code points of a sentence that stands by chance behind no other one
_MOST_PLACES = 500
_LINE = re.compile(r"\n\s*")
_SENTENCE = re.compile(r"\n\s*|[.!?\u3002]\S?\s+")


class Piece(NamedTuple):
    """A stretch of the old text that stands at `new` in the new one, character for character.

    `same` tells whether the characters are the same or were put in each other's place.
    """

    old: int
    new: int
    length: int
    same: bool


def compared(old: str, new: str, cuts: Sequence[Cuts] = ()) -> list[Piece]:
    """The stretches of `old` that are in `new`, in order.

    Long texts are compared by parts that end at the first `cuts`, what differs of them by the
    next, and so on. Parts that were rewritten from end to end may be missing.
    """
    return _merged(_within(old, new, (0, len(old)), (0, len(new)), cuts))


def _within(old: str, new: str, here: Span, there: Span, cuts: Sequence[Cuts]) -> Iterator[Piece]:
    """The stretches of one part of the old text that are in one part of the new one."""
    if max(here[1] - here[0], there[1] - there[0]) <= _COMPARED_WHOLE:
        yield from _by_characters(old[slice(*here)], new[slice(*there)], here[0], there[0])
        return
    if not cuts:
        return
    ends, new_ends = _between(cuts[0][0], here), _between(cuts[0][1], there)
    if len(ends) * len(new_ends) > _MOST:
        yield from _within(old, new, here, there, cuts[1:])
        return
    from rapidfuzz.distance import Levenshtein

    parts = [old[a:b] for a, b in pairwise(ends)], [new[a:b] for a, b in pairwise(new_ends)]
    codes = Levenshtein.opcodes(*parts)
    same = sum(ends[c.src_end] - ends[c.src_start] for c in codes if c.tag == "equal")
    if cuts[1:] and 2 * same < min(here[1] - here[0], there[1] - there[0]):
        # So few parts are equal that they may be so by chance: their ends are elsewhere now.
        yield from _within(old, new, here, there, cuts[1:])
        return
    for code in codes:
        one = ends[code.src_start], ends[code.src_end]
        other = new_ends[code.dest_start], new_ends[code.dest_end]
        if code.tag == "equal":
            yield Piece(one[0], other[0], one[1] - one[0], True)
        elif code.tag == "replace":
            yield from _within(old, new, one, other, cuts[1:])


def _between(ends: Sequence[int], span: Span) -> list[int]:
    """The ends within a span, and its own."""
    inner = ends[bisect_right(ends, span[0]) : bisect_left(ends, span[1])]
    return list(dict.fromkeys([span[0], *inner, span[1]]))


def _by_characters(old: str, new: str, at_old: int, at_new: int) -> list[Piece]:
    from rapidfuzz.distance import Levenshtein

    return [
        Piece(
            at_old + code.src_start,
            at_new + code.dest_start,
            code.src_end - code.src_start,
            code.tag == "equal",
        )
        for code in Levenshtein.opcodes(old, new)
        if code.tag in ("equal", "replace")
    ]


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces that follow each other on both sides as one."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and last.same == piece.same
            and (last.old + last.length, last.new + last.length) == (piece.old, piece.new)
        ):
            merged[-1] = last._replace(length=last.length + piece.length)
        else:
            merged.append(piece)
    return merged


class Alignment:
    """An old text and a new one, both in plain signs, whose offsets all spans here count."""

    def __init__(self, old: str, new: str) -> None:
        self._raw = old, new
        self.folded_old, self.folded_new = plain(old), plain(new)
        self.old, self.new = self.folded_old.text, self.folded_new.text

    @cached_property
    def pieces(self) -> list[Piece]:
        """The stretches of the old text that are in the new one, in order."""
        both = self.folded_old, self.folded_new
        one, other = (_ends(_LINE, *pair) for pair in zip(self._raw, both, strict=True))
        sentences = [_ends(_SENTENCE, known.text, Folded(known.text)) for known in both]
        return compared(self.old, self.new, ((one, other), (sentences[0], sentences[1])))

    def touching(self, span: Span) -> list[Piece]:
        """The stretches that a span is on."""
        start, end = span
        at = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while at < len(self.pieces) and self.pieces[at].old < end:
            if self.pieces[at].old + self.pieces[at].length > start:
                found.append(self.pieces[at])
            at += 1
        return found

    def followed(self, span: Span) -> Span | None:
        """Where the characters of a span went, those put in their place included."""
        start, end = span
        pieces = self.touching(span)
        if not any(piece.same for piece in pieces):
            return None
        first, last = pieces[0], pieces[-1]
        return (
            first.new + max(0, start - first.old),
            last.new + min(last.length, end - last.old),
        )

    def is_unchanged(self, start: int, end: int) -> bool:
        """Whether a stretch of the old text is in one piece with itself in the new one."""
        (piece, *more) = self.touching((start, end)) or [Piece(0, 0, 0, False)]
        whole = piece.old <= start and end <= piece.old + piece.length
        return piece.same and whole and not more

    def is_taken(self, start: int, end: int) -> bool:
        """Whether a part of the new text, or half of it, is known to come from the old text."""
        known = 0
        at = max(0, bisect_right(self._new_starts, start) - 1)
        while at < len(self.pieces) and self.pieces[at].new < end:
            piece = self.pieces[at]
            if piece.same:
                known += max(0, min(end, piece.new + piece.length) - max(start, piece.new))
            at += 1
        return 2 * known >= end - start

    def sentences(self, span: Span) -> Span:
        """The sentences of the old text that a span is in, from end to end."""
        ends = self._borders[0]
        first, last = bisect_right(ends, span[0]) - 1, bisect_left(ends, span[1])
        return ends[first], max(span[1], _trimmed(self.old, ends[last]))

    def moved(self, start: int, end: int) -> int | None:
        """Where sentences begin now whose first one both texts have once, all word for word.

        A short last one, such as "But Mr.", may be another's, unless both have it once.
        """
        place, borders = self._once.get(start), self._borders[0]
        if place is None or not self.new.startswith(self.old[start:end], place):
            return None
        last = borders[bisect_left(borders, end) - 1]
        sure = end - last >= _NO_CHANCE or self._once.get(last) == place + last - start
        return place if sure else None

    @cached_property
    def stays(self) -> bool:
        """Whether of the sentences that are unchanged more kept their place than went elsewhere.

        Where not, the texts were laid over each other by what is only alike.
        """
        new = self._sentences(1)
        kept = gone = 0
        for words, starts in self._sentences(0).items():
            for start in starts:
                if self.is_unchanged(start, start + len(words)):
                    kept += len(words)
                elif len(words) >= ISLAND and words in new:
                    gone += len(words)
        return kept >= gone

    @cached_property
    def _once(self) -> dict[int, int]:
        """Of sentences that stand in both texts once, where they begin."""
        new = self._sentences(1)
        both = ((starts, new.get(words, [])) for words, starts in self._sentences(0).items())
        return {old[0]: there[0] for old, there in both if len(old) == len(there) == 1}

    def _sentences(self, which: int) -> dict[str, list[int]]:
        """Where each of the sentences of the old (0) or of the new text (1) begins."""
        text, found = (self.old, self.new)[which], dict[str, list[int]]()
        for start, end in pairwise(self._borders[which]):
            found.setdefault(text[start : _trimmed(text, end)], []).append(start)
        return found

    @cached_property
    def _borders(self) -> tuple[list[int], ...]:
        """Where the sentences of both texts end, and the first begins."""
        both = zip(self._raw, (self.folded_old, self.folded_new), strict=True)
        return tuple(
            sorted({0, *_ends(_SENTENCE, raw, known), len(known.text)}) for raw, known in both
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.old for piece in self.pieces]

    @cached_property
    def _new_starts(self) -> list[int]:
        return [piece.new for piece in self.pieces]


def places(text: str, words: str) -> list[int]:
    """Where words stand in a text, up to five hundred times."""
    found, at = list[int](), text.find(words)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _ends(pattern: re.Pattern[str], text: str, known: Folded) -> list[int]:
    """Where in a folded text what the pattern finds in the text as it is ends."""
    return [known.place(0, match.end())[1] for match in pattern.finditer(text)]


def _trimmed(text: str, end: int) -> int:
    """Where what ends at an offset ends without the space before it, of which there is but one."""
    return end - (end > 0 and text[end - 1] == " ")
