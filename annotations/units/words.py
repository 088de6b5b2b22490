"""Words, graphemes and lines: what they are, and the one at, after and before an offset."""

import re
import unicodedata
from collections.abc import Iterator

from annotations.expressions import late

Span = tuple[int, int]
"""`start`, `end`: half open, in code points of the text."""

LONGEST_EXPRESSION = 500
"""No name and no date is longer, in code points; a text of a megabyte is not read for one."""

PIECES_KEPT = 64
"""Of so many pieces is kept what was found in them; each keeps its text."""

_SPACE = late(r"\s*")
_TAIL = 256
_NEAR = 256


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its edges; empty where it holds nothing else."""
    start, end = after_space(text, *span), span[1]
    while end > start:
        tail = text[max(start, end - _TAIL) : end]
        kept = len(tail.rstrip())
        end -= len(tail) - kept
        if kept:
            break
    return start, end


def after_space(text: str, start: int, end: int) -> int:
    """The first place in `text[start:end]` that is no white space, or `end`."""
    match = _SPACE.match(text, start, end)
    return match.end() if match else start


def line_at(text: str, offset: int) -> Span:
    """The line over `offset`, without its line break."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def grapheme_borders(text: str, offset: int) -> list[int]:
    """The gaps between graphemes near `offset`, ascending, in code points.

    A grapheme is what a reader takes for one sign: a letter with its accents, a joined emoji.
    """
    start, end = max(0, offset - _NEAR), min(len(text), offset + _NEAR)
    while start and not (text[start - 1].isascii() and text[start - 1].isspace()):
        start -= 1
        if offset - start > 2 * _NEAR:
            break
    piece = text[start:end]
    if piece.isascii():
        return list(range(start, end + 1))
    from wcwidth import iter_graphemes

    borders = [start]
    for grapheme in iter_graphemes(piece):
        borders.append(borders[-1] + len(grapheme))
    return borders


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where `text` has `words`, letter by letter, in code points; one may overlap the next."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


_MARKS = (
    r"!-/:-@\[-`{-~\u00a1\u00a7\u00ab\u00b6\u00b7\u00bb\u00bf"
    r"\u060c\u061b\u061f\u0964\u0965\u2010-\u2027\u202a-\u205e\u2066-\u2069"
    r"\u3000-\u3004\u3008-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_SINGLE = (
    r"\u3005-\u3007\u3040-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_CHAR = rf"[^\s{_MARKS}{_SINGLE}\x00-\x1f\x7f]"
_JOIN = r"(?:['\u2019](?![sS](?!\w))|(?<=\d)[.,:](?=\d))"  # don't, 1,200, 3.5, 10:30
_WORD = late(
    rf"(?:[^\W\d_]\.){{2,}}"  # U.S.
    rf"|{_CHAR}+(?:{_JOIN}{_CHAR}+)*"
    rf"|[{_SINGLE}][\u3099\u309a\ufe00-\ufe0f]*"
)
_MAY_BE_INSIDE = late(rf"['\u2019.,:]|[^\s{_MARKS}\x00-\x1f\x7f]")
_POSSESSIVE = late(r"['\u2019][sS](?!\w)")


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words that begin in `text[start:end]`, possessive endings left out."""
    position = start
    while match := _WORD.search(text, position, min(len(text), end + 200)):
        if match.start() >= end:
            return
        yield match.span()
        position = match.end()
        if ending := _POSSESSIVE.match(text, position):
            position = ending.end()


def word_count(text: str) -> int:
    """How many words `text` has."""
    # All in one pattern, which is compiled, and kept by `re`, only where it is used.
    counted = re.compile(f"(?:{_WORD.pattern})(?:{_POSSESSIVE.pattern})?")
    return sum(1 for _ in counted.finditer(text))


def word_at(text: str, offset: int) -> Span:
    """The word over `offset`, else the next one, else the last; never empty in a text with any."""
    line_end = line_at(text, offset)[1]
    for span in words(text, resync(text, offset), line_end):
        if span[1] > offset:
            return span
    return next_word(text, line_end) or previous_word(text, offset) or _any(text)


def next_word(text: str, offset: int) -> Span | None:
    """The first word that begins at `offset` or later."""
    coming = words(text, resync(text, offset), len(text))
    return next((span for span in coming if span[0] >= offset), None)


def previous_word(text: str, offset: int) -> Span | None:
    """The last word that begins before `offset`."""
    stop, reach = min(offset, len(text)), 500
    while stop > 0:
        start = resync(text, max(0, stop - reach))
        found = [span for span in words(text, start, stop) if span[0] < offset]
        if found:
            return found[-1]
        stop, reach = start, 2 * reach  # a text may be dots for megabytes
    return None


def is_cut(text: str, offset: int) -> bool:
    """Whether `offset` is inside a word."""
    if not 0 < offset < len(text) or not (_solid(text[offset - 1]) and _solid(text[offset])):
        return False
    # Only near by: a line may be as long as the text.
    return any(end > offset for _, end in words(text, resync(text, offset), offset))


def resync(text: str, offset: int) -> int:
    """The nearest place at or before `offset` where no word can be cut, at most 200 back."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    for place in range(offset, max(0, offset - 200), -1):
        if not _MAY_BE_INSIDE.match(text[place - 1]):
            return place
    return max(0, offset - 200)


def _solid(sign: str) -> bool:
    """Whether a sign may stand inside a word: a letter, a digit, or one that has no width."""
    return sign.isalnum() or unicodedata.category(sign) == "Cf"


def _any(text: str) -> Span:
    start, end = trimmed(text, (0, len(text)))
    return (start, min(end, start + 1))
