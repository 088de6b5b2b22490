"""A page as its reader sees it: without what is hidden or struck, with marks around its quotations.

The page is edited in place and all else stays, so that whoever reads it next meets the same markup.
"""

# ruff: noqa: RUF001 (quotation marks are what it is about)

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
BREAKING = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote pre td th"
    " tr table tbody thead tfoot caption body html hr center address details summary figure aside"
    " nav footer form fieldset".split()
)
"""The elements that stand on lines of their own."""
DEEPEST = 200
"""How far up an end tag looks for its element."""

_STRUCK = ("s", "del", "strike")
_RUNNING = ("p", "li", "dd", "blockquote", "td")
_LEAST_RUNNING = 20  # letters around a time, for it to be part of what is said
_BLOCKS = frozenset(("table", "pre"))
# Elements whose end tag may be left out, and what then ends them.
_ENDED_BY = {
    "p": BREAKING,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr",)),
    "td": frozenset(("td", "th", "tr")),
    "th": frozenset(("td", "th", "tr")),
}
_NOT_DRAWN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")

# What a browser draws around `<q>`, by language, as the Unicode CLDR has it (main/*/delimiters):
# outer opening and closing, inner opening and closing.
_QUOTES = {
    "„“‚‘": "de cs sk sl bg is lt mk",
    "«»‹›": "fr de-ch fr-ch it-ch hy",
    "«»“”": "it es pt-pt el ca eu gl sq",
    "«»„“": "ru uk be",
    "«»‘’": "no nb nn",
    "„”«»": "pl ro",
    "„”»«": "hu",
    "„”‚’": "hr bs",
    "„“’’": "sr",
    "”“’’": "he",
    "””’’": "sv fi",
    "「」『』": "ja zh-tw zh-hk zh-hant",
}
_MARKS_OF = {name: marks for marks, names in _QUOTES.items() for name in names.split()}
_ENGLISH_MARKS = "“”‘’"
_ANY_MARK = tuple("“”„‟«»‹›‘’‚\"'「『《〈")

Attributes = list[tuple[str, str | None]]
Edit = tuple[int, int, str]
"""`start`, `end` in the page's code points, and what stands there instead."""


def shown(page: str) -> str:
    """A page without what is hidden, struck or a template, with the marks that `<q>` stands for.

    Links without words go too, and the tags of a time within a sentence, and of a figure that is a
    table: extractors drop these with the words in or around them. Where more is hidden than shown,
    a script was to show it, and it stays.
    """
    reader = _Reader(page)
    reader.feed(page)
    reader.close()
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(reader.edits()):
        if start >= at:
            parts += (page[at:start], instead)
            at = end
    return "".join((*parts, page[at:]))


