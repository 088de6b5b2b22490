"""What another tool has no place for: it travels beside the rest, and comes back with it.

A tool that leaves some object of a record alone gets in it, under `postil`, what of an example it
could not show. Spans find theirs by id; what the tool says of them counts more.
"""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import to_builtins

from annotations.example import Example
from annotations.formats.jsonl import record_of
from annotations.formats.request import Request

_SHOWN = ("text", "spans", "links", "suggestions")


def beside(
    example: Example,
    request: Request,
    shown: Mapping[str, Collection[str]],
    *also: str,
    fields: Collection[str] = (),
) -> dict[str, Any]:
    """All that is known of an example but its text and what is shown of it.

    `shown` has, by the id of each tag and suggestion that the tool gets, the names of the
    attributes that it shows; `fields` are those that it shows of each, `also` what else of a
    record. Rejected suggestions are there whole, where `request` asks for them.
    """
    rejected = [one for one in example.suggestions if one.verdict == "rejected"]
    taken = [one for one in example.suggestions if one.id in shown]
    record = to_builtins(record_of(example, request, taken))
    spans = {
        span["id"]: _rest(span, shown[span["id"]], fields)
        for span in (*record["spans"], *record.get("suggestions", ()))
    }
    kept = {name: value for name, value in record.items() if name not in (*_SHOWN, *also)}
    if request.negatives and rejected:
        whole = record_of(example, request, rejected)
        kept["rejected"] = to_builtins(whole.suggestions)
    return {**kept, "spans": spans}


def _rest(
    span: Mapping[str, Any], shown: Collection[str], fields: Collection[str]
) -> dict[str, Any]:
    attrs = {name: value for name, value in span["attrs"].items() if name not in shown}
    rest = {name: value for name, value in span.items() if name not in (*fields, "id", "attrs")}
    return {**rest, "attrs": attrs} if attrs else rest
