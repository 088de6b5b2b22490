"""One program at a time: a lock on a file of its own, gone with the program that holds it."""

import contextlib
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from annotations.store.protocol import Refused
from annotations.store.system import AGAIN, System

LOCK_SECONDS = 10.0


@contextlib.contextmanager
def locked(system: System, path: Path, what: str, shared: bool = False) -> Iterator[None]:
    """Keep other programs out meanwhile, or only those that do not share.

    Raises `Refused` with the holder's name where the lock on `what` is not had in time.
    """
    system.make_folder(path.parent)
    handle = system.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _wait_for(system, handle, path, what, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        if not shared:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        with contextlib.suppress(OSError):
            system.close(handle)


def _wait_for(system: System, handle: int, path: Path, what: str, kind: int) -> None:
    until = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            system.flock(handle, kind | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                holder = (system.read_file(path) or b"").decode(errors="replace").strip()
                raise Refused(
                    f"Another program holds {what}: {holder or 'unknown'}.",
                    f"Let it finish, then try {AGAIN}",
                ) from None
            time.sleep(0.002)
