"""Spans of a text: without white space at their edges, of a line, of a grapheme."""

import re

Span = tuple[int, int]
"""`start`, `end`: half open, in code points of the text."""

LONGEST_EXPRESSION = 500
"""No name and no date is longer, in code points; a text of a megabyte is not read for one."""

_SPACE = re.compile(r"\s*")
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
