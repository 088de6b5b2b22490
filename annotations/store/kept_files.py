"""A project's folder as a place to copy articles from and to: file by file, as they stand there."""

import hashlib
import stat
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from annotations.disk.lock import locked
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged, Refused, StoreError
from annotations.expressions import late
from annotations.store import history
from annotations.store.article_file import article_bytes
from annotations.store.documents import annotation_of
from annotations.store.entry import check_place
from annotations.store.folders import Folders, layer_name
from annotations.store.in_and_out import place_batch
from annotations.store.parcel import Parcel, Part
from annotations.store.shape import SCHEMA, checked, newer
from annotations.store.written import REVIEW, encoded

_ARTICLE = late(r"[0-9a-f]{2}/[^/]+\.json")
_NO_FILES = frozenset(
    ("articles", "texts", "history", "backup", "locks", "cache", "layers", "unsent")
)
_BATCH, _MOST, _LOOKED_INTO = 100, 4 << 20, 20  # articles, bytes, histories


class KeptFiles:
    """Implements `Place` for the folder `.postil` of a project.

    The folder of a layer is named by a hash of its annotator: who that is tell `annotators`, and
    else the histories in it.
    """

    def __init__(self, root: Path, annotators: Iterable[str]) -> None:
        self.name = str(root.parent)
        self._root, self._system = root, System().within(root.parent)
        self._known = {layer_name(name): name for name in annotators}
        self._remarks: list[str] = []

    def remarks(self) -> list[str]:
        """See `Place.remarks`."""
        return self._remarks

    def count(self) -> int:
        """See `Place.count`."""
        return len(self._paths(self._layers()))

    def batches(self) -> Iterator[Sequence[Parcel | str]]:
        """See `Place.batches`."""
        layers = self._layers()
        batch: list[Parcel | str] = []
        size = 0
        for path in sorted(self._paths(layers)):
            one = self._parcel(layers, path)
            batch.append(one)
            size += 0 if isinstance(one, str) else sum(map(len, one.texts.values()))
            if len(batch) >= _BATCH or size > _MOST:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def read(self, ids: Iterable[str]) -> dict[str, Parcel | str]:
        """See `Place.read`."""
        layers = self._layers()
        found = {}
        for id in ids:
            file = Folders(self._root).article(id)
            path = f"{file.parent.name}/{file.name}"
            if any(self._system.has(one.home / "articles" / path) for one in layers.values()):
                found[id] = self._parcel(layers, path)
        return found

    def put(self, parcels: Sequence[Parcel]) -> int:
        """See `Place.put`. An article's file comes last: a part that was broken off is none."""
        texts: dict[Path, bytes] = {}
        histories: dict[Path, bytes] = {}
        files: dict[Path, bytes] = {}
        homes = {""}
        for parcel in parcels:
            for name, part in parcel.parts.items():
                folders = Folders(self._root, layer_name(name))
                path = folders.article(parcel.id)
                if self._system.has(path) or (name and part.is_blank):
                    continue
                homes.add(folders.layer)
                texts.update((folders.text(d), data) for d, data in parcel.texts.items())
                if part.history:
                    lines = b"".join(line + b"\n" for line in part.history)
                    histories[self._free(folders.history(parcel.id), lines)] = lines
                files[path] = encoded(part.tables)
                self._known[folders.layer] = name
        if not files:
            return 0
        every = [Folders(self._root, name) for name in sorted(homes)]
        lock = (every[0].texts_lock, every[0].texts)
        # Nobody may delete a text between a look at it and the article that counts on it.
        with locked(self._system, *lock, "the texts", shared=True):
            ours = place_batch(self._system, every, (texts, histories, files))
        return len(ours & files.keys())

    def _free(self, path: Path, lines: bytes) -> Path:
        """The place of a history, where nothing is but the beginning of it. Raises `Refused`."""
        here = self._system.read_file(path)
        if here is not None and not lines.startswith(here):
            raise Refused(
                f"{path} is the history of an article that is not there.", "Run postil doctor."
            )
        if here is not None:
            self._system.discard(path)
        return path

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """See `Place.files`."""
        for name, folders in self._layers().items():
            for path in self._small(folders.home):
                data = self._system.read_file(path)
                if data is not None:
                    yield name, path.relative_to(folders.home).as_posix(), data

    def put_file(self, layer: str, path: str, data: bytes) -> bytes:
        """See `Place.put_file`."""
        folders = Folders(self._root, layer_name(layer))
        file = folders.home.joinpath(*_parts(path))
        here = self._system.read_file(file)
        if here is None:
            self._system.save(file, data)
            self._known[folders.layer] = layer
        return data if here is None else here

    def _small(self, folder: Path, depth: int = 0) -> Iterator[Path]:
        for name in sorted(self._names(folder)):
            path = folder / name
            mode = self._system.look(path).st_mode
            if stat.S_ISDIR(mode) and not (depth == 0 and name in _NO_FILES):
                yield from self._small(path, depth + 1)
            elif stat.S_ISREG(mode) and not name.startswith(".git") and not name.endswith(".tmp"):
                yield path

    def _layers(self) -> dict[str, Folders]:
        """The layers by annotator, that of all first; those of nobody known are remarked on."""
        found = {"": Folders(self._root)}
        for name in sorted(self._names(found[""].layers)):
            folders = Folders(self._root, name)
            if stat.S_ISDIR(self._system.look(folders.home).st_mode):
                who = self._known.get(name) or self._found_out(folders)
                if who:
                    found[who] = folders
                elif (what := f"Nobody in the team has the layer {folders.home}.") not in (
                    self._remarks
                ):
                    self._remarks.append(what)
        return found

    def _found_out(self, folders: Folders) -> str:
        """Whose layer a folder is, by its histories; nobody's where they do not tell."""
        home = folders.home / "history"
        paths = (home / d / name for d in self._names(home) for name in self._names(home / d))
        for path in islice(paths, _LOOKED_INTO):
            for change in history.changes(self._system, path):
                if layer_name(change.annotator) == folders.layer:
                    self._known[folders.layer] = change.annotator
                    return change.annotator
        return ""

    def _paths(self, layers: dict[str, Folders]) -> set[str]:
        """The files of articles in any layer, by their paths there."""
        homes = [one.home / "articles" for one in layers.values()]
        found = (f"{d}/{n}" for h in homes for d in self._names(h) for n in self._names(h / d))
        return set(filter(_ARTICLE.fullmatch, found))

    def _names(self, folder: Path) -> list[str]:
        try:
            return self._system.names(folder)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise Damaged(*unreadable(error, folder)) from error

    def _parcel(self, layers: dict[str, Folders], path: str) -> Parcel | str:
        """An article of which a layer at least has a file; a sentence where it cannot be had."""
        parts: dict[str, Part] = {}
        left: list[str] = []
        for name, folders in layers.items():
            try:
                if part := self._part(folders, folders.home / "articles" / path, left):
                    parts[name] = part
            except StoreError as error:
                if not name:
                    return str(error)
                left.append(str(error))
        if not parts:
            return left[0] if left else f"{path} has just been removed."
        # What only a layer has is read from there, as postil itself does.
        first = next(iter(parts.values())).about
        parts = {"": Part({"article": {"0": {**first, "status": "open"}}}), **parts}
        id = str(first["id"])
        read = {digest: self._text(id, digest, left) for digest in _digests(parts.values())}
        texts = {digest: data for digest, data in read.items() if data is not None}
        if parts[""].about["digest"] not in texts:
            return f"{left[0]} {id} is not copied."
        return Parcel(id, parts, texts, tuple(left))

    def _text(self, id: str, digest: str, left: list[str]) -> bytes | None:
        """A text of an article; why not, where it cannot be had, is `left`."""
        path = Folders(self._root).text(digest)
        try:
            data = self._system.read_file(path)
        except OSError as error:
            left.append(f"A text of {id} cannot be read: {unreadable(error, path)[0]}")
            return None
        if data is not None and hashlib.sha256(data).hexdigest() == digest:
            return data
        wrong = "is missing" if data is None else "is not the text that was annotated"
        left.append(f"A text of {id} {wrong}: {digest}.")
        return None

    def _part(self, folders: Folders, path: Path, left: list[str]) -> Part | None:
        """What a layer has; what cannot be read of its history is `left`."""
        try:
            data = article_bytes(self._system, folders, path)
            if data is None:
                return None
            tables = checked(data, path, folders.backup_of(path))
            part = Part(tables)
            id = str(part.about["id"])
            check_place(folders, path, id)
            if part.about.get("schema", SCHEMA) > SCHEMA:
                raise newer(path)
            for one in tables.get(REVIEW, {}).values():
                one.setdefault("version", [*part.about.get("versions", {"": ""})][-1])
            place = (self._system, folders.history(id))
            lines = [one for one in (self._system.read_file(place[1]) or b"").splitlines() if one]
            whole = [one for one in lines if history.is_line(one)]
            whole += history.unfinished(*place, folders.underway(id), data)
            if cut := sum(not history.is_line(one) for one in lines):
                where = f"in {place[1]}"
                left.append(f"{cut} of {len(lines)} lines {where} cannot be read.")
            once: dict[str, bytes] = {}
            for line in whole:
                once.setdefault(history.id_of(line), line)
            about = self._system.look(path)
        except OSError as error:
            raise Damaged(*unreadable(error, error.filename or path)) from error
        at = datetime.fromtimestamp(about.st_mtime, UTC).isoformat()
        return Part(tables, tuple(once.values()), at)


def _digests(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield part.about["digest"]
        yield from part.about.get("versions", {})
        for one in part.annotations.values():
            if version := annotation_of(one).text_digest:
                yield version


def _parts(path: str) -> Sequence[str]:
    """The parts of a path that leads nowhere but down. Raises `Refused`."""
    parts = path.split("/")
    if "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise Refused(f"The path {path!r} leads out of the project.", "It is not copied.")
    return parts
