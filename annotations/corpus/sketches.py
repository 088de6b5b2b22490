"""What splitting works out of texts, kept in the project's cache, which may be deleted at any time.

What came with a folder from elsewhere is not believed: the file bears the number of its folder.
"""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import msgspec

from annotations.article import digest_of
from annotations.dataset.subjects import Likeness, Subject, groups, likeness
from annotations.disk.system import System
from annotations.example import Example

VERSION = "1"
"""Another one whenever the same text may get another likeness, or other groups."""

_FILE = "cache/sketches.msgpack"
_SUM = 4  # bytes at the end: the CRC-32 of all before


class _Kept(msgspec.Struct):
    """The likeness of texts by key, and the groups of the subjects that have one digest."""

    version: str = ""
    texts: dict[str, Likeness] = {}
    subjects: str = ""
    firsts: list[int] = []


class Sketches:
    """Likenesses and groups as they were worked out before, as far as nothing has changed since.

    `root` is the `.postil` folder.
    """

    def __init__(self, root: Path) -> None:
        self._file, self._system = root / _FILE, System().within(root.parent)
        self._before = self._read()
        self._now = _Kept()

    def likeness(self, example: Example) -> Likeness:
        """The likeness of an example's text."""
        article = example.article
        said = [VERSION, article.digest, article.title, article.meta.source, *example.decisions]
        key = digest_of(repr(said))
        found = self._before.texts.get(key) or likeness(example)
        self._now.texts[key] = found
        return found

    def groups(self, subjects: Sequence[Subject]) -> list[int]:
        """For each subject the number of the first one of its group, as `subjects.groups` has it.

        All is kept then; where the disk does not take it, nothing is.
        """
        asked = [(s.id, s.copies, s.sketch, s.group, s.address) for s in subjects]
        self._now.subjects = sha256(msgspec.msgpack.encode(asked)).hexdigest()
        before = self._before
        known = before.subjects == self._now.subjects and len(before.firsts) == len(subjects)
        self._now.firsts = before.firsts if known else groups(subjects)
        if not known or self._now.texts.keys() != before.texts.keys():
            self._save()
        return self._now.firsts

    def _read(self) -> _Kept:
        with suppress(OSError, msgspec.MsgspecError, RecursionError):
            data = self._system.read_file(self._file) or b""
            if data[-_SUM:] == _sum(data[:-_SUM]):
                found = msgspec.msgpack.decode(data[:-_SUM], type=_Kept)
                return found if found.version == self._version() else _Kept()
        return _Kept()

    def _save(self) -> None:
        with suppress(OSError), self._system.made(self._file.parent):
            self._now.version = self._version()
            data = msgspec.msgpack.encode(self._now)
            aside = self._system.write_aside(self._file, data + _sum(data), lasting=False)
            self._system.put(aside, self._file)

    def _version(self) -> str:
        return f"{VERSION} {self._system.look(self._file.parent).st_ino}"


def _sum(data: bytes) -> bytes:
    return crc32(data).to_bytes(_SUM, "big")
