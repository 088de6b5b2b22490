"""A power cut leaves only what was made to last; a model of the strictest disk tells what that is.

On this disk the bytes of a file last from its own fsync on, and a name from that of its folder.
"""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Change
from annotations.article import Article
from annotations.store.protocol import StoreError
from annotations.store.system import System
from annotations.store.tiny import TinyStore

Adding = Callable[..., Change]


class ForgetfulSystem(System):
    """Remembers what would outlive a power cut. The fsync of number `failing` fails, once."""

    syncs_files = syncs_folders = True

    def __init__(self, failing: int = 0) -> None:
        self.failing, self.count = failing, 0
        self.paths: dict[int, Path] = {}
        self.bytes: dict[int, bytes] = {}
        self.names: dict[Path, dict[str, int]] = {}
        self.open, self.fsync, self.sync = self._open, self._fsync, self._sync  # type: ignore

    def _open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        handle = os.open(path, flags, mode)
        self.paths[handle] = Path(path)
        if flags & (os.O_EXCL | os.O_TRUNC):
            self.bytes.pop(os.fstat(handle).st_ino, None)
        return handle

    def _fsync(self, handle: int) -> None:
        self.count += 1
        if self.count == self.failing:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if self.syncs_folders if folder else self.syncs_files:
            self._keep(self.paths[handle])

    def _sync(self) -> None:
        for path in self.root.rglob("*"):
            self._keep(path)

    def _keep(self, path: Path) -> None:
        if path.is_dir():
            self.names[path] = {one.name: one.stat().st_ino for one in path.iterdir()}
        else:
            self.bytes[path.stat().st_ino] = path.read_bytes()

    root = Path()

    def cut(self, source: Path, target: Path) -> None:
        """Put into `target` what is left of `source` after a power cut."""
        target.mkdir(exist_ok=True)
        for name, number in self.names.get(source, {}).items():
            if (source / name).is_dir():
                self.cut(source / name, target / name)
            else:
                (target / name).write_bytes(self.bytes.get(number, b""))


class WithoutFolders(ForgetfulSystem):
    """A control: renames, and does not see to it that the new name lasts."""

    syncs_folders = False


class WithoutFiles(ForgetfulSystem):
    """A control: renames files whose bytes are still on their way."""

    syncs_files = False


def losses(
    system: ForgetfulSystem, folder: Path, article: Article, changes: list[Change]
) -> list[str]:
    """What is lost if the power fails after a confirmation, with changes tried until they take."""
    found: list[str] = []
    disk = folder / "disk"
    disk.mkdir(parents=True)
    system.root = disk
    system._keep(disk)
    store = TinyStore(disk / ".postil", system)
    for number, change in enumerate(changes):
        for _ in range(3):
            try:
                store.apply(article, change)
                break
            except StoreError:
                continue
        left = folder / f"left {number}"
        system.cut(disk, left)
        after = TinyStore(left / ".postil")
        wanted = {a.id: a for earlier in changes[: number + 1] for a in earlier.added}
        try:
            if after.load(article.id).annotations != wanted:
                found.append("a confirmed change is lost")
            if after.article(article.id) != article:
                found.append("the article is lost")
            if after.history(article.id) != changes[: number + 1]:
                found.append("a confirmed change is not in the history")
        except StoreError as error:
            found.append(str(error))
    return found


def test_what_is_confirmed_outlives_a_power_cut(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    changes = [adding(n) for n in range(4)]
    assert losses(ForgetfulSystem(), tmp_path, article, changes) == []


def test_it_does_after_any_fsync_has_failed_once(
    tmp_path: Path, article: Article, adding: Adding
) -> None:
    failing, count = 1, 1
    while count >= failing:
        system = ForgetfulSystem(failing)
        changes = [adding(n) for n in range(3)]
        assert losses(system, tmp_path / str(failing), article, changes) == [], failing
        failing, count = failing + 1, system.count


def test_articles_taken_in_outlive_a_power_cut(tmp_path: Path, article: Article) -> None:
    disk, system = tmp_path / "disk", ForgetfulSystem()
    disk.mkdir()
    system.root = disk
    system._keep(disk)
    TinyStore(disk / ".postil", system).add([article])
    system.cut(disk, tmp_path / "left")
    assert TinyStore(tmp_path / "left" / ".postil").article(article.id) == article


@pytest.mark.parametrize("control", [WithoutFolders, WithoutFiles])
def test_a_control_that_leaves_out_an_fsync_is_caught(
    tmp_path: Path, article: Article, adding: Adding, control: type[ForgetfulSystem]
) -> None:
    assert losses(control(), tmp_path, article, [adding(0), adding(9)])
