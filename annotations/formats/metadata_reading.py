"""What a record of whatever tool says of its article besides the fields: kept, or else named."""

from collections.abc import Iterator, Mapping
from typing import Any

from annotations.article import META_FIELDS
from annotations.formats.tools.dialects import unpacked
from annotations.sources.tables.annotation_columns import annotation_like, said
from annotations.sources.tables.columns import FIELDS, kept

_READ = frozenset(
    "meta more sha256 spans links suggestions rejected status codes clusters postil".split()
)
_OF_TOKENS = frozenset("tokens words starts ends tokenized_text".split())
"""What says nothing that the text does not say."""


def with_metadata(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with all that it says of its article under `meta` and `more`."""
    given, more = record.get("meta"), unpacked(record.get("more"))
    beside = {**dict(_beside(record)), **(more if isinstance(more, dict) else {})}
    told = {**record, **({"more": beside} if beside else {})}
    if isinstance(given, dict):
        fields = {name: record[name] for name in META_FIELDS if said(record.get(name))}
        told["meta"] = {**fields, **given}
    elif said(given):
        told = {**told, "meta": None, "more": {**beside, "meta": given}}
    return told


def unkept(record: Mapping[str, Any]) -> Iterator[str]:
    """The names of what cannot be kept: objects, and what is too long for words beside a text."""
    meta = record.get("meta")
    nested = meta if isinstance(meta, dict) else {}
    plain = {name: value for name, value in nested.items() if not annotation_like(str(name))}
    for name, value in (*_beside(record), *plain.items()):
        if name not in META_FIELDS and said(value) and kept(value) is None:
            yield str(name)


def _beside(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What is no field, says nothing of annotations and is no tool's own number of the record."""
    for name, value in record.items():
        own = name in FIELDS or name in _READ or name in _OF_TOKENS or name.startswith("_")
        if name and not own and not annotation_like(name) and said(value):
            yield name, value
