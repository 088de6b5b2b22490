"""postil's own JSONL: one article a line with all that is known of it; nothing is lost.

Offsets are code points of `text`, end exclusive: `text[start:end] == span["text"]`.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from annotations.annotation import Annotation, Link, Status
from annotations.article import Article, digest_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.loss import Loss
from annotations.formats.placing import placed

_STATUSES: dict[object, Status] = {"open": "open", "done": "done", "skipped": "skipped"}
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
    meta: dict[str, str | None]
    spans: list[_Span]
    links: list[_Link]
    status: str


def write(examples: Callable[[], Iterable[Example]], out: BinaryIO) -> Loss:
    """Write one line for each example."""
    loss = Loss()
    for example in examples():
        loss.spans += len(example.annotations)
        out.write(_encode(_line(example)) + b"\n")
    return loss


def _line(example: Example) -> _Line:
    article = example.article
    text = article.text
    spans = [
        _Span(a.id, a.start, a.end, a.label, text[a.start : a.end], a.annotator, dict(a.attrs))
        for a in example.annotations
    ]
    links = [_Link(k.type, k.source, k.target) for k in example.links]
    meta = article.meta.as_dict()
    return _Line(
        article.id, article.title, text, article.digest, meta, spans, links, example.status
    )


def read(path: Path) -> Iterator[Example | PostilError]:
    """The examples of a file, and a `PostilError` for what had to be mended or left out.

    Lines that are articles without spans are read as well.
    """
    from annotations.sources.jsonl import article_from, objects

    for number, found in objects(path):
        where = f"{path}, line {number}"
        if isinstance(found, PostilError):
            yield found
            continue
        try:
            article = article_from(found, where)
        except PostilError as error:
            yield error
            continue
        reader = _Reader(article, where)
        tags = [reader.annotation(raw) for raw in _list(found, "spans")]
        annotations = tuple(tag for tag in tags if tag is not None)
        links = reader.links(_list(found, "links"), {a.id for a in annotations})
        yield from reader.problems
        yield Example(article, annotations, links, _STATUSES.get(found.get("status"), "open"))


class _Reader:
    """Reads the spans and links of one line, collecting what is wrong with them."""

    def __init__(self, article: Article, where: str) -> None:
        self.article, self.where = article, where
        self.problems: list[PostilError] = []

    def annotation(self, raw: object) -> Annotation | None:
        try:
            span = msgspec.convert(raw, _Given)
        except msgspec.ValidationError as error:
            self._refuse(f"a span is not as it should be: {error}")
            return None
        found = placed(self.article.text, span.start, span.end, span.text)
        if found is None:
            self._refuse(f"the span {span.start}-{span.end} has other words in the text")
            return None
        (start, end), how = found
        if how:
            self._note(f"the span {span.start}-{span.end} was moved: {how}", "Look at it once.")
        words = self.article.text[start:end]
        id = span.id or _made_id(self.article.id, start, end, span.label)
        if not words.strip():
            self._refuse(f"the span {span.start}-{span.end} has no words")
            return None
        return Annotation(id, start, end, span.label, span.annotator, span.attrs)

    def links(self, found: list[Any], ids: set[str]) -> tuple[Link, ...]:
        links = []
        for raw in found:
            try:
                link = msgspec.convert(raw, _Link)
            except msgspec.ValidationError as error:
                self._refuse(f"a link is not as it should be: {error}")
                continue
            if {link.source, link.target} <= ids:
                links.append(Link(link.type, link.source, link.target))
            else:
                self._refuse(f"a {link.type} link has an end that is not there")
        return tuple(sorted(links))

    def _refuse(self, what: str) -> None:
        self._note(f"{what}; it was left out", "Mend the line.")

    def _note(self, what: str, hint: str) -> None:
        self.problems.append(PostilError(f"{self.where}: {what}.", hint))


class _Given(msgspec.Struct):
    start: int
    end: int
    label: str
    id: str = ""
    text: str | None = None
    annotator: str = "imported"
    attrs: dict[str, Any] = {}


def _list(found: dict[str, Any], name: str) -> list[Any]:
    value = found.get(name)
    return value if isinstance(value, list) else []


def _made_id(article: str, start: int, end: int, label: str) -> str:
    """An id for a span that came without one, the same at every import."""
    digits = digest_of(f"{article}\n{start}\n{end}\n{label}")
    number = int(digits[:32], 16) >> 3
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    return "0" + "".join(alphabet[number >> 5 * place & 31] for place in range(24, -1, -1))
