"""What travelled beside a record of another tool, put back to what the tool says of it."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

NAME = "postil"
"""What it stands under, in an object that the tool leaves alone."""
_JOINED = ("spans", "links", "rejected")


def kept_in(holder: object) -> dict[str, Any]:
    """What travelled in an object of a record; empty where nothing did."""
    found = holder.get(NAME) if isinstance(holder, Mapping) else None
    return dict(found) if isinstance(found, Mapping) else {}


def restored(record: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """A record in postil's words with what travelled.

    A span that has lost its id finds it again by place and label.
    """
    ids = defaultdict[tuple[object, ...], list[str]](list)
    for id, rest in _items(kept.get("spans")):
        ids[_place(rest)].append(id)
    names: dict[str, str] = {}
    spans = list[Any]()
    for span in listed(record.get("spans")):
        if isinstance(span, Mapping):
            same = [span["id"]] if "id" in span else ids[_place(span)]
            if same:
                names[str(span.get("ref"))] = same[0]
                span = put_back({**span, "ref": same.pop(0)}, kept)
        spans.append(span)
    links = [
        {**link, **{end: names.get(str(link[end]), link[end]) for end in ("from", "to")}}
        if isinstance(link, Mapping) and {"from", "to"} <= link.keys()
        else link
        for link in listed(record.get("links"))
    ]
    rest = {name: value for name, value in kept.items() if name not in _JOINED}
    return {
        **record,
        **rest,
        "spans": spans or record.get("spans") or [],
        "links": joined(links or record.get("links"), kept.get("links")),
        "suggestions": joined(record.get("suggestions"), kept.get("rejected")),
    }


def listed(value: object) -> list[Any]:
    """What is in a list; nothing where there is none."""
    return [*value] if isinstance(value, list | tuple) else []


def joined(before: object, more: object) -> object:
    """Two lists as one; whatever else there is instead of one stays, for the reader to refuse."""
    for value in (before, more):
        if value and not isinstance(value, list | tuple):
            return value
    return [*listed(before), *listed(more)]


def put_back(span: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """A span as a tool gives it, with what travelled under its `ref`, which then is its id."""
    spans, id = kept.get("spans"), span.get("ref")
    rest = spans.get(id) if isinstance(spans, Mapping) else None
    if not isinstance(rest, Mapping):
        return dict(span)
    attrs = dict([*_items(rest.get("attrs")), *_items(span.get("attrs"))])
    own = {name: value for name, value in span.items() if name != "ref"}
    return {**own, **rest, "id": id, "attrs": attrs}


def _place(span: object) -> tuple[object, ...]:
    found = span if isinstance(span, Mapping) else {}
    return tuple(str(found.get(name)) for name in ("start", "end", "label"))


def _items(found: object) -> list[tuple[str, Any]]:
    return list(found.items()) if isinstance(found, Mapping) else []
