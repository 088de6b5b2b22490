"""What a suite is: a set of public gold, how it is read and how it is scored."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple


class Figure(NamedTuple):
    """One figure: so many of so many, and what was missed, a line each."""

    what: str
    right: int
    of: int
    misses: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The figure's cells of a Markdown table."""
        return f"{self.what} | {self.right / max(1, self.of):.1%} | {self.right} of {self.of}"


class Suite(NamedTuple):
    """A row of the table: `read` is given the local copy, `score` what it read."""

    name: str
    repository: str
    """`owner/name`; the copy is the folder `name`."""
    read: Callable[[Path], Iterable[object]]
    score: Callable[[Iterable[object]], Iterable[Figure]]

    def copy(self, folder: Path) -> Path:
        """Where in a folder of local copies this one is."""
        return folder / self.repository.partition("/")[2]
