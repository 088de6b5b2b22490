"""What is wrong with the files of a project, in plain words, and what can be put right by itself.

Nothing here changes anything; `curing.py` does. What only a person can decide is told to them.
"""

import stat
from collections.abc import Iterator
from pathlib import Path

from annotations.article import digest_of
from annotations.corpus import examining_rows
from annotations.corpus.ailments import KINDS, Ailment, Layer, Seen, unread
from annotations.disk.litter import litter
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import PostilError
from annotations.project import DATA, SETTINGS, Project
from annotations.store.choosing import rows_of
from annotations.store.folders import Folders


class Examination:
    """Goes through the files of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.root = project.folder / DATA
        self.folders = Folders(self.root)
        self.system = System().within(project.folder)
        self.about = ""
        """What database there is, once it was asked."""

    def ailments(self) -> list[Ailment]:
        """All that is wrong, by kind and path."""
        order = list(KINDS)
        return sorted(self._found(), key=lambda one: (order.index(one.kind), one.path))

    def texts_in_use(self) -> set[str] | None:
        """The digests that articles have or had; `None` where one of them cannot be read."""
        seen = Seen()
        for layer in self._layers(seen):
            for _ in layer.ailments():
                pass
        return None if seen.unread else set(seen.texts)

    def layer(self, name: str) -> Layer:
        """The layer in the folder of that name; all share that of no name."""
        return Layer(self.root, self.system, name, Seen())

    def _layers(self, seen: Seen) -> list[Layer]:
        """The shared layer, and those of annotators."""
        home, names = self.folders.layers, list[str]()
        try:
            modes = {
                name: self.system.look(home / name).st_mode for name in self.system.names(home)
            }
            names = sorted(name for name, mode in modes.items() if stat.S_ISDIR(mode))
        except FileNotFoundError:
            pass
        except OSError:  # told by `_strange`
            seen.unread = True
        return [Layer(self.root, self.system, name, seen) for name in ("", *names)]

    def _found(self) -> Iterator[Ailment]:
        settings = self._project.folder / SETTINGS
        try:
            _ = Project(self._project.folder).settings
        except PostilError as error:
            yield Ailment("settings", settings, error.message, "", error.hint)
        else:
            yield from self._server(settings)
        yield from self._strange(self.root)
        for path in litter(self.system, self.root, settings):
            what = f"{path.name} was left behind by a program that has ended."
            yield Ailment("litter", path, what, "moves it away")
        seen = Seen()
        layers = self._layers(seen)
        for layer in layers:
            yield from layer.ailments()
        for layer in layers:
            yield from self._entities(layer)
        for digest, id in seen.texts.items():
            yield from self._text(digest, id)
        if seen.unread:  # what cannot be read may need any of it
            return
        for layer in layers:
            if layer is not layers[0]:
                yield from layer.alone(layers[0])
            yield from layer.orphans()

    def _server(self, settings: Path) -> Iterator[Ailment]:
        """A database that cannot be used, or is damaged, or in which a team is not kept apart."""
        if self._project.settings.store is None:
            return
        found: list[PostilError] = []
        try:
            rows = rows_of(self._project.settings.store, self._project.role)
            self.about = rows.about()
            if team := self._project.team:
                found = self._project.result.rights(team)
            yield from examining_rows.ailments(rows)
        except PostilError as error:
            found.append(error)
        for one in found:
            yield Ailment("server", settings, one.message, "", one.hint)

    def _strange(self, folder: Path) -> Iterator[Ailment]:
        """What is neither file nor folder, and what cannot be read, at any depth."""
        try:
            names = sorted(self.system.names(folder))
        except FileNotFoundError:
            return
        except OSError as error:
            what, hint = unreadable(error, folder)
            yield Ailment("unreadable", folder, what, "", hint)
            return
        for name in names:
            path = folder / name
            try:
                mode = self.system.look(path).st_mode
            except OSError:  # it has just gone
                continue
            if stat.S_ISDIR(mode):
                yield from self._strange(path)
            elif not stat.S_ISREG(mode):
                what = "a link" if stat.S_ISLNK(mode) else "not a regular file"
                hint = "Put the file itself there, or remove it."
                yield Ailment(
                    "foreign", path, f"{path} is {what}; postil will not touch it.", "", hint
                )

    def _entities(self, layer: Layer) -> Iterator[Ailment]:
        """Files of entities that are damaged, torn, or under another's name."""
        name = layer.folders.layer
        for path, error in sorted(layer.entities.problems().items()):
            if stat.S_ISREG(self.system.look(path).st_mode):  # of a link it is said elsewhere
                yield Ailment("damaged", path, error.message, "", error.hint or "", "", name)
        for path in layer.entities.marked():
            what = f"Git left both sides of a merge in the entity {path.stem}."
            yield Ailment("marks", path, what, "joins them", layer=name)
        for path, id in layer.entities.misplaced():
            own = layer.entities.path(id).name
            what = f"{path} is about the entity {id}, which belongs in {own}."
            hint = f"Copy what you want to keep into {own}, then delete this one."
            yield Ailment("twice", path, what, "", hint, layer=name)

    def _text(self, digest: str, id: str) -> Iterator[Ailment]:
        file = self.folders.text(digest)
        try:
            data = self.system.read_file(file)
        except OSError as error:
            yield from unread(self.system, file, error)
            return
        hint = "Restore it from a backup or git, or add its file again."
        if data is None:
            yield Ailment("text", file, f"A text of {id} is missing.", "", hint, id)
        elif digest_of(data.decode("utf-8", "replace")) != digest:
            yield Ailment(
                "text", file, f"A text of {id} is not the text that was annotated.", "", hint, id
            )
