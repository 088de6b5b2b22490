"""postil's own JSONL: one article a line with all that is known of it; nothing is lost.

Its record, an article with its spans and links, is shared by hf and csv. Offsets are code points of
`text`, end exclusive: `text[start:end] == span["text"]`.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from annotations.annotation import Annotation, Link
from annotations.article import digest_of
from annotations.entity import fields_of
from annotations.errors import PostilError
from annotations.example import Example
from annotations.formats.format import Examples, FileFormat, Outs, Shape
from annotations.formats.json_records import keys_in, records
from annotations.formats.loss import Loss, Tally
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Unplaced
from annotations.formats.record_reading import found_in
from annotations.formats.request import Request

encode = msgspec.json.Encoder().encode


class Span(msgspec.Struct):
    """A span; what is not always set is there only where it is, and `text` unless unwanted."""

    id: str
    start: int
    end: int
    label: str
    text: str | UnsetType
    annotator: str
    attrs: Mapping[str, Any]
    sha256: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    origin: str | UnsetType = UNSET
    score: float | UnsetType = UNSET
    verdict: str | UnsetType = UNSET
    created: str | UnsetType = UNSET
    updated: str | UnsetType = UNSET
    extra: Mapping[str, Any] | UnsetType = UNSET
    agreed: tuple[str, ...] | UnsetType = UNSET
    way: str | UnsetType = UNSET
    guideline: str | UnsetType = UNSET


class Record(msgspec.Struct):
    """An article with its spans and links."""

    id: str
    title: str
    text: str | UnsetType
    sha256: str
    meta: dict[str, str | None]
    spans: list[Span] | UnsetType
    links: tuple[Link, ...] | UnsetType
    status: str
    suggestions: list[Span] | UnsetType = UNSET
    codes: Mapping[str, Mapping[str, Any]] | UnsetType = UNSET
    clusters: list[dict[str, Any]] | UnsetType = UNSET


def record_of(example: Example, request: Request, suggestions: Iterable[Annotation] = ()) -> Record:
    """All of an example; with `request.text` false, digests stand in for every text."""
    article = example.article
    text, whole = article.text, request.text
    return Record(
        article.id,
        article.title,
        text if whole else UNSET,
        article.digest,
        {**article.meta.as_dict(), **article.meta.more},
        [span_of(a, text, whole) for a in example.annotations],
        example.links,
        example.status,
        [span_of(a, text, whole) for a in suggestions] or UNSET,
        codes_of(example) or UNSET,
        [fields_of(one) for one in example.entities] or UNSET,
    )


def codes_of(example: Example) -> dict[str, dict[str, Any]]:
    """What each annotator says of the article, by name."""
    said: dict[str, dict[str, Any]] = {}
    for code in example.codes:
        said.setdefault(code.annotator, {})[code.name] = code.value
    return said


def span_of(a: Annotation, text: str, whole: bool = True) -> Span:
    """An annotation with its words, or with their digest where they are unwanted."""
    words = text[a.start : a.end]
    return Span(
        a.id,
        a.start,
        a.end,
        a.label,
        words if whole else UNSET,
        a.annotator,
        a.attrs,
        UNSET if whole else digest_of(words),
        a.note or UNSET,
        a.origin or UNSET,
        UNSET if a.score is None else a.score,
        a.verdict or UNSET,
        a.created or UNSET,
        a.updated or UNSET,
        a.extra or UNSET,
        a.agreed or UNSET,
        a.way or UNSET,
        a.guideline or UNSET,
    )


def write(examples: Examples, outs: Outs, request: Request) -> Loss:
    """Write one line for each example into the file of its part."""
    tally = Tally()
    for example in examples():
        tally.add(example)
        record = record_of(example, request, example.suggestions)
        outs(request.part(example.article.id)).write(encode(record) + b"\n")
    return tally.loss


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The examples of a file, or of every such file in a folder, one at a time.

    What could be put right is given as a `Mended`, what had to be left out as a `PostilError`.
    Lines that are articles without spans are read as well. Raises `PostilError` where there is no
    such file, or it is cut off.
    """
    digests: dict[str, str] = {}
    for file in Shape(path).those(looks_like):
        yield from _read(file, digests, unit)


def _read(path: Path, digests: dict[str, str], unit: Unit) -> Iterator[Found]:
    for where, found in records(path):
        try:
            if isinstance(found, PostilError):
                raise found
            example, problems = found_in(found, where, unit)
            article = example if isinstance(example, Unplaced) else example.article
            if digests.setdefault(article.id, article.digest) != article.digest:
                what = f"{where}: another line has the id {article.id}, but a different text."
                raise PostilError(what, "Give one of them a different id.")
        except PostilError as error:
            yield error
            continue
        yield from problems
        yield example


def recognises(shape: Shape) -> bool:
    """Whether it holds lines that are objects with a text or the digest of one."""
    return any(looks_like(head) for _, head in shape.heads)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with an object that has a text or the digest of one."""
    return not keys_in(head).isdisjoint({"text", "sha256"})


FORMAT = FileFormat(
    name="jsonl",
    summary="postil's own: one article a line, nothing lost",
    carries="everything",
    lossless=True,
    waiting=True,
    signed=True,
    details="""\
One object per line, or with parts one file `PART.jsonl` for each: `id`, `title`, `text`, `sha256`
(of the text in UTF-8), `meta` (with any other columns in it), `spans`, `links`, `status`. A span
has `id`, `start`, `end`, `label`, `text`, `annotator` and `attrs`, and where they are set `note`,
`origin`, `score`, `verdict`, `created`, `updated`, `agreed` (the annotators who say so, where that
was settled between several), `way` (`everywhere` where one key tagged all places that say the same,
`second look` where a withheld suggestion was taken in the end), `guideline` (the digest of the
guideline it was made under) and `extra` (fields of later versions).
`suggestions`, if there are any, are those that wait or were rejected, as their `verdict` says.
`clusters`, if there are any, are the entities that its spans bear: `id`, `name`, `variants`,
`note`, `same_as` and `near`; spans of one pair have one `pair` among their `attrs`.
`codes`, if there are any, are what annotators say of the whole article: `{"ana": {"frame":
"conflict"}}`. With `--no-text` there is no `text`, and a span has the `sha256` of its words.""",
    options=frozenset({"text", "negatives", "parts"}),
    write=write,
    ending=".jsonl",
    read=read,
    recognises=recognises,
)
