"""The entities of a project: one file each, so that git joins what two people made."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from annotations.article import slug
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.disk.two_sides import is_marked, sides, with_commas
from annotations.entity import Entity, entity_of, fields_of, joined
from annotations.errors import Damaged, StoreError

if TYPE_CHECKING:
    from annotations.disk.files import Files

_ENDING = ".json"
_LONGEST = 100  # code points of an id that is the name of its file


class EntityFiles:
    """The files under `entities/` of one `.postil` folder, which appears with the first of them."""

    def __init__(self, root: Path, files: "Files | None" = None) -> None:
        self._root, self.home = root, root / "entities"
        self._files: Files = files or System().within(root.parent)
        # What was read of each file, while that is the same by number, size and times.
        self._read: dict[str, tuple[object, Entity | StoreError]] = {}

    def all(self) -> dict[str, Entity]:
        """The entities by id; what cannot be read is left out (see `problems`)."""
        return self.read()[0]

    def problems(self) -> dict[Path, StoreError]:
        """Why files cannot be read, where they cannot."""
        return self.read()[1]

    def read(self) -> tuple[dict[str, Entity], dict[Path, StoreError]]:
        """The entities by id, and why other files cannot be read, after one look at them."""
        looked = self._looked()
        found = [one for one in looked.values() if isinstance(one, Entity)]
        bad = {self.home / name: one for name, one in looked.items() if isinstance(one, StoreError)}
        return {one.id: one for one in sorted(found, key=lambda one: one.id)}, bad

    def marked(self) -> list[Path]:
        """The files in which git left two sides that can be joined."""
        whole = [name for name, one in self._looked().items() if isinstance(one, Entity)]
        paths = (self.home / name for name in sorted(whole))
        return [path for path in paths if is_marked(self._files.read_file(path) or b"")]

    def misplaced(self) -> list[tuple[Path, str]]:
        """The files that are not those of the entity in them, each with its id."""
        found = [(self.home / name, one.id) for name, one in self._looked().items()
                 if isinstance(one, Entity)]  # fmt: skip
        return sorted((path, id) for path, id in found if path != self.path(id))

    def join(self, path: Path) -> None:
        """Write a file in which git left two sides as both together; see `change`."""
        if isinstance(one := self._looked().get(path.name), Entity):
            self.change(one.id, lambda held: held or one)

    def path(self, id: str) -> Path:
        """The file of an entity; an id that is no plain word leads nowhere else."""
        if slug(id, _LONGEST) == id:
            return self.home / f"{id}{_ENDING}"
        digest = hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
        return self.home / f"{slug(id) or 'entity'}-{digest[:10]}{_ENDING}"

    def put(self, new: Entity) -> Entity:
        """Add an entity, or what is said here of one that there is; returns what stands then.

        It survives a power cut. Raises `StoreError`, or `OSError`.
        """
        return self.change(new.id, lambda held: joined(held, new) if held else new)

    def add(self, new: Entity) -> None:
        """Add an entity, unless there is one of that id, which stays as it is; see `put`."""
        if new.id not in self.all():
            self.change(new.id, lambda held: held or new)

    def change(self, id: str, do: Callable[[Entity | None], Entity]) -> Entity:
        """Give an entity the fields that `do` makes of those it has, while no other program can.

        Raises `Damaged`, `Refused` or `Unsure`; then the file is as it was.
        """
        path = self.path(id)
        with self._files.alone(self._root / "locks" / "entities", self.home, "the entities"):
            data = self._files.read_file(path)
            held = _entity(data, path) if data is not None else None
            now = do(held)
            torn = data is not None and is_marked(data)
            if now != held or torn:
                if data is not None and torn:
                    digest = hashlib.sha256(data).hexdigest()[:10]
                    kept = self._root / "backup" / f"merged-{digest}" / "entities" / path.name
                    self._files.save(kept, data)
                self._files.save(path, encoded(now))
            return now

    def _looked(self) -> Mapping[str, Entity | StoreError]:
        """What each file holds, read again where it is another one than before."""
        found: dict[str, tuple[object, Entity | StoreError]] = {}
        try:
            states = {name: state for name, (state, _) in self._read.items()}
            for name, (state, data) in self._files.read_new(self.home, _ENDING, states).items():
                found[name] = self._read[name] if data is None else (state, self._held(name, data))
        except StoreError as error:  # what is known holds until it can be looked at
            found = {**self._read, "": (None, error)}
        except OSError:  # there is none, or it cannot be read, which is told elsewhere
            pass
        self._read = found
        return {name: one for name, (_, one) in found.items()}

    def _held(self, name: str, data: bytes | OSError) -> Entity | StoreError:
        """What is in a file, or why that cannot be told."""
        path = self.home / name
        if isinstance(data, OSError):
            return Damaged(*unreadable(data, path))
        try:
            return _entity(data, path)
        except StoreError as error:
            return error


def encoded(one: Entity) -> bytes:
    """An entity as JSON, one field and one variant a line, in the order of their names."""
    return msgspec.json.format(msgspec.json.encode(fields_of(one)), indent=1) + b"\n"


def _entity(data: bytes, path: Path) -> Entity:
    """What a file says, both sides where git left two. Raises `Damaged`."""
    try:
        if not is_marked(data):
            return _repaired(data)
        if both := sides(data):
            return joined(*(_decoded(with_commas(side)) for side in (both.ours, both.theirs)))
        reason = "git left conflict marks in it, and one of the sides is incomplete"
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        reason = str(error) if data.strip() else "it is empty"
    hint = "It was left as it is; git may have an earlier version. Mend it, or delete it."
    raise Damaged(f"{path} is damaged: {reason}.", hint)


def _repaired(data: bytes) -> Entity:
    """What a file says; its commas may be wrong where git took lines from two sides."""
    try:
        return _decoded(data)
    except msgspec.MsgspecError:
        with suppress(msgspec.MsgspecError):
            return _decoded(with_commas(data))
        raise


def _decoded(data: bytes) -> Entity:
    return entity_of(msgspec.json.decode(data, type=dict[str, Any]))
