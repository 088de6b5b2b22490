"""A record: one article with its spans and links as the object that jsonl, hf and csv share.

Offsets are code points of `text`, end exclusive: `text[start:end] == span["text"]`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from annotations.annotation import Annotation, Link
from annotations.article import digest_of
from annotations.example import Example
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
    )
