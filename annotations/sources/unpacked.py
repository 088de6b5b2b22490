"""A compressed file as what is in it: gzip, bzip2 or xz, unpacked as it is read."""

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from annotations.errors import PostilError
from annotations.sources.source import MEGABYTE, PACKED, Source, beginning

_OPENERS: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": lambda packed: gzip.GzipFile(fileobj=packed),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
RATIO = 200
"""How many times a file may grow: text is packed to a third or a tenth, deflate goes to 1,032."""
SMALL = 16 * MEGABYTE
"""What is no larger may have been packed however well."""

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
                packed = self.inner.open()
                return io.BufferedReader(_Growing(opened(packed), packed, self.name), MEGABYTE)
        what = f"{self.name} is packed in a way that postil does not read."
        raise PostilError(what, "Unpack it, and name what was in it.")


class _Growing(io.RawIOBase):
    """What is unpacked from a file, as long as it is in a likely proportion to what it was."""

    def __init__(self, unpacked: Any, packed: BinaryIO, name: str) -> None:
        self._unpacked, self._packed, self._name = unpacked, packed, name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """See `io.RawIOBase`. Raises `PostilError` where the file grows beyond measure."""
        part = self._unpacked.read1(len(buffer))
        size = self._unpacked.tell()
        if size > max(SMALL, RATIO * self._packed.tell()):
            what = f"{self._name} unpacks to more than {RATIO} times its size, as no text does."
            raise PostilError(what, "Unpack it, if you trust it, and name what was in it.")
        buffer[: len(part)] = part
        return len(part)

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._unpacked.seek(offset, whence))

    def tell(self) -> int:
        return int(self._unpacked.tell())

    def close(self) -> None:
        if not self.closed:
            self._unpacked.close()
            self._packed.close()
        super().close()
