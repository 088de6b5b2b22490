"""What of a record speaks of annotations and has no place: named, so that none goes by unseen."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from annotations.formats.parts import OTHERS, is_part
from annotations.sources.tables.annotation_columns import annotation_like, said

_STATUSES = ("open", "done", "skipped")
_IN_A_SPAN = frozenset(
    "start end label id text sha256 annotator attrs note origin score verdict created updated"
    " agreed way guideline extra more ref"
    # What tools note of a span that says nothing of the text:
    " created_at input_hash manual pattern rank source token_end token_start updated_at user word"
    " ws".split()
)
_IN_A_LINK = frozenset({"type", "from", "to"})


def unread_in(row: Mapping[str, Any], used: Collection[str]) -> Iterator[str]:
    """What to call each column of a row that speaks of annotations and was not used."""
    for name, value in row.items():
        if name not in used and said(value) and _speaks(name, value):
            yield f"\u201c{name}\u201d"


def unread_deeper(record: Mapping[str, Any], own: bool) -> Iterator[str]:
    """What to call each field of spans, links, tokens and metadata that has no place.

    Metadata is kept, whatever it is called; that of postil's `own` records is nothing else.
    """
    for what, known in (("spans", _IN_A_SPAN), ("links", _IN_A_LINK)):
        names = (
            str(name)
            for one in _objects(record.get(what))
            for name, value in one.items()
            if name not in known and said(value) and not str(name).startswith("_")
            # Prodigy says so of each span in a task about relations.
            if (name, value) != ("type", "span")
        )
        yield from _of(names, what)
    for what in ("tokens", *(() if own else ("meta",))):
        names = (
            str(name)
            for one in _objects(record.get(what))
            for name, value in one.items()
            if said(value) and _speaks(str(name), value)
        )
        yield from _of(names, what)


def _objects(found: object) -> list[Mapping[str, Any]]:
    """The objects in a list, or one alone."""
    some = found if isinstance(found, list) else [found]
    return [one for one in some if isinstance(one, Mapping)]


def _of(names: Iterator[str], what: str) -> Iterator[str]:
    return (f"\u201c{name}\u201d of {what}" for name in dict.fromkeys(names))


def _speaks(name: str, value: object) -> bool:
    """Whether a column is about annotations, or deals its article to a part that there is not."""
    if name in OTHERS:
        return not is_part(value)
    if name == "status":
        return isinstance(value, str) and value not in _STATUSES
    return annotation_like(name)
