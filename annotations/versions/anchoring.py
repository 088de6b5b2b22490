"""Where spans of a text are in another version of it, and how sure that is; pure.

The old text is compared with the new one, and each span follows the characters it stands on. One
that got lost is looked for by its words, and believed only with words around it that match, or
when it is long and there is no second one. What may be wrong is never called sure.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from annotations.units import Span
from annotations.versions.text_diff import Piece, compared

LIKE = 0.6
"""How like the old words the new ones have to be to be proposed, 0 to 1."""
CONTEXT = 20
"""Code points around a short span that have to match for it to be believed."""
LONG = 24
"""Code points of a span that is believed by its words alone, where there is no second one."""

_FOLDED = str.maketrans(
    "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00a0\u202f\u2010\u2011\u2012\u2013\u2014\u2212",
    "'" * 4 + '"' * 4 + " " * 2 + "-" * 6,
)
_MOST_PLACES = 500
_ISLAND = 8
_EITHER = 4


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a span went: `moved`, its words unchanged, `doubtful`, with a proposal, or `lost`."""

    old: Span
    new: Span | None
    kind: Literal["moved", "doubtful", "lost"]


def anchored(old: str, new: str, spans: Iterable[Span]) -> list[Anchored]:
    """Where each span of `old`, in code points, is in `new`."""
    texts = _Texts(old, new)
    return [texts.anchored(span) for span in spans]


