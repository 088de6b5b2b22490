"""What `postil doctor --fix` does: all that goes is kept first, and nothing a person made goes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from annotations.corpus.ailments import Ailment, Layer
from annotations.corpus.examining import Examination
from annotations.disk.lock import locked
from annotations.errors import PostilError, StoreError
from annotations.store.folders import Folders
from annotations.store.shape import head


class Curing:
    """Puts right what can be; `kept` is the folder of what was there before, once there is one."""

    def __init__(self, examination: Examination) -> None:
        self._of, self._system, self._root = examination, examination.system, examination.root
        at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        self._to = self._root / "backup" / f"doctor-{at}"
        self.kept: Path | None = None

    def cured(self, ailments: list[Ailment]) -> Iterator[tuple[Ailment, bool]]:
        """Each ailment, and whether it is gone; one that stays says why in its `hint`."""
        for one in ailments:
            if not one.cure:
                yield one, False
                continue
            try:
                self._cure(one, self._of.layer(one.layer))
            except OSError as error:
                yield replace(one, hint=f"{error.strerror or error}."), False
            except PostilError as error:
                yield replace(one, hint=str(error)), False
            else:
                yield one, True

    def _cure(self, one: Ailment, layer: Layer) -> None:
        folders = layer.folders
        match one.kind:
            case "marks" if one.path.parent == layer.entities.home:
                self._keep(one.path)
                layer.entities.join(one.path)
            case "marks":
                self._keep(one.path)
                layer.store.amend(one.id, {})
            case "alone":
                if article := layer.store.article(one.id):
                    self._of.layer("").store.add([article])
            case "unfinished":
                self._keep(one.path)
                layer.store.load(one.id)
            case "damaged":
                with self._locked(one.path, folders):
                    self._keep(one.path)
                    data = self._system.read_file(folders.backup_of(one.path))
                    self._system.save(one.path, data or b"")
                self._save_again(one.path, layer)
            case "orphan" if one.path.is_relative_to(folders.texts):
                with locked(self._system, folders.texts_lock, folders.texts, "the texts"):
                    used = self._of.texts_in_use()
                    if used is not None and one.path.stem not in used:
                        self._move(one.path)
            case "orphan":
                with self._locked(one.path, folders):
                    digits, name = one.path.parent.name, f"{one.path.stem}.json"
                    if not self._system.has(folders.home / "articles" / digits / name):
                        self._move(one.path)
            case _:
                self._move(one.path)

    def _save_again(self, path: Path, layer: Layer) -> None:
        """Do the last save once more on a backup, which is the version before it."""
        id = head(self._system.read_file(path) or b"", path, path).id
        store = layer.store
        with suppress(StoreError):  # the version before stands, then
            article, changes = store.article(id), store.history(id)
            if article and changes and changes[-1].text is None:
                self._keep(layer.folders.history(id))
                store.apply(article, changes[-1])

    def _locked(self, path: Path, folders: Folders) -> AbstractContextManager[None]:
        digits, home = path.parent.name, folders.home
        return locked(
            self._system, home / "locks" / digits, home / "articles" / digits, "this article"
        )

    def _keep(self, path: Path) -> None:
        """Copy a file of the project, laid out as it is there; what stands beside it by name."""
        data = self._system.read_file(path)
        if data is not None:
            ours = path.is_relative_to(self._root)
            inside = path.relative_to(self._root if ours else self._root.parent)
            self._system.save(self._to / inside, data)
            self.kept = self._to

    def _move(self, path: Path) -> None:
        self._keep(path)
        self._system.remove(path)
