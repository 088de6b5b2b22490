"""The small files of a project that all see: entities, shares, splits, versions of guidelines.

They are on a disk (`System`), or where a server keeps them.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol


class Files(Protocol):
    """Keeps files by their paths under a project's `.postil`.

    Each method may raise `OSError` or a `StoreError`.
    """

    in_git: bool
    """Whether git may come to join two copies of a file."""

    def read_file(self, path: Path, largest: int | None = None) -> bytes | None:
        """All bytes of a file, or `None` where there is none."""

    def read_new(
        self, folder: Path, ending: str, known: Mapping[str, object]
    ) -> dict[str, tuple[object, bytes | OSError | None]]:
        """The files in a folder that were saved whole, if their names end so, each with its state.

        With it come its bytes, or why they cannot be read; none where the state is the `known`
        one, as it is only while the bytes are. Raises `FileNotFoundError` where there is no folder.
        """

    def has(self, path: Path) -> bool:
        """Whether there is such a file."""

    def save(self, path: Path, data: bytes) -> None:
        """Put `data` in place of what a file held; it outlives a power cut then.

        Raises `Refused` where the old contents still stand, and `Unsure` where the new ones may.
        """

    def append(self, path: Path, line: bytes) -> None:
        """Add a line to a file, which is made where there is none; it outlives a power cut then.

        Of several who do at once each adds a line; a line that was read stays where it was.
        """

    def alone(self, lock: Path, over: Path, what: str) -> AbstractContextManager[None]:
        """Keep other programs from what they change under the same lock; see `lock.locked`."""
