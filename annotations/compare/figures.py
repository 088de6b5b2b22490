"""Figures that differ where two texts say the same: 40 people here, 45 people there.

Two sentences say the same where at least eight words, and half of the shorter one, stand in both in
one order. A figure differs where each of them has one alone between words that both have. On 150
pairs of news that was right in both of two places found; less likeness erred more often than not.
"""

import re
from collections import Counter
from collections.abc import Iterator

from annotations.compare.likeliest import indexed
from annotations.compare.sides import FIGURE, Item, Match, Side
from annotations.compare.wording import aligned, content
from annotations.folding import bare
from annotations.units import Span
from annotations.units.number_words import NUMBERS

_WORDS, _SHARE = 8, 0.5  # what two sentences have in common, at least
_RARE = 16  # places that two texts together have of a word by which sentences are found
_FEWEST = 2  # such words
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_IN_FIGURES = {word: str(number) for number, word in enumerate(NUMBERS)}

_Said = list[tuple[str, Span]]
"""The words of a sentence, folded, with numbers in figures, and where they stand."""


def figures(left: Side, right: Side) -> list[Match]:
    """The figures of two texts that differ in sentences which say the same otherwise."""
    here, there = indexed(left.text), indexed(right.text)
    said = {}
    for side, known, number in ((left, here, 0), (right, there, 1)):
        for n, span in enumerate(known.spans):
            words = _words(side.text, span)
            if any(word[0].isdigit() for word, _ in words):
                said[number, n] = words
    near = Counter(
        (n, m)
        for word, places in here.places.items()
        if len(places) * len(there.places.get(word, ())) <= _RARE
        for n in places
        for m in there.places.get(word, ())
        if (0, n) in said and (1, m) in said
    )
    pairs = [pair for pair, shared in near.items() if shared >= _FEWEST]
    return [
        Match((_item(left, one),), (_item(right, other),), FIGURE, FIGURE)
        for n, m in sorted(pairs)
        for one, other in _differing(said[0, n], said[1, m])
    ]


def _differing(left: _Said, right: _Said) -> Iterator[tuple[Span, Span]]:
    """The figures that two sentences have in one place."""
    turned = [word for word, _ in right] < [word for word, _ in left]
    one, other = (right, left) if turned else (left, right)  # so that either way says the same
    blocks = aligned([word for word, _ in one], [word for word, _ in other])
    same = sum(block.left[1] - block.left[0] for block in blocks if block.same)
    if same < _WORDS or same < _SHARE * min(len(one), len(other)):
        return
    for block in blocks:
        (start, end), (begin, close) = block.left, block.right
        if not block.same and end - start == close - begin == 1:
            numbers = one[start][0], other[begin][0]
            if all(number[0].isdigit() for number in numbers):
                spans = _with_next(one, start), _with_next(other, begin)
                yield spans[::-1] if turned else spans


def _with_next(said: _Said, at: int) -> Span:
    """Where a figure stands, with the word that says of what it is."""
    (start, end), behind = said[at][1], said[at + 1 : at + 2]
    return start, behind[0][1][1] if content(word for word, _ in behind) else end


def _words(text: str, span: Span) -> _Said:
    return [(_folded(one.group()), one.span()) for one in _WORD.finditer(text, *span)]


def _folded(word: str) -> str:
    """A word or a number as it is compared: 1,000 is 1000, five is 5."""
    if word[0].isdigit():
        return word.replace(",", "")
    low = bare(word)
    return _IN_FIGURES.get(low, low)


def _item(side: Side, span: Span) -> Item:
    key = (FIGURE, *map(str, span))
    return Item(key, span, FIGURE, FIGURE, side.text[slice(*span)], tagged=False)
