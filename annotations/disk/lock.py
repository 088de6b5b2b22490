"""One program at a time: a lock on a folder and on a file that names its holder.

Both are gone with the program that holds them. The file tells others whom they wait for, and may
be deleted at any moment; a folder that holds what is being changed is not.
"""

import contextlib
import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import Refused

if TYPE_CHECKING:
    from annotations.disk.system import System

LOCK_SECONDS = 10.0
# What file systems say on which no folder can be locked; there the file has to do.
_NO_FOLDERS = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.EOPNOTSUPP)


@contextlib.contextmanager
def locked(
    system: "System", path: Path, over: Path, what: str, shared: bool = False
) -> Iterator[None]:
    """Keep other programs out meanwhile, or only those that do not share.

    `path` is the file, `over` the folder of what is kept from them. Raises `Refused` with the
    holder's name where the lock on `what` is not had in time.
    """
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    until = time.monotonic() + LOCK_SECONDS
    with contextlib.ExitStack() as held:
        file = system.open_lock(path)
        held.callback(_let_go, system, file)
        _wait_for(system, file, path, what, kind, until)
        folder = system.open_folder(over)
        held.callback(_let_go, system, folder)
        try:
            _wait_for(system, folder, path, what, kind, until)
        except OSError as error:
            if error.errno not in _NO_FOLDERS:
                raise
        if not shared:
            with contextlib.suppress(OSError):
                _name_holder(file)
        yield


def _name_holder(file: int) -> None:
    """Have the file name this process; one that does so already is left alone.

    An emptied file would be given a new block, which the next sync had to write, too.
    """
    line = f"process {os.getpid()} on {socket.gethostname()}\n".encode()
    if os.pread(file, len(line) + 1, 0) != line:
        os.ftruncate(file, len(line))
        os.pwrite(file, line, 0)


def _let_go(system: "System", handle: int) -> None:
    with contextlib.suppress(OSError):
        system.close(handle)


def _wait_for(
    system: "System", handle: int, path: Path, what: str, kind: int, until: float
) -> None:
    while True:
        try:
            system.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                holder = (system.read_file(path) or b"").decode(errors="replace").strip()
                raise Refused(
                    f"Another program is using {what}: {holder or 'unknown'}.",
                    "Wait for it to finish, then try again.",
                ) from None
            time.sleep(0.002)
