"""One code point in, one harmless code point out; and the clusters of a text with their cells."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_UNKNOWN = "\ufffd"

_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _UNKNOWN),
    **dict.fromkeys((0x85, 0x2028, 0x2029), "\u23ce"),
    **dict.fromkeys(map(ord, _BIDI), "\u21c4"),
    **dict.fromkeys(range(0xD800, 0xE000), _UNKNOWN),
    **dict.fromkeys(range(0xFFF9, 0xFFFC), _UNKNOWN),
    **dict.fromkeys(range(0xE0000, 0xE0080), _UNKNOWN),
}
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# A BMP-only class compiles to a bitmap; whatever is not in it takes the slower, careful way.
_NOT_PLAIN = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf]"
)
_WIDE_TAB = 4


@dataclass(frozen=True, slots=True)
class Cluster:
    """What is drawn as one: code points `start` to `end`, printed as `text` in `cells` cells."""

    start: int
    end: int
    text: str
    cells: int


def harmless(text: str) -> str:
    """`text` with every code point that could command a terminal shown as a visible mark."""
    return text.translate(_HARMLESS) if _HARMFUL.search(text) else text


def one_line(text: str) -> str:
    """`text` made harmless and free of what takes no cell, for titles, names and notices."""
    folded = " ".join(text.split())
    return harmless(re.sub(f"[{_INVISIBLE}]", "", folded))


def is_plain(text: str) -> bool:
    """Whether every code point of `text` is harmless and takes one cell by itself."""
    return (text.isascii() and text.isprintable()) or not _NOT_PLAIN.search(text)


def clusters(text: str, offset: int = 0, column: int = 0) -> Iterator[Cluster]:
    """The clusters of `text`, which begins at code point `offset` of its article.

    `column` is the cell at which the first one stands; tabs reach to the next fourth cell.
    What is invisible joins the cluster before it, or after it at the beginning.
    """
    from wcwidth import iter_graphemes

    start, waiting = offset, None
    for grapheme in iter_graphemes(text):
        end = start + len(grapheme)
        if waiting is not None and not grapheme.strip(_INVISIBLE):
            waiting = Cluster(waiting.start, end, waiting.text, waiting.cells)
        else:
            if waiting is not None and waiting.cells:
                yield waiting
                column += waiting.cells
            first = waiting.start if waiting is not None and not waiting.cells else start
            printed, cells = _printed(grapheme, column)
            waiting = Cluster(first, end, printed, cells)
        start = end
    if waiting is not None:
        yield waiting if waiting.cells else Cluster(waiting.start, waiting.end, " ", 1)


def _printed(grapheme: str, column: int) -> tuple[str, int]:
    """A simplified form on whose width terminals agree, and that width in cells."""
    first = grapheme[0]
    if first == "\t":
        cells = _WIDE_TAB - column % _WIDE_TAB
        return " " * cells, cells
    if ord(first) in _HARMLESS:
        return grapheme.translate(_HARMLESS)[0], 1
    if not grapheme.strip(_INVISIBLE):
        return "", 0
    if "\U0001f1e6" <= first <= "\U0001f1ff":
        letters = [chr(ord(c) - 0x1F1E6 + ord("A")) for c in grapheme if c >= "\U0001f1e6"]
        return "".join(letters), len(letters)
    from wcwidth import wcwidth

    cells = wcwidth(first)
    if cells < 1:
        return "\u25cc" + harmless(grapheme.strip(_INVISIBLE)), 1
    if len(grapheme) == 1:
        return first, cells
    marks = [c for c in grapheme[1:] if unicodedata.category(c) in ("Mn", "Me", "Mc", "Lo")]
    kept = [c for c in marks if not "\ufe00" <= c <= "\ufe0f" and c != "\u20e3"]
    spacing = sum(max(0, wcwidth(c)) for c in kept if unicodedata.category(c) in ("Mc", "Lo"))
    return first + "".join(kept), cells + spacing
