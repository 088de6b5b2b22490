"""An article with its layers as rows of a database, and back from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from annotations.store.documents import annotation_of, table_of
from annotations.store.parcel import Parcel, Part
from annotations.store.postgres.articles import check_words
from annotations.store.shape import Tables

_BESIDE = ""
"""The kind of the values that keep what of a file has no column: its own words on the article, and
the order of its tables."""
_ORDER = ("article", "annotations", "links", "suggestions", "review", "decisions", "codes")
_ALWAYS = ("annotations", "links")


def parcel_of(
    id: str, parts: Mapping[str, Part], digests: Iterable[str], texts: Mapping[str, bytes]
) -> Parcel:
    """An article with those of its texts that there are."""
    own = {digest: texts[digest] for digest in digests if digest in texts}
    left = tuple(f"A text of {id} is missing: {d}." for d in digests if d not in texts)
    return Parcel(id, parts, own, left)


def digests_of(parts: Mapping[str, Part]) -> dict[str, None]:
    """The digests of all texts that offsets of these parts count, or once did, in order."""
    found: dict[str, None] = {}
    for part in parts.values():
        found.update(dict.fromkeys((part.about["digest"], *part.about.get("versions", {}))))
        versions = (annotation_of(one).text_digest for one in part.annotations.values())
        found.update(dict.fromkeys(filter(None, versions)))
    return found


def tables_of(
    about: dict[str, Any], state: Mapping[str, str], tags: Iterable[Any], values: Iterable[Any]
) -> Tables:
    """An article's file of rows: its tables in the order that it had, or that they mostly have."""
    found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    beside: dict[str, Any] = {}
    for id, body in tags:
        one = msgspec.json.decode(body)
        found[table_of(annotation_of(one))][id] = one
    for kind, key, body in values:
        (beside if kind == _BESIDE else found[kind])[key] = msgspec.json.decode(body)
    own = beside.get("article", about)
    kept = own if own["digest"] == state.get("digest", own["digest"]) else about
    found["article"] = {"0": {**kept, **state}}
    order = dict.fromkeys((*beside.get("tables", ()), *_ORDER, *sorted(found)))
    names = (*beside.get("tables", ()), *_ALWAYS, *found)
    return {name: found[name] for name in order if name in names}


def beside(part: Part, shared: Part) -> dict[tuple[str, str], Any]:
    """What of a part's file its rows would not tell."""
    found: dict[tuple[str, str], Any] = {}
    order = [*part.tables]
    usual = [name for name in (*_ORDER, *sorted(part.tables.keys() - {*_ORDER}))
             if name in _ALWAYS or part.tables.get(name)]  # fmt: skip
    if order != usual:
        found[_BESIDE, "tables"] = order
    if part is not shared and [*part.about.items()] != [*shared.about.items()]:
        found[_BESIDE, "article"] = part.about
    return found


def check(parcel: Parcel) -> None:
    """Raise `Refused` where PostgreSQL has no place for a name of it."""
    about = parcel.parts[""].about
    check_words(parcel.id, str(about["title"]), about.get("origin") or "")
    check_words(about.get("imprint") or "", *parcel.parts)
    for part in parcel.parts.values():
        check_words(*(word for a in part.annotations.values() for word in columns_of(a)))
        check_words(*part.annotations, *(word for key in part.values for word in key))


def columns_of(document: Mapping[str, Any]) -> tuple[str, str, str]:
    """The label, the annotator and the verdict of an annotation's document."""
    one = annotation_of(document)
    return one.label, one.annotator, one.verdict
