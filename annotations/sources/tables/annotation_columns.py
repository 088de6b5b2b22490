"""Which columns of a corpus speak of annotations, and what counts as a span in one."""

from collections.abc import Mapping
from typing import Any

from annotations.expressions import late

_NAMES = frozenset(
    "accept annotation annotations annotator annotators answer answers arguments attributes"
    " bio bioes cats class classes classification classifications clusters codes confidence"
    " coref coreference corefs ent entities entity ents events gold ground_truth highlights"
    " intent iob iob2 is_gold kb_id label labels links mentions ner prediction predictions"
    " probability rating reject rejected relation relations rels result results score"
    " scores sentiment span spans suggestion suggestions tag tags triggers triples verdict".split()
)
_ENDINGS = tuple(
    "_annotation _annotations _cats _class _classes _confidence _entities _kb_id _label _labels"
    " _links _mentions _ner _prediction _predictions _relations _score _scores _sentiment _spans"
    " _tag _tags".split()
)
_WORDS = late(r"(?<=[a-z0-9])(?=[A-Z])|[\W_]+")

SPAN_COLUMNS = (
    "spans", "entities", "entity", "ents", "labels", "label", "annotations", "annotation",
    "ner", "tags", "mentions", "highlights",
)  # fmt: skip
"""Where tools keep the spans of a text."""

_STARTS = ("start", "start_offset", "start_char", "begin", "startOffset")
_ENDS = ("end", "end_offset", "end_char", "stop", "endOffset")
_LABELS = ("label", "type", "entity_group", "entity_type", "labels", "tag", "class")


def annotation_like(name: str) -> bool:
    """Whether a column of that name holds annotations, judging by its name, however written."""
    plain = _WORDS.sub("_", name).strip("_").lower()
    return plain in _NAMES or plain.endswith(_ENDINGS)


def said(value: object) -> bool:
    """Whether a cell has anything in it."""
    return value is not None and value not in ("", [], {})


def spans_in(value: Any) -> list[Any]:
    """The list of spans in a cell, one dict or list each; empty where it is no such list.

    A dict of lists of one length, as Arrow keeps a sequence of structs, is turned into such a list.
    """
    if isinstance(value, Mapping):
        columns = list(value.values())
        if not columns or not all(isinstance(column, list) for column in columns):
            return []
        if len({len(column) for column in columns}) > 1:
            return []
        value = [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    if not isinstance(value, list):
        return []
    return value if any(span_of(one) for one in value) else []


def span_of(raw: Any) -> dict[str, Any] | None:
    """A span with `start`, `end` and `label`, however a tool names them; `None` for none.

    Known are `[start, end, label]` (doccano, spaCy) and objects with offsets under any of the
    usual names; what else an object has stays as it is. Nothing of it is checked.
    """
    if isinstance(raw, (list, tuple)):
        if len(raw) < 3 or not (_number(raw[0]) and _number(raw[1]) and isinstance(raw[2], str)):
            return None
        rest = {f"value {number}": one for number, one in enumerate(raw[3:], 4)}
        return {"start": raw[0], "end": raw[1], "label": raw[2], **rest}
    if not isinstance(raw, Mapping):
        return None
    names = [next((n for n in known if n in raw), None) for known in (_STARTS, _ENDS, _LABELS)]
    if names[0] is None or names[1] is None:
        return None
    rest = {name: value for name, value in raw.items() if name not in names}
    label = raw[names[2]] if names[2] is not None else None
    if isinstance(label, list) and len(label) == 1:
        label = label[0]
    return {"start": raw[names[0]], "end": raw[names[1]], "label": label, **rest}


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
