"""Near-duplicate texts, recognised by a few hundred bytes of each: sketches of word 4-grams.

A shingle is four words in a row, hashed to 32 bits. A sketch keeps a text's smallest hashes (the
bottom-k sketch of A. Broder, On the resemblance and containment of documents, 1997), from which
the share of the shorter text that stands in the longer one is estimated. Containment, and not
resemblance, because an edited copy is cut and gets other boilerplate. Words are compared
without markup, disguises and broken lines.
"""

import html
import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from zlib import crc32

from annotations.folding import bare

ALIKE = 0.4
"""From this containment on two texts are near-duplicates."""

_KEPT = 128
_FEWEST = 4  # hashes in common: fewer of a sample may be chance
_HIGHEST = 2**32
COMMON = 64
"""To so many texts a phrase leads that more have."""
_AT_ONCE = 1_000_000

# Scripts without spaces between words go character by character.
_ALONE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_ALONE}]|[^\W_{_ALONE}]+")
# A comment, or a tag; with what CommonMark 0.31 calls a link's destination.
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*(?:\s+[\"'][^\"'\n]*[\"'])?\)")
# Within a word, or where a line was broken in one; an apostrophe is left out as often as not.
_WITHIN = re.compile(r"(?<=[^\W_])(?:-\s*\n\s*|['-])(?=[^\W_])")
_FEWEST_LETTERS = 24

Sketch = bytes
"""The smallest hashes of a text's shingles, rising, as native unsigned 32-bit numbers."""


class Forest:
    """Numbers from 0 that are joined into sets (union-find); a set is named by its smallest."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def root(self, number: int) -> int:
        """The smallest number of the set that holds this one."""
        while (above := self._above[number]) != number:
            self._above[number] = self._above[above]
            number = above
        return number

    def join(self, first: int, second: int) -> None:
        """Make one set of two."""
        low, high = sorted((self.root(first), self.root(second)))
        self._above[high] = low


def _words(text: str) -> list[str]:
    """The words of a text in order, in lower case; two that a hyphen joins are one."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "](" in text:
        text = _ADDRESS.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return _WORD.findall(_WITHIN.sub("", bare(text)))


def letters(text: str) -> tuple[str, ...]:
    """What copies of a text have in common: all its letters, and those without its first line.

    Each is empty where there are too few of them to tell by.
    """
    whole, body = "".join(_words(text)), "".join(_words(text.strip().partition("\n")[2]))
    return whole, body if len(body) >= _FEWEST_LETTERS else ""


def sketch(text: str) -> Sketch:
    """The sketch of a text; empty for one without words."""
    said = _words(text)
    # A text of fewer words is one shingle.
    fours = zip(said, said[1:], said[2:], said[3:], strict=False) if said[3:] else [said]
    hashes = {crc32(" ".join(four).encode("utf-8", "replace")) for four in fours if four}
    return array("I", sorted(hashes)[:_KEPT]).tobytes()


def containment(first: Sketch, second: Sketch) -> float:
    """The estimated share of the shorter text's shingles that the longer one has too, 0 to 1.

    It is exact for texts of at most 127 shingles.
    """
    return _share(first, second, len(set(_hashes(first)) & set(_hashes(second))))


def _share(first: Sketch, second: Sketch, shared: int) -> float:
    """The containment of two texts whose sketches share so many hashes."""
    hashes = [_hashes(first), _hashes(second)]
    # Up to here both sketches have all that their texts have, and so all that they share.
    limit = min((found[-1] if len(found) == _KEPT else _HIGHEST) for found in hashes)
    least = min(bisect_right(found, limit) for found in hashes)
    if not least or (shared < _FEWEST and limit < _HIGHEST):
        return 0.0
    return shared / least


def join_alike(sketches: Sequence[Sketch], forest: Forest) -> None:
    """Join the numbers of those sketches whose texts are near-duplicates."""
    for one, other, _ in alike(sketches, lambda a, b: forest.root(a) == forest.root(b)):
        forest.join(one, other)


def alike(
    sketches: Sequence[Sketch], is_known: Callable[[int, int], bool]
) -> Iterator[tuple[int, int, float]]:
    """The numbers of sketches whose texts are near-duplicates, and the containment, as found.

    What `is_known` of two numbers, in either order, is not compared. The hashes that a text shares
    with each other text are counted, and only pairs that can have enough of them are compared. A
    hash of more than 64 texts is of a common phrase: it is followed only where a text could be
    found by nothing else, and to the first 64, so that the work grows as the number of texts does.
    Up to 64 texts all pairs are found.
    """
    holders = _Holders(sketches)
    for number, one in enumerate(sketches):
        found, more = holders.sharing(number)
        fewest = _FEWEST if len(one) == 4 * _KEPT else 1
        for other in [at for at, shared in found.items() if shared + more >= fewest]:
            if other != number and not is_known(other, number):
                most = _share(sketches[other], one, found[other] + more)
                if most >= ALIKE and (share := containment(sketches[other], one)) >= ALIKE:
                    yield other, number, share


class _Holders:
    """Which sketches have a hash, of those that several have; some bytes for each of these."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self._numbers, self._ends = array("I"), array("I", [0])
        self._rare, self._common = ([array("I") for _ in sketches] for _ in range(2))
        self._mostly = [len(sketch) / 4 * ALIKE for sketch in sketches]
        # All hashes in one table would take a hundred bytes each.
        parts = [array("Q") for _ in range(1 + len(sketches) * _KEPT // _AT_ONCE)]
        for number, sketch in enumerate(sketches):
            for hash in _hashes(sketch):
                parts[hash % len(parts)].append(hash << 32 | number)
        while parts:
            self._take(parts.pop())

    def _take(self, pairs: Iterable[int]) -> None:
        holding: dict[int, list[int]] = {}
        for pair in pairs:
            holding.setdefault(pair >> 32, []).append(pair & 0xFFFFFFFF)
        for numbers in holding.values():
            if len(numbers) > 1:
                lists = self._rare if len(numbers) <= COMMON else self._common
                for number in numbers:
                    lists[number].append(len(self._ends) - 1)
                self._numbers.extend(numbers[:COMMON])
                self._ends.append(len(self._numbers))

    def sharing(self, number: int) -> tuple[Counter[int], int]:
        """How many hashes a sketch shares with each other, and how many more it may share."""
        numbers, ends, common = self._numbers, self._ends, self._common[number]
        lists = [numbers[ends[at] : ends[at + 1]] for at in self._rare[number]]
        if len(common) >= self._mostly[number]:
            lists += [numbers[ends[at] : ends[at + 1]] for at in common]
        return Counter(chain.from_iterable(lists)), len(common)


def _hashes(sketch: Sketch) -> memoryview:
    return memoryview(sketch).cast("I")
