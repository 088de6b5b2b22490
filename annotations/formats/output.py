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

    def export(self, examples: Examples, target: Path, force: bool) -> Loss:
        """See `Format.export`. A folder is replaced only where it holds no foreign files."""
        if target.exists() and not target.is_dir():
            raise PostilError(f"{target} is a file.", "This format is a folder; name another.")
        _may_replace(target, force)
        with _telling(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:60]}."))
            try:
                loss = self.write(examples, aside / "new")
                if target.exists():
                    _without_foreign(target, aside / "new")
                    os.replace(target, aside / "old")
                os.replace(aside / "new", target)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        return loss

    def stream(self, examples: Examples, out: BinaryIO) -> Loss:
        """See `Format.stream`."""
        raise UsageError("This format is a folder of files.", "Name one with --output.")


def _may_replace(target: Path, force: bool) -> None:
    if target.exists() and not force:
        raise PostilError(f"{target} exists already.", "Use --force to replace it.")


def _without_foreign(old: Path, new: Path) -> None:
    """Refuse to replace a folder that holds what an export of this format would not."""
    endings = {path.suffix for path in new.iterdir()}
    foreign = sorted(p.name for p in old.iterdir() if p.is_dir() or p.suffix not in endings)
    if foreign:
        raise PostilError(f"{old} holds other things too: {foreign[0]}.", "Name another folder.")


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
