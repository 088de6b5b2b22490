"""The files of articles as the index looks at them: which there are, whether they are the same."""

from pathlib import Path
from typing import Any, Protocol

from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged
from annotations.expressions import late
from annotations.listing import Listed
from annotations.store.entry import entry, look, stamp
from annotations.store.folders import Folders

_FOLDER = late("[0-9a-f]{2}")


class Articles(Protocol):
    """The files of articles, by their paths `7f/<name>.json`. Each method may raise `Damaged`.

    A time `started` is in ns; see `entry.stamp`.
    """

    def folders(self, started: int) -> dict[str, int | None]:
        """The folders that there are, each with its stamp; `None` where it is not safe."""

    def paths(self, folder: str) -> list[str] | None:
        """The files in a folder, or `None` where there is no such folder."""

    def look(self, path: str, started: int) -> tuple[int | None, Any] | None:
        """The stamp of a file and what the system says of it; `None` where there is none."""

    def entry(self, path: str, about: Any) -> Listed | None:
        """The row of an article; `None` where it has gone since `look`. May raise `Newer`."""

    def file(self, path: str) -> Path:
        """The file that a path stands for, or the one of two that tells most."""


class Tree:
    """The articles of one layer; a file each."""

    def __init__(self, folders: Folders, system: System) -> None:
        self.layout, self.system = folders, system
        self.home = folders.home / "articles"
        self._place = str(self.home)

    def folders(self, started: int) -> dict[str, int | None]:
        """See `Articles.folders`."""
        try:
            names = self.system.names(self.home)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Damaged(*unreadable(error, self.home)) from error
        stamps: dict[str, int | None] = {}
        for name in filter(_FOLDER.fullmatch, names):
            try:
                stamps[name] = stamp(self.system.look(f"{self._place}/{name}"), started)
            except OSError:  # looking into it will tell
                stamps[name] = None
        return stamps

    def paths(self, folder: str) -> list[str] | None:
        """See `Articles.paths`."""
        try:
            names = self.system.names(self.home / folder)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Damaged(*unreadable(error, self.home / folder)) from error
        return [f"{folder}/{name}" for name in names if name.endswith(".json")]

    def look(self, path: str, started: int) -> tuple[int | None, Any] | None:
        """See `Articles.look`."""
        # Putting paths together is half of what a look at an unchanged file costs.
        about = look(self.system, f"{self._place}/{path}")
        return (stamp(about, started), about) if about else None

    def entry(self, path: str, about: Any) -> Listed | None:
        """See `Articles.entry`."""
        return entry(self.system, self.layout, self.home / path, about)

    def file(self, path: str) -> Path:
        """See `Articles.file`."""
        return self.home / path
