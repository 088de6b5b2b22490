"""A compressed file as what is in it: gzip, bzip2 or xz, unpacked as it is read."""

import bz2
import gzip
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from annotations.errors import PostilError
from annotations.sources.source import PACKED, FileSource, Source, beginning

_OPENERS: dict[bytes, Callable[[Any], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}

UNPACKING = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(ValueError, KeyError, RuntimeError),
)
"""What unpacking raises where bytes are not what they are said to be, or of a kind not known."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A source that another one holds, compressed."""

    inner: Source

    @property
    def name(self) -> str:
        """See `Source.name`."""
        return self.inner.name

    @property
    def path(self) -> Path:
        """The path without the ending that says how it is packed."""
        path = self.inner.path
        return path.with_suffix("") if path.suffix.lower() in PACKED else path

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return self.inner.lasting

    def size(self) -> int:
        """How many bytes there are as long as they are packed."""
        return self.inner.size()

    def open(self) -> BinaryIO:
        """See `Source.open`."""
        head = beginning(self.inner, 6)
        for mark, opened in _OPENERS.items():
            if head.startswith(mark):
                # A file that these open themselves they also close.
                own = isinstance(self.inner, FileSource)
                return cast(BinaryIO, opened(self.inner.path if own else self.inner.open()))
        what = f"{self.name} is packed in a way that postil does not read."
        raise PostilError(what, "Unpack it, and name what was in it.")
