"""What to tell a person when a file call failed: what happened, and what to do about it."""

import errno
import os
from pathlib import Path

from annotations.errors import Refused

FOREIGN = "Put the file itself there, or take it away."


class Foreign(OSError):
    """Something else stands where a file or folder of the project should be: a link, a device.

    A project may come from a stranger, and a link in it may lead anywhere: none is followed.
    """


def refusal(error: OSError, path: Path) -> Refused:
    """What to tell the person when a file call failed."""
    hints = {
        errno.ENOSPC: "Make room, then try again.",
        errno.EDQUOT: "Make room, then try again.",
        errno.EROFS: "Make it writable or use --project to name another folder.",
        errno.EACCES: "Give yourself the right to write there, or use --project.",
        errno.EPERM: "Give yourself the right to write there, or use --project.",
    }
    hint = hints.get(error.errno or 0, "Try again.")
    return Refused(f"{reason(error, path)}.", FOREIGN if isinstance(error, Foreign) else hint)


def unwritable(path: Path) -> Refused | None:
    """Why nothing can be saved at `path`, where the rights to its folder tell."""
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
        errno.EDQUOT: "Your share of the disk is used up",
        errno.EROFS: f"{path.parent} is read-only",
        errno.EACCES: f"{path.parent} may not be written to",
        errno.EPERM: f"{path.parent} may not be written to",
        errno.EMFILE: "Too many files are open",
        errno.EIO: "The disk reports an error",
    }
    return reasons.get(error.errno or 0, f"{error.strerror or error} ({path.name})")


def unreadable(error: OSError, path: Path | str) -> tuple[str, str]:
    """What to tell of a file or folder that could not be read: a message and a hint."""
    if isinstance(error, Foreign):
        return f"{error.strerror}.", FOREIGN
    hints = {
        errno.EACCES: "Give yourself the right to read it.",
        errno.EPERM: "Give yourself the right to read it.",
        errno.EIO: "The disk reports an error: copy what you can, and bring it back from a backup.",
        errno.EMFILE: "Too many files are open: close some programs and try again.",
        errno.ENFILE: "Too many files are open: close some programs and try again.",
    }
    hint = hints.get(error.errno or 0, "Try again; if it stays so, bring it back from a backup.")
    return f"{path} cannot be read: {error.strerror or error}.", hint