@dataclass(slots=True)
class _Open:
    """An element that has not ended: where its tag stands, and what had been read before.

    `line` is the place of the innermost one that stands on lines of its own, itself included, among
    those that are open; 0 where there is none.
    """

    tag: str
    start: int
    inside: int
    language: str
    words: int
    blocks: int
    line: int
    hidden: bool = False
    gone: bool = False
    marks: tuple[str, str] | None = None
    times: list[tuple[int, list[Edit]]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the edits; `_words` and `_blocks` count letters and tables up to here."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self._open: list[_Open] = []
        self._edits: list[Edit] = []
        self._hidden: list[Edit] = []
        self._words = self._blocks = self._unseen = self._quotes = 0

    def edits(self) -> Iterator[Edit]:
        """All edits, in no order."""
        yield from self._edits
        if self._unseen * 2 <= self._words:
            yield from self._hidden

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        start = self._place()
        self._end_implied(tag, start)
        self._blocks += tag in _BLOCKS
        if tag in VOID:
            return
        given = dict(attrs)
        around = self._open[-1].language if self._open else ""
        language = given.get("lang") or given.get("xml:lang") or around
        inside = start + len(self.get_starttag_text() or "")
        line = self._open[-1].line if self._open else 0
        line = len(self._open) if tag in BREAKING else line
        one = _Open(tag, start, inside, language, self._words, self._blocks, line)
        one.gone = tag in _STRUCK or (tag == "template" and "shadowrootmode" not in given)
        one.hidden = tag == "noscript" or _hidden(given)
        if tag == "q":
            one.marks = _drawn(around, self._quotes)
            self._quotes += 1
        self._open.append(one)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            one = self._open.pop()
            self._end(one, one.inside, one.inside)

    def handle_endtag(self, tag: str) -> None:
        at = self._place()
        for n in range(len(self._open) - 1, max(-1, len(self._open) - DEEPEST), -1):
            if self._open[n].tag == tag:
                self._end_down_to(n, at, self._page.find(">", at) + 1 or len(self._page))
                return

    def handle_data(self, data: str) -> None:
        here = self._open[-1] if self._open else None
        if here and here.tag in ("script", "style"):
            return
        words = len(data) - data.count(" ") if data.strip() else 0
        if here and here.marks and here.words == self._words and words and _marked(data):
            here.marks = ("", "")
        self._words += words

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end_implied(self, tag: str, at: int) -> None:
        """End what has no end tag and cannot go on where `tag` begins."""
        while self._open:
            n = self._open[-1].line
            if tag not in _ENDED_BY.get(self._open[n].tag, ()):
                return
            self._end_down_to(n, at, at)

    def _end_down_to(self, n: int, at: int, stop: int) -> None:
        """End the elements from `n` on at `at`; the end tag of the outermost ends at `stop`."""
        while len(self._open) > n:
            one = self._open.pop()
            self._end(one, at, stop if len(self._open) == n else at)

    def _end(self, one: _Open, at: int, stop: int) -> None:
        words = self._words - one.words
        unwrapped = [(one.start, one.inside, ""), (at, stop, "")]
        if one.gone:
            self._edits.append((one.start, stop, ""))
            self._words = one.words
        elif one.hidden:
            self._hidden.append((one.start, stop, ""))
            if not any(outer.hidden for outer in self._open):
                self._unseen += words
        elif one.marks:
            self._quotes -= 1
            self._edits += [(one.start, one.inside, one.marks[0]), (at, stop, one.marks[1])]
        elif (one.tag == "a" and not words) or (one.tag == "figure" and one.blocks < self._blocks):
            self._edits += unwrapped
        elif one.tag == "pre":
            # By this trafilatura tells a listing from a quotation.
            self._edits += [(one.inside, one.inside, "<span>"), (at, at, "</span>")]
        elif one.tag == "time" and self._open:
            self._running().times.append((words, unwrapped))
        if one.tag in _RUNNING and words - sum(n for n, _ in one.times) >= _LEAST_RUNNING:
            self._edits += (edit for _, edits in one.times for edit in edits)

    def _running(self) -> _Open:
        """The innermost open element that a sentence may stand in."""
        one = self._open[self._open[-1].line]
        return one if one.tag in BREAKING else self._open[-1]


def _hidden(given: dict[str, str | None]) -> bool:
    return (
        (given.get("hidden", "until-found") or "").lower() != "until-found"
        or given.get("aria-hidden") == "true"
        or _NOT_DRAWN.search(given.get("style") or "") is not None
    )


def _drawn(language: str, depth: int) -> tuple[str, str]:
    """The marks of a quotation in a language (a BCP 47 tag, or none), `depth` quotations deep."""
    tag = language.lower().replace("_", "-")
    marks = _MARKS_OF.get(tag) or _MARKS_OF.get(tag.partition("-")[0]) or _ENGLISH_MARKS
    return (marks[0], marks[1]) if depth % 2 == 0 else (marks[2], marks[3])


def _marked(words: str) -> bool:
    """Whether words begin with a quotation mark of their own, so that none has to be drawn."""
    return words.lstrip().startswith(_ANY_MARK)