class _Texts:
    """Two versions of a text and how the characters of one became those of the other.

    Another kind of quotation mark, dash or space is no other word.
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old.translate(_FOLDED), new.translate(_FOLDED)

    @cached_property
    def _pieces(self) -> list[Piece]:
        return compared(self.old, self.new)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.old for piece in self._pieces]

    @cached_property
    def _new_starts(self) -> list[int]:
        return [piece.new for piece in self._pieces]

    def anchored(self, span: Span) -> Anchored:
        """Where one span went."""
        if self.old == self.new:
            return Anchored(span, span, "moved")
        start, end = span
        words = self.old[start:end]
        followed = self._followed(span)
        unchanged = followed is not None and self.new[slice(*followed)] == words
        if unchanged and followed and self._sure(span, followed):
            return Anchored(span, followed, "moved")
        found, sure = (None, False) if unchanged else self._by_words(words, span)
        if found and sure:
            return Anchored(span, found, "moved")
        proposed = self._proposed(words, followed) or found
        return Anchored(span, proposed, "doubtful" if proposed else "lost")

    def _followed(self, span: Span) -> Span | None:
        """Where the characters of a span went, those put in their place included."""
        start, end = span
        pieces = self._touching(span)
        if not any(piece.same for piece in pieces):
            return None
        first, last = pieces[0], pieces[-1]
        return (
            first.new + max(0, start - first.old),
            last.new + min(last.length, end - last.old),
        )

    def _touching(self, span: Span) -> list[Piece]:
        start, end = span
        at = max(0, bisect_right(self._starts, start) - 1)
        found = []
        while at < len(self._pieces) and self._pieces[at].old < end:
            if self._pieces[at].old + self._pieces[at].length > start:
                found.append(self._pieces[at])
            at += 1
        return found

    def _sure(self, old: Span, new: Span) -> bool:
        """Whether unchanged words are surely the same ones, and not others that say the same."""
        (piece, *more), (start, end) = self._touching(old), old
        if more or not piece.same or not self._words_as_before(old, new):
            return False
        before, after = start - piece.old, piece.old + piece.length - end
        if end - start + before + after < min(LONG, len(self.old)):
            return False
        return not self._could_be_another(old, new)

    def _could_be_another(self, old: Span, new: Span) -> bool:
        """Whether the text beside the span might as well have brought one of its words.

        In `Oran said yes. Oran said no.` with one sentence less nobody can tell which name is
        left. So the text is compared on from the pieces on both sides, past where they end.
        """
        words = self.old[slice(*old)].split() or [" "]
        at = bisect_right(self._starts, old[0]) - 1
        if far := self._beside(at, 1):
            last = old[1] - len(words[-1]), new[1] - len(words[-1])
            for start, stop in zip(last, far, strict=True):
                length = stop - start
                if 0 < length <= min(far) and self.old.endswith(
                    self.new[far[1] - length : far[1]], 0, far[0]
                ):
                    return True
        if near := self._beside(at, -1):
            first = old[0] + len(words[0]), new[0] + len(words[0])
            for stop, start in zip(first, near, strict=True):
                length = stop - start
                if length > 0 and self.old.startswith(
                    self.new[near[1] : near[1] + length], near[0]
                ):
                    return True
        return False

    def _beside(self, at: int, step: int) -> tuple[int, int] | None:
        """Where the next longer piece begins in both texts, or the one before ends.

        `None` where the texts go on alike to their very end.
        """
        offset = self._pieces[at].new - self._pieces[at].old
        at += step
        while 0 <= at < len(self._pieces):
            piece = self._pieces[at]
            if piece.same and piece.length >= _ISLAND and piece.new - piece.old != offset:
                ends = 0 if step > 0 else piece.length
                return piece.old + ends, piece.new + ends
            at += step
        edge = (len(self.old), len(self.new)) if step > 0 else (0, 0)
        return edge if edge[1] - edge[0] != offset else None

    def _words_as_before(self, old: Span, new: Span) -> bool:
        """Whether the span still begins and ends where words do, if it did."""
        return _borders(self.old, old) == _borders(self.new, new)

    def _by_words(self, words: str, span: Span) -> tuple[Span | None, bool]:
        """The place of a span's words that has most around it in common, and whether it is sure.

        Places that come from elsewhere in the old text, by the comparison or because more of what
        is around them was there, are none.
        """
        places = [at for at in _places(self.new, words) if not self._taken(at, at + len(words))]
        if not places:
            return None, False
        ranked = sorted(((self._in_common(span, place), -place) for place in places), reverse=True)
        (common, either), place = ranked[0][0], -ranked[0][1]
        found = (place, place + len(words))
        second = ranked[1][0][0] if len(ranked) > 1 else 0
        others = (self._in_common((at, at + len(words)), place) for at in _places(self.old, words))
        best = sum(other[0] >= common for other in others) == 1
        sure = common >= CONTEXT > second or (len(places) == 1 and len(words) >= LONG)
        sure = sure and best and either >= _EITHER and self._words_as_before(span, found)
        return (found if best and (sure or common >= CONTEXT) else None), sure

    def _taken(self, start: int, end: int) -> bool:
        """Whether a part of the new text, or half of it, is known to come from the old text."""
        known = 0
        at = max(0, bisect_right(self._new_starts, start) - 1)
        while at < len(self._pieces) and self._pieces[at].new < end:
            piece = self._pieces[at]
            if piece.same:
                known += max(0, min(end, piece.new + piece.length) - max(start, piece.new))
            at += 1
        return 2 * known >= end - start

    def _in_common(self, span: Span, place: int) -> tuple[int, int]:
        """How many code points match before and after, up to 32 each: together, and the fewer."""
        start, end = span
        stop = place + end - start
        left = _common(self.old[max(0, start - 32) : start][::-1], self.new[:place][:-33:-1])
        right = _common(self.old[end : end + 32], self.new[stop : stop + 32])
        return left + right, min(left, right)

    def _proposed(self, words: str, span: Span | None) -> Span | None:
        """A followed span with whole words at its ends, where it is like enough to the old one."""
        if span is None:
            return None
        from rapidfuzz.distance import Levenshtein

        start, end = span
        while start < end and self.new[start].isspace():
            start += 1
        while end > start and self.new[end - 1].isspace():
            end -= 1
        while _within_word(self.new, start):
            start -= 1
        while _within_word(self.new, end):
            end += 1
        like = Levenshtein.normalized_similarity(words, self.new[start:end])
        return (start, end) if end > start and like >= LIKE else None


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _places(text: str, words: str) -> list[int]:
    """Where words stand in a text."""
    places, at = list[int](), text.find(words)
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _borders(text: str, span: Span) -> tuple[bool, bool]:
    """Whether a span begins and ends inside of a word."""
    return _within_word(text, span[0]), _within_word(text, span[1])


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
