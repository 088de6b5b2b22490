"""Where one left off, for the next sitting: a small file in the user's state folder."""

import contextlib
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

_MOST = 2_000  # articles of one project whose places are kept


@dataclass(frozen=True, slots=True)
class Place:
    """Where one was in an article: the selection and the top of the view, in code points."""

    start: int
    end: int
    top: int


@dataclass(frozen=True)
class Remembered:
    """What is known of an earlier sitting on a project.

    `shown` are the ids of the articles that stood side by side, `active` the one with the keys;
    `panes` is how many stand there at most, `column` how wide the text is, in cells.
    """

    places: Mapping[str, Place] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    active: str = ""
    panes: int = 2
    column: int = 72


def recalled(project: Path, state: Path | None = None) -> Remembered:
    """What was kept for a project's folder; nothing where that is not to be had."""
    try:
        return msgspec.json.decode(_file(project, state).read_bytes(), type=Remembered)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Remembered()


def keep(remembered: Remembered, project: Path, state: Path | None = None) -> None:
    """Keep it for the next sitting; a state folder that cannot be written is passed over."""
    latest = dict(list(remembered.places.items())[-_MOST:])
    data = msgspec.json.encode(replace(remembered, places=latest))
    file = _file(project, state)
    aside = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        os.replace(aside, file)


def _file(project: Path, state: Path | None) -> Path:
    if state is None:
        from platformdirs import user_state_path

        state = user_state_path("postil")
    name = hashlib.sha256(os.fsencode(project.absolute())).hexdigest()[:16]
    return state / "places" / f"{name}.json"
