"""What is faded in an article: its boilerplate, what its source repeats, and what people marked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.annotation import Decision, Key, judged
from annotations.article import Article
from annotations.boilerplate import folded
from annotations.expressions import late

KIND = "boilerplate"
"""The kind of the decisions by which people mark boilerplate, or say that something is none."""

FADED, REPORT = "boilerplate", "report"
"""The answers: it is boilerplate; it is part of the report."""

Span = tuple[int, int]

_LINE = late(r"[^\n]*\S")
_LONGEST = 400  # code points of a line that a source may repeat
_EDGE = 20_000  # code points at each end in which lines are looked at
_ENDS = 4  # lines at either end of an article, where a page puts its own
_TOLD = late(
    r"(?!(?:click|read|follow|sign|subscribe|download|watch|listen|get|join|support|visit|see|share)\b)"
    r"(?:(?:\S+\s+){4}.*[.!?:;][\"\u201d\u2019')]*$|.{100})",
    re.DOTALL | re.IGNORECASE,
)
"""What reads as part of a report: a sentence of five words and more, or a long line."""
_COPY = 0.5  # of its lines in another article, and an article is that one's copy


class _Line(NamedTuple):
    """A line that may be repeated: where, what its source says there, and whether at an end."""

    span: Span
    said: tuple[str, str]
    at_end: bool


class Repeated:
    """The lines that stand in more than one article of a source, as far as articles were noted.

    Two articles that share half of their lines are one text, and teach each other nothing. What
    reads as part of a report, a sentence or a long line, is repeated by the page only where it
    stands at the top or bottom of both: amid articles it is what they tell alike.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], set[str]] = {}
        self._at_ends: dict[tuple[str, str], set[str]] = {}
        self._noted: set[str] = set()

    def note(self, article: Article) -> bool:
        """Take in an article; whether it was not known yet."""
        known = f"{article.id}\0{article.digest}"
        if known in self._noted or not article.meta.source:
            return False
        self._noted.add(known)
        for line in _lines(article):
            self._seen.setdefault(line.said, set()).add(article.id)
            if line.at_end:
                self._at_ends.setdefault(line.said, set()).add(article.id)
        return True

    def merge(self, other: "Repeated") -> None:
        """Take in what another one has noted."""
        self._noted |= other._noted
        for mine, theirs in ((self._seen, other._seen), (self._at_ends, other._at_ends)):
            for line, ids in theirs.items():
                mine.setdefault(line, set()).update(ids)

    def spans(self, article: Article) -> list[Span]:
        """The lines of an article that other articles of its source have as well."""
        lines = list(_lines(article))
        found = [self._seen.get(line.said, set()) - {article.id} for line in lines]
        shared: dict[str, int] = {}
        for id in (id for ids in found for id in ids):
            shared[id] = shared.get(id, 0) + 1
        copies = {id for id, count in shared.items() if count > _COPY * len(lines)}
        again = [bool(ids - copies) for ids in found]
        inner = {n for n in _inner(again) if _TOLD.match(article.text, *lines[n].span)}
        return [
            line.span
            for n, line in enumerate(lines)
            if again[n] and n not in inner and self._of_page(article, line, copies)
        ]

    def _of_page(self, article: Article, line: _Line, copies: set[str]) -> bool:
        if not _TOLD.match(article.text, *line.span):
            return True
        return bool(self._at_ends.get(line.said, set()) - copies - {article.id})


def _inner(again: Sequence[bool]) -> Iterator[int]:
    """The lines between which and either end there is one that is not repeated."""
    first = next((n for n, one in enumerate(again) if not one), len(again))
    last = len(again) - next((n for n, one in enumerate(reversed(again)) if not one), len(again))
    yield from range(first, last)


def _lines(article: Article) -> Iterator[_Line]:
    """The lines of an article that may be repeated."""
    source, end = (article.meta.source or "").casefold(), len(article.text)
    middle = article.text.find("\n", _EDGE) if end > 2 * _EDGE else end
    # A page has its own lines around a text, which may be as long as a book.
    parts = ((0, middle), (max(middle, article.text.find("\n", end - _EDGE)), end))
    found = list[tuple[Span, tuple[str, str]]]()
    for part in parts if source and middle >= 0 else ():
        for match in _LINE.finditer(article.text, *part):
            words = match.group().strip()
            if words and len(words) <= _LONGEST and (said := folded(words)):
                found.append(((match.end() - len(words), match.end()), (source, said)))
    for number, (span, line) in enumerate(found):
        yield _Line(span, line, number < _ENDS or number >= len(found) - _ENDS)


def about(article: Article, span: Span) -> Key:
    """The key of a place that a person says is boilerplate, or none."""
    return ("person", KIND, str(span[0]), str(span[1]), article.digest)


def seen(article: Article, span: Span) -> str:
    """What was looked at when boilerplate was marked."""
    return judged(article.text[slice(*span)])


def faded(
    article: Article, decisions: Iterable[Decision] = (), repeated: Iterable[Span] = ()
) -> tuple[Span, ...]:
    """The spans of an article that are no part of the report, in reading order, apart.

    What people marked comes last, the latest decision over earlier ones.
    """
    spans = _joined([*article.boilerplate, *repeated])
    for decision in sorted((d for d in decisions if d.kind == KIND), key=lambda d: d.at):
        here = _place(decision.about)
        if decision.about != about(article, here) or decision.judged != seen(article, here):
            continue
        spans = _without(spans, here)
        if decision.answer == FADED:
            spans = _joined([*spans, here])
    return tuple(spans)


def _place(key: Key) -> Span:
    """The span of a place's key, if it is one of these."""
    numbers = [int(part) for part in key[2:4] if part.isdecimal()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)


def _joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return found


def _without(spans: Iterable[Span], hole: Span) -> list[Span]:
    parts = ((s, min(e, hole[0]), max(s, hole[1]), e) for s, e in spans)
    return [piece for a, b, c, d in parts for piece in ((a, b), (c, d)) if piece[0] < piece[1]]
