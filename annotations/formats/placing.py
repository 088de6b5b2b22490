"""Offsets of a foreign file are not believed: a span is where its words are."""

from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from annotations.units import Span

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
    return ((near, near + len(words)), "its words stand elsewhere") if near is not None else None


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


def _nearest(text: str, words: str, start: int) -> int | None:
    low = max(0, start - _NEAR)
    piece = text[low : max(0, start) + len(words) + _NEAR]
    places, at = [], piece.find(words)
    while at >= 0:
        places.append(low + at)
        at = piece.find(words, at + 1)
    return min(places, key=lambda place: abs(place - start), default=None)
