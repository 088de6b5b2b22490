"""A text without its disguises, and the way back: what it says, whatever signs it is written in.

Soft hyphens and other signs without width go; ligatures, full-width letters and the like become
plain letters, and a letter with its accents one sign (Unicode's NFKC, UAX #15). What is found in
a folded text is led back to the text as it is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

KIN = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
"""Plain quotes and hyphens, each with the signs that mean the same."""

SPELT = {
    "\u00f8": "o", "\u0142": "l", "\u0111": "d", "\u0127": "h", "\u0131": "i",
    "\u00e6": "ae", "\u0153": "oe", "\u00df": "ss",
}  # fmt: skip
"""Letters that Unicode does not take apart, and what people type for them."""

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), without letters.
_UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e0fff"
)
# Blocks of the Basic Multilingual Plane with signs that change, and what beyond it may;
# ideographs, Hangul syllables and emoji stay what they are.
_BLOCKS = (range(0xA0, 0x3400), range(0xA640, 0xAC00), range(0xF900, 0x10000))
_BEYOND = (
    "\U00010000-\U0001efff\U0001f100-\U0001f2ff\U0001fbf0-\U0001fbf9\U0002f800-\U0002fa1f"
    "\U000e0000-\U000e0fff"
)
_STEP = 8  # code points that are looked at together
# What joins the sign before it though it is no mark, and marks of rare scripts.
_JOINING = (
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf"
    "\u102e\u1161-\u1175\u11a8-\u11c2\u1b35"
)
_PLAIN = str.maketrans({sign: plain for plain, kin in KIN.items() for sign in kin})
_SPELT = str.maketrans(SPELT)
_KEPT = frozenset(chain(*KIN.values()))

Span = tuple[int, int]


class _Seam(NamedTuple):
    """A stretch of a text that was replaced: its place before and after, in code points."""

    before: Span
    after: Span


class Folded(NamedTuple):
    """A folded text; `seams` are what was replaced, for each step in which it was folded."""

    text: str
    seams: tuple[tuple[_Seam, ...], ...] = ()

    def origin(self, start: int, end: int) -> Span:
        """Where in the text as it was a span of the folded one stands; of signs, all."""
        for seams in reversed(self.seams):
            start, end = _led(start, end, seams, 1, 0)
        return start, end

    def place(self, start: int, end: int) -> Span:
        """Where in the folded text a span of the text as it was stands."""
        for seams in self.seams:
            start, end = _led(start, end, seams, 0, 1)
        return start, end

    def replaced(self, stretches: Iterable[tuple[Span, str]]) -> "Folded":
        """Fold on: stretches, in order, become other words."""
        parts: list[str] = []
        seams: list[_Seam] = []
        reached = length = 0
        for (start, end), words in stretches:
            if self.text[start:end] != words:
                parts += (self.text[reached:start], words)
                length += start - reached
                seams.append(_Seam((start, end), (length, length + len(words))))
                reached, length = end, length + len(words)
        if not seams:
            return self
        return Folded("".join([*parts, self.text[reached:]]), (*self.seams, tuple(seams)))


def folded(text: str) -> Folded:
    """A text in plain letters, each accent in its letter, without signs that nobody sees."""
    known = Folded(text)
    if text.isascii():
        return known
    return known.replaced(_signs(text))


def plain(text: str) -> Folded:
    """A folded text with plain quotes and hyphens, and one space for all that is white."""
    known = folded(text)
    known = Folded(known.text.translate(_PLAIN), known.seams)
    return known.replaced((match.span(), " ") for match in _wide().finditer(known.text))


def bare(text: str) -> str:
    """A text as titles and copies are compared: in lower case, without accents, plain signs."""
    if text.isascii():
        return text.lower().replace("`", "'")
    # An umlaut's dots that stand by themselves are taken for no accent: this form keeps them.
    apart = unicodedata.normalize("NFD", folded(text).text.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _white().sub(_space, letters.translate(_PLAIN | _SPELT))


def _space(white: re.Match[str]) -> str:
    return white.group() if white.group().isascii() else " "


def _led(start: int, end: int, seams: tuple[_Seam, ...], here: int, there: int) -> Span:
    """A span led over the seams of one step, from one side of them to the other."""
    first, last = _side(seams, start, here, there), _side(seams, end - 1, here, there)
    return (first[0], max(first[0], last[1])) if start < end else (first[0], first[0])


def _side(seams: tuple[_Seam, ...], at: int, here: int, there: int) -> Span:
    """Where the code point at an offset stands on the other side, or what was made of it."""
    number = bisect_right(seams, at, key=lambda seam: seam[here][0]) - 1
    if number < 0:
        return at, at + 1
    seam = seams[number]
    if at < seam[here][1]:
        return seam[there]
    moved = at - seam[here][1] + seam[there][1]
    return moved, moved + 1


def _signs(text: str) -> Iterator[tuple[Span, str]]:
    """Where signs stand that may change, each with the marks that join it."""
    changing, joining, sign = _patterns()
    for run in changing.finditer(text):
        start, end = run.span()
        # Marks join the sign before them, which does not change by itself.
        start -= start > 0 and joining.match(text, start) is not None
        for match in sign.finditer(text, start, end):
            yield match.span(), _together(match.group())


@lru_cache(4096)
def _together(sign: str) -> str:
    if sign in _KEPT:
        return sign
    seen = _unseen().sub("", sign)
    composed = unicodedata.normalize("NFKC", seen)
    # What stands apart on a space of its own, such as an umlaut's dots, stays.
    return seen if composed[:1].isspace() else composed


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"[{_UNSEEN}]+")


@cache
def _white() -> re.Pattern[str]:
    return re.compile(r"\s+")


@cache
def _wide() -> re.Pattern[str]:
    """All that is white, but for the one space that it becomes: most of it is that already."""
    return re.compile(r" \s+|[^\S ]\s*")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Runs of what may change; what joins the sign before it; one sign with what joins it."""
    changing, joining = list[int](), list[int]()
    for code in chain(*(block[::_STEP] for block in _BLOCKS)):
        near = range(code, code + _STEP)
        signs = "".join(map(chr, near))
        if unicodedata.normalize("NFKC", signs) != signs:
            changing += (one for one in near if unicodedata.normalize("NFKC", chr(one)) != chr(one))
        joining += (one for one in near if unicodedata.combining(chr(one)))
    marks = f"{_class(joining)}{_JOINING}"
    moving = f"{marks}{_UNSEEN}{_class(changing)}{_BEYOND}"
    return (
        re.compile(f"[{moving}]+"),
        re.compile(f"[{_UNSEEN}]*[{marks}{_BEYOND}]"),
        re.compile(f"(?s:.)(?:[{_UNSEEN}]*[{marks}])*"),
    )


def _class(codes: Iterable[int]) -> str:
    """Code points, rising, as the ranges of a regular expression's class."""
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] += 1
        else:
            ranges.append([code, code])
    return "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in ranges)
