"""Offsets of a foreign file are not trusted: words, and where spans lie, show what they count."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from annotations.units import Span, is_cut, occurrences

Unit = Literal["code-points", "utf-16", "bytes"]
"""What offsets count; bytes are those of UTF-8."""

_NEAR = 200
_BLOCK = 1024  # code points that are encoded at a time
_OTHERS: dict[Unit, tuple[str, int, str]] = {
    "utf-16": ("utf-16-le", 2, "its offsets count UTF-16 units"),
    "bytes": ("utf-8", 1, "its offsets count bytes"),
}
_HELD: dict[Unit, tuple[str, list[int]]] = {}
"""The text that was last asked for in each unit, with its sums."""
_UNITS: tuple[Unit, ...] = ("code-points", "utf-16", "bytes")
_CALLED: dict[Unit, str] = {"code-points": "characters", "utf-16": "UTF-16 units", "bytes": "bytes"}
# Thai, Lao, Tibetan, Burmese and Khmer put no space between words, Korean none before particles.
_UNSPACED = re.compile("[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u3130-\u318f\uac00-\ud7af]")
_CUT, _OUTSIDE = "begin or end inside a word", "lie outside the text"


def placed(
    text: str, start: int, end: int, words: str | None, unit: Unit = "code-points"
) -> tuple[Span, str] | None:
    """Where a span stands in `text` and how it was found, or `None` where it cannot be.

    The offsets are taken as they are said to be; where there are words that do not stand there,
    they are tried as code points, UTF-16 units and UTF-8 bytes; then the words are looked for
    within 200 code points. The second value is empty where the offsets held.
    """
    said = in_code_points(text, start, end, unit)
    if words is None:
        return (said, "") if said else None
    if not words:
        return None
    if said and text[said[0] : said[1]] == words:
        return said, ""
    if start >= 0 and text[start:end] == words:
        return (start, end), "its offsets count code points"
    for other, (_, _, how) in _OTHERS.items():
        found = in_code_points(text, start, end, other)
        if found and text[found[0] : found[1]] == words:
            return found, how
    near = _nearest(text, words, start)
    return (
        ((near, near + len(words)), "its words are in another place") if near is not None else None
    )


def in_code_points(text: str, start: int, end: int, unit: Unit) -> Span | None:
    """A span in code points; `None` where the text is shorter or a character is cut."""
    if unit == "code-points":
        return (start, end) if 0 <= start < end <= len(text) else None
    edges = [_code_points(text, offset, unit) for offset in (start, end)]
    first, last = edges
    return (first, last) if first is not None and last is not None and first < last else None


def _code_points(text: str, offset: int, unit: Unit) -> int | None:
    encoding, width, _ = _OTHERS[unit]
    sums = _sums(text, unit)
    if not 0 <= offset <= sums[-1]:
        return None
    block = bisect_right(sums, offset) - 1
    piece = text[block * _BLOCK : (block + 1) * _BLOCK].encode(encoding)
    try:
        inside = piece[: (offset - sums[block]) * width].decode(encoding)
    except UnicodeDecodeError:
        return None
    return min(block * _BLOCK, len(text)) + len(inside)


def _sums(text: str, unit: Unit) -> list[int]:
    """How many units stand before each block of the text, so that no span encodes it anew."""
    held = _HELD.get(unit)
    # Told by identity: to compare long texts for every span would take as long as to encode them.
    if held is None or held[0] is not text:
        encoding, width, _ = _OTHERS[unit]
        blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
        sizes = (len(block.encode(encoding)) // width for block in blocks)
        held = _HELD[unit] = (text, [0, *accumulate(sizes)])
    return held[1]


def utf_16(text: str) -> Callable[[int], int]:
    """What turns an offset in code points of a text into one in UTF-16 units."""
    wide = [at for at, sign in enumerate(text) if sign > "\uffff"] if not text.isascii() else []
    return lambda offset: offset + bisect_left(wide, offset)


def _nearest(text: str, words: str, start: int) -> int | None:
    low = max(0, start - _NEAR)
    piece = text[low : max(0, start) + len(words) + _NEAR]
    places = (low + at for at in occurrences(piece, words))
    return min(places, key=lambda place: abs(place - start), default=None)


class Bare(Struct, frozen=True):
    """The spans of one record that came without words, and how they would lie in each unit.

    Of all the `spans`, `moving` stand elsewhere in another unit. `astray` counts those that begin
    or end inside a word, or `outside` the text; `moved_astray` those of them that move.
    """

    where: str
    spans: int
    moving: int
    astray: Counter[Unit]
    moved_astray: Counter[Unit]
    outside: Counter[Unit]


def bare(text: str, spans: Sequence[Span], where: str) -> Bare:
    """How spans without words lie in a text."""
    astray, moved_astray, outside = Counter[Unit](), Counter[Unit](), Counter[Unit]()
    moving = 0
    units = _UNITS[:1] if text.isascii() else _UNITS
    for span in spans:
        places = {unit: in_code_points(text, *span, unit) for unit in units}
        moves = len(set(places.values())) > 1
        moving += moves
        for unit, place in places.items():
            if _is_astray(text, place):
                astray[unit] += 1
                moved_astray[unit] += moves
                outside[unit] += place is None
    return Bare(where, len(spans), moving, astray, moved_astray, +outside)


class Offsets:
    """What the spans without words of a whole file show about its offsets."""

    def __init__(self) -> None:
        self._spans = self._moving = 0
        self._astray, self._moved_astray = Counter[Unit](), Counter[Unit]()
        self._outside = Counter[Unit]()
        self._first: dict[Unit, str] = {}

    def add(self, one: Bare) -> None:
        """Count the spans of a record."""
        self._spans += one.spans
        self._moving += one.moving
        self._astray += one.astray
        self._moved_astray += one.moved_astray
        self._outside += one.outside
        for unit in one.astray:
            self._first.setdefault(unit, one.where)

    def told(self, unit: Unit) -> str:
        """How many spans are astray where offsets count `unit`; empty where none is."""
        count, outside = self._astray[unit], self._outside[unit]
        if not count:
            return ""
        how = _OUTSIDE if outside == count else f"{_CUT} or {_OUTSIDE}" if outside else _CUT
        return (
            f"{count} of {self._spans} spans that came without their words {how},"
            f" the first in {self._first[unit]}."
        )

    @property
    def fitting(self) -> Unit:
        """Code points, or the unit that fits where they do not.

        That is so where half of the spans that another unit would move cut words, and none does
        in that unit.
        """
        here = self._moved_astray["code-points"]
        for unit in _UNITS[1:]:
            if here and 2 * here >= self._moving and not self._moved_astray[unit]:
                return unit
        return "code-points"

    def judged(self, path: object) -> str:
        """What to say of a file that is read in another unit; empty where it is not."""
        called = _CALLED[self.fitting]
        if self.fitting == "code-points":
            return ""
        return (
            f"The offsets of {path} look like {called} and were read that way. Read as "
            f"characters, {self.told('code-points')}"
        )


def _is_astray(text: str, place: Span | None) -> bool:
    return place is None or any(
        is_cut(text, edge) and not _UNSPACED.search(text, edge - 1, edge + 1) for edge in place
    )
