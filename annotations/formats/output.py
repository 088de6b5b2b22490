"""Where a dataset goes: written aside and renamed, so that it is there whole or not at all.

Beside it goes its loss report: `LOSS.json` in a folder, `NAME.LOSS.json` beside a file that lost
something. A folder's report also lists the files that were written with their sizes: that is how
a later export knows what it may replace.
"""

import contextlib
import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from annotations.errors import PostilError
from annotations.formats.loss import Loss

REPORT = "LOSS.json"
_BEFORE = ".before-export"
"""Behind the name of a folder while another takes its place."""


def file(write: Callable[[BinaryIO], Loss], target: Path, force: bool) -> Loss:
    """Have one file written, with its loss report beside it where something was lost."""
    if target.is_dir():
        raise PostilError(f"{target} is a folder.", "Give the name of a file.")
    if target.exists() and not target.is_file():
        # Renaming a file over a device would take the device away.
        raise PostilError(f"{target} is not a regular file.", "Use --output - for stdout.")
    with _telling(target):
        _clean_up(target)
    _may_replace(target, force)
    beside = target.with_name(f"{target.name}.{REPORT}")
    with _telling(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with _aside(target) as out:
            loss = write(out)
        if loss:
            with _aside(beside) as out:
                out.write(_json(loss.as_dict()))
        else:
            # A report of an earlier export would speak of a file that is no more.
            beside.unlink(missing_ok=True)
    return loss


def folder(
    write: Callable[[Path], Loss],
    name: str,
    target: Path,
    force: bool,
    finish: Callable[[Path, Loss], None] | None = None,
) -> Loss:
    """Have a folder written by `write` and then `finish`, with its loss report in it.

    A folder that is there is replaced only where its report lists all that it holds.
    """
    if target.exists() and not target.is_dir():
        hint = "This format writes a folder: give the name of a new folder."
        raise PostilError(f"{target} is a file.", hint)
    with _telling(target):
        _clean_up(target)
    _may_replace(target, force)
    with _telling(target):
        _refuse_foreign(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=_prefix(target)))
        held = os.open(aside, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        _lock(held)
        try:
            new = aside / "new"
            new.mkdir()
            loss = write(new)
            if finish:
                finish(new, loss)
            report = {"format": name, **loss.as_dict(), "files": _sizes(new)}
            (new / REPORT).write_bytes(_json(report))
            _make_last(new)
            _refuse_foreign(target)
            _swap(new, target, target.with_name(f"{target.name}{_BEFORE}"))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
            os.close(held)
    return loss


@contextlib.contextmanager
def files(folder: Path, names: Iterable[str], ending: str) -> Iterator[Callable[[str], BinaryIO]]:
    """Files in a folder, open to be written, by name without ending."""
    with contextlib.ExitStack() as stack:
        opened = {
            name: stack.enter_context((folder / f"{name}{ending}").open("wb")) for name in names
        }
        yield opened.__getitem__


@contextlib.contextmanager
def arrays(folder: Path, names: Sequence[str]) -> Iterator[Callable[[str, bytes], None]]:
    """Files in a folder, each a JSON array of the values that are added to it, one on a line."""
    begun = set[str]()
    with files(folder, names, ".json") as outs:

        def add(name: str, value: bytes) -> None:
            outs(name).write(b",\n" if name in begun else b"[\n")
            outs(name).write(value)
            begun.add(name)

        yield add
        for name in names:
            outs(name).write(b"\n]\n" if name in begun else b"[]\n")


@contextlib.contextmanager
def _aside(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `target` once it is whole and on the disk."""
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target))
    _lock(handle)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        os.chmod(aside, 0o666 & ~_umask())
        os.replace(aside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise


def _may_replace(target: Path, force: bool) -> None:
    if os.path.lexists(target) and not force:
        raise PostilError(f"{target} exists already.", "Use --force to replace it.")


def _refuse_foreign(target: Path) -> None:
    """Raise `PostilError` where a folder holds what its own report does not list."""
    if not target.exists():
        return
    listed = _listed(target / REPORT)
    for path in sorted(target.rglob("*")):
        name = path.relative_to(target).as_posix()
        if name == REPORT or (path.is_dir() and not path.is_symlink() and any(path.iterdir())):
            continue
        if path.is_symlink() or not path.is_file() or listed.get(name) != path.stat().st_size:
            what = f"{target} holds something that is not from an export: {name}."
            raise PostilError(what, "Choose another folder.")


def _listed(report: Path) -> dict[str, int]:
    try:
        found = json.loads(report.read_bytes())["files"]
        return dict(found)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}


def _sizes(folder: Path) -> dict[str, int]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in found}


def _make_last(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as written:
                os.fsync(written.fileno())


def _clean_up(target: Path) -> None:
    """Take away what exports that were killed left here, and bring back what they had replaced."""
    # No pattern: the name of a target may have any of its signs.
    for path in target.parent.iterdir() if target.parent.is_dir() else ():
        if not path.name.startswith(_prefix(target)) or path.is_symlink():
            continue
        try:
            held = _held(path)
        except OSError:  # another export, which lives
            return
        try:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        finally:
            os.close(held)
    before = target.with_name(f"{target.name}{_BEFORE}")
    if before.is_dir() and not before.is_symlink():
        if os.path.lexists(target):
            _refuse_foreign(before)
            shutil.rmtree(before)
        else:
            os.replace(before, target)


def _prefix(target: Path) -> str:
    return f".{target.name[:60]}.postil-"


def _held(path: Path) -> int:
    """A file or folder, open and locked for as long. Raises `OSError` where another holds it."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _lock(handle: int) -> None:
    """Lock what is being written, so that no other export takes it for what was left."""
    with contextlib.suppress(OSError):  # where there are no locks, none cleans up either
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


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
    shutil.rmtree(old, ignore_errors=True)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


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
        raise PostilError(
            f"{target} was not written: {reason}.", "Choose another place."
        ) from error
