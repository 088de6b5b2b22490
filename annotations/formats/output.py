"""Where a dataset goes: written aside and renamed, so that it is there whole or not at all."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from annotations.errors import PostilError, UsageError
from annotations.example import Example
from annotations.formats.loss import Loss

Examples = Callable[[], Iterable[Example]]


class Format(Protocol):
    """Something that a dataset can be exported as."""

    @property
    def summary(self) -> str:
        """What it is, in one line."""

    def export(self, examples: Examples, target: Path, force: bool) -> Loss:
        """Write the examples to `target`, replacing what is there only with `force`.

        Raises `PostilError` where that cannot be done; then nothing has changed.
        """

    def stream(self, examples: Examples, out: BinaryIO) -> Loss:
        """Write the examples to an open file. Raises `UsageError` where one is not enough."""


@dataclass(frozen=True)
class FileFormat:
    """A format of one file."""

    summary: str
    write: Callable[[Examples, BinaryIO], Loss]

    def export(self, examples: Examples, target: Path, force: bool) -> Loss:
        """See `Format.export`."""
        if target.is_dir():
            raise PostilError(f"{target} is a folder.", "Name a file.")
        if target.exists() and not target.is_file():
            # Renaming a file over a device would take the device away.
            raise PostilError(f"{target} is not a regular file.", "Use --output - for stdout.")
        _may_replace(target, force)
        with _telling(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:60]}.")
            try:
                with os.fdopen(handle, "wb") as out:
                    loss = self.write(examples, out)
                    out.flush()
                    os.fsync(out.fileno())
                os.chmod(aside, 0o666 & ~_umask())
                os.replace(aside, target)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(aside)
                raise
        return loss

    def stream(self, examples: Examples, out: BinaryIO) -> Loss:
        """See `Format.stream`."""
        return self.write(examples, out)


@dataclass(frozen=True)
class FolderFormat:
    """A format of several files."""

    summary: str
    write: Callable[[Examples, Path], Loss]
    owns: Callable[[Path], bool]

    def export(self, examples: Examples, target: Path, force: bool) -> Loss:
        """See `Format.export`. A folder is replaced only where the format `owns` all it holds."""
        if target.exists() and not target.is_dir():
            raise PostilError(f"{target} is a file.", "This format is a folder; name another.")
        _may_replace(target, force)
        with _telling(target):
            self._refuse_foreign(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:60]}."))
            try:
                loss = self.write(examples, aside / "new")
                self._refuse_foreign(target)
                _swap(aside / "new", target, aside / "old")
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        return loss

    def stream(self, examples: Examples, out: BinaryIO) -> Loss:
        """See `Format.stream`."""
        raise UsageError("This format is a folder of files.", "Name one with --output.")

    def _refuse_foreign(self, target: Path) -> None:
        for path in sorted(target.iterdir()) if target.exists() else ():
            if not self.owns(path):
                what = f"{target} holds what is not of this format: {path.name}."
                raise PostilError(what, "Name another folder.")


def _may_replace(target: Path, force: bool) -> None:
    if os.path.lexists(target) and not force:
        raise PostilError(f"{target} exists already.", "Use --force to replace it.")


def _swap(new: Path, target: Path, old: Path) -> None:
    """Put a folder in place of another, which comes back if that fails."""
    if not target.exists():
        os.replace(new, target)
        return
    try:
        os.replace(target, old)
        os.replace(new, target)
    except BaseException:
        if old.exists() and not target.exists():
            os.replace(old, target)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _telling(target: Path) -> Iterator[None]:
    """Turn an error of the system into one for people."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise PostilError(f"{target} was not written: {reason}.", "Name another place.") from error
