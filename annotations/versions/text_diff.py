"""Which stretches of a text stand in another version of it, by Levenshtein's distance; pure."""

from collections.abc import Sequence
from typing import NamedTuple

_COMPARED_WHOLE = 60_000
"""Code points up to which texts are compared character by character: time grows by the square."""


class Piece(NamedTuple):
    """A stretch of the old text that stands at `new` in the new one, character for character.

    `same` tells whether the characters are the same or were put in each other's place.
    """

    old: int
    new: int
    length: int
    same: bool


def compared(old: str, new: str) -> list[Piece]:
    """The stretches of `old` that are in `new`, in order.

    Of long texts those of paragraphs that were rewritten from end to end may be missing.
    """
    if max(len(old), len(new)) <= _COMPARED_WHOLE:
        return _by_characters(old, new, 0, 0)
    from rapidfuzz.distance import Levenshtein

    # Long texts paragraph by paragraph, and only what differs character by character.
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    at_old, at_new = _offsets(before), _offsets(after)
    pieces: list[Piece] = []
    for code in Levenshtein.opcodes(before, after):
        starts = at_old[code.src_start], at_new[code.dest_start]
        stops = at_old[code.src_end], at_new[code.dest_end]
        if code.tag == "equal":
            pieces.append(Piece(*starts, stops[0] - starts[0], True))
        elif code.tag == "replace":
            left, right = old[starts[0] : stops[0]], new[starts[1] : stops[1]]
            if max(len(left), len(right)) <= _COMPARED_WHOLE:
                pieces += _by_characters(left, right, *starts)
    return _merged(pieces)


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


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
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


def _offsets(lines: Sequence[str]) -> list[int]:
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found
