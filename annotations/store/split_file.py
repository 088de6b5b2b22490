"""Where each article of a split was put, one a line, only ever added to: splits stay as dealt.

Of several lines for one article the first holds. So two exports at once, and two clones that git
joins line by line, agree on every place without a lock.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from annotations.disk.refusals import refusal, unreadable
from annotations.disk.system import System
from annotations.errors import Damaged

_GIT = b"*.jsonl merge=union\n"


class _Place(msgspec.Struct):
    id: str
    part: str


_decode = msgspec.json.Decoder(_Place).decode
_encode = msgspec.json.Encoder().encode


class SplitFile:
    """The places of one split, kept under its name in the `.postil` folder `root`."""

    def __init__(self, root: Path, name: str, system: System | None = None) -> None:
        self.path = root / "splits" / f"{name}.jsonl"
        self._system = (system or System()).within(root.parent)

    def read(self) -> dict[str, str]:
        """The part of each article by its id; lines cut off by a crash are passed over.

        Raises `Damaged` where the file cannot be read, or `Refused`.
        """
        try:
            lines = (self._system.read_file(self.path) or b"").splitlines()
        except OSError as error:
            raise Damaged(*unreadable(error, self.path)) from error
        places: dict[str, str] = {}
        for line in lines:
            try:
                place = _decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
            places.setdefault(place.id, place.part)
        return places

    def keep(self, places: Mapping[str, str]) -> dict[str, str]:
        """Save the places that are new and return all, as they stand once that is on the disk.

        Another export may have put an article elsewhere in the meantime: what is returned holds.
        Raises `Refused`, or `Unsure`; what was kept before still stands.
        """
        before = self.read()
        new = [_encode(_Place(id, places[id])) for id in sorted(places.keys() - before.keys())]
        if new:
            try:
                attributes = self.path.with_name(".gitattributes")
                if not self._system.has(attributes):
                    self._system.save(attributes, _GIT)
                self._system.append(self.path, b"\n".join(new))
            except OSError as error:
                raise refusal(error, self.path) from error
        return self.read() if new else before
