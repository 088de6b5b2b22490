"""The paragraphs of printed pages, in reading order, without page numbers and running heads."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

UNKNOWN = "\ufffd"
"""Stands for a letter that a PDF draws without saying which it is."""
DROPPED = 1.8
"""How many times the size of the text a drop cap has at least."""

_BROKEN = re.compile("([^\\W\\d_]+)[-\u2010]\n([^\\W\\d_]+)")
_UNSPACED = re.compile(
    "(?<=[\u3040-\u30ff\u3400-\u9fff])\n(?=[\u3040-\u30ff\u3400-\u9fff])"
    # Their marks fill a place each, half of it with nothing.
    "|(?<=[\u3001-\u3011\uff01-\uff60])[ \n]+|[ \n]+(?=[\u3001-\u3011\uff01-\uff60])"
)
_WORD = re.compile("[^\\W\\d_]+(?:[-\u2010][^\\W\\d_]+)*")
_ENDED = (".", "!", "?", ":", ";", "\u201d", '"', "\u2019", "\u2026", ")")
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_ANY = re.compile(f"[{_RIGHT}]")
_LEFT_WORD = f"[^\\W_{_RIGHT}](?:[^\\s{_RIGHT}]*[^\\W_{_RIGHT}])?"
_LEFT_RUN = re.compile(f"{_LEFT_WORD}(?: +{_LEFT_WORD})*")
_RIGHT_RUN = re.compile(f"[{_RIGHT}](?:[^\\w{_RIGHT}]*[{_RIGHT}])*")
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_MARK = re.compile(r"([\u064b-\u065f\u0591-\u05c7]+)(\w)")
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")


class Block(Struct, frozen=True):
    """Lines that stand together, each ended by `\\n` but the last, and where they stand.

    `size` is that of most of its letters; `aside` tells that it runs up or down the page.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    aside: bool = False


class Page(Struct, frozen=True):
    """What was read of a page; with a `fault` it was not all; `slanting` text was left out."""

    blocks: tuple[Block, ...] = ()
    height: float = 0
    fault: bool = False
    pictures: bool = False
    slanting: str = ""


def paragraphs(blocks: Sequence[Block]) -> list[str]:
    """Paragraphs on one line each, hyphens, drop caps and what a column has cut put together."""
    known = {word.lower() for block in blocks for word in _WORD.findall(block.text)}
    joined: list[str] = []
    for block in _with_drop_caps(blocks, known):
        text = block.text.strip()
        if joined and _goes_on(joined[-1], text):
            text = f"{joined.pop()}\n{text}"
        joined.append(text)
    return [" ".join(_on_one_line(text, known).split()) for text in joined]


def _goes_on(before: str, text: str) -> bool:
    return text[:1].islower() and not before.endswith(_ENDED)


def _on_one_line(text: str, known: set[str]) -> str:
    def mended(match: re.Match[str]) -> str:
        first, last = match.groups()
        hyphened = f"{first}-{last}".lower() in known or not last[0].islower()
        return f"{first}-{last}" if hyphened else first + last

    return _UNSPACED.sub("", _BROKEN.sub(mended, text.replace("\u00ad\n", "")))


def _with_drop_caps(blocks: Sequence[Block], known: set[str]) -> Iterator[Block]:
    """The blocks with each large first letter put before the words that it begins."""
    caps = {
        id(body): cap for cap in blocks if _is_cap(cap) for body in blocks if _is_beside(body, cap)
    }
    used = {id(cap) for cap in caps.values()}
    for block in blocks:
        if id(block) in used:
            continue
        if cap := caps.get(id(block)):
            letter, rest = cap.text.strip(), block.text.lstrip()
            first = _WORD.match(rest)
            word = first[0].lower() if first else ""
            apart = letter in "AIO" and word in known and letter.lower() + word not in known
            block = replace(block, text=f"{letter}{' ' if apart else ''}{rest}")
        yield block


def _is_cap(block: Block) -> bool:
    return len(block.text.strip()) == 1 and block.text.strip().isupper()


def _is_beside(body: Block, cap: Block) -> bool:
    """Whether a block's first line stands at the top right of a cap."""
    return (
        cap.size >= body.size * DROPPED > 0
        and -1 <= body.x0 - cap.x1 <= cap.size / 2
        and cap.y0 < body.y1 - body.size / 2 < cap.y1
    )


def has_right_to_left(text: str) -> bool:
    """Whether there are letters that are read from the right."""
    return _ANY.search(text) is not None


def as_read(line: str) -> str:
    """A line whose letters stand as they are drawn, from left to right, as it is read.

    It undoes what the Unicode Bidirectional Algorithm (UAX #9) does to a line without embeddings.
    """
    rights, letters = len(_ANY.findall(line)), sum(map(str.isalpha, line))
    if rights * 2 <= letters:
        text = _RIGHT_RUN.sub(lambda run: _turned(run[0]), line)
    else:
        text = _turned(line)
        text = _LEFT_RUN.sub(lambda run: _kept(run[0]), text)
    # Letters are drawn in the shape that their place in the word asks for.
    return _SHAPED.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)


def _turned(text: str) -> str:
    return _MARK.sub(r"\2\1", text[::-1].translate(_MIRRORED))


def _kept(run: str) -> str:
    """Words or numbers of a turned line as they were; one number after another stays turned."""
    if any(map(str.isalpha, run)):
        return run[::-1].translate(_MIRRORED)
    return " ".join(word[::-1].translate(_MIRRORED) for word in run.split(" "))


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
