"""Page numbers and running heads and feet: what stands at the edge of page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from annotations.sources.papers.paragraphs import Block, Page

_LONGEST = 120  # code points of a running head
_LARGER = 1.1  # times the size of the text: larger type is a heading
_ROWS = 3  # that a head or foot may have
_SENTENCE = re.compile("[.!?\u2026\u3002][\"'\u201d\u2019\u00bb)]*$")
_NUMBER = re.compile(r"\d+")

_PAGE = re.compile(
    r"(?i)(?:page|pages|p\.|seite|s\.|pagina|p\u00e1gina)?[-\u2013\u2014| ]*(\d+)[-\u2013\u2014| ]*"
    r"(?:(?:of|/|von|de|di|sur) ?\d+)?"
)
_DATE = re.compile(r"\d{1,2}\.? [^\W\d_]+,? \d{4}|[^\W\d_]+ \d{1,2}, \d{4}")

Edge = tuple[str, int, str]
"""Top or foot, how far from the foot of the page in points, and the words with # for numbers."""
Places = list[tuple[int, Block]]
"""Blocks with the numbers of their pages, counted from 0."""


def without_heads(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without them, and the words that were taken off, numbers of pages apart.

    A head stands outermost on its page, in no larger type than the text, is no sentence, and comes
    again at the same height with the same words, but for a number that rises with the pages.
    """
    pages, usual, off = list(pages), _usual(pages), dict[str, None]()
    for _ in range(_ROWS):
        edges = defaultdict[Edge, Places](list)
        for number, page in enumerate(pages):
            for side, block in _outermost(page):
                if _may_be_one(block, usual):
                    key = (side, round(block.y0), _NUMBER.sub("#", _words(block)))
                    edges[key].append((number, block))
        heads = [places for places in edges.values() if _is_head(places, len(pages))]
        if not heads:
            break
        for places in heads:
            for number, block in places:
                left = tuple(other for other in pages[number].blocks if other is not block)
                pages[number] = replace(pages[number], blocks=left)
            if not _PAGE.fullmatch(words := _words(places[0][1])):
                off[words] = None
    return pages, [*off]


def _usual(pages: Iterable[Page]) -> float:
    """The size of type that most letters have."""
    sizes = Counter[float]()
    for page in pages:
        for block in page.blocks:
            sizes[block.size] += len(block.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _outermost(page: Page) -> Iterator[tuple[str, Block]]:
    """The blocks that begin in the first row of a page, or end in the last."""
    level = [block for block in page.blocks if not block.aside]
    if level:
        top, foot = max(level, key=lambda b: b.y1), min(level, key=lambda b: b.y0)
        yield from (("top", block) for block in level if block.y1 > top.y1 - top.size)
        yield from (("foot", block) for block in level if block.y0 < foot.y0 + foot.size)


def _may_be_one(block: Block, usual: float) -> bool:
    words = _words(block)
    short = len(words) <= _LONGEST and "\n" not in block.text.strip()
    return short and block.size <= usual * _LARGER and not _SENTENCE.search(words)


def _is_head(places: Places, pages: int) -> bool:
    words, on = _words(places[0][1]), {page for page, _ in places}
    if number := _PAGE.fullmatch(words):
        alone = int(number[1]) == places[0][0] + 1
        return alone if len(on) == 1 else _constant(places, {0})
    if len(on) == 1 or len(on) * 5 < pages * 2:
        return False
    return _constant(places, _may_rise(words))


def _may_rise(words: str) -> set[int]:
    """Which of the numbers in a head can be that of the page.

    "3 May 2031", "4 May 2031" and "Part 3", "Part 4" are headings.
    """
    numbers = [number.start() for number in _NUMBER.finditer(words)]
    dated = {n for date in _DATE.finditer(words) for n in range(*date.span())}
    outer = {0, len(numbers) - 1} if len(words.split()) > 2 else set[int]()
    return {n for n in outer if numbers and numbers[n] not in dated}


def _constant(places: Places, may_rise: set[int]) -> bool:
    """Whether numbers are the same on all pages; those at some places may rise with the pages."""
    pages = [page for page, _ in places]
    columns = zip(*([int(n) for n in _NUMBER.findall(b.text)] for _, b in places), strict=True)
    return all(
        len({*column}) == 1
        or (n in may_rise and len({a - b for a, b in zip(column, pages, strict=True)}) == 1)
        for n, column in enumerate(columns)
    )


def _words(block: Block) -> str:
    return " ".join(block.text.split())
