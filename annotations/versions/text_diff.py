"""Which stretches of a text stand in another version of it, by Levenshtein's distance; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from annotations.units import Span

_COMPARED_WHOLE = 60_000
"""Code points up to which texts are compared character by character: time grows by the square."""
_MOST = 1_000_000_000
"""Pairs of parts that are compared: eight of them take a byte or two."""

Cuts = tuple[Sequence[int], Sequence[int]]
"""Where the parts of the old text and of the new one end, rising."""


class Piece(NamedTuple):
    """A stretch of the old text that stands at `new` in the new one, character for character.

    `same` tells whether the characters are the same or were put in each other's place.
    """

    old: int
    new: int
    length: int
    same: bool


def compared(old: str, new: str, cuts: Sequence[Cuts] = ()) -> list[Piece]:
    """The stretches of `old` that are in `new`, in order.

    Long texts are compared by parts that end at the first `cuts`, what differs of them by the
    next, and so on. Parts that were rewritten from end to end may be missing.
    """
    return _merged(_within(old, new, (0, len(old)), (0, len(new)), cuts))


def _within(old: str, new: str, here: Span, there: Span, cuts: Sequence[Cuts]) -> Iterator[Piece]:
    """The stretches of one part of the old text that are in one part of the new one."""
    if max(here[1] - here[0], there[1] - there[0]) <= _COMPARED_WHOLE:
        yield from _by_characters(old[slice(*here)], new[slice(*there)], here[0], there[0])
        return
    if not cuts:
        return
    ends, new_ends = _between(cuts[0][0], here), _between(cuts[0][1], there)
    if len(ends) * len(new_ends) > _MOST:
        yield from _within(old, new, here, there, cuts[1:])
        return
    from rapidfuzz.distance import Levenshtein

    parts = [old[a:b] for a, b in pairwise(ends)], [new[a:b] for a, b in pairwise(new_ends)]
    codes = Levenshtein.opcodes(*parts)
    same = sum(ends[c.src_end] - ends[c.src_start] for c in codes if c.tag == "equal")
    if cuts[1:] and 2 * same < min(here[1] - here[0], there[1] - there[0]):
        # So few parts are equal that they may be so by chance: their ends are elsewhere now.
        yield from _within(old, new, here, there, cuts[1:])
        return
    for code in codes:
        one = ends[code.src_start], ends[code.src_end]
        other = new_ends[code.dest_start], new_ends[code.dest_end]
        if code.tag == "equal":
            yield Piece(one[0], other[0], one[1] - one[0], True)
        elif code.tag == "replace":
            yield from _within(old, new, one, other, cuts[1:])


def _between(ends: Sequence[int], span: Span) -> list[int]:
    """The ends within a span, and its own."""
    inner = ends[bisect_right(ends, span[0]) : bisect_left(ends, span[1])]
    return list(dict.fromkeys([span[0], *inner, span[1]]))


def _by_characters(old: str, new: str, at_old: int, at_new: int) -> list[Piece]:
    from rapidfuzz.distance import Levenshtein

    return [
        Piece(
            at_old + code.src_start,
            at_new + code.dest_start,
            code.src_end - code.src_start,
            code.tag == "equal",
        )
        for code in Levenshtein.opcodes(old, new)
        if code.tag in ("equal", "replace")
    ]


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces that follow each other on both sides as one."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if (
            last
            and last.same == piece.same
            and (last.old + last.length, last.new + last.length) == (piece.old, piece.new)
        ):
            merged[-1] = last._replace(length=last.length + piece.length)
        else:
            merged.append(piece)
    return merged
