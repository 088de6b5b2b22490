"""Every file call of the store, in one object, and the way a file is written so that it lasts."""

import contextlib
import errno
import fcntl
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from annotations.store.protocol import Refused, Unsure

AGAIN = "again: ctrl+s on the screen."


class System:
    """The operating system as the store sees it; tests put one that fails in its place."""

    open = staticmethod(os.open)
    close = staticmethod(os.close)
    read = staticmethod(os.read)
    write = staticmethod(os.write)
    fsync = staticmethod(os.fsync)
    replace = staticmethod(os.replace)
    mkdir = staticmethod(os.mkdir)
    rmdir = staticmethod(os.rmdir)
    link = staticmethod(os.link)
    unlink = staticmethod(os.unlink)
    listdir = staticmethod(os.listdir)
    stat = staticmethod(os.stat)
    fstat = staticmethod(os.fstat)
    lseek = staticmethod(os.lseek)
    flock = staticmethod(fcntl.flock)
    sync = staticmethod(os.sync)
    now_ns = staticmethod(time.time_ns)

    def read_file(self, path: Path) -> bytes | None:
        """All bytes of a file, or `None` where there is none."""
        try:
            handle = self.open(path, os.O_RDONLY)
        except (FileNotFoundError, NotADirectoryError):
            return None
        with self._closing(handle):
            parts = []
            while part := self.read(handle, 1 << 20):
                parts.append(part)
        return b"".join(parts)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, each lasting in the one that holds it."""
        if folder.is_dir():
            return
        self.make_folder(folder.parent)
        with contextlib.suppress(FileExistsError):
            self.mkdir(folder)
        try:
            with self._opened(folder.parent) as handle:
                self._settle(handle)
        except OSError:
            # The next try has to make it, and make it last, again.
            with contextlib.suppress(OSError):
                self.rmdir(folder)
            raise

    def write_aside(self, path: Path, data: bytes, lasting: bool = True) -> Path:
        """Write `data` to a new file beside `path` and return its name."""
        aside = aside_of(path)
        new = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = self.open(aside, new, 0o666)
        except FileExistsError:
            # Left by a crash. It may be a link to the file itself, so it is never written over.
            self.unlink(aside)
            handle = self.open(aside, new, 0o666)
        try:
            with self._closing(handle):
                self._write_all(handle, data)
                if lasting:
                    self._settle(handle)
        except (OSError, KeyboardInterrupt):  # ctrl+c leaves nothing behind either
            self.discard(aside)
            raise
        return aside

    def discard(self, aside: Path) -> None:
        """Remove a file that `write_aside` made, if it can be."""
        with contextlib.suppress(OSError):
            self.unlink(aside)

    def save(self, path: Path, data: bytes) -> None:
        """Put `data` in place of what `path` held, so that it outlives a power cut.

        Raises `Refused` where the old contents still stand, and `Unsure` where the new ones do
        but the disk has not confirmed them.
        """
        path = behind(path)
        try:
            self.make_folder(path.parent)
            # The folder is opened first: after the renaming nothing may run out any more.
            with self._opened(path.parent) as folder:
                aside = aside_of(path)
                try:
                    self.write_aside(path, data)
                    self.replace(aside, path)
                except (OSError, KeyboardInterrupt):
                    self.discard(aside)
                    raise
                self._confirm(folder, path)
        except OSError as error:
            raise refusal(error, path) from error

    def remove(self, path: Path) -> None:
        """Delete a file for good. Raises `OSError`, or `Unsure` where it may come back."""
        with self._opened(path.parent) as folder:
            self.unlink(path)
            self._confirm(folder, path)

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file, on a line of its own even after one that a crash cut off."""
        self.make_folder(path.parent)
        handle = self.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        with self._closing(handle):
            if size := self.fstat(handle).st_size:
                self.lseek(handle, size - 1, os.SEEK_SET)
                if self.read(handle, 1) != b"\n":
                    line = b"\n" + line
            else:
                # A new name first: once there is a line, no later call would see to it.
                with self._opened(path.parent) as folder:
                    self._settle(folder)
            self._write_all(handle, line + b"\n")
            self._settle(handle)

    def _write_all(self, handle: int, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self.write(handle, view) :]

    def _settle(self, handle: int) -> None:
        """Have the disk itself take what was written, also where fsync stops short of that."""
        if sys.platform == "darwin":
            with contextlib.suppress(OSError):
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        self.fsync(handle)

    def _confirm(self, folder: int, path: Path) -> None:
        try:
            self._settle(folder)
        except OSError as error:
            raise Unsure(
                f"The disk did not confirm a save ({_reason(error, path)}).", f"Try {AGAIN}"
            ) from error

    @contextlib.contextmanager
    def _opened(self, folder: Path) -> Iterator[int]:
        handle = self.open(folder, os.O_RDONLY)
        with self._closing(handle):
            yield handle

    @contextlib.contextmanager
    def _closing(self, handle: int) -> Iterator[None]:
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                self.close(handle)


def aside_of(path: Path) -> Path:
    """The name of the file that is written beside `path` to take its place."""
    # No two threads alive share this number, whichever their process: none writes another's file.
    return path.with_name(f"{path.name}.{threading.get_native_id()}.tmp")


def behind(path: Path) -> Path:
    """The file that a link stands for, or `path` itself: what is saved goes beside the former."""
    return Path(os.path.realpath(path)) if os.path.islink(path) else path


def unwritable(path: Path) -> Refused | None:
    """Why nothing can be saved at `path`, where the rights to its folder tell."""
    folder = next((f for f in behind(path).parents if f.exists()), path.parent)
    effective = os.access in os.supports_effective_ids
    if os.access(folder, os.W_OK | os.X_OK, effective_ids=effective):
        return None
    read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    code = errno.EROFS if read_only else errno.EACCES
    return refusal(OSError(code, os.strerror(code)), folder / path.name)


def refusal(error: OSError, path: Path) -> Refused:
    """What to tell the person when a file call failed."""
    hints = {
        errno.ENOSPC: f"Make room, then try {AGAIN}",
        errno.EDQUOT: f"Make room, then try {AGAIN}",
        errno.EROFS: "Make it writable or use --project to name another folder.",
        errno.EACCES: "Give yourself the right to write there, or use --project.",
        errno.EPERM: "Give yourself the right to write there, or use --project.",
    }
    hint = hints.get(error.errno or 0, f"Try {AGAIN}")
    return Refused(f"{_reason(error, path)}.", hint)


def _reason(error: OSError, path: Path) -> str:
    reasons = {
        errno.ENOSPC: "The disk is full",
        errno.EDQUOT: "Your share of the disk is used up",
        errno.EROFS: f"{path.parent} is read-only",
        errno.EACCES: f"{path.parent} may not be written to",
        errno.EPERM: f"{path.parent} may not be written to",
        errno.EMFILE: "Too many files are open",
        errno.EIO: "The disk reports an error",
    }
    return reasons.get(error.errno or 0, f"{error.strerror or error} ({path.name})")
