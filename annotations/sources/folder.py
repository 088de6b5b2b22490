"""The files of a folder that was named, those below included; no link leads out of it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotations.expressions import late
from annotations.sources.letters.decoding import whole

_LITTER = late(r"^(?:\.|~\$|__MACOSX$)|~$|^#.*#$")


@dataclass
class Folder:
    """A folder that may come from a stranger; `notices` says what was left out and why.

    A link in it is followed where it stays in it, a linked folder once and after the others.
    `foreign` are the absolute paths of the links that do not.
    """

    path: Path
    notices: list[str]
    foreign: set[Path] = field(default_factory=set)

    def files(self) -> Iterator[Path]:
        """Every regular file, without hidden ones and those of a saved page."""
        self._root = os.path.realpath(self.path)
        seen, waiting = set[str](), [self.path]
        for folder in waiting:
            for parent, folders, names in os.walk(folder, onerror=self._unreadable):
                place = os.path.realpath(parent)
                if place in seen:
                    folders.clear()
                    continue
                seen.add(place)
                kept = (n for n in folders if not is_litter(n) and not _of_a_page(n, names))
                folders[:] = sorted(kept)  # of two ways to a folder the first by name is taken
                links = (Path(parent, name) for name in folders)
                waiting += [path for path in links if path.is_symlink() and self._stays(path)]
                paths = (Path(parent, name) for name in names if not is_litter(name))
                yield from filter(self._is_file, paths)

    def _is_file(self, path: Path) -> bool:
        if path.is_symlink() and not self._stays(path):
            return False
        try:
            mode = path.stat().st_mode
        except OSError:
            return True  # whoever reads it says why not
        # A pipe or device could make postil wait for ever.
        if stat.S_ISREG(mode):
            return True
        self.notices.append(f"{path} is not a regular file and was left out.")
        return False

    def _stays(self, link: Path) -> bool:
        try:
            end = os.path.realpath(link, strict=True)
        except OSError:
            what = "is a link that leads nowhere"
        else:
            if Path(end).is_relative_to(self._root):
                return True
            what = f"is a link to {whole(end)}, outside {self.path},"
        self.foreign.add(Path(os.path.abspath(link)))
        self.notices.append(f"{link} {what} and was left out.")
        return False

    def _unreadable(self, error: OSError) -> None:
        self.notices.append(f"{error.filename} cannot be read: {error.strerror}.")


def is_litter(name: str) -> bool:
    """Whether a file or folder is hidden, or what a program leaves beside an open file."""
    return _LITTER.search(name) is not None


def _of_a_page(folder: str, names: list[str]) -> bool:
    """Whether a folder holds what a browser saved beside a page."""
    stem = folder.removesuffix("_files")
    return stem != folder and (f"{stem}.html" in names or f"{stem}.htm" in names)
