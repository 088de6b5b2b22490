"""What happened to one annotation, read from the changes of its article."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from annotations.annotation import Annotation, Change
from annotations.attributes import worded

_WHOLE = 40  # code points of a value that are shown


class Event(Struct, frozen=True):
    """One step of an annotation's life: when (ISO 8601), by whom, and what."""

    at: str
    annotator: str
    what: str


def tag_history(id: str, changes: Iterable[Change], text: str) -> list[Event]:
    """The events of the annotation of this id, oldest first."""
    events = []
    for change in changes:
        before = next((a for a in change.removed if a.id == id), None)
        after = next((a for a in change.added if a.id == id), None)
        what = ", ".join(_steps(before, after, text))
        linked = [f"linked as {k.type}" for k in change.linked if k.source == id]
        unlinked = [f"link {k.type} removed" for k in change.unlinked if k.source == id]
        if steps := [part for part in (what, *linked, *unlinked) if part]:
            taken_back = {"undo": "undo: ", "redo": "redo: "}.get(change.kind, "")
            events.append(Event(change.at, change.annotator, taken_back + ", ".join(steps)))
    return events


def _steps(before: Annotation | None, after: Annotation | None, text: str) -> Iterator[str]:
    if before is None and after is None:
        return
    if before is None or after is None:
        yield "removed" if after is None else _made(after)
        return
    if before.verdict != after.verdict:
        yield after.verdict or "made by hand"
    if before.label != after.label:
        yield f"{before.label} \u2192 {after.label}"
    if (before.start, before.end) != (after.start, after.end):
        yield f"now \u201c{_shortened(text[after.start : after.end])}\u201d"
    for name in sorted({*before.attrs, *after.attrs}):
        old, new = before.attrs.get(name), after.attrs.get(name)
        if old != new:
            yield f"{name} {_shortened(old)} \u2192 {_shortened(new)}"
    if before.note != after.note:
        yield "note changed" if after.note else "note removed"


def _made(annotation: Annotation) -> str:
    how = f", {annotation.verdict} from {annotation.origin}" if annotation.origin else ""
    return f"made {annotation.label}{how}"


def _shortened(value: object) -> str:
    words = "none" if value in (None, "") else " ".join(worded(value).split())
    return words if len(words) <= _WHOLE else words[: _WHOLE - 1] + "\u2026"
