"""The changes made to an article, one a line, appended after each save: undo is read from it.

What a save is about to change is written down first, with the checksum of the file as it will be:
killed before the line is in the history, it is brought in there when the article is opened again.

It also tells which of two values took the other's place, where two sides of a file are joined. Each
change takes a value away and puts another in its place. Of the lines of both sides together,
whatever their order, a value that either side still has came once more than it went.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import msgspec

from annotations.annotation import SETS, Annotation, Change, Code, Decision, Link
from annotations.disk.refusals import refusal
from annotations.disk.system import System
from annotations.errors import Unsure
from annotations.store.documents import document, value_documents
from annotations.store.folders import Folders

_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Change)


def append(system: System, folders: Folders, id: str, change: Change, again: bool) -> None:
    """Add a change to an article's history, once if it is saved `again`. Raises `Unsure`."""
    path = folders.history(id)
    try:
        if again and any(c.id == change.id for c in changes(system, path)):
            return
        system.append(path, _encoder.encode(change))
        system.discard(folders.underway(id))
    except OSError as error:
        what = f"A change was saved, but not in its history: {refusal(error, path).message}"
        raise Unsure(what, "Try again.") from error


def announce(system: System, folders: Folders, id: str, change: Change, data: bytes) -> None:
    """Write down what is about to be saved as the file `data`; a save does not depend on it."""
    line = f"{hashlib.sha256(data).hexdigest()} ".encode() + _encoder.encode(change)
    with suppress(OSError):
        system.append(folders.underway(id), line, lasting=False)


def complete(system: System, folders: Folders, id: str) -> None:
    """Bring in what a save that was cut short left out of an article's history.

    Nothing is said of what its file holds for any other reason. Raises `OSError`.
    """
    underway, path = folders.underway(id), folders.history(id)
    if system.has(underway):
        data = system.read_file(folders.article(id)) or b""
        for line in unfinished(system, path, underway, data):
            system.append(path, line)
        system.discard(underway)


def unfinished(system: System, path: Path, underway: Path, data: bytes) -> list[bytes]:
    """The lines that `complete` would bring in. Raises `OSError`."""
    announced = (system.read_file(underway) or b"").splitlines()
    if not announced:
        return []
    now = hashlib.sha256(data).hexdigest().encode()
    known = {change.id for change in changes(system, path)}
    found: dict[str, bytes] = {}
    for digest, _, line in (one.partition(b" ") for one in announced):
        change = _read(line) if digest == now else None
        if change and change.id not in known:
            found[change.id] = line
    return list(found.values())


def is_line(line: bytes) -> bool:
    """Whether a line of a history has a change."""
    return _read(line) is not None


def id_of(line: bytes) -> str:
    """The id of the change in a line that has one."""
    return _decoder.decode(line).id


def changes(system: System, path: Path) -> list[Change]:
    """The changes of a history, oldest first; lines that are cut off or garbled are passed over.

    Their order is that of the lines, which git's union merge keeps for either side; ids and times
    tell less, for a clock may have been set back. Each is given once.
    """
    found: dict[str, Change] = {}
    for line in (system.read_file(path) or b"").splitlines():
        if change := _read(line):
            found.setdefault(change.id, change)
    return list(found.values())


def _read(line: bytes) -> Change | None:
    """The change in a line; `None` where the line is cut off or garbled."""
    try:
        return _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


Side = Literal["ours", "theirs"]
THERE = b"there"
"""The value of a tag that is there; of one that is not, `None`."""

_PLACE = ("start", "end", "version")
_ORIGIN = ("origin", "score", "verdict")
TOGETHER = {"place": (*_PLACE, "text", "prefix", "suffix"), "verdict": _ORIGIN}
"""Fields of a tag's document that only make sense together."""

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
        """The side whose value took the place of the other's; `None` where that is unknown."""
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
