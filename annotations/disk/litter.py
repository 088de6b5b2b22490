"""What programs that ended in the middle of a save left beside the files of a project."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from annotations.disk.system import System
from annotations.expressions import late

# As `aside_of` names them: by the number of the thread that writes.
_ASIDE = late(r".+\.([0-9]+)\.tmp")
OLD_SECONDS = 600.0
"""How long a program that cannot be seen from here, in a container say, may take to write."""


def litter(system: System, data: Path, settings: Path, own: Path | None = None) -> Iterator[Path]:
    """What threads that are no more left in a project's folder of data or beside its settings.

    It takes a look at every folder, but of those beside `own` into that one only; one that cannot
    be read is passed over, and so is what is new.
    """
    yield from _under(system, data, own)
    # The folder around them is people's own: only what was written to take their place is ours.
    for name in _names(system, settings.parent):
        if re.fullmatch(rf"{re.escape(settings.name)}\.[0-9]+\.tmp", name):
            path = settings.with_name(name)
            if _is_left(system, path):
                yield path


def sweep(data: Path, settings: Path, own: Path | None = None) -> None:
    """Remove the litter of a project; what cannot be removed stays."""
    system = System().within(settings.parent)
    for path in litter(system, data, settings, own):
        system.discard(path)


def _under(system: System, folder: Path, own: Path | None) -> Iterator[Path]:
    for name in _names(system, folder):
        path = folder / name
        if _ASIDE.fullmatch(name):
            if _is_left(system, path):
                yield path
        elif "." not in name and (own is None or path == own or path.parent != own.parent):
            yield from _under(system, path, own)


def _names(system: System, folder: Path) -> list[str]:
    try:
        return sorted(system.names(folder))
    except OSError:
        return []


def _is_left(system: System, path: Path) -> bool:
    aside = _ASIDE.fullmatch(path.name)
    return bool(aside and not _lives(int(aside[1])) and _is_old(system, path))


def _lives(thread: int) -> bool:
    try:
        os.kill(thread, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _is_old(system: System, path: Path) -> bool:
    with contextlib.suppress(OSError):
        about = system.look(path)
        old = system.now_ns() - about.st_mtime_ns > OLD_SECONDS * 1e9
        return stat.S_ISREG(about.st_mode) and old
    return False
