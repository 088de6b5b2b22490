"""Where a text says something: what was typed, seen through all that hides it."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from math import prod
from typing import TYPE_CHECKING, TypeAlias, overload

from annotations.errors import PostilError, UsageError
from annotations.expressions import late
from annotations.folding import KIN, SPELT, folded
from annotations.units import Span, grapheme_borders

if TYPE_CHECKING:
    import regex

Pattern: TypeAlias = "Words | regex.Pattern[str]"

_SECONDS = 1.0
_LONGEST = 1_000  # code points: the pattern for so many takes a quarter of a second to make
_MOST_REPEATED = 1_000_000  # `regex` writes `(a{1000}){1000}` out
_LIKE = {sign: f"[{plain}{kin}]" for plain, kin in KIN.items() for sign in plain + kin}
# Marks that may be left out in writing.
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_TWO = {plain: letter for letter, plain in SPELT.items() if len(plain) > 1}
_OF_ITS_OWN = "\u0439\u0419"  # a letter by itself in every alphabet that has it
_PART = late(rf"\s+|ae|oe|ss|(?s:.)[{_ACCENTS}]*", re.IGNORECASE)
_ACCENT = late(f"[{_ACCENTS}]")
_ACCENTED = (range(0xC0, 0x250), range(0x370, 0x6D4), range(0x1E00, 0x2000))


class Words:
    """Words to look for in any number of texts.

    They fit in either case unless a letter of them is upper case, and with any accent unless the
    letter has one. What no reader sees makes no difference: soft hyphens, ligatures, how accents
    are written, kinds of quotation marks, of hyphens, of white space.
    """

    def __init__(self, typed: str) -> None:
        """Raises `PostilError` when there is nothing to look for."""
        if not typed.strip():
            raise PostilError("There is nothing to look for.", "Type some words after /.")
        if len(typed) > _LONGEST:
            what = f"{len(typed):,} characters are too many to search for."
            raise PostilError(what, f"Use {_LONGEST:,} at most.")
        self._unseen = folded(typed).text == ""
        flags = 0 if any(c.isupper() for c in typed) else re.IGNORECASE
        self._plain = re.compile(_source(typed, accented=False), flags)
        self._accented = re.compile(_source(typed, accented=True), flags)

    def are_in(self, text: str) -> bool:
        """Whether a text says them anywhere."""
        return next(self.spans(text), None) is not None

    def spans(self, text: str) -> Iterator[Span]:
        """Every place in a text that says them, in code points, whole graphemes."""
        if text.isascii() or self._unseen:
            yield from (match.span() for match in self._plain.finditer(text))
            return
        known, reached = folded(text), 0
        for match in self._accented.finditer(known.text):
            start, end = _whole(text, known.origin(*match.span()))
            if start >= reached:  # else it is in the grapheme of the one before
                yield start, end
                reached = end


class Spans(Sequence[Span]):
    """Many spans in little room: of a common word there are tens of thousands in 1 MB."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts, self._ends = array("q"), array("q")
        for start, end in spans:
            self._starts.append(start)
            self._ends.append(end)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> list[Span]: ...
    def __getitem__(self, at: int | slice) -> Span | list[Span]:
        if isinstance(at, slice):
            return list(zip(self._starts[at], self._ends[at], strict=True))
        return self._starts[at], self._ends[at]

    def __iter__(self) -> Iterator[Span]:
        return zip(self._starts, self._ends, strict=True)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Spans):
            return (self._starts, self._ends) == (other._starts, other._ends)
        return isinstance(other, Sequence) and list(self) == list(other)

    def place(self, span: tuple[int, ...]) -> int:
        """Where a span stands, or would, among spans in order; of a start alone, the first."""
        at = bisect_left(self._starts, span[0])
        while at < len(self) and self[at] < span:
            at += 1
        return at

    __hash__ = None  # type: ignore[assignment]


def pattern(typed: str) -> Words:
    """The words that were typed. Raises `PostilError` when there is nothing to look for."""
    return Words(typed)


