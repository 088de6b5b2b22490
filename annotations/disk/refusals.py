"""Messages for file calls that failed: what happened, and what to do about it."""

import errno
import os
from pathlib import Path

from annotations.errors import Refused

FOREIGN = "Put the file itself there, or remove it."


class Foreign(OSError):
    """Something else stands where a file or folder of the project should be: a link, a device.

    A project may come from a stranger, and a link in it may lead anywhere: none is followed.
    """


def refusal(error: OSError, path: Path) -> Refused:
    """The error to show when a file call failed."""
    hints = {
        errno.ENOSPC: "Free some space, then try again.",
        errno.EDQUOT: "Free some space, then try again.",
        errno.EROFS: "Make it writable, or choose another folder with --project.",
        errno.EACCES: "Give yourself permission to write there, or use --project.",
        errno.EPERM: "Give yourself permission to write there, or use --project.",
    }
    hint = hints.get(error.errno or 0, "Try again.")
    return Refused(f"{reason(error, path)}.", FOREIGN if isinstance(error, Foreign) else hint)


def unwritable(path: Path) -> Refused | None:
    """Why nothing can be saved at `path`, as far as the rights to its folder show it."""
    folder = next((f for f in path.parents if os.path.exists(f)), path.parent)
    effective = os.access in os.supports_effective_ids
    if os.access(folder, os.W_OK | os.X_OK, effective_ids=effective):
        return None
    read_only = os.statvfs(folder).f_flag & os.ST_RDONLY
    code = errno.EROFS if read_only else errno.EACCES
    return refusal(OSError(code, os.strerror(code)), folder / path.name)


def reason(error: OSError, path: Path) -> str:
    """What happened, without a full stop."""
    if isinstance(error, Foreign):
        return str(error.strerror)
    reasons = {
        errno.ENOSPC: "The disk is full",
        errno.EDQUOT: "Your disk quota is used up",
        errno.EROFS: f"{path.parent} is read-only",
        errno.EACCES: f"You may not write to {path.parent}",
        errno.EPERM: f"You may not write to {path.parent}",
        errno.EMFILE: "Too many files are open",
        errno.EIO: "There was an error on the disk",
    }
    return reasons.get(error.errno or 0, f"{error.strerror or error} ({path.name})")


def unreadable(error: OSError, path: Path | str) -> tuple[str, str]:
    """A message and a hint for a file or folder that could not be read."""
    if isinstance(error, Foreign):
        return f"{error.strerror}.", FOREIGN
    hints = {
        errno.EACCES: "Give yourself permission to read it.",
        errno.EPERM: "Give yourself permission to read it.",
        errno.EIO: (
            "There was an error on the disk: copy what you can, and restore it from a backup."
        ),
        errno.EMFILE: "Too many files are open: close some programs and try again.",
        errno.ENFILE: "Too many files are open: close some programs and try again.",
    }
    hint = hints.get(
        error.errno or 0, "Try again; if that does not help, restore it from a backup."
    )
    return f"{path} cannot be read: {error.strerror or error}.", hint
