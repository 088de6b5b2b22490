"""How a file of a project is written so that it lasts, whatever happens meanwhile."""

import contextlib
import errno
import fcntl
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotations.disk.lock import locked
from annotations.disk.opening import Opening
from annotations.disk.refusals import reason, refusal
from annotations.errors import Unsure


class System(Opening):
    """What the store asks of the operating system, reading and writing; implements `Files`."""

    in_git = True

    def write_aside(self, path: Path, data: bytes, lasting: bool = True) -> Path:
        """Write `data` to a new file beside `path`, in a folder made for it; return its name."""
        with self.made(path.parent) as folder:
            return self._write_aside(folder, path, data, lasting)

    @contextlib.contextmanager
    def together(self, root: Path) -> Iterator[Callable[[Iterable[Path]], None]]:
        """Gives what has the disk itself take many files or folders under `root` at once.

        Raises `OSError`; of what was written before the block nothing is told.
        """
        with self.made(root) as disk:

            def settle(paths: Iterable[Path]) -> None:
                try:
                    self.syncfs(disk)
                except NotImplementedError:
                    for path in paths:
                        self._settle_one(path)

            yield settle

    def _settle_one(self, path: Path) -> None:
        with self.folder(path.parent) as folder:
            flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            handle = self.open(path.name, flags, dir_fd=folder)
            with self._closing(handle):
                self._settle(handle)

    def link_beside(self, source: Path, target: Path) -> None:
        """Give a file a second name. Raises `FileExistsError`, or `OSError` where links fail."""
        with self.folder(source.parent) as here, self.made(target.parent) as there:
            names = source.name, target.name
            self.link(*names, src_dir_fd=here, dst_dir_fd=there, follow_symlinks=False)

    def put(self, aside: Path, path: Path) -> None:
        """Put a file that `write_aside` made in the place of `path`, whatever stood there."""
        with self.folder(path.parent) as folder:
            self.replace(aside.name, path.name, src_dir_fd=folder, dst_dir_fd=folder)

    def discard(self, path: Path) -> None:
        """Remove a name, if it can be."""
        with contextlib.suppress(OSError), self.folder(path.parent) as folder:
            self.unlink(path.name, dir_fd=folder)

    def save(self, path: Path, data: bytes) -> None:
        """Put `data` in place of what `path` held, so that it outlives a power cut.

        Raises `Refused` where the old contents still stand, and `Unsure` where the new ones do
        but the disk has not confirmed them.
        """
        try:
            # The folder is opened first: after the renaming nothing may run out any more.
            with self.made(path.parent) as folder:
                aside = aside_of(path).name
                try:
                    self._write_aside(folder, path, data, lasting=True)
                    self.replace(aside, path.name, src_dir_fd=folder, dst_dir_fd=folder)
                except (OSError, KeyboardInterrupt):  # ctrl+c leaves nothing behind either
                    self._drop(folder, aside)
                    raise
                self._confirm(folder, path)
        except OSError as error:
            raise refusal(error, path) from error

    def remove(self, path: Path) -> None:
        """Delete a file for good. Raises `OSError`, or `Unsure` where it may come back."""
        with self.folder(path.parent) as folder:
            self.unlink(path.name, dir_fd=folder)
            self._confirm(folder, path)

    def append(self, path: Path, line: bytes, lasting: bool = True) -> None:
        """Add a line to a file, on a line of its own even after one that a crash cut off."""
        with self.made(path.parent) as folder:
            handle = self._regular(folder, path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
            with self._closing(handle):
                if size := self.fstat(handle).st_size:
                    self.lseek(handle, size - 1, os.SEEK_SET)
                    if self.read(handle, 1) != b"\n":
                        line = b"\n" + line
                else:
                    # A new name first: once there is a line, no later call would see to it.
                    self._share(handle, folder)
                    if lasting:
                        self._settle(folder)
                self._write_all(handle, line + b"\n")
                if lasting:
                    self._settle(handle)

    def alone(self, lock: Path, over: Path, what: str) -> contextlib.AbstractContextManager[None]:
        """See `lock.locked`."""
        return locked(self, lock, over, what)

    def open_lock(self, path: Path) -> int:
        """Open a file that is there to be locked; it is made where there is none.

        It may be deleted, with its folder, at any moment.
        """
        for _ in range(100):
            with contextlib.suppress(FileNotFoundError), self.made(path.parent) as folder:
                handle = self._regular(folder, path, os.O_RDWR | os.O_CREAT)
                self._share(handle, folder)
                return handle
        raise FileNotFoundError(errno.ENOENT, "Its folder keeps being deleted", str(path))

    def open_folder(self, path: Path) -> int:
        """Open a folder once more, for a lock of its own; it is made where there is none."""
        with self.made(path) as folder:
            return self.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)

    @contextlib.contextmanager
    def made(self, path: Path) -> Iterator[int]:
        """The descriptor of a folder; it and those above it are made where there are none."""
        with contextlib.ExitStack() as stack:
            try:
                handle = stack.enter_context(self.folder(path))
            except FileNotFoundError:
                handle = stack.enter_context(self._new(path))
            yield handle

    @contextlib.contextmanager
    def _new(self, path: Path) -> Iterator[int]:
        with self.made(path.parent) as above, contextlib.ExitStack() as stack:
            with contextlib.suppress(FileExistsError):
                self.mkdir(path.name, dir_fd=above)
            try:
                handle = stack.enter_context(self.folder(path))
                self._share(handle, above)
                self._settle(above)
            except OSError:
                # The next try has to make it, and make it last, again.
                with contextlib.suppress(OSError):
                    self.rmdir(path.name, dir_fd=above)
                raise
            yield handle

    def _write_aside(self, folder: int, path: Path, data: bytes, lasting: bool) -> Path:
        aside = aside_of(path)
        new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        try:
            handle = self.open(aside.name, new, 0o666, dir_fd=folder)
        except FileExistsError:
            # Left by a crash. It may be a link to the file itself, so it is never written over.
            self.unlink(aside.name, dir_fd=folder)
            handle = self.open(aside.name, new, 0o666, dir_fd=folder)
        try:
            with self._closing(handle):
                self._keep_mode(handle, folder, path.name)
                self._write_all(handle, data)
                if lasting:
                    self._settle(handle)
        except (OSError, KeyboardInterrupt):
            self._drop(folder, aside.name)
            raise
        return aside

    def _keep_mode(self, handle: int, folder: int, name: str) -> None:
        """Let a file that takes the place of another be open to the same people."""
        try:
            before = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except FileNotFoundError:
            self._share(handle, folder)
            return
        if stat.S_ISREG(before.st_mode):
            self._set_mode(handle, stat.S_IMODE(before.st_mode))

    def _share(self, handle: int, folder: int) -> None:
        """Open what is new to the group, in a folder that the group may write to."""
        if os.fstat(folder).st_mode & stat.S_IWGRP:
            mode = os.fstat(handle).st_mode
            group = 0o070 if stat.S_ISDIR(mode) else 0o060
            self._set_mode(handle, stat.S_IMODE(mode) | group)

    def _set_mode(self, handle: int, mode: int) -> None:
        if stat.S_IMODE(os.fstat(handle).st_mode) != mode:
            with contextlib.suppress(PermissionError):  # another's file, which stays as it is
                self.fchmod(handle, mode)

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
                f"The disk did not confirm a save ({reason(error, path)}).", "Try again."
            ) from error

    def _drop(self, folder: int, name: str) -> None:
        with contextlib.suppress(OSError):
            self.unlink(name, dir_fd=folder)


def aside_of(path: Path) -> Path:
    """The name of the file that is written beside `path` to take its place."""
    # No two threads alive share this number, whichever their process: none writes another's file.
    return path.with_name(f"{path.name}.{threading.get_native_id()}.tmp")
