"""What can be seen of a file or folder without reading it: enough to tell a format by shape."""

import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from annotations.sources.source import telling

_SEEN = 64 * 1024  # bytes
_FILES = 1000


class Shape(Struct, frozen=True, dict=True):
    """A file, or a folder with its regular files by name, hidden ones left out."""

    path: Path

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The file itself, or the files of the folder and of the folders in it, at most 1,000."""
        if not self.path.is_dir():
            return (self.path,)
        found = []
        for path in self._walk():
            found.append(path)
            if len(found) == _FILES:
                break
        return tuple(found)

    def head(self, path: Path) -> bytes:
        """The first 64 KB of a file. Raises `PostilError` where it cannot be read."""
        with telling(path), path.open("rb") as file:
            return file.read(_SEEN)

    @cached_property
    def heads(self) -> tuple[tuple[Path, bytes], ...]:
        """Every file with how it begins."""
        return tuple((path, self.head(path)) for path in self.files)

    def _walk(self) -> Iterator[Path]:
        for parent, folders, names in os.walk(self.path):
            deep = len(Path(parent).relative_to(self.path).parts)
            folders[:] = sorted(f for f in folders if not f.startswith(".")) if deep < 2 else []
            for name in sorted(names):
                path = Path(parent, name)
                if not name.startswith(".") and stat.S_ISREG(path.lstat().st_mode):
                    yield path


def first_line(head: bytes) -> bytes:
    """The first line of how a file begins, without its end and without a byte order mark."""
    return head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r")
