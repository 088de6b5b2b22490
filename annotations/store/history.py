"""The changes made to an article, one a line, appended after each save: undo is read from it.

What a save is about to change is written down first, with the checksum of the file as it will be:
killed before the line is in the history, it is brought in there when the article is opened again.
"""

import hashlib
from pathlib import Path

import msgspec

from annotations.annotation import Change
from annotations.disk.system import System

_encoder, _decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Change)


def append(system: System, path: Path, change: Change) -> None:
    """Add a change to a history. Raises `OSError`."""
    system.append(path, _encoder.encode(change))


def announce(system: System, underway: Path, change: Change, data: bytes) -> None:
    """Write down what is about to be saved as the file `data`. Raises `OSError`."""
    line = f"{hashlib.sha256(data).hexdigest()} ".encode() + _encoder.encode(change)
    system.append(underway, line, lasting=False)


def complete(system: System, path: Path, underway: Path, data: bytes) -> None:
    """Bring in what was saved as the file `data`, as it is now, and did not come into its history.

    Of what a file holds for any other reason nothing is said. Raises `OSError`.
    """
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
