"""What programs that ended in the middle of a save left beside the files of a project."""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from annotations.disk.system import System

# As `aside_of` names them: by the number of the thread that writes.
_ASIDE = re.compile(r".+\.([0-9]+)\.tmp")
OLD_SECONDS = 600.0
"""How long a program that cannot be seen from here, in a container say, may take to write."""


def litter(system: System, root: Path) -> Iterator[Path]:
    """What was left under `root` by threads that are no more, and not just now.

    A folder that cannot be read is passed over.
    """
    try:
        names = sorted(system.names(root))
    except OSError:
        return
    for name in names:
        path = root / name
        if aside := _ASIDE.fullmatch(name):
            if not _lives(int(aside[1])) and _is_old(system, path):
                yield path
        elif "." not in name:
            yield from litter(system, path)


def sweep(project: Path, data: str) -> None:
    """Remove the litter of a project, in a thread of its own: it takes a look at every folder."""
    system = System().within(project)
    for path in litter(system, project / data):
        system.discard(path)


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
