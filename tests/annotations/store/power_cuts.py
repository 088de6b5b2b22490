"""A disk that records each step, and the states that a power cut may leave of it."""

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotations.annotation import Change
from annotations.disk.system import System

CHOICES = 128  # at the most, of what is unsettled at one moment


@dataclass
class Step:
    """One change to the disk: bytes of a file from a place on, or names of a folder.

    Files are numbered as they are made, since a disk uses its own numbers again. A name that
    stands for `None` is taken away. `settled` is how many steps there were when an fsync saw to it.
    """

    file: int = 0
    data: bytes = b""
    at: int = 0
    folder: Path | None = None
    names: dict[str, int | None] = field(default_factory=dict)
    settled: int | None = None


class Recording(System):
    """Does everything, and keeps a record of it. The fsync of number `failing` fails, once."""

    syncs_files = syncs_folders = True

    def __init__(self, root: Path, failing: int = 0) -> None:
        self.root, self.failing, self.fsyncs = root, failing, 0
        self.steps: list[Step] = []
        self.files: dict[Path, int] = {}
        self.paths: dict[int, Path] = {}
        self.numbers: dict[int, int] = {}
        # How many steps there were when each change was confirmed.
        self.confirmed: list[tuple[int, Change]] = []

    def _path(self, name: Any, folder: int | None) -> Path:
        return Path(name) if folder is None else self.paths[folder] / name

    def open(  # type: ignore[override]
        self, name: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        path = self._path(name, dir_fd)
        new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
        handle = os.open(path, flags, mode)
        if new:
            self._name(path, len(self.steps) + 1)
        self.paths[handle] = path
        self.numbers[handle] = self.files.get(path, 0)
        return handle

    def write(self, handle: int, data: Any) -> int:  # type: ignore[override]
        at = os.fstat(handle).st_size
        count = os.write(handle, data)
        self.steps.append(Step(self.numbers[handle], bytes(data[:count]), at))
        return count

    def mkdir(self, name: str, *, dir_fd: int) -> None:  # type: ignore[override]
        path = self._path(name, dir_fd)
        os.mkdir(path)
        self._name(path, len(self.steps) + 1)

    def rmdir(self, name: str, *, dir_fd: int) -> None:  # type: ignore[override]
        path = self._path(name, dir_fd)
        os.rmdir(path)
        self._name(path, None)

    def link(  # type: ignore[override]
        self, here: str, there: str, *, src_dir_fd: int, dst_dir_fd: int, **named: Any
    ) -> None:
        source, target = self._path(here, src_dir_fd), self._path(there, dst_dir_fd)
        os.link(source, target, **named)
        self._name(target, self.files[source])

    def unlink(self, name: str, *, dir_fd: int) -> None:  # type: ignore[override]
        path = self._path(name, dir_fd)
        os.unlink(path)
        self._name(path, None)

    def replace(  # type: ignore[override]
        self, here: str, there: str, *, src_dir_fd: int, dst_dir_fd: int
    ) -> None:
        source, target = self._path(here, src_dir_fd), self._path(there, dst_dir_fd)
        os.replace(source, target)
        assert source.parent == target.parent
        self.files[target] = number = self.files.pop(source)
        self._note(target.parent, {source.name: None, target.name: number})

    def fsync(self, handle: int) -> None:  # type: ignore[override]
        self.fsyncs += 1
        if self.fsyncs == self.failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        path, number = self.paths[handle], self.numbers[handle]
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            if self.syncs_folders:
                self._mark(lambda step: step.folder == path)
        elif self.syncs_files:
            self._mark(lambda step: step.folder is None and step.file == number)

    def syncfs(self, handle: int) -> None:  # type: ignore[override]
        self._mark(lambda step: True)

    def _name(self, path: Path, number: int | None) -> None:
        if number is None:
            self.files.pop(path, None)
        else:
            self.files[path] = number
        self._note(path.parent, {path.name: number})

    def _note(self, folder: Path, names: dict[str, int | None]) -> None:
        # Locks need not last, nor the backups that nothing depends on.
        if folder.name != "locks" and (folder.parent.name, len(folder.name)) != ("backup", 2):
            self.steps.append(Step(folder=folder, names=names))

    def _mark(self, wanted: Callable[[Step], bool]) -> None:
        for step in self.steps:
            if step.settled is None and wanted(step):
                step.settled = len(self.steps)


class WithoutFolders(Recording):
    """A control: renames, and does not see to it that the new name lasts."""

    syncs_folders = False


class WithoutAny(Recording):
    """A control: waits for nothing."""

    syncs_files = syncs_folders = False


class WithoutFiles(Recording):
    """A control: renames files whose bytes are still on their way."""

    syncs_files = False


class InPlace(Recording):
    """A control: writes over the old bytes, as many programs do."""

    def save(self, path: Path, data: bytes) -> None:
        with self.made(path.parent) as folder:
            handle = self.open(path.name, os.O_WRONLY | os.O_CREAT, dir_fd=folder)
        self.steps.append(Step(self.numbers[handle], data))
        os.truncate(path, 0)
        os.write(handle, data)
        self.fsync(handle)
        os.close(handle)
        with self.folder(path.parent) as folder:
            self.fsync(folder)


Model = Callable[[list[Step], int], Iterator[list[Step]]]


def ordered(steps: list[Step], count: int) -> Iterator[list[Step]]:
    """What an ordered disk may hold after `count` steps: a first part with all that is settled."""
    settled = [n for n, step in enumerate(steps[:count]) if _is_settled(step, count)]
    for end in range(max(settled, default=-1) + 1, count + 1):
        yield steps[:end]


def weak(steps: list[Step], count: int) -> Iterator[list[Step]]:
    """What a weak disk may hold after `count` steps: what is settled, and any of the rest."""

    def options(step: Step) -> list[Step | None]:
        if _is_settled(step, count):
            return [step]
        half = replace(step, data=step.data[: len(step.data) // 2])
        return [None, step, half] if half.data else [None, step]

    for choice in itertools.islice(itertools.product(*map(options, steps[:count])), CHOICES):
        yield [step for step in choice if step]


def _is_settled(step: Step, count: int) -> bool:
    return step.settled is not None and step.settled <= count


def built(steps: list[Step], root: Path, target: Path) -> None:
    """Put into `target` what stands under `root` on a disk after these steps."""
    folders: dict[Path, dict[str, int]] = {}
    files: dict[int, bytes] = {}
    for step in steps:
        if step.folder is None:
            held = files.get(step.file, b"").ljust(step.at, b"\0")
            files[step.file] = held[: step.at] + step.data + held[step.at + len(step.data) :]
        else:
            for name, number in step.names.items():
                folders.setdefault(step.folder, {}).pop(name, None)
                if number is not None:
                    folders[step.folder][name] = number

    def copy(source: Path, to: Path) -> None:
        to.mkdir()
        for name, number in folders.get(source, {}).items():
            if (source / name).suffix:
                (to / name).write_bytes(files.get(number, b""))
            elif not name.startswith(".git"):
                copy(source / name, to / name)

    copy(root, target)
