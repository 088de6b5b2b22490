"""Which paragraph of one article says most nearly what a paragraph of another says."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from math import log, sqrt

from msgspec import Struct

from annotations.units import Span, next_paragraph, paragraph_at

_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{2,}")
_STEM = 6  # enough letters to tell words apart, few enough to join their forms
_ENOUGH = 0.06
_LARGEST = 1_000_000  # code points; comparing longer texts would be felt

Terms = tuple[str, ...]


class Outline(Struct, frozen=True):
    """An article's paragraphs, in order, with the terms that each of them uses."""

    paragraphs: tuple[Span, ...]
    terms: tuple[Terms, ...]
    places: dict[str, tuple[int, ...]]
    """The numbers of the paragraphs that use a term."""

    def number_at(self, offset: int) -> int:
        """The number of the paragraph over the code point at `offset`, or the last before it."""
        return max(0, bisect_right(self.paragraphs, offset, key=lambda span: span[0]) - 1)


@lru_cache(maxsize=4)  # those that stand side by side
def outline(text: str) -> Outline:
    """The outline of a text; empty for one of more than a million code points."""
    paragraphs = tuple(_paragraphs(text)) if len(text) <= _LARGEST else ()
    known: dict[str, str] = {}
    terms = tuple(
        tuple(known.setdefault(term, term) for term in _terms(text, span)) for span in paragraphs
    )
    places: dict[str, list[int]] = {}
    for number, used in enumerate(terms):
        for term in used:
            places.setdefault(term, []).append(number)
    return Outline(paragraphs, terms, {term: tuple(found) for term, found in places.items()})


def counterpart(text: str, offset: int, other: str) -> Span | None:
    """The paragraph of `other` that says most nearly what the one at `offset` of `text` says.

    Shared terms count by their rarity in both texts (their inverse document frequency, with
    paragraphs as documents), names and numbers most; `None` where too little is shared. Of two
    that are as near, the one at the like place in its text is given.
    """
    here, there = outline(text), outline(other)
    if not here.paragraphs or not there.paragraphs:
        return None
    return _nearest(text, here.number_at(offset), other)


@lru_cache(maxsize=8)
def _nearest(text: str, number: int, other: str) -> Span | None:
    here, there = outline(text), outline(other)
    count = len(here.paragraphs) + len(there.paragraphs)
    shared: dict[int, float] = {}
    own = 0.0
    for term in here.terms[number]:
        found = there.places.get(term, ())
        weight = _weight(term, len(here.places[term]) + len(found), count)
        own += weight
        for place in found:
            shared[place] = shared.get(place, 0.0) + weight
    place_here = number / len(here.paragraphs)

    def nearness(place: int) -> float:
        alike = shared[place] / (own + 1) / sqrt(sqrt(len(there.terms[place]) + 5))
        return alike - 0.02 * abs(place / len(there.paragraphs) - place_here)

    best = max(shared, key=nearness, default=None)
    return there.paragraphs[best] if best is not None and nearness(best) >= _ENOUGH else None


def forget() -> None:
    """Let go of the texts that were asked for last; whatever is still shown is outlined again."""
    outline.cache_clear()
    _nearest.cache_clear()


def _weight(term: str, uses: int, paragraphs: int) -> float:
    rare = log(1 + paragraphs / uses)
    return rare * (2 if term[0].isupper() or term[0].isdigit() else 1)


def _terms(text: str, span: Span) -> set[str]:
    """The words of a paragraph by their first letters; names keep their capital."""
    found = set[str]()
    for match in _TERM.finditer(text, *span):
        word = match.group()
        if word[0].isupper() and match.start() > span[0] and not _opens(text, match.start()):
            found.add(word[:_STEM])
        else:
            found.add(word[:_STEM].lower())
    return found


def _opens(text: str, offset: int) -> bool:
    """Whether a word begins a sentence, where any word has a capital."""
    before = text[max(0, offset - 3) : offset].rstrip(" \"'\u201c\u2018(")
    return not before or before[-1] in ".!?\n:"


def _paragraphs(text: str) -> Iterator[Span]:
    span: Span | None = paragraph_at(text, 0) if text.strip() else None
    while span and span[0] < span[1]:
        yield span
        span = next_paragraph(text, span[1] - 1)
