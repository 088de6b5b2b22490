"""The running text of a web page by simple rules, for where trafilatura is not installed."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset("area base col embed hr img input link meta source track wbr".split())
_SKIPPED = frozenset(
    "script style noscript template svg nav footer aside form button select iframe head figure"
    " figcaption menu object canvas audio video textarea dialog".split()
)
_BREAKING = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre td th"
    " tr table tbody body html hr center address details summary".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD = ("b", "strong")
_OUTSIDE = re.compile(
    r"(?i)\b(comments?|respond|related|share|sharing|social|sidebar|breadcrumbs?|menu|newsletter|"
    r"promo|cookie|advert\w*|tags|footer|nav\w*|subscribe|popup|recommend\w*)\b"
)
_SHORT = 25
_DEEPEST = 200


@dataclass(slots=True)
class _Block:
    """A paragraph of the page: its words, how many of them are links, where it stands."""

    words: str
    linked: int
    heading: bool
    inside: bool


def text_of(page: str) -> str:
    """The paragraphs of a page's article, a blank line between them; empty where there are none."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    blocks = reader.finished()
    inside = [block for block in blocks if block.inside]
    if sum(len(block.words) for block in inside) * 4 > sum(len(block.words) for block in blocks):
        blocks = inside
    blocks = [block for block in blocks if block.linked * 2 < len(block.words)]
    running = [n for n, block in enumerate(blocks) if _runs(block)]
    if not running:
        return ""
    first, last = running[0], running[-1]
    # A headline stands right before the text; what else is short around it is no part of it.
    while first and (blocks[first - 1].heading or blocks[first - 1].words.startswith("By ")):
        first -= 1
    return "\n\n".join(block.words for block in blocks[first : last + 1])


def _runs(block: _Block) -> bool:
    sentence = block.words.rstrip("\u201d\u2019\"')").endswith((".", "!", "?", "\u2026", "\u3002"))
    return (
        not block.heading
        and (sentence or len(block.words) > 4 * _SHORT)
        and (len(block.words) >= _SHORT)
    )


class _Reader(HTMLParser):
    """Collects the paragraphs of a page outside of menus, forms and the like."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[_Block] = []
        self._words: list[str] = []
        self._linked = 0
        self._breaks = 0
        self._open: list[tuple[str, bool]] = []
        self._skipping = self._inside = self._links = self._bold = 0
        self._heading = self._light = False

    def finished(self) -> list[_Block]:
        """The paragraphs."""
        self._end()
        return self._blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._breaks += 1
            self._words.append("\n")
            if self._breaks > 1:
                self._end()
            return
        if tag in _BREAKING or tag in _SKIPPED:
            self._end()
        if tag in _VOID:
            return
        given = dict(attrs)
        named = f"{given.get('id') or ''} {given.get('class') or ''}"
        skipped = tag in _SKIPPED or (tag in _BREAKING - {"html", "body"} and _outside(named))
        self._open.append((tag, skipped))
        self._skipping += skipped
        self._inside += tag in ("article", "main")
        self._links += tag == "a"
        self._bold += tag in _BOLD
        self._heading = tag in _HEADINGS or (self._heading and tag not in _BREAKING)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKING or tag in _SKIPPED:
            self._end()
        if all(name != tag for name, _ in self._open[-_DEEPEST:]):
            return
        while self._open:
            name, skipped = self._open.pop()
            self._skipping -= skipped
            self._inside -= name in ("article", "main")
            self._links -= name == "a"
            self._bold -= name in _BOLD
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if data.strip():
            self._breaks = 0
            self._light = self._light or not self._bold
        self._words.append(data)
        if self._links:
            self._linked += len(" ".join(data.split()))

    def _end(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            # An old page has its headline in bold letters.
            heading = self._heading or not self._light
            self._blocks.append(_Block(words, self._linked, heading, self._inside > 0))
        self._words, self._linked, self._breaks = [], 0, 0
        self._heading = self._light = False


def _outside(named: str) -> bool:
    return _OUTSIDE.search(named.replace("_", " ").replace("-", " ")) is not None
