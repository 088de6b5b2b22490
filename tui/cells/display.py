"""One code point in, one harmless code point out; and the clusters of a text with their cells."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from annotations.expressions import late

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
_HARMFUL = late(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)

# What follows are code points of the BMP alone, for which `re` compiles a quick bitmap; whatever
# is in none of these classes takes the slower, careful way.
_ONE_CELL = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038e-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u060c\u061b\u061f"
    "\u0621-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06f9\u10d0-\u10fa"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u20a0-\u20bf"
)
_TWO_CELLS = (
    "\u3001-\u3029\u3030-\u3035\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6"
)
_FIRST_OF_TWO = "\u3000"  # of the two classes, all from here on take two cells
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0e01-\u0e3a\u0e40-\u0e5b"
_SIGNS = "\u2400-\u2421\u21c4\u23ce\u2500-\u259f\u25b4\u25b8\u25be\u25cc\u3000\ufffd"
_NOT_PLAIN = late(f"[^{_ONE_CELL}]")
# Of a cluster: what is invisible, and what only chooses the variant, the tone or the frame.
_LEFT_OUT = late(f"[{_INVISIBLE}\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]")
_TAG = late("([\U000e0000-\U000e007f])")
_BLACK_FLAG = "\U0001f3f4"
_RIGHT_TO_LEFT = late("[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0710-\u07ea\ufb1d-\ufdfb]")

_WIDE_TAB = 4
_MOST_MARKS = 16  # longer stacks of accents are cut on the screen, so that a row stays a row


class Cluster(NamedTuple):
    """What is drawn as one: code points `start` to `end`, printed as `text` in `cells` cells."""

    start: int
    end: int
    text: str
    cells: int


def count_by(count: Callable[[str], int]) -> None:
    """Have cells counted by `count`, as by Rich where that cuts rows by them.

    By wcwidth they are the same but for code points that only one of the two knows.
    """
    global _count
    _count = count
    _measured.cache_clear()


def _by_wcwidth(text: str) -> int:
    from wcwidth import wcwidth

    return sum(max(0, wcwidth(character)) for character in text)


_count: Callable[[str], int] = _by_wcwidth


def cells(text: str) -> int:
    """How many cells `text` takes."""
    return _count(text)


def fitted(text: str, width: int) -> str:
    """`text` cut to at most `width` cells, with an ellipsis where something is missing."""
    if cells(text) <= width:
        return text
    if width <= 0:
        return ""
    beyond = bisect_right(range(len(text)), width - 1, key=lambda end: cells(text[:end]))
    return text[: beyond - 1].rstrip() + "\u2026"


def harmless(text: str) -> str:
    """`text` with every code point that could command a terminal shown as a visible mark."""
    return text.translate(_HARMLESS) if _HARMFUL.search(text) else text


def spelled(json: str) -> str:
    """JSON in which what could command a terminal is spelled `\\uXXXX`, which means the same."""
    return "\n".join(_HARMFUL.sub(_spelled, line) for line in json.split("\n"))


def one_line(text: str) -> str:
    """`text` on one line, harmless and in simple forms, for titles, names and notices."""
    folded = " ".join(text.split())
    if is_plain(folded):
        return folded
    return " ".join("".join(map(_simple, _graphemes(folded))).split())


def is_plain(text: str) -> bool:
    """Whether every code point of `text` is harmless and takes one cell by itself."""
    return (text.isascii() and text.isprintable()) or not _NOT_PLAIN.search(text)


def is_simple(printed: str) -> bool:
    """Whether each code point takes one cell, of which terminals agree, and commands none."""
    return (printed.isascii() and printed.isprintable()) or not _not_simple().search(printed)


def is_even(text: str) -> bool:
    """Whether every code point of `text` stands by itself, in one cell or in two."""
    return not _not_even().search(text)


def even_cells(character: str) -> int:
    """The cells of a code point of a text that `is_even`."""
    return 2 if character >= _FIRST_OF_TWO else 1


def is_sure(printed: str) -> bool:
    """Whether terminals agree on the cells of each cluster of `printed`, as `clusters` gave it."""
    return printed.isascii() or not _unsure().search(printed)


@cache  # made when first needed, for that takes two milliseconds
def _not_even() -> re.Pattern[str]:
    return re.compile(f"[^{_ONE_CELL}{_TWO_CELLS}]")


@cache
def _not_simple() -> re.Pattern[str]:
    return re.compile(f"[^{_ONE_CELL}\u2500-\u259f\u25b4\u25b8\u25be]")


@cache
def _unsure() -> re.Pattern[str]:
    # Of the scripts of India, vowel signs with a width and what joins letters are in doubt.
    indic = "".join(
        character
        for character in map(chr, range(0x0900, 0x0E00))
        if unicodedata.category(character) in ("Lo", "Mn", "Nd", "Po")
        and unicodedata.combining(character) != 9  # virama
    )
    return re.compile(f"[^{_ONE_CELL}{_TWO_CELLS}{_MARKS}{indic}{_SIGNS}]")


def runs_right_to_left(text: str) -> bool:
    """Whether words of `text` belong to a script that is read from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def clusters(text: str, offset: int = 0) -> Iterator[Cluster]:
    """The clusters of `text`, which begins at code point `offset` of its article.

    Tabs reach to the next fourth cell, counted from the first one.
    What is invisible joins the cluster before it, or after it at the beginning.
    """
    if is_even(text):
        for place, character in enumerate(text, offset):
            yield Cluster(place, place + 1, character, even_cells(character))
        return
    start = first = end = offset
    held, cells, column = "", 0, 0
    for grapheme in _graphemes(text):
        end = start + len(grapheme)
        printed, width = _measured(grapheme)
        if grapheme == "\t":
            width = _WIDE_TAB - (column + cells) % _WIDE_TAB
            printed = " " * width
        if width or (printed and not held[:1].isalpha()):
            if cells:
                yield Cluster(first, start, held, cells)
                column, first = column + cells, start
            # A mark that finds nothing to stand on is given a circle.
            held, cells = (printed, width) if width else ("\u25cc" + printed, 1)
        else:
            held += printed
        start = end
    if end > first:
        yield Cluster(first, end, held, cells) if cells else Cluster(first, end, " ", 1)


