"""The changes made to an article, one a line, appended after each save: undo is read from it."""

from pathlib import Path
from typing import Any

import msgspec

from annotations.annotation import Change
from annotations.disk.system import System

_encoder = msgspec.json.Encoder()


class _Link(msgspec.Struct, rename={"source": "from", "target": "to"}):
    type: str
    source: str
    target: str


def append(system: System, path: Path, change: Change) -> None:
    """Add a change to a history. Raises `OSError`."""
    fields: dict[str, Any] = {
        name: getattr(change, name)
        for name in ("id", "action", "annotator", "at", "kind", "removed", "added")
    }
    for name in ("unlinked", "linked"):
        if links := getattr(change, name):
            fields[name] = [_Link(k.type, k.source, k.target) for k in links]
    if change.status:
        fields["status"] = change.status
    if change.text:
        fields["text"] = change.text
    if change.others:
        fields["others"] = change.others
    system.append(path, _encoder.encode(fields))


def changes(system: System, path: Path) -> list[Change]:
    """The changes of a history, oldest first; lines that are cut off or garbled are passed over.

    Their order is that of the lines, which git's union merge keeps for either side; ids and times
    tell less, for a clock may have been set back. Each is given once.
    """
    found: dict[str, Change] = {}
    for line in (system.read_file(path) or b"").splitlines():
        try:
            change = _change(msgspec.json.decode(line, type=dict[str, Any]))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, TypeError, KeyError):
            continue
        found.setdefault(change.id, change)
    return list(found.values())


def _change(raw: dict[str, Any]) -> Change:
    for name in ("unlinked", "linked"):
        raw[name] = [
            {"type": k["type"], "source": k["from"], "target": k["to"]} for k in raw.get(name, ())
        ]
    return msgspec.convert(raw, Change)
