"""What a history tells of two sides that were joined: which of two values took the other's place.

Each change of a value takes one away and puts another in its place. Of the lines of both sides
together, whatever their order, a value that either side still has as its own has come once more
than it went, and one that a side replaced has not.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Literal

import msgspec

from annotations.annotation import SETS, Annotation, Change, Code, Decision, Link
from annotations.store.documents import document, value_documents

Side = Literal["ours", "theirs"]
THERE = b"there"
"""The value of a tag that is there; of one that is not, `None`."""

_PLACE = ("start", "end", "version")
_ORIGIN = ("origin", "score", "verdict")
TOGETHER = {"place": (*_PLACE, "text", "prefix", "suffix"), "verdict": _ORIGIN}
"""Fields of a tag's document that are no use one without the other."""

_APART = {"id", "attrs", "created", "updated", *TOGETHER["place"], *_ORIGIN}


def parts(document: Mapping[str, Any]) -> dict[str, bytes]:
    """What can be changed of a tag by itself, comparable; what is empty is left out."""
    found: dict[str, Any] = {
        "place": [document["start"], document["end"], document.get("version", "")],
        "verdict": [document.get(name) or "" for name in _ORIGIN],
    }
    found |= {f"attrs.{name}": value for name, value in document.get("attrs", {}).items()}
    found |= {name: value for name, value in document.items() if name not in _APART}
    return {name: comparable(value) for name, value in found.items() if value not in ("", None)}


def comparable(value: object) -> bytes:
    """A value of JSON as what is equal where it is."""
    return msgspec.json.encode(value, order="deterministic")


class Ledger:
    """How often each value came and went in the changes of an article."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self._came, self._went = Counter[Hashable](), Counter[Hashable]()
        for change in changes:
            self._tags(change)
            for gone, came, name in SETS:
                before, after = _values(getattr(change, gone)), _values(getattr(change, came))
                for key in before.keys() | after.keys():
                    self._turn((name, key), before.get(key), after.get(key))
            if change.status:
                self._turn("status", *change.status)
            if change.text:
                self._turn("digest", *change.text)

    def _tags(self, change: Change) -> None:
        before, after = _by_id(change.removed), _by_id(change.added)
        for id in before.keys() | after.keys():
            old, new = before.get(id, {}), after.get(id, {})
            for part in old.keys() | new.keys():
                self._turn((id, part), old.get(part), new.get(part))

    def _turn(self, key: Hashable, old: object, new: object) -> None:
        if old != new:
            self._went[key, old] += 1
            self._came[key, new] += 1

    def left(self, key: Hashable, value: object) -> int:
        """How much more often a value came than it went; all begin with none, and as open."""
        first = value is None or value == "open"
        return self._came[key, value] - self._went[key, value] + first

    def replaced(self, key: Hashable, value: object) -> bool:
        """Whether whoever had a value has another by now."""
        return self._went[key, value] > 0 and self.left(key, value) <= 0

    def both(self, key: Hashable, ours: object, theirs: object) -> bool:
        """Whether each side is known to have put its own value there."""
        return all(self._came[key, v] > 0 and self.left(key, v) > 0 for v in (ours, theirs))

    def later(self, key: Hashable, ours: object, theirs: object) -> Side | None:
        """The side whose value took the place of the other's; `None` where that is not told."""
        if self.replaced(key, ours) and self.left(key, theirs) > 0:
            return "theirs"
        if self.replaced(key, theirs) and self.left(key, ours) > 0:
            return "ours"
        return None

    def agrees(self, id: str, tag: Annotation | None) -> bool:
        """Whether a tag is, or is not, there as one of the sides left it."""
        if tag is None:
            return self.left((id, ""), THERE) <= 0
        values = {"": THERE, **parts(document(tag, ""))}
        return all(self.left((id, part), value) > 0 for part, value in values.items())


def _by_id(annotations: Iterable[Annotation]) -> dict[str, dict[str, bytes]]:
    return {a.id: {"": THERE, **parts(document(a, ""))} for a in annotations}


def _values(values: Iterable[Link | Decision | Code]) -> dict[str, bytes]:
    return {key: comparable(document) for key, document in value_documents(values).items()}
