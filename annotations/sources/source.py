"""Where bytes come from: a file, a member of an archive, or what was piped in."""

import io
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from msgspec import Struct

from annotations.errors import PostilError

MEGABYTE = 1 << 20
LONGEST_LINE = 64 * MEGABYTE
"""Bytes; an article of 10 MB with all its tags is well below."""
TABLES = (".csv", ".tsv", ".tab")
CORPORA = (".jsonl", ".ndjson", *TABLES)
"""The endings of files that hold many articles."""
PACKED = (".gz", ".bz2", ".xz")
"""The endings of files that are compressed alone."""
FRONT_MATTER = ("---", "+++")
"""The lines that a Markdown file's metadata stands between: YAML's and TOML's."""

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a compound file begins with: an old .doc, or a .docx with a password."""


class Source(Protocol):
    """Bytes with a name; a corpus is read from it in parts, an article whole."""

    @property
    def name(self) -> str:
        """What it is called in messages, and in an article's `origin`."""

    @property
    def path(self) -> Path:
        """The path whose ending says of which kind it is."""

    @property
    def lasting(self) -> bool:
        """Whether it can be found again under its name."""

    def size(self) -> int:
        """How many bytes there are. Raises `PostilError` where they cannot be read."""

    def open(self) -> BinaryIO:
        """The bytes as a binary file to be closed. Raises `PostilError`."""


class FileSource(Struct, frozen=True):
    """A regular file."""

    path: Path

    @property
    def name(self) -> str:
        """The path, as it was named."""
        return str(self.path)

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return True

    def size(self) -> int:
        """See `Source.size`."""
        return regular(self.path).st_size

    def open(self) -> BinaryIO:
        """See `Source.open`."""
        regular(self.path)
        with telling(self.path):
            return self.path.open("rb")


class HeldSource(Struct, frozen=True):
    """Bytes that were read already, such as those of standard input."""

    name: str
    data: bytes

    @property
    def path(self) -> Path:
        """No path at all: what it is has to be seen from the bytes."""
        return Path(self.name)

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return False

    def size(self) -> int:
        """See `Source.size`."""
        return len(self.data)

    def open(self) -> BinaryIO:
        """See `Source.open`."""
        return io.BytesIO(self.data)


class Derived(Struct, frozen=True):
    """What `opened` makes of another source's bytes: unpacked, in another encoding, as lines.

    It is called as that one is; `path` may be without the ending that says how it is packed.
    """

    inner: Source
    path: Path
    opened: Callable[[Source], BinaryIO]

    @property
    def name(self) -> str:
        """See `Source.name`."""
        return self.inner.name

    @property
    def lasting(self) -> bool:
        """See `Source.lasting`."""
        return self.inner.lasting

    def size(self) -> int:
        """How many bytes there are before anything is made of them."""
        return self.inner.size()

    def open(self) -> BinaryIO:
        """See `Source.open`."""
        return self.opened(self.inner)


@contextmanager
def reading(source: Source) -> Iterator[BinaryIO]:
    """The bytes of a source, closed in the end. Raises `PostilError` where reading fails."""
    try:
        with telling(source.name), source.open() as file:
            yield file
    except (PostilError, GeneratorExit):
        raise
    except Exception as error:
        import lzma
        import zipfile
        import zlib

        if not isinstance(error, (zipfile.BadZipFile, zlib.error, EOFError, lzma.LZMAError)):
            raise
        raise PostilError(f"{source.name} cannot be unpacked: {error}.", "Pack it again.") from None


def read_whole(source: Source, most: int) -> bytes:
    """All bytes of a source. Raises `PostilError` where there are more than `most`."""
    with reading(source) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise PostilError(
            (
                f"{source.name} is more than {most // MEGABYTE} MB long, which is too long for "
                "an article."
            ),
            "Save just the article.",
        )
    return data


def beginning(source: Source, length: int = 4096) -> bytes:
    """The first bytes of a source."""
    with reading(source) as file:
        return file.read(length)


def bounded(file: BinaryIO, name: Path | str) -> Iterator[bytes]:
    """The lines of a file. Raises `PostilError` for one too long to hold in memory."""
    number = 1
    while raw := file.readline(LONGEST_LINE + 1):
        if len(raw) > LONGEST_LINE:
            what = f"{name}, line {number} is longer than {LONGEST_LINE // MEGABYTE} MB."
            raise PostilError(what, "Split it into shorter lines.")
        yield raw
        number += 1


def regular(path: Path) -> os.stat_result:
    """The state of a regular file. Raises `PostilError` for anything else."""
    with telling(path):
        state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise PostilError(f"{path} is a folder.", "Name a file, or open the folder.")
    # A pipe or device could make postil wait for ever.
    if not stat.S_ISREG(state.st_mode):
        raise PostilError(f"{path} is not a regular file.", "Save it to a file first.")
    return state


@contextmanager
def telling(path: Path | str) -> Iterator[None]:
    """Turn an error of the system into one for people."""
    try:
        yield
    except FileNotFoundError:
        raise PostilError(f"{path} does not exist.", "Check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None)
        hint = "Check that you may read it." if reason else "It may be damaged."
        what = f"{path} cannot be read: {reason or str(error).rstrip('.')}."
        raise PostilError(what, hint) from None
