"""Data that goes to a terminal as it is stored, but for what would command that terminal."""

import codecs
import io
import sys
from typing import BinaryIO, cast

from annotations.errors import PostilError
from tui.cells.display import harmless


def stdout() -> BinaryIO:
    """Where a command's data goes: bytes as they are or, on a terminal, as signs one can see.

    Raises `PostilError` where the caller has closed stdout.
    """
    if sys.stdout is None:
        raise PostilError("Standard output is closed.", "Send it to a file or a terminal.")
    out = sys.stdout.buffer
    return cast(BinaryIO, _Shown(out)) if sys.stdout.isatty() else out


class _Shown(io.RawIOBase):
    """Writes UTF-8 on with every code point shown that could command a terminal."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write a part of the data; returns its length in bytes."""
        words = self._decode(bytes(data))
        lines = ("\t".join(map(harmless, line.split("\t"))) for line in words.split("\n"))
        self._out.write("\n".join(lines).encode())
        return len(data)

    def flush(self) -> None:
        """Let what was written go on."""
        self._out.flush()
