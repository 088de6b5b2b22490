"""What the labels mean: `guidelines/<label>.md` of a project, and each version that tags bear."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from annotations.annotation import Tagged
from annotations.disk.refusals import reason
from annotations.disk.system import System
from annotations.expressions import late

if TYPE_CHECKING:
    from annotations.disk.files import Files

FOLDER = "guidelines"
LONGEST = 1 << 20
"""The most bytes of a guideline: people read them."""

_DIGEST = late("[0-9a-f]{16}")


class Guideline(Struct, frozen=True):
    """What a label's file says, with its digest; both are empty where there is no such file.

    `problem` says why one that is there cannot be read.
    """

    text: str = ""
    digest: str = ""
    problem: str = ""


class Guidelines:
    """The guidelines of the project in `folder`, read when they are asked for and when they change.

    Versions of them are kept in `files`, under the `.postil` folder `data`.
    Line ends are made one kind, so that two clones have one digest.
    """

    def __init__(
        self, folder: Path, data: Path, files: "Files | None" = None, system: System | None = None
    ) -> None:
        self._folder, self._data = folder / FOLDER, data / FOLDER
        self._system = (system or System()).within(folder)
        self._files: Files = files or self._system
        self._read: dict[str, tuple[tuple[int, ...], Guideline]] = {}
        self._paths: dict[str, Path] = {}
        self._texts: dict[str, str] = {}
        self._kept: set[str] = set()

    def path(self, label: str) -> Path:
        """Where a label's guideline stands."""
        if label not in self._paths:  # each tag asks
            self._paths[label] = self._folder / file_name(label)
        return self._paths[label]

    def of(self, label: str) -> Guideline:
        """What a label's guideline says now; the file is read again only where it has changed."""
        path = self.path(label)
        try:
            about = self._system.look(path)
        except OSError:  # there is none, which costs this one look
            return Guideline()
        stamp = (about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino)
        stamped, found = self._read.get(label, ((), Guideline()))
        if stamped != stamp:
            found = self._found(path, self._system)
            self._read[label] = stamp, found
            self._texts[found.digest] = found.text
        return found

    def digest(self, label: str) -> str:
        """The digest of what a label's guideline says now; empty where there is none."""
        return self.of(label).digest

    def keep(self, tags: Iterable[Tagged]) -> None:
        """Keep the text of each version that tags bear, as read here, before they are saved.

        Raises `Refused` or `Unsure`.
        """
        new = {
            tag.guideline: tag.label
            for tag in tags
            if tag.guideline and tag.guideline not in self._kept
        }
        for digest, label in new.items():
            if digest not in self._texts:  # as of a tag that waited for a server over a restart
                self.of(label)
            text, path = self._texts.get(digest), self._version(digest)
            if text is not None:
                if not self._files.has(path):
                    self._files.save(path, text.encode())
                self._kept.add(digest)

    def version(self, digest: str) -> str | None:
        """What a guideline said in the version of this digest; `None` where that was not kept."""
        if not _DIGEST.fullmatch(digest):
            return None
        text = self._found(self._version(digest), self._files).text
        return text if digest_of(text) == digest else None

    def _version(self, digest: str) -> Path:
        return self._data / f"{digest}.md"

    def _found(self, path: Path, files: "Files") -> Guideline:
        name = f"{FOLDER}/{path.name}"
        try:
            data = files.read_file(path, LONGEST) or b""
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            return Guideline(problem=f"{reason(error, path)}.")
        except UnicodeDecodeError:
            return Guideline(problem=f"{name} is not in UTF-8.")
        return Guideline(text, digest_of(text)) if text.strip() else Guideline()


def file_name(label: str) -> str:
    """What the file of a label's guideline is called; what no file name can have is `%2F` in it."""
    return re.sub(r"[\0-\x1f/\x7f]", lambda found: f"%{ord(found[0]):02X}", label) + ".md"


def digest_of(text: str) -> str:
    """The first 16 hex digits of the SHA-256 of a guideline, in UTF-8 with line feeds."""
    return sha256(text.encode()).hexdigest()[:16]
