"""How other tools write a record, said in the words of postil's own, and what has no place there.

Known are Prodigy (`answer`, `relations` with `head_span` and `child_span`), doccano (triples under
`label`, `entities` with `relations`) and lists of spans under any of the names that tools use.
"""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotations.formats.tools.restoring import NAME, kept_in, restored
from annotations.formats.tools.unread import unread_deeper, unread_in
from annotations.sources.tables.annotation_columns import SPAN_COLUMNS, span_of, spans_in

_ANSWERS = ("accept", "reject", "ignore")
_LINKS = ("links", "relations")
_OF_RELATIONS = frozenset(
    "id type label color head child head_span child_span from_id to_id".split()
)


class Translated(Struct, frozen=True):
    """A record in postil's own words.

    `unread` names what speaks of annotations and has no place, `passed` what was not taken as
    gold for its answer.
    """

    record: Mapping[str, Any]
    unread: tuple[str, ...] = ()
    passed: str = ""


def translated(row: Mapping[str, Any]) -> Translated:
    """A record of whatever tool, its spans under `spans` and its relations under `links`.

    Spans that come with another tool's ids have them as `ref`, which links go by.
    """
    found = {name: spans for name in SPAN_COLUMNS if (spans := spans_in(unpacked(row.get(name))))}
    spans = [_span(raw) for name in found for raw in found[name]]
    links, linked = _linked(row, spans)
    record = {name: value for name, value in row.items() if name not in (*found, *linked, NAME)}
    if found or record.get("spans") is None:
        record["spans"] = spans
    if linked or isinstance(row.get("links"), list):
        record["links"] = links
    # Of spans and links the reader itself refuses what is not as it should be.
    used = {*found, *linked, "suggestions", "rejected"}
    used |= set() if found else {"spans"}
    used |= set() if isinstance(row.get("links"), list) else {"links"}
    used |= {"answer"} if row.get("answer") in _ANSWERS else set()
    used |= {"codes"} if _is_object(unpacked(row.get("codes"))) else set()
    used |= {"clusters"} if _are_entities(unpacked(row.get("clusters"))) else set()
    if isinstance(row.get("annotator"), str):
        used.add("annotator")
        record["spans"] = _signed(record["spans"], row["annotator"])
    own = NAME in row or "sha256" in row
    unread = (*unread_in(row, used), *unread_deeper({**record, "links": links}, own))
    told = _answered(Translated(record, unread), row.get("answer"))
    kept = kept_in(row)
    return replace(told, record=restored(told.record, kept)) if kept else told


def unpacked(value: object) -> object:
    """The JSON in a cell of a table, or the cell itself where it is none."""
    if not isinstance(value, str) or not value.lstrip().startswith(("[", "{", '"')):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _signed(spans: Any, who: str) -> Any:
    """Spans with who made them, where a record says that of all."""
    if not isinstance(spans, list):
        return spans
    return [{"annotator": who, **span} if _is_object(span) else span for span in spans]


def _span(raw: Any) -> Any:
    """A span in postil's words; an id that is not postil's becomes a `ref`."""
    span = span_of(raw)
    if span is None:
        return raw
    id = span.get("id")
    if id is not None and not (isinstance(id, str) and {"start", "end", "label"} <= raw.keys()):
        span["ref"] = str(span.pop("id"))
    return span


def _linked(row: Mapping[str, Any], spans: list[Any]) -> tuple[list[Any], list[str]]:
    """The relations as links, and the columns that they were in."""
    links: list[Any] = []
    used = []
    places = {_at(span): number for number, span in enumerate(spans) if _is_object(span)}
    for name in _LINKS:
        value = row.get(name)
        given: list[Any] = value if isinstance(value, list) else []
        found = [_link(raw, spans, places) for raw in given]
        # A reader refuses one by one what is in a list of objects and is no link.
        if any(found) or (name == "links" and found and all(map(_is_object, given))):
            used.append(name)
            links += [link or raw for link, raw in zip(found, given, strict=True)]
    return links, used


def _link(
    raw: Any, spans: list[Any], places: Mapping[tuple[str, str], int]
) -> Mapping[str, Any] | None:
    """A relation as a link, if it is one of a known shape."""
    if not _is_object(raw):
        return None
    rest = {name: value for name, value in raw.items() if name not in _OF_RELATIONS}
    link = {**rest, "type": raw.get("type") or raw.get("label")}
    for source, target in (("from", "to"), ("from_id", "to_id")):
        if source in raw and target in raw:
            return {**link, "from": str(raw[source]), "to": str(raw[target])}
    ends = [span_of(raw.get(name)) for name in ("head_span", "child_span")]
    ids = [str(end["id"]) for end in ends if end and "id" in end]
    if len(ids) == 2:
        return {**link, "from": ids[0], "to": ids[1]}
    numbers = [places.get(_at(end)) if end else None for end in ends]
    names = [_named(spans[number], number) for number in numbers if number is not None]
    return {**link, "from": names[0], "to": names[1]} if len(names) == 2 else None


def _named(span: dict[str, Any], number: int) -> str:
    """What links call a span; it is given a name where it has none."""
    return str(span.get("id") or span.setdefault("ref", f"#{number}"))


def _at(span: Mapping[str, Any]) -> tuple[str, str]:
    return str(span.get("start")), str(span.get("end"))


def _answered(found: Translated, answer: object) -> Translated:
    """What an answer makes of a record: only what was accepted is gold."""
    spans = found.record.get("spans")
    if answer not in ("reject", "ignore") or not spans:
        return found
    if answer == "ignore":
        record = {**found.record, "spans": [], "links": []}
        return Translated(record, found.unread, "Tags with the answer ignore were left out")
    rejected = [{**span, "verdict": "rejected"} if _is_object(span) else span for span in spans]
    record = {**found.record, "spans": rejected, "links": []}
    return Translated(
        record, found.unread, "Tags with the answer reject came in as rejected suggestions"
    )


def _are_entities(raw: object) -> bool:
    """Whether clusters are those of postil; those of other tools have no names."""
    return isinstance(raw, list) and all(
        _is_object(one) and {"id", "name"} <= one.keys() for one in raw
    )


def _is_object(raw: Any) -> bool:
    return isinstance(raw, Mapping)
