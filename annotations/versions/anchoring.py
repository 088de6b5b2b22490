"""Where spans of a text are in another version of it, and how sure that is; pure.

A span goes with its sentence where that stands in both texts once. Else the old text is compared
with the new one, and each span follows the characters it stands on. One that got lost is looked for
by its words, and believed only with words around it that match, or when it is long and there is no
second one. What may be wrong is never called sure.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from annotations.units import Span
from annotations.versions.alignment import ISLAND, Alignment, places

LIKE = 0.6
"""How like the old words the new ones have to be to be proposed, 0 to 1."""
CONTEXT = 20
"""Code points around a short span that have to match for it to be believed."""
LONG = 24
"""Code points of a span that is believed by its words alone, where there is no second one."""

_EITHER = 4
_ON = 12  # code points past where two texts go on alike that tell whose a word is
_ALIKE = 200  # and as far as that is looked for


class Anchored(Struct, frozen=True):
    """Where a span went: `moved`, its words unchanged, `doubtful`, with a proposal, or `lost`."""

    old: Span
    new: Span | None
    kind: Literal["moved", "doubtful", "lost"]


def anchored(old: str, new: str, spans: Iterable[Span]) -> list[Anchored]:
    """Where each span of `old`, in code points, is in `new`."""
    if old == new:
        return [Anchored(span, span, "moved") for span in spans]
    anchoring = _Anchoring(old, new)
    return [anchoring.anchored(span) for span in spans]


class _Anchoring(Alignment):
    """What of the spans of the old text is sure in the new one."""

    def anchored(self, span: Span) -> Anchored:
        """Where one span went."""
        found = self._anchored(self.folded_old.place(*span))
        return Anchored(span, found.new and self.folded_new.origin(*found.new), found.kind)

    def _anchored(self, span: Span) -> Anchored:
        """Where one span of the text in plain signs went."""
        start, end = span
        if start == end:
            return Anchored(span, None, "lost")
        if self.old == self.new:
            return Anchored(span, span, "moved")
        if found := self._in_its_sentences(span):
            return Anchored(span, found, "moved")
        words = self.old[start:end]
        followed = self.followed(span)
        unchanged = followed is not None and self.new[slice(*followed)] == words
        if unchanged and followed and self._sure(span, followed):
            return Anchored(span, followed, "moved")
        found, sure = (None, False) if unchanged else self._by_words(words, span)
        if found and sure:
            return Anchored(span, found, "moved")
        proposed = self._proposed(words, followed) or found
        return Anchored(span, proposed, "doubtful" if proposed else "lost")

    def _sure(self, old: Span, new: Span) -> bool:
        """Whether unchanged words are surely the same ones, and not others that say the same."""
        (piece, *more), (start, end) = self.touching(old), old
        if more or not piece.same or not self._words_as_before(old, new):
            return False
        before, after = start - piece.old, piece.old + piece.length - end
        if end - start + before + after < min(LONG, len(self.old)):
            return False
        if not (self.stays or self.is_unchanged(*self.sentences(old))):
            return False
        return not (
            self._could_be_another(old, new)
            or self._is_of_twoplaces(old, new)
            or self._stands_again(old, new)
        )

    def _in_its_sentences(self, span: Span) -> Span | None:
        """Where a span is whose sentences stand in both texts once, word for word."""
        start, end = self.sentences(span)
        place = self.moved(start, end) if end - start >= LONG else None
        if place is None:
            return None
        found = span[0] + place - start, span[1] + place - start
        return found if self._words_as_before(span, found) else None

    def _is_of_twoplaces(self, old: Span, new: Span) -> bool:
        """Whether a word at an end of the span has what is beside it from elsewhere.

        Where two sentences that begin alike change places, the word before a swapped one is
        followed by the other's first word.
        """
        first, last = (len(words) for words in _outer_words(self.old[slice(*old)]))
        on, back = self._alike_around(old, new)
        here = (old[1] - last, old[1] + on), (max(0, old[0] - back), old[0] + first)
        there = (new[1] - last, new[1] + on), (max(0, new[0] - back), new[0] + first)
        for one, other in zip(here, there, strict=True):
            before, after = self.old[slice(*one)], self.new[slice(*other)]
            if before != after and (
                _is_elsewhere(self.new, before, other) or _is_elsewhere(self.old, after, one)
            ):
                return True
        return False

    def _stands_again(self, old: Span, new: Span) -> bool:
        """Whether the span's sentences have a copy now, and the place is not plainly the old one.

        It is where the text is the same on both sides of them. Else either copy may be the one.
        """
        start, end = self.sentences(old)
        words = self.old[start:end]
        if len(places(self.new, words)) <= len(places(self.old, words)):
            return False
        place = new[0] - (old[0] - start)
        stop = place + len(words)
        before = (
            self.old[max(0, start - CONTEXT) : start],
            self.new[max(0, place - CONTEXT) : place],
        )
        after = self.old[end : end + CONTEXT], self.new[stop : stop + CONTEXT]
        return before[0] != before[1] or after[0] != after[1]

    def _alike_around(self, old: Span, new: Span) -> tuple[int, int]:
        """How far to look after and before a span: a little past where the texts part."""
        after = self.old[old[1] : old[1] + _ALIKE], self.new[new[1] : new[1] + _ALIKE]
        before = (
            self.old[max(0, old[0] - _ALIKE) : old[0]][::-1],
            self.new[max(0, new[0] - _ALIKE) : new[0]][::-1],
        )
        return _common(*after) + _ON, _common(*before) + _ON

    def _could_be_another(self, old: Span, new: Span) -> bool:
        """Whether the text beside the span might as well have brought one of its words.

        In `Oran said yes. Oran said no.` with one sentence less nobody can tell which name is
        left. So the text is compared on from the pieces on both sides, past where they end.
        """
        words = _outer_words(self.old[slice(*old)])
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
        offset = self.pieces[at].new - self.pieces[at].old
        at += step
        while 0 <= at < len(self.pieces):
            piece = self.pieces[at]
            if piece.same and piece.length >= ISLAND and piece.new - piece.old != offset:
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
        there = [at for at in places(self.new, words) if not self.is_taken(at, at + len(words))]
        if not there:
            return None, False
        ranked = sorted(((self._in_common(span, place), -place) for place in there), reverse=True)
        (common, either), place = ranked[0][0], -ranked[0][1]
        found = (place, place + len(words))
        second = ranked[1][0][0] if len(ranked) > 1 else 0
        others = (self._in_common((at, at + len(words)), place) for at in places(self.old, words))
        best = sum(other[0] >= common for other in others) == 1
        likely = common >= CONTEXT > second or (len(there) == 1 and len(words) >= LONG)
        if not best or not (likely or common >= CONTEXT):
            return None, False
        return found, (
            likely
            and either >= _EITHER
            and self._words_as_before(span, found)
            and not self._is_of_twoplaces(span, found)
            and not self._stands_again(span, found)
        )

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


def _outer_words(text: str) -> tuple[str, str]:
    """The first and the last word of a text; of white space, a space."""
    words = text.split() or [" "]
    return words[0], words[-1]


def _is_elsewhere(text: str, words: str, span: Span) -> bool:
    """Whether words stand in a text where they do not begin or end as a span does."""
    return any(at != span[0] and at + len(words) != span[1] for at in places(text, words))


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _borders(text: str, span: Span) -> tuple[bool, bool]:
    """Whether a span begins and ends inside of a word."""
    return _within_word(text, span[0]), _within_word(text, span[1])


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
