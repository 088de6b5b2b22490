"""Where spans of a text are in another version of it, and how sure that is; pure.

A span goes with its sentence where that stands in both texts once. Else the old text is compared
with the new one, and each span follows the characters it stands on. One that got lost is looked for
by its words, and believed only with words around it that match, or when it is long and there is no
second one. What may be wrong is never called sure.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from annotations.folding import Folded, plain
from annotations.units import Span
from annotations.versions.text_diff import Piece, compared

LIKE = 0.6
"""How like the old words the new ones have to be to be proposed, 0 to 1."""
CONTEXT = 20
"""Code points around a short span that have to match for it to be believed."""
LONG = 24
"""Code points of a span that is believed by its words alone, where there is no second one."""

_MOST_PLACES = 500
_ISLAND = 8
_EITHER = 4
_ON = 12  # code points behind a word that tell whose it is
_LINE_ENDS = re.compile(r"\n\s*")
_ENDS = re.compile(r"\n\s*|[.!?\u3002]\S?\s+")


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

    They are compared in plain signs: another kind of quotation mark or space, a soft hyphen, an
    accent written otherwise or a line broken elsewhere is no other word.
    """

    def __init__(self, old: str, new: str) -> None:
        self._raw = old, new
        self._old, self._new = plain(old), plain(new)
        self.old, self.new = self._old.text, self._new.text
        self._ends = _ends(_ENDS, old, self._old)

    @cached_property
    def _pieces(self) -> list[Piece]:
        both = self._old, self._new
        lines = [
            _ends(_LINE_ENDS, text, known) for text, known in zip(self._raw, both, strict=True)
        ]
        sentences = [_ends(_ENDS, known.text, Folded(known.text)) for known in both]
        return compared(self.old, self.new, ((lines[0], lines[1]), (sentences[0], sentences[1])))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.old for piece in self._pieces]

    @cached_property
    def _new_starts(self) -> list[int]:
        return [piece.new for piece in self._pieces]

    def anchored(self, span: Span) -> Anchored:
        """Where one span went."""
        found = self._anchored(self._old.place(*span))
        return Anchored(span, found.new and self._new.origin(*found.new), found.kind)

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
        if not (self._stays or self._is_in_one_piece(*self._sentences(old))):
            return False
        return not (self._could_be_another(old, new) or self._is_of_two_places(old, new))

    @cached_property
    def _stays(self) -> bool:
        """Whether of the sentences that are unchanged more kept their place than went elsewhere.

        Where not, the texts were laid over each other by what is only alike.
        """
        kept = gone = 0
        for start, end in pairwise([0, *self._ends, len(self.old)]):
            if self._is_in_one_piece(start, end - 1):
                kept += end - start
            elif end - start >= _ISLAND and self.old[start:end].strip() in self.new:
                gone += end - start
        return kept >= gone

    def _sentences(self, span: Span) -> Span:
        """The sentences of the old text that a span is in, from end to end."""
        first, last = bisect_right(self._ends, span[0]), bisect_left(self._ends, span[1])
        ends = [0, *self._ends, len(self.old)]
        return ends[first], max(span[1], len(self.old[: ends[last + 1]].rstrip()))

    def _in_its_sentences(self, span: Span) -> Span | None:
        """Where a span is whose sentences stand in both texts once, word for word."""
        start, end = self._sentences(span)
        sentences = self.old[start:end]
        if len(sentences) < LONG or _places(self.old, sentences) != [start]:
            return None
        places = _places(self.new, sentences)
        if len(places) != 1:
            return None
        moved = places[0] - start
        found = span[0] + moved, span[1] + moved
        return found if self._words_as_before(span, found) else None

    def _is_in_one_piece(self, start: int, end: int) -> bool:
        """Whether a stretch of the old text is unchanged."""
        pieces = self._touching((start, end))
        return len(pieces) == 1 and pieces[0].same and _covers(pieces[0], start, end)

    def _is_of_two_places(self, old: Span, new: Span) -> bool:
        """Whether a word at an end of the span has what is beside it from elsewhere.

        Where two sentences that begin alike change places, the word before a swapped one is
        followed by the other's first word.
        """
        first, last = (len(words) for words in _outer_words(self.old[slice(*old)]))
        here = (old[1] - last, old[1] + _ON), (max(0, old[0] - _ON), old[0] + first)
        there = (new[1] - last, new[1] + _ON), (max(0, new[0] - _ON), new[0] + first)
        for one, other in zip(here, there, strict=True):
            before, after = self.old[slice(*one)], self.new[slice(*other)]
            if before != after and (
                _is_elsewhere(self.new, before, other) or _is_elsewhere(self.old, after, one)
            ):
                return True
        return False

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


def _ends(pattern: re.Pattern[str], text: str, known: Folded) -> list[int]:
    """Where in a folded text what the pattern finds in the text as it is ends."""
    return [known.place(0, match.end())[1] for match in pattern.finditer(text)]


def _outer_words(text: str) -> tuple[str, str]:
    """The first and the last word of a text; of white space, a space."""
    words = text.split() or [" "]
    return words[0], words[-1]


def _is_elsewhere(text: str, words: str, span: Span) -> bool:
    """Whether words stand in a text where they do not begin or end as a span does."""
    return any(at != span[0] and at + len(words) != span[1] for at in _places(text, words))


def _covers(piece: Piece, start: int, end: int) -> bool:
    return piece.old <= start and end <= piece.old + piece.length


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
