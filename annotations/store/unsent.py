"""The journal of changes that wait for the server, which is kept here until all of them are there.

Each is a file of one line, written as surely as a save, so that two programs of one person add to
it and take from it as they like. The number that a name begins with is the order of the changes; a
text is kept once. Sending a change twice is harmless.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from annotations.annotation import Change
from annotations.article import Article, digest_of
from annotations.disk.lock import locked
from annotations.disk.refusals import refusal
from annotations.disk.system import System
from annotations.entity import Entity
from annotations.errors import Refused, StoreError
from annotations.expressions import late
from annotations.store.entity_files import EntityFiles

PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds until a server that is away is tried again, at first and at last."""
FOLDER = "unsent"
_NAME = late(r"([0-9]{8,})-[0-9a-f]{20}\.json")
_NOT_IN_GIT = b"*\n"

Job = tuple[Article, Change]


class _Line(msgspec.Struct, frozen=True):
    """A change with its article, but for the text."""

    article: Article
    digest: str
    change: Change


class Unsent:
    """The changes of one annotator that wait for the server, in the folder of their layer `home`.

    Any thread may call.
    """

    def __init__(self, home: Path, system: System) -> None:
        self.folder = home / FOLDER
        self._lock = home / "locks" / FOLDER
        self._system = system
        self._turn = threading.Lock()
        self._files: dict[str, Path] = {}
        self._entities = EntityFiles(self.folder, system)
        self.unread: list[Path] = []
        """The files that could not be read when `read` last was called; they are left alone."""

    def put(self, article: Article, change: Change) -> None:
        """Keep a change, behind those that are there; returns once it survives a power cut.

        One that is kept already stays where it is. Raises `Refused` or `Unsure`.
        """
        with self._turn, self._held():
            if change.id in self._files:
                return
            line = _Line(replace(article, text=""), article.digest, change)
            data = msgspec.json.encode(line) + b"\n"
            if not self._system.has(text := self._text(article.digest)):
                self._system.save(self.folder / ".gitignore", _NOT_IN_GIT)
                self._system.save(text, article.text.encode())
            number = 1 + max((number for number, _ in self._numbered()), default=0)
            path = self.folder / f"{number:08}-{_hash(change.id)}.json"
            self._system.save(path, data)
            self._files[change.id] = path

    def read(self) -> list[Job]:
        """All that is kept, by whichever program, in order; nothing is made for it on the disk."""
        found: list[Job] = []
        texts: dict[str, str] = {}
        with self._turn:
            self.unread = []
            try:
                paths = [path for _, path in sorted(self._numbered())]
            except OSError:
                self.unread, paths = [self.folder], []
            for path in paths:
                try:
                    if job := self._job(path, texts):
                        self._files[job[1].id] = path
                        found.append(job)
                except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                    self.unread.append(path)
        return found

    def count(self) -> int:
        """How many changes and entities are kept, as far as that can be told."""
        with suppress(OSError):
            return sum(1 for _ in self._numbered()) + len(self.entities())
        return 0

    def drop(self, id: str) -> None:
        """Let go of a change, now that the server has it; one that is not kept is none.

        What cannot be removed is sent once more, which is harmless.
        """
        with self._turn:
            path = self._files.pop(id, None)
            if path is None:
                return
            self._system.discard(path)
            try:
                with self._held():
                    refused = self._system.has(self.folder / "refused")
                    if not refused and not any(self._numbered()):
                        for name in self._system.names(self.folder / "texts"):
                            self._system.discard(self.folder / "texts" / name)
            except (OSError, Refused):
                return

    def refuse(self, id: str) -> Path | None:
        """Keep a change that the server refuses where it is sent no more; the place, if it can be.

        `None` also for one that is not in the journal.
        """
        with self._turn, suppress(OSError, StoreError), self._held():
            path = self._files.get(id)
            if path is None or path.parent != self.folder:
                return None
            place = self.folder / "refused" / path.name
            self._system.save(place, self._system.read_file(path) or b"")
            self._system.discard(path)
            self._files[id] = place
            return place
        return None

    def entities(self) -> list[Entity]:
        """The entities that are kept, as far as they can be read."""
        return list(self._entities.all().values())

    def put_entity(self, one: Entity) -> None:
        """Keep what is said of an entity, as `put` keeps a change. Raises as that does."""
        with self._turn, self._held():
            self._system.save(self.folder / ".gitignore", _NOT_IN_GIT)
            self._entities.put(one)

    def drop_entity(self, one: Entity) -> None:
        """Let go of an entity, now that the server has it, unless more is said of it by now."""
        with self._turn, suppress(OSError, StoreError), self._held():
            if self._entities.all().get(one.id) == one:
                self._system.discard(self._entities.path(one.id))

    def _job(self, path: Path, texts: dict[str, str]) -> Job | None:
        """What a file keeps; `None` where another program has removed it meanwhile.

        The texts that were read are kept in `texts`, by digest: many changes have the same.
        """
        data = self._system.read_file(path)
        if data is None:
            return None
        line = msgspec.json.decode(data, type=_Line)
        if line.digest not in texts:
            text = (self._system.read_file(self._text(line.digest)) or b"").decode()
            if not self._system.has(path):
                return None
            if digest_of(text) != line.digest:
                raise OSError(f"The text of {path} is missing or another one.")
            texts[line.digest] = text
        return replace(line.article, text=texts[line.digest]), line.change

    def _numbered(self) -> Iterator[tuple[int, Path]]:
        try:
            names = self._system.names(self.folder)
        except FileNotFoundError:
            return
        for name in names:
            if match := _NAME.fullmatch(name):
                yield int(match[1]), self.folder / name

    def _text(self, digest: str) -> Path:
        return self.folder / "texts" / f"{digest}.txt"

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Keep other programs out, and turn what the system says into errors for people."""
        try:
            with locked(self._system, self._lock, self.folder, "the changes that wait"):
                yield
        except OSError as error:
            raise refusal(error, self.folder / FOLDER) from error
        except UnicodeEncodeError as error:
            raise Refused(
                f"This character cannot be saved: {error.object[error.start]!a}.",
                "Remove it and try again.",
            ) from error


def _hash(id: str) -> str:
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:20]
