"""What all that reads texts needs: files told from what is none, first lines, whole letters."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotations.errors import PostilError

LONGEST_LINE = 64 * 1024 * 1024  # bytes; an article of 10 MB with all its tags is well below
_SURROGATES = re.compile("[\ud800-\udfff]")


def regular(path: Path) -> os.stat_result:
    """The state of a regular file. Raises `PostilError` for anything else."""
    with telling(path):
        state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise PostilError(f"{path} is a folder.", "Name a file, or open the folder itself.")
    # A pipe or device could make postil wait for ever.
    if not stat.S_ISREG(state.st_mode):
        raise PostilError(f"{path} is not a regular file.", "Save it to a file first.")
    return state


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises `PostilError` for anything else or unreadable."""
    regular(path)
    with telling(path):
        return path.read_bytes()


def bounded(file: BinaryIO, name: Path | str) -> Iterator[bytes]:
    """The lines of a file. Raises `PostilError` for one too long to hold in memory."""
    number = 1
    while raw := file.readline(LONGEST_LINE + 1):
        if len(raw) > LONGEST_LINE:
            what = f"{name}, line {number} is longer than {LONGEST_LINE // 2**20} MB."
            raise PostilError(what, "Split it into lines.")
        yield raw
        number += 1


def whole(text: str) -> str:
    """`text` with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return _SURROGATES.sub("\ufffd", text)


@contextmanager
def telling(path: Path | str) -> Iterator[None]:
    """Turn an error of the system into one for people."""
    try:
        yield
    except FileNotFoundError:
        raise PostilError(f"{path} does not exist.", "Check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None)
        hint = "Check your rights to it." if reason else "It may be damaged."
        what = f"{path} cannot be read: {reason or str(error).rstrip('.')}."
        raise PostilError(what, hint) from None
