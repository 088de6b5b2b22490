"""What was asked of an export: the options that travel to the writers, frozen."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from annotations.errors import PostilError, UsageError
from annotations.scheme import DEFAULT_SCHEME, Scheme

Unaligned = Literal["widen", "drop", "split"]
"""What becomes of a span that begins or ends inside a token: it grows to whole tokens, it is left
out, or the token is cut there."""

OPTIONS = {
    "tokens": "--tokens",
    "unaligned": "--unaligned",
    "bioes": "--bioes",
    "text": "--no-text",
    "negatives": "--negatives",
    "spreadsheet": "--spreadsheet",
    "utf16": "--utf16",
    "parts": "--split",
}
"""The options that a format may know, by field, as they are typed."""

_ORDER = {"train": 0, "dev": 1, "validation": 1, "test": 2}
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")


class Request(Struct, frozen=True):
    """The options of one export.

    `parts` maps an article's id to the part of the dataset it belongs to (train, dev, test, a
    fold); `None` is one part for all. `tokens` names a way to cut texts, empty for the format's
    own. `text` is false for offsets and digests alone; `negatives` adds rejected suggestions, and
    `utf16` has offsets count UTF-16 units.
    The scheme gives labels their order, colours and descriptions.
    """

    tokens: str = ""
    unaligned: Unaligned = "widen"
    bioes: bool = False
    text: bool = True
    negatives: bool = False
    spreadsheet: bool = False
    utf16: bool = False
    parts: Mapping[str, str] | None = None
    scheme: Scheme = DEFAULT_SCHEME

    def __post_init__(self) -> None:
        for name in set((self.parts or {}).values()):
            if not _PART.fullmatch(name):
                what = f"{name!r} cannot be the name of a part."
                raise UsageError(what, "Use letters, digits, - and _.")

    @property
    def asked(self) -> tuple[str, ...]:
        """The options that are not at their defaults, by field."""
        usual = zip(self.__struct_fields__, self.__struct_defaults__, strict=True)
        return tuple(n for n, value in usual if n in OPTIONS and getattr(self, n) != value)

    def part(self, id: str, alone: str = "train") -> str:
        """The part that an article goes into, `alone` where there is only one.

        Raises `PostilError` for an article that came after the parts were made.
        """
        if self.parts is None:
            return alone
        if id not in self.parts:
            raise changed(id)
        return self.parts[id]

    def part_names(self, alone: str = "train") -> tuple[str, ...]:
        """Every part: train, dev and test first, then the others by name."""
        names = {alone} if self.parts is None else set(self.parts.values())
        return tuple(sorted(names, key=lambda name: (_ORDER.get(name, 9), name)))

    def labels(self, found: Iterable[str]) -> tuple[str, ...]:
        """The scheme's labels in its order, then others that were found, by name."""
        known = [label.name for label in self.scheme.labels]
        return (*known, *sorted(set(found) - set(known)))


def changed(id: str) -> PostilError:
    """What to say where a second look at the project shows what the first did not."""
    return PostilError(f"{id} changed while it was being exported.", "Run the command again.")
