"""Every file call of the store, in one object, and the one way to open what a project holds.

A project may come from a stranger, and a link in it may lead anywhere. So its files are opened
name by name from the folder that the person named, each name relative to the descriptor of the
folder before it, and no link is followed; what is not a regular file, or not a folder where one
should be, is `Foreign`.
"""

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Self, cast

from annotations.disk.refusals import Foreign

LARGEST = 256 << 20
"""The most bytes of a file of a project that are read; none of ours comes near it."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
# Without O_NONBLOCK the opening of a pipe waits for its other end.
_FILE = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_KINDS = {
    stat.S_IFLNK: "a link, and postil follows no links inside a project",
    stat.S_IFDIR: "a folder where a file should be",
    stat.S_IFREG: "a file where a folder should be",
    stat.S_IFIFO: "a pipe where a file should be",
    stat.S_IFSOCK: "a socket where a file should be",
}
_HELD = 16


class _Held:
    """An open folder, closed when nobody uses it any more, and its identity."""

    def __init__(self, handle: int, about: os.stat_result) -> None:
        self.handle, self.about = handle, about

    def __del__(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.handle)


class Opening:
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
    listdir = staticmethod(cast("Callable[[int], list[str]]", os.listdir))
    stat = staticmethod(os.stat)
    fstat = staticmethod(os.fstat)
    fchmod = staticmethod(os.fchmod)
    lseek = staticmethod(os.lseek)
    flock = staticmethod(fcntl.flock)
    now_ns = staticmethod(time.time_ns)

    @staticmethod
    def syncfs(handle: int) -> None:
        """Have the disk take all of a file system, as syncfs(2) does, which reports errors.

        Raises `OSError`, and `NotImplementedError` where the system has no such call.
        """
        import ctypes  # late: only adding needs it

        call = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
        if call is None:
            raise NotImplementedError
        if call(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    _project = Path()
    _held: "OrderedDict[Path, _Held]"

    def within(self, project: Path) -> Self:
        """Have all that is opened stand in the folder `project`, which a person named."""
        self._project, self._held = project, OrderedDict()
        return self

    def let_go(self) -> None:
        """Close the folders that are held open; they are opened again when they are asked for."""
        self._held.clear()

    @contextlib.contextmanager
    def folder(self, path: Path) -> Iterator[int]:
        """The descriptor of a folder. Raises `Foreign`, or `OSError` where there is none."""
        held = self._held.get(path)
        if held is None or not os.path.samestat(held.about, self.look(path)):
            held = self._walked(path)
        # Several threads do this: each step leaves the folders as another may find them.
        self._held.pop(path, None)
        self._held[path] = held
        while len(self._held) > _HELD:
            self._held.popitem(last=False)
        yield held.handle

    def read_file(self, path: Path, largest: int | None = None) -> bytes | None:
        """All bytes of a file, or `None` where there is none.

        Raises `OSError`, or `Foreign`, also where it has more than `largest` bytes.
        """
        try:
            with self.folder(path.parent) as folder:
                handle = self._regular(folder, path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        largest = largest or LARGEST
        with self._closing(handle):
            size = self.fstat(handle).st_size
            if size > largest:
                raise Foreign(errno.EFBIG, f"{path} is larger than {largest >> 20} MB")
            parts = []
            # At once, where that can be: putting parts together costs as much again as reading.
            while part := self.read(handle, max(size, 1 << 20)):
                parts.append(part)
        return b"".join(parts)

    def look(self, path: Path | str) -> os.stat_result:
        """What the system says of a name, of a link itself where it is one. Raises `OSError`."""
        return self.stat(path, follow_symlinks=False)

    def has(self, path: Path) -> bool:
        """Whether something stands at a name, be it a link that leads nowhere."""
        try:
            self.look(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def names(self, folder: Path) -> list[str]:
        """The names in a folder. Raises `Foreign`, or `OSError` where there is none."""
        with self.folder(folder) as handle:
            return self.listdir(handle)

    def read_new(
        self, folder: Path, ending: str, known: Mapping[str, object]
    ) -> dict[str, tuple[object, bytes | OSError | None]]:
        """See `Files.read_new`. A state is a file's number, size and times."""
        found: dict[str, tuple[object, bytes | OSError | None]] = {}
        for name in self.names(folder):
            if not name.endswith(ending):
                continue
            try:
                about = self.look(folder / name)
                state = about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns
                if known.get(name) == state:
                    found[name] = state, None
                elif (data := self.read_file(folder / name)) is not None:
                    found[name] = state, data
            except OSError as error:
                found[name] = None, error
        return found

    def _walked(self, path: Path) -> _Held:
        """A folder of the project, from the one that it is in, or one above it.

        That, or the project's own, is one which the person named.
        """
        within = self._project.parts
        if path.parts == within[: len(path.parts)]:
            return self._opened(os.fspath(path))
        if path.parts[: len(within)] != within:
            raise ValueError(f"{path} is not in {self._project}")
        with self.folder(path.parent) as outer:
            try:
                return self._opened(path.name, os.O_NOFOLLOW, dir_fd=outer)
            except OSError as error:
                if error.errno in (errno.ENOTDIR, errno.ELOOP):
                    raise self._foreign(outer, path.name, path) from error
                raise

    def _opened(self, name: str, flags: int = 0, dir_fd: int | None = None) -> _Held:
        handle = self.open(name, _FOLDER | flags, dir_fd=dir_fd)
        return _Held(handle, os.fstat(handle))

    def _regular(self, folder: int, path: Path, flags: int) -> int:
        try:
            handle = self.open(path.name, flags | _FILE, 0o666, dir_fd=folder)
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV):
                raise self._foreign(folder, path.name, path) from error
            raise
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            self._shut(handle)
            raise self._foreign(folder, path.name, path)
        return handle

    def _foreign(self, folder: int, name: str, path: Path) -> Foreign:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        what = _KINDS.get(stat.S_IFMT(mode), "a device where a file should be")
        shown = next((p for p in (path, *path.parents) if p.name == name), path)
        return Foreign(errno.ELOOP, f"{shown} is {what}")

    @contextlib.contextmanager
    def _closing(self, handle: int) -> Iterator[None]:
        try:
            yield
        finally:
            self._shut(handle)

    def _shut(self, handle: int) -> None:
        with contextlib.suppress(OSError):
            self.close(handle)
