"""postil's own JSONL: one article a line with all that is known of it; nothing is lost.

Offsets are code points of `text`, end exclusive: `text[start:end] == span["text"]`.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotations.annotation import Annotation, Link, Status
from annotations.article import Article, Metadata, digest_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.loss import Loss, Tally
from annotations.formats.placing import placed
from annotations.sources.jsonl import article_from, objects, place

_STATUSES: tuple[Status, ...] = ("open", "done", "skipped")
_encode = msgspec.json.Encoder().encode


class _Span(msgspec.Struct):
    id: str
    start: int
    end: int
    label: str
    text: str
    annotator: str
    attrs: dict[str, Any]


class _Link(msgspec.Struct, rename={"source": "from", "target": "to"}):
    type: str
    source: str
    target: str


class _Line(msgspec.Struct):
    id: str
    title: str
    text: str
    sha256: str
    meta: Metadata
    spans: list[_Span]
    links: list[_Link]
    status: str


def write(examples: Callable[[], Iterable[Example]], out: BinaryIO) -> Loss:
    """Write one line for each example."""
    tally = Tally()
    for example in examples():
        tally.add(example)
        out.write(_encode(_line(example)) + b"\n")
    return tally.loss


def _line(example: Example) -> _Line:
    article = example.article
    text = article.text
    spans = [
        _Span(a.id, a.start, a.end, a.label, text[a.start : a.end], a.annotator, dict(a.attrs))
        for a in example.annotations
    ]
    links = [_Link(k.type, k.source, k.target) for k in example.links]
    digest, meta = article.digest, article.meta
    return _Line(article.id, article.title, text, digest, meta, spans, links, example.status)


class Mended(PostilError):
    """Something in a file was not as it should be, and could be read all the same."""


def read(path: Path) -> Iterator[Example | PostilError]:
    """The examples of a file, one at a time, and a `PostilError` for what had to be left out.

    What could be put right is given as a `Mended`. Lines that are articles without spans are read
    as well. Raises `PostilError` where there is no such file.
    """
    digests: dict[str, str] = {}
    for line, found in objects(path):
        where = place(path, line.number)
        try:
            if isinstance(found, PostilError):
                raise found
            article = article_from(found, where)
            if digests.setdefault(article.id, article.digest) != article.digest:
                what = f"{where}: another line has the id {article.id} with another text."
                raise PostilError(what, "Give one of them an id of its own.")
        except PostilError as error:
            yield error
            continue
        reader = _Reader(article, where)
        example = reader.example(found)
        yield from reader.problems
        yield example


class _Reader:
    """Reads the spans and links of one line, collecting what is wrong with them."""

    def __init__(self, article: Article, where: str) -> None:
        self.article, self.where = article, where
        self.problems: list[PostilError] = []

    def example(self, found: dict[str, Any]) -> Example:
        """All that the line's object says."""
        tags: dict[str, Annotation] = {}
        for raw in self._list(found, "spans"):
            if tag := self._annotation(raw):
                first = tags.setdefault(tag.id, tag)
                if first != tag:
                    self._refuse(f"the span {tag.start}-{tag.end} has the id of another, {tag.id}")
        links = self._links(self._list(found, "links"), tags.keys())
        status: Status = next((s for s in _STATUSES if s == found.get("status")), "open")
        annotations = sorted(tags.values(), key=lambda a: (a.start, a.end, a.id))
        return Example(self.article, tuple(annotations), links, status)

    def _annotation(self, raw: object) -> Annotation | None:
        try:
            span = msgspec.convert(raw, _Given)
        except msgspec.ValidationError as error:
            self._refuse(f"a span is not as it should be: {error}")
            return None
        named = f"the span {span.start}-{span.end}"
        found = placed(self.article.text, span.start, span.end, span.text)
        if found is None:
            where = "stands outside the text" if span.text is None else "has other words"
            self._refuse(f"{named} {where}")
            return None
        (start, end), how = found
        for part, words in (("label", span.label), ("words", self.article.text[start:end])):
            if not words.strip():
                self._refuse(f"{named} has no {part}")
                return None
        if how:
            what = f"{self.where}: {named} was moved: {how}."
            self.problems.append(Mended(what, "Look at it once."))
        annotator = span.annotator or "imported"
        id = span.id or _made_id(self.article.id, start, end, span.label, annotator)
        return Annotation(id, start, end, span.label, annotator, span.attrs)

    def _links(self, found: list[Any], ids: Set[str]) -> tuple[Link, ...]:
        links = set()
        for raw in found:
            try:
                link = msgspec.convert(raw, _Link)
            except msgspec.ValidationError as error:
                self._refuse(f"a link is not as it should be: {error}")
                continue
            if {link.source, link.target} <= ids:
                links.add(Link(link.type, link.source, link.target))
            else:
                self._refuse(f"a {link.type} link has an end that is not there")
        return tuple(sorted(links))

    def _list(self, found: dict[str, Any], name: str) -> list[Any]:
        value = found.get(name)
        if value is not None and not isinstance(value, list):
            self._refuse(f"{name} is not a list")
        return value if isinstance(value, list) else []

    def _refuse(self, what: str) -> None:
        self.problems.append(PostilError(f"{self.where}: {what}; left out.", "Mend the line."))


class _Given(msgspec.Struct):
    start: int
    end: int
    label: str
    id: str = ""
    text: str | None = None
    annotator: str = ""
    attrs: dict[str, Any] = {}


def _made_id(article: str, start: int, end: int, label: str, annotator: str) -> str:
    """An id for a span that came without one, the same at every import."""
    digits = digest_of(f"{article}\n{start}\n{end}\n{label}\n{annotator}")
    number = int(digits[:32], 16) >> 3
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "0" + "".join(alphabet[number >> 5 * digit & 31] for digit in range(24, -1, -1))
