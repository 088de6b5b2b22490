"""An article with its layers as rows of a database, and back from them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import msgspec

from annotations.annotation import Change
from annotations.store.documents import annotation_of, table_of
from annotations.store.parcel import Parcel, Part
from annotations.store.postgres.articles import check_words
from annotations.store.shape import Shape, Tables

_change = msgspec.json.Decoder(Change)
_BESIDE = ""
"""The kind of the values that keep what of a file has no column: its own words on the article, and
the order of its tables."""
_ORDER = ("article", "annotations", "links", "suggestions", "review", "decisions", "codes")
_ALWAYS = ("annotations", "links")


def parts_of(body: str, rows: Iterable[Any]) -> dict[str, Part]:
    """What layers have of an article, of its body and a row for each layer.

    That has its name, digest, status and time, and then the rows of its tags, values and changes.
    Raises `ValueError`, `LookupError` or `TypeError` where a body is not what it should be.
    """
    about = msgspec.json.decode(body)
    parts = {"": Part(tables_of(about, {}, [], []))}
    for layer, digest, status, touched, tags, values, changes in rows:
        state = {"status": status, **({"digest": digest} if layer else {})}
        tables = tables_of({**about, **state}, state, tags, values)
        parts[layer] = Part(tables, tuple(line.encode() for (line,) in changes), touched)
    for part in parts.values():
        _ = msgspec.convert(part.tables, Shape).about
        for line in part.history:
            _change.decode(line)
    return parts


def parcel_of(
    id: str,
    parts: Mapping[str, Part],
    digests: Iterable[str],
    texts: Mapping[str, bytes],
    whole: Collection[str],
) -> Parcel:
    """An article with those of its texts that are `whole`; of the others it is said."""
    own, left = dict[str, bytes](), list[str]()
    for digest in digests:
        if digest in whole:
            own[digest] = texts[digest]
        else:
            wrong = "is not the text that was annotated" if digest in texts else "is missing"
            left.append(f"A text of {id} {wrong}: {digest}.")
    return Parcel(id, parts, own, tuple(left))


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
        check_words(*(word for a in part.annotations.values() for word in columns_of(a).values()))
        check_words(*part.annotations, *(word for key in part.values for word in key))


def columns_of(document: Mapping[str, Any]) -> dict[str, str]:
    """What of an annotation's document has a column, by that."""
    one = annotation_of(document)
    return {"label": one.label, "annotator": one.annotator, "verdict": one.verdict}
