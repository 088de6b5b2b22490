"""The running text of a web page by simple rules, for where trafilatura is not installed."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html.parser import HTMLParser

from annotations.sources.pages.shown import BREAKING, DEEPEST, VOID, Attributes

_SKIPPED = frozenset(
    "script style noscript template svg nav footer aside button select iframe head figure"
    " figcaption menu object canvas audio video textarea dialog".split()
)
_READINGS = ("rt", "rp")
_WHOLE = frozenset(("html", "body", "main", "article"))
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD = ("b", "strong")
_OUTSIDE = re.compile(
    r"(?i)\b(comments?|respond|related|share|sharing|social|sidebar|breadcrumbs?|menu|newsletter|"
    r"promo|cookie|advert\w*|tags|footer|nav\w*|subscribe|popup|recommend\w*)\b"
)
_SPACE = re.compile(r"\s+")
_SHORT = 25
_MOST_CUTS = 8


@dataclass(slots=True)
class _Block:
    """A paragraph of the page: its words, how many of them are links, where it stands.

    `beside` are the numbers of the elements around it that seem to be no part of the article.
    """

    words: str
    linked: int
    heading: bool
    inside: bool
    beside: tuple[int, ...]


def text_of(page: str) -> str:
    """The paragraphs of a page's article, a blank line between them; empty where there are none.

    A few words that are no running text count where no script could have fetched more.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    near = _unlinked(reader.finished(reader.wrappers))
    choices = ([block for block in near if block.inside], near, _unlinked(reader.finished()))
    # Teasers may be marked as articles, beside the one that is not.
    enough = sum(len(block.words) for block in near) / 4
    texts = [_running(blocks) for blocks in choices]
    text = next((text for text in texts if len(text) > enough), "") or texts[1] or texts[2]
    return text or ("" if "<script" in page.lower() else _written(near))


def joined(words: Iterable[str]) -> str:
    """The words of a paragraph, a space between them, on the lines that it has."""
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    return "\n".join(filter(None, lines))


def _running(blocks: list[_Block]) -> str:
    """From the first paragraph of running text to the last, with the headline before it."""
    running = [n for n, block in enumerate(blocks) if _runs(block)]
    if not running:
        return ""
    first, last = running[0], running[-1]
    # A headline stands right before the text; what else is short around it is no part of it.
    while first and (blocks[first - 1].heading or blocks[first - 1].words.startswith("By ")):
        first -= 1
    return _written(blocks[first : last + 1])


def _unlinked(blocks: list[_Block]) -> list[_Block]:
    return [block for block in blocks if block.linked * 2 < len(block.words)]


def _written(blocks: list[_Block]) -> str:
    return "\n\n".join(block.words for block in blocks)


def _runs(block: _Block) -> bool:
    sentence = block.words.rstrip("\u201d\u2019\"')").endswith((".", "!", "?", "\u2026", "\u3002"))
    # In bytes, for a letter of Chinese says more than one of English.
    size = len(block.words.encode())
    return not block.heading and size >= _SHORT and (sentence or size > 4 * _SHORT)


class _Reader(HTMLParser):
    """Collects the paragraphs of a page outside of menus and the like.

    `wrappers` are the elements that seem to stand beside the article but hold its headline.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wrappers: set[int] = set()
        self._blocks: list[_Block] = []
        self._words: list[str] = []
        self._linked = 0
        self._breaks = 0
        self._open: list[tuple[str, bool]] = []
        self._beside: list[int] = []
        self._number = 0
        self._skipping = self._inside = self._links = self._bold = self._listing = 0
        self._heading = self._light = False

    def finished(self, wrappers: AbstractSet[int] | None = None) -> list[_Block]:
        """The paragraphs: all, or those that stand in nothing beside the article but wrappers."""
        self._end()
        if wrappers is None:
            return self._blocks
        return [block for block in self._blocks if wrappers >= set(block.beside)]

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "br":
            self._breaks += 1
            self._words.append("\n")
            if self._breaks > 1 and not self._listing:
                self._end()
            return
        if tag in BREAKING or tag in _SKIPPED:
            self._end()
        if tag == "body":
            self._end_down_to(0)
        if tag in ("h1", "main"):
            self.wrappers.update(self._beside)
        if tag in VOID:
            return
        beside = len(self._beside) < _MOST_CUTS and _beside(tag, dict(attrs))
        if beside:
            self._number += 1
            self._beside.append(self._number)
        self._open.append((tag, beside))
        self._count(tag, 1)
        self._heading = tag in _HEADINGS or (self._heading and tag not in BREAKING)

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKING or tag in _SKIPPED:
            self._end()
        for n in range(len(self._open) - 1, max(-1, len(self._open) - DEEPEST), -1):
            if self._open[n][0] == tag:
                self._end_down_to(n)
                return

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if data.strip():
            self._breaks = 0
            self._light = self._light or not self._bold
        self._words.append(data if self._listing else _SPACE.sub(" ", data))
        if self._links:
            self._linked += len(" ".join(data.split()))

    def _end_down_to(self, n: int) -> None:
        while len(self._open) > n:
            tag, beside = self._open.pop()
            self._count(tag, -1)
            if beside:
                self._beside.pop()

    def _count(self, tag: str, step: int) -> None:
        self._skipping += step * (tag in _SKIPPED or tag in _READINGS)
        self._inside += step * (tag in ("article", "main"))
        self._links += step * (tag == "a")
        self._bold += step * (tag in _BOLD)
        self._listing += step * (tag == "pre")

    def _end(self) -> None:
        listed = "".join(self._words).strip("\n").rstrip()
        words = listed if self._listing else joined(self._words)
        if words:
            # An old page has its headline in bold letters.
            heading, inside = self._heading or not self._light, self._inside > 0
            block = _Block(words, self._linked, heading, inside, tuple(self._beside))
            self._blocks.append(block)
        self._words, self._linked, self._breaks = [], 0, 0
        self._heading = self._light = False


def _beside(tag: str, given: dict[str, str | None]) -> bool:
    named = f"{given.get('id') or ''} {given.get('class') or ''}"
    return tag == "form" or (tag in BREAKING - _WHOLE and outside(named))


def outside(named: str) -> bool:
    """Whether an element stands beside the article, by its id and class."""
    return _OUTSIDE.search(named.replace("_", " ").replace("-", " ")) is not None
