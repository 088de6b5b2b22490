"""A file of JSON lines that are only ever added to, on which all agree without a lock."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

from annotations.disk.refusals import refusal, unreadable
from annotations.errors import Damaged

if TYPE_CHECKING:
    from annotations.disk.files import Files

_GIT = b"*.jsonl merge=union\n"

T = TypeVar("T")


class AddedLines(Generic[T]):
    """The lines of the file `path` under a `.postil` folder, each a record of one `kind`.

    Of several lines about one thing the first holds. So two programs at once, and two clones that
    git joins line by line, agree on it.
    """

    def __init__(self, files: "Files", path: Path, kind: type[T]) -> None:
        self.path, self._files = path, files
        self._decode = msgspec.json.Decoder(kind).decode

    def read(self) -> list[T]:
        """The records, in order; lines cut off by a crash are passed over.

        Raises `Damaged` where the file cannot be read.
        """
        try:
            lines = (self._files.read_file(self.path) or b"").splitlines()
        except OSError as error:
            raise Damaged(*unreadable(error, self.path)) from error
        found = []
        for line in lines:
            try:
                found.append(self._decode(line))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
        return found

    def add(self, records: Iterable[T]) -> None:
        """Add lines, which survive a power cut then.

        Raises `Refused`, or `Unsure`; what was there before still stands.
        """
        lines = [msgspec.json.encode(record) for record in records]
        if not lines:
            return
        try:
            attributes = self.path.with_name(".gitattributes")
            if self._files.in_git and not self._files.has(attributes):
                self._files.save(attributes, _GIT)
            self._files.append(self.path, b"\n".join(lines))
        except OSError as error:
            raise refusal(error, self.path) from error
