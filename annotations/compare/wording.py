"""Words as they are compared: in lower case, without marks, numbers as digits."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from annotations.folding import bare

_WORD = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*\.?")
_DROPPED = str.maketrans("", "", ".'")
_NUMBERS = "one two three four five six seven eight nine ten"
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS.split(), 1)}
_SMALL = frozenset(
    "a an and are as at be been but by did do does for from had has have he her him his i if in is "
    "it its me my no not of on or our she so that the their them then there they this to too up us "
    "was we were what when which who will with would you your".split()
)

Words = tuple[str, ...]


def words(text: str) -> Words:
    """The words of a text, folded: F.B.I. is fbi, and one to ten are digits."""
    found = (word.translate(_DROPPED) for word in _WORD.findall(bare(text)))
    return tuple(_DIGITS.get(word, word) for word in found if word)


def content(said: Iterable[str]) -> frozenset[str]:
    """The words that carry what is said, without those that any sentence has."""
    return frozenset(said) - _SMALL


def holds(longer: Words, shorter: Words) -> bool:
    """Whether words stand in others, side by side and whole."""
    return f" {' '.join(shorter)} " in f" {' '.join(longer)} " if shorter else False


class Block(Struct, frozen=True):
    """A stretch of two wordings, half open in words: the same on both, or different."""

    left: tuple[int, int]
    right: tuple[int, int]
    same: bool


def aligned(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Two wordings laid above each other: what both have, and what one has in the other's place.

    By the fewest words put in and taken out (RapidFuzz's Indel); neighbours are joined.
    """
    from rapidfuzz.distance import Indel

    blocks: list[Block] = []
    for code in Indel.opcodes(left, right):
        same = code.tag == "equal"
        here, there = (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        if blocks and blocks[-1].same == same:
            last = blocks.pop()
            here, there = (last.left[0], here[1]), (last.right[0], there[1])
        blocks.append(Block(here, there, same))
    return blocks
