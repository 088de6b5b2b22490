"""What is packed: a file compressed alone, the members of a .zip; what means harm is refused."""

import bz2
import gzip
import io
import lzma
import os
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from msgspec import Struct

from annotations.errors import PostilError
from annotations.sources.folder import is_litter
from annotations.sources.letters.decoding import whole
from annotations.sources.source import (
    MEGABYTE,
    PACKED,
    Derived,
    FileSource,
    Source,
    beginning,
    reading,
)

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
MOST_MEMBERS = 200_000
MOST_BYTES = 4096 * MEGABYTE
MOST_OF_ONE = 1024 * MEGABYTE
_DIRECTORY = 32 * MEGABYTE
_END, _END_64 = re.compile(rb"PK\x05\x06"), re.compile(rb"PK\x06\x06")
_ENDING = 76 + 22 + 65535  # bytes: the records that a zip ends with, and its comment
_LOCKED = 1  # the bit of an entry that tells it
_ROUTE_OUT = re.compile(r"^([A-Za-z]:|[/\\])|(^|[/\\])\.\.([/\\]|$)")


def unpacked(source: Source) -> Source:
    """A file that is compressed alone, as what is in it, unpacked as it is read."""
    path = source.path
    bare = path.with_suffix("") if path.suffix.lower() in PACKED else path
    return Derived(source, bare, _unpacked)


def _unpacked(packed: Source) -> BinaryIO:
    head = beginning(packed, 6)
    for mark, opened in _OPENERS.items():
        if head.startswith(mark):
            file = packed.open()
            return io.BufferedReader(_Growing(opened(file), file, packed.name), MEGABYTE)
    what = f"{packed.name} is packed in a way that postil cannot read."
    raise PostilError(what, "Unpack it, and name the file inside.")


class Archive:
    """The members of one zip file; it is opened once and kept open."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def members(self) -> Iterator["Member"]:
        """The files in it, by name, without hidden ones.

        Raises `PostilError` where it is no zip, names files outside itself, or unpacks to more
        than anybody packs.
        """
        # One without a name is no file; for `is_dir` it would be a mistake.
        files = (one for one in self._zip.infolist() if one.filename)
        entries = [entry for entry in files if not entry.is_dir()]
        self._refuse_harm(entries)
        for entry in sorted(entries, key=lambda entry: entry.filename):
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            if not any(map(is_litter, path.parts)):
                yield Member(self, entry.filename, Path(path), entry.file_size)

    def open(self, member: str) -> BinaryIO:
        """A member's bytes. Raises `PostilError` where they cannot be unpacked."""
        try:
            if self._zip.getinfo(member).flag_bits & _LOCKED:
                what = f"{self.source.name} is locked with a password."
                raise PostilError(what, "Unpack it, and name the folder.")
            return cast(BinaryIO, self._zip.open(member))
        except UNPACKING as error:
            raise _broken(self.source.name, str(error)) from error

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        self.source.size()
        self._refuse_many()
        try:
            # A file that it opens itself it also closes.
            return zipfile.ZipFile(self.source.path if self.source.lasting else self.source.open())
        except UNPACKING as error:
            raise _broken(self.source.name, str(error)) from error

    def _refuse_many(self) -> None:
        """Raise `PostilError` where its directory, which is held whole, has no end.

        Its size stands in the records at the end of the file (APPNOTE.TXT, 4.3.14 and 4.3.16).
        """
        with reading(self.source) as file:
            length = file.seek(0, os.SEEK_END)
            file.seek(max(0, length - _ENDING))
            end = file.read()
        sizes = [int.from_bytes(end[m.start() + 12 :][:4], "little") for m in _END.finditer(end)]
        sizes += (
            int.from_bytes(end[m.start() + 40 :][:8], "little") for m in _END_64.finditer(end)
        )
        if any(length >= size > _DIRECTORY for size in sizes):
            what = f"{self.source.name} has more than {MOST_MEMBERS:,} files in it"
            raise PostilError(
                f"{what}; none of it was read.",
                "If you trust it, unpack it and name the folder.",
            )

    def _refuse_harm(self, entries: list[zipfile.ZipInfo]) -> None:
        name = self.source.name
        outside = [e.filename for e in entries if _ROUTE_OUT.search(e.filename)]
        if outside:
            raise PostilError(
                (
                    f"{name} contains a path outside itself ({whole(outside[0])!r}); none of it "
                    "was read."
                ),
                "Do not unpack it; ask where it came from.",
            )
        bytes = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        blown = (bytes > SMALL and bytes > RATIO * packed) or any(
            e.file_size > MEGABYTE and e.file_size > RATIO * max(1, e.compress_size)
            for e in entries
        )
        largest = max((entry.file_size for entry in entries), default=0)
        files = "1 file" if len(entries) == 1 else f"{len(entries):,} files"
        if blown or bytes > MOST_BYTES or largest > MOST_OF_ONE or len(entries) > MOST_MEMBERS:
            raise PostilError(
                f"{name} would unpack to {bytes // MEGABYTE:,} MB in {files}; none of it was read.",
                "If you trust it, unpack it and name the folder.",
            )


class Member(Struct, frozen=True):
    """One file of an archive, as a source."""

    archive: Archive
    member: str
    path: Path
    _size: int

    @property
    def name(self) -> str:
        """The archive, then the file in it."""
        return whole(f"{self.archive.source.name}, {self.path.as_posix()}")

    @property
    def lasting(self) -> bool:
        """Whether the archive is."""
        return self.archive.source.lasting

    def size(self) -> int:
        """See `Source.size`."""
        return self._size

    def open(self) -> BinaryIO:
        """See `Source.open`."""
        return self.archive.open(self.member)


def is_zip(path: Path) -> bool:
    """Whether it is a zip of files, and not a document that is kept in one."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with zipfile.ZipFile(path) as found:
            return not {"[Content_Types].xml", "mimetype"} & set(found.namelist())
    except UNPACKING:
        return False


def unpack(path: Path, folder: Path) -> None:
    """Lay the files of a zip out in a folder. Raises `PostilError` where that cannot be done."""
    for member in Archive(FileSource(path)).members():
        target = folder / member.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with member.open() as packed, target.open("wb") as out:
                shutil.copyfileobj(packed, out)
        except UNPACKING as error:
            raise _broken(str(path), str(error)) from error


def _broken(name: str, why: str) -> PostilError:
    return PostilError(f"{name} cannot be unpacked: {why.rstrip('.')}.", "Pack it again.")


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
            what = (
                f"{self._name} unpacks to more than {RATIO} times its size, which text never does."
            )
            raise PostilError(what, "If you trust it, unpack it and name the file inside.")
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