def _spelled(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _graphemes(text: str) -> Iterator[str]:
    """The graphemes of `text`, with tag characters by themselves where they make no flag.

    To the eye they are nothing, so that words can be hidden in them.
    """
    from wcwidth import iter_graphemes

    tagged = _TAG.search(text) is not None
    for grapheme in iter_graphemes(text):
        if tagged and grapheme[0] != _BLACK_FLAG:
            yield from filter(None, _TAG.split(grapheme))
        else:
            yield grapheme


@lru_cache(maxsize=16_384)
def _measured(grapheme: str) -> tuple[str, int]:
    """A grapheme's simple form, and its cells."""
    simple = _simple(grapheme)
    return simple, _count(simple)


@lru_cache(maxsize=16_384)
def _simple(grapheme: str) -> str:
    """The form of a grapheme on whose width terminals agree most.

    That is the first of joined emoji, without a presentation or a tone; a flag's two letters;
    and letters with their marks.
    """
    first = grapheme[0]
    if ord(first) in _HARMLESS:
        return _HARMLESS[ord(first)]
    if first == _FIRST_OF_TWO:  # a space, of which an edge may take one cell
        return "  "
    if "\U0001f1e6" <= first <= "\U0001f1ff":
        return "".join(chr(ord(c) - 0x1F1E6 + ord("A")) for c in grapheme if c >= "\U0001f1e6")
    alone, _, joined = grapheme.partition("\u200d")
    kept = alone + "".join(c for c in joined if unicodedata.category(c)[0] in "MLN")
    return _LEFT_OUT.sub("", kept)[: _MOST_MARKS + 1]