def expression(typed: str, flags: int = 0) -> "regex.Pattern[str]":
    """A regular expression as typed; `flags` are those of `re`, on top of `MULTILINE`.

    It is one of the library `regex`, which can be given a time limit. Raises `UsageError` where
    `typed` is none.
    """
    import regex

    repeated = prod(map(int, re.findall(r"(?<!\\)\{(\d+)", typed)))
    if repeated > _MOST_REPEATED:
        raise UsageError(f"{typed} repeats too much.", "Use smaller numbers in { }.")
    try:
        return regex.compile(typed, regex.MULTILINE | flags)
    except (regex.error, OverflowError, RecursionError) as error:
        what = f"{typed} is not a regular expression: {error}."
        raise UsageError(what, "Correct it, or find plain words.") from None


def hits(text: str, typed: str, regular: bool = False) -> list[Span]:
    """Every place where `text` says `typed`, as spans in code points.

    With `regular`, `typed` is a regular expression. Raises `PostilError` where there is nothing to
    look for, or an expression is none or takes too long.
    """
    if not regular or not typed.strip():
        return spans(text, pattern(typed))
    return spans(text, expression(typed, 0 if any(c.isupper() for c in typed) else re.IGNORECASE))


def spans(text: str, pattern: Pattern) -> list[Span]:
    """Where a pattern fits; what fits nothing at all is no hit.

    An expression fits a text as it is or in plain letters, where both do in plain letters. Raises
    `PostilError` where one takes more than a second, and another for each million code points:
    `(a+)+$` may take years.
    """
    if isinstance(pattern, Words):
        return list(pattern.spans(text))
    known = folded(text)
    found = _matches(text, pattern)
    if not known.seams:
        return found
    plain = [_whole(text, known.origin(*span)) for span in _matches(known.text, pattern)]
    return sorted({*plain, *_beside(found, plain)})


def _matches(text: str, pattern: "regex.Pattern[str]") -> list[Span]:
    try:
        found = pattern.finditer(text, timeout=_SECONDS * (1 + len(text) / 1_000_000))
        return [match.span() for match in found if match.end() > match.start()]
    except TimeoutError:
        raise PostilError(
            f"The regular expression {pattern.pattern} takes too long.",
            "Make it simpler: avoid a repetition inside a repetition.",
        ) from None


def _beside(spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    """Those spans that overlap none of the others, which rise."""
    for start, end in spans:
        at = bisect_left(others, (end,))
        if at == 0 or others[at - 1][1] <= start:
            yield start, end


def _whole(text: str, span: Span) -> Span:
    """A span with all of the graphemes in it."""
    start, end = span
    if _may_join(text, start):
        start = max(at for at in grapheme_borders(text, start) if at <= start)
    if _may_join(text, end):
        end = min(at for at in grapheme_borders(text, end) if at >= end)
    return start, end


def _may_join(text: str, at: int) -> bool:
    return 0 < at < len(text) and not (text[at].isascii() or text[at].isalnum())


def _source(typed: str, accented: bool) -> str:
    """What was typed as a regular expression: for ASCII alone, or for any folded text."""
    words = folded(typed).text or typed
    blank = r"(?<!\s)" if words[0].isspace() else ""  # else a thousand blanks are tried one by one
    return blank + "".join(_part(part, accented) for part in _PART.findall(words))


def _part(part: str, accented: bool) -> str:
    """White space, a sign or a letter, with what it may look like."""
    if part.isspace():
        return r"\s+"
    if part in _LIKE:
        return _LIKE[part]
    if not accented or not part.isalpha():
        return re.escape(part)
    if two := _TWO.get(part.lower()):
        both = "".join(_part(letter, True) for letter in part)
        return f"(?:{both}|{two if part.islower() else two.upper()})"
    if len(part) > 1 or _is_accented(part):
        return rf"{re.escape(part)}(?![{_ACCENTS}])"
    return f"[{part}{_accented_forms().get(part, '')}][{_ACCENTS}]*"


@cache
def _accented_forms() -> dict[str, str]:
    """The letters with accents, by the letter that is typed for them."""
    found = {plain: letter for letter, plain in SPELT.items()}
    found |= {plain.upper(): letter.upper() for plain, letter in found.items() if len(plain) == 1}
    for letter in map(chr, chain(*_ACCENTED)):
        if _is_accented(letter):
            plain = unicodedata.normalize("NFD", letter)[0]
            found[plain] = found.get(plain, "") + letter
    return found


def _is_accented(letter: str) -> bool:
    """Whether a letter has accents that need not be typed."""
    apart = unicodedata.normalize("NFD", letter)
    return len(apart) > 1 and letter not in _OF_ITS_OWN and _ACCENT.match(apart[1]) is not None
