"""What an article's file holds as documents: their fields, their tables, and their order."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from annotations.annotation import Annotation, Code, Contents, Decision, Link, Tagged, judged
from annotations.article import META_FIELDS, Article, Metadata, first_line
from annotations.store.shape import SCHEMA, ArticleRecord, Tables, checked, exact, head
from annotations.store.written import REVIEW, SUGGESTIONS, TABLES, TAGS, Row

_ABOUT = frozenset((*META_FIELDS, "more"))
_DERIVED = frozenset(("text", "prefix", "suffix"))
_NAMES = dict(zip(Tagged.__struct_encode_fields__, Tagged.__struct_fields__, strict=True))
"""Each field of an annotation by its name in files."""
_CONTEXT, _LONGEST = 32, 10_000
_RARE = ("version", "agreed", "way", "guideline")
"""What most tags have none of."""
_OF_SUGGESTIONS = ("origin", "score", "verdict")
_VALUES: dict[str, Any] = {"links": Link, "decisions": Decision, "codes": Code}


def contents_of(tables: Tables) -> Contents:
    """What is annotated in an article, from its tables."""
    annotations = {
        id: annotation_of(raw) for table in TABLES for id, raw in tables.get(table, {}).items()
    }
    sets = {
        name: frozenset(msgspec.convert(raw, kind) for raw in tables.get(name, {}).values())
        for name, kind in _VALUES.items()
    }
    article = next(iter(tables.get("article", {}).values()), {})
    _date_back(annotations, tables.get(REVIEW, {}), article.get("versions", {}))
    return Contents(annotations, status=article.get("status", "open"), **sets)


def whole(data: bytes, path: Path, backup: Path) -> tuple[ArticleRecord, Contents]:
    """The `article` document in a file's bytes and all that is annotated, in one reading."""
    found = exact(data)
    if found is None:
        tables = checked(data, path, backup)
        return head(data, path, backup), contents_of(tables)
    fields = Tagged.__struct_fields__
    annotations = {
        id: Annotation(*[getattr(one, name) for name in fields])
        for table in (found.annotations, found.suggestions, found.review)
        for id, one in table.items()
    }
    _date_back(annotations, found.review, found.about.versions)
    sets = {name: frozenset(getattr(found, name).values()) for name in _VALUES}
    return found.about, Contents(annotations, status=found.about.status, **sets)


def _date_back(
    annotations: dict[str, Annotation], waiting: Iterable[str], versions: Mapping[str, str]
) -> None:
    """Have what waits count the text before, where git put it there from another clone.

    That clone did not have the new text yet; postil itself says the version of each that waits.
    """
    for id in waiting if versions else ():
        if not annotations[id].text_digest:
            annotations[id] = replace(annotations[id], text_digest=[*versions][-1])


def annotation_of(raw: Mapping[str, Any] | Row) -> Annotation:
    """An annotation from its document; fields of later versions go along in `extra`."""
    raw = raw.document if isinstance(raw, Row) else raw
    extra = {k: v for k, v in raw.items() if k not in _NAMES and k not in _DERIVED}
    known = {_NAMES[k]: v for k, v in raw.items() if k in _NAMES}
    if "agreed" in known:
        known["agreed"] = tuple(known["agreed"])
    return Annotation(extra=extra, **known)


def document(annotation: Annotation, text: str) -> dict[str, Any]:
    """An annotation as its document, with the words it stands on."""
    known = {name: getattr(annotation, field) for name, field in _NAMES.items()}
    if all(known[name] in ("", None) for name in _OF_SUGGESTIONS):
        for name in _OF_SUGGESTIONS:
            del known[name]
    for name in _RARE:
        if not known[name]:
            del known[name]
    return known | _words_around(annotation, text) | dict(annotation.extra)


def article_document(article: Article, added: str) -> dict[str, Any]:
    """The document of an article's metadata."""
    about = ArticleRecord(
        id=article.id,
        title=article.title,
        digest=article.digest,
        schema=SCHEMA,
        length=len(article.text),
        words=_words(article.text),
        origin=article.origin,
        added=added,
        imprint=article.imprint,
    )
    fields: dict[str, Any] = msgspec.to_builtins(about) | meta_fields(article.meta)
    for name in ("versions", "imprint", "more"):
        if not fields.get(name):
            fields.pop(name, None)
    # What tells the article from others stands first.
    return {name: fields[name] for name in sorted(fields, key=lambda name: name in _ABOUT)}


def meta_fields(meta: Metadata) -> dict[str, Any]:
    """The fields of an article's document that hold its metadata."""
    return {**meta.as_dict(), **({"more": dict(meta.more)} if meta.more else {})}


def meta_of(document: Mapping[str, Any]) -> Metadata:
    """The metadata in the document of an article, or in a part of it."""
    return Metadata(**{name: document[name] for name in _ABOUT if name in document})


def renewed(held: Mapping[str, Any], article: Article, before: str) -> dict[str, Any]:
    """The fields of an article's document that change with its text, from `before` to its own.

    A title that was the text's first line follows it.
    """
    follows = held["title"] == first_line(before)
    versions = dict(held.get("versions", {}))
    versions[held["digest"]] = held.get("imprint") or ""
    imprint = versions.pop(article.digest, "")
    return {
        "title": first_line(article.text) if follows else held["title"],
        "digest": article.digest,
        "length": len(article.text),
        "words": _words(article.text),
        "imprint": article.imprint or imprint or None,
        "versions": versions,
    }


def value_documents(values: Iterable[Link | Decision | Code]) -> dict[str, dict[str, Any]]:
    """Values of a set as documents by key: links by their ends, codes by their names."""
    return {_key(value): msgspec.to_builtins(value) for value in values}


def _key(value: Link | Decision | Code) -> str:
    if isinstance(value, Decision):
        return judged(msgspec.to_builtins(value))
    parts = value.key if isinstance(value, Code) else (value.type, value.source, value.target)
    return " ".join(map(_word, parts))


def _words(text: str) -> int:
    from annotations.units import word_count  # late: most commands count no words

    return word_count(text)


def table_of(annotation: Annotation) -> str:
    """The table of an annotation: tags apart from suggestions, and from those of another text."""
    if annotation.text_digest:
        return REVIEW
    return TAGS if annotation.stands else SUGGESTIONS


def _word(part: str) -> str:
    return part.replace("%", "%25").replace(" ", "%20")


def _words_around(annotation: Annotation, text: str) -> dict[str, str]:
    """The words of a span and 32 code points on either side, as kept beside its offsets.

    Of a passage that nobody would read there, only what stands around it: each save would write,
    and each opening hold, as much as the text.
    """
    start, end = annotation.start, annotation.end
    words = {"text": text[start:end]} if end - start <= _LONGEST else {}
    around = {
        "prefix": text[max(0, start - _CONTEXT) : start],
        "suffix": text[end : end + _CONTEXT],
    }
    return words | around
