"""What two articles say of one thing: both wordings above each other, or what comes nearest."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from annotations.compare.sides import Item, Items, Side
from annotations.compare.wording import aligned, words
from annotations.suggest.speech import VERB
from tui.cells.display import cells, fitted, one_line
from tui.reading.compared import Difference
from tui.reading.comparing import Counts
from tui.reading.wrapping import RowLayout

_AROUND = 60  # code points from a quote in which its verb of speech stands
_NAME = 9  # cells of an article's name
_KEPT = 4  # words on both sides of a difference that are shown of what both have

SAID = {
    "cut": "cut", "joined": "parts joined", "changed": "changed in words", "value": "another day",
    "name": "another name", "marks": "without quotation marks", "figure": "another figure",
    "words": "in other words", "": "the same",
}  # fmt: skip
"""What the ways to differ are called."""


def heading(one: Difference, sides: Sequence[Side], width: int) -> str:
    """What differs, where in each text, and how long it is there; who said it, by which verb.

    Where that is wider than so many cells, the lengths are left out, and the names are short.
    """
    first, differs = one.here[0], one.match.differs if one.match else ""
    told = f"{first.label}: {SAID.get(differs, differs)}"
    long, short = [told], [told if not differs else f"{first.label}: {differs}"]
    for items, side in ((one.here, sides[one.number]), (one.there, sides[1 - one.number])):
        share = round(100 * items[0].span[0] / max(1, len(side.text)))
        count = sum(len(item.words.split()) for item in items)
        verb = _verb(side.text, items[0]) if first.role == "quote" else ""
        said = " ".join(filter(None, (verb, items[0].speaker)))
        said = f", {said}" if said else ""
        long.append(f"{side.name} {share} %, {count} words{said}")
        short.append(f"{fitted(one_line(side.name), _NAME - 1)} {share} %{said}")
    if one.match and one.match.differs:
        long.append(f"{one.match.score:.2f}")
    whole = one_line(" \u00b7 ".join(long))
    return whole if cells(whole) <= width else fitted(one_line(" \u00b7 ".join(short)), width)


def mentioned(counts: Counts) -> str:
    """How often somebody is mentioned, in each of the articles side by side."""
    if len(counts) == 1:
        return f"mentioned {counts[0][1]} times"
    return one_line("mentioned: " + " \u00b7 ".join(f"{name} {count}" for name, count in counts))


def missing(one: Difference, sides: Sequence[Side], width: int, most: int) -> list[str]:
    """What is not found, and the sentence of the other text that may say it: at most so many rows.

    Each is at most `width` cells wide; where the sentence finds no room it is cut.
    """
    other = sides[1 - one.number]
    told = f"{'maybe' if one.asked else 'not found'} in {other.name}"
    if one.nearest:
        share = round(100 * one.nearest[0] / max(1, len(other.text)))
        told += f" \u00b7 nearest, {share} % in: {other.text[slice(*one.nearest)]}"
    told = one_line(told)
    layout = RowLayout(told, max(1, width))
    layout.extend(len(told))
    starts = [layout.bounds(row)[0] for row in range(min(most, layout.rows))]
    rows = [told[slice(*ends)].rstrip() for ends in pairwise([*starts, len(told)])]
    return [fitted(row, width) for row in rows]


def laid(one: Difference, sides: Sequence[Side], width: int) -> list[str]:
    """Three rows of at most `width` cells: each wording, and carets below what only one has."""
    names = [side.name for side in (sides[one.number], sides[1 - one.number])]
    rows = [f"{fitted(one_line(name), _NAME - 1):<{_NAME}}" for name in names] + [" " * _NAME]
    for left, right, same in _stretches(_joined(one.here), _joined(one.there)):
        wide = max(cells(left), cells(right))
        marks = "" if same else "^" * wide
        for row, said in enumerate((left, right, marks)):
            room = wide - (len(said) if row == 2 else cells(said))
            rows[row] += said + " " * (room + 1)
    return [fitted(row.rstrip(), width) for row in rows]


def _joined(items: Items) -> list[str]:
    return one_line(" \u2026 ".join(item.words for item in items)).split()


def _stretches(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Stretches of both wordings in turn; the middle of a long one that both have is left out."""
    blocks = aligned([_plain(word) for word in left], [_plain(word) for word in right])
    for number, block in enumerate(blocks):
        here, there = left[slice(*block.left)], right[slice(*block.right)]
        if block.same and len(here) > 2 * _KEPT + 1:
            before = _KEPT if number > 0 else 0
            after = _KEPT if number < len(blocks) - 1 else 0
            here, there = _shortened(here, before, after), _shortened(there, before, after)
        yield " ".join(here), " ".join(there), block.same


def _shortened(said: Sequence[str], before: int, after: int) -> list[str]:
    kept_before = said[: before or _KEPT] if before or not after else []
    return [*kept_before, "\u2026", *(said[-after:] if after else [])]


def _plain(word: str) -> str:
    return " ".join(words(word)) or word


def _verb(text: str, item: Item) -> str:
    """The verb of speech nearest to a quote: behind it, else before it."""
    start, end = item.span
    after = VERB.search(text, end, end + _AROUND)
    if after and "\n" not in text[end : after.start()]:
        return after.group()
    before = list(VERB.finditer(text, max(0, start - _AROUND), start))
    return before[-1].group() if before else ""
