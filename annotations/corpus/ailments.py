"""What is wrong with the articles of one layer: their files, their histories, the words of tags."""

import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec import Struct

from annotations.annotation import Change, Contents
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.disk.two_sides import is_torn
from annotations.errors import Damaged, Newer, StoreError
from annotations.store import history
from annotations.store.article_file import article_bytes
from annotations.store.documents import contents_of
from annotations.store.entity_files import EntityFiles
from annotations.store.folders import Folders
from annotations.store.history import Ledger
from annotations.store.shape import Tables, checked, shape
from annotations.store.tiny import TinyStore

KINDS = {
    "settings": "postil.toml cannot be used",
    "server": "a database that cannot be used, or where people's rights are not their team's",
    "foreign": "a link, or something else that is not a file or folder of a project",
    "unreadable": "a file or folder that cannot be read",
    "damaged": "an article's file that is damaged, or from a newer version",
    "twice": "a second file for an article",
    "marks": "both sides of a git merge in an article's file",
    "text": "a text that is missing or has changed",
    "words": "tags whose words are not the words in the text",
    "unfinished": "a save that is missing from its history",
    "history": "a history that is garbled, or does not match the article's file",
    "alone": "what an annotator decided on an article that the project lacks",
    "orphan": "a text, history or backup that belongs to no article",
    "litter": "what a program left behind when it stopped during a save",
}
"""What can be wrong, in the order in which it is reported."""


class Ailment(Struct, frozen=True):
    """Something wrong with a file: its kind (see `KINDS`), its path, and what to say of it.

    `cure` is what --fix does; where that is nothing, `hint` is what the person can do. `id` is the
    article's, where it can be told, and `layer` the folder of an annotator's layer.
    """

    kind: str
    path: Path
    message: str
    cure: str = ""
    hint: str = ""
    id: str = ""
    layer: str = ""


@dataclass
class Seen:
    """The texts that articles have or had, with the id of one; `unread` where some are unknown."""

    texts: dict[str, str] = field(default_factory=dict)
    unread: bool = False


class Layer:
    """The files of one layer; an empty `name` is the one that all share."""

    def __init__(self, root: Path, system: System, name: str, seen: Seen) -> None:
        self.folders, self.store = Folders(root, name), TinyStore(root, layer=name)
        self.entities = EntityFiles(self.folders.home, system)
        self._system, self._seen = system, seen
        self._files: dict[str, Path] = {}

    def ailments(self) -> Iterator[Ailment]:
        """What is wrong with its articles; `seen` takes in what they say of texts."""
        for path in self._laid_out("articles"):
            yield from self._article(path)

    def alone(self, shared: "Layer") -> Iterator[Ailment]:
        """Its articles that the `shared` layer lacks, as after a merge with their removal."""
        for name, path in sorted(self._files.items()):
            if name in shared._files:
                continue
            data = article_bytes(self._system, self.folders, path) or b""
            id = shape(data, path, self.folders.backup_of(path)).about.id
            if path == self.folders.article(id):
                what = f"{path} is about the article {self._named(id)}, which the project lacks."
                yield self._ailment("alone", path, what, "puts the article back", "", id)

    def orphans(self) -> Iterator[Ailment]:
        """What belongs to no article, once all layers were seen; texts are the shared one's."""
        for kind in ("history", "backup") if self.folders.layer else ("history", "backup", "texts"):
            for path in self._laid_out(kind):
                name = f"{path.parent.name}/{path.stem}"
                known = path.stem in self._seen.texts if kind == "texts" else name in self._files
                if not known and stat.S_ISREG(self._system.look(path).st_mode):
                    what = f"{path} does not belong to any article."
                    yield self._ailment("orphan", path, what, "moves it away")

    def _laid_out(self, kind: str) -> Iterator[Path]:
        """The files of a kind."""
        home = self.folders.home / kind
        for folder in self._names(home):
            if re.fullmatch("[0-9a-f]{2}", folder):
                for name in self._names(home / folder):
                    if name.endswith((".json", ".jsonl", ".txt")):
                        yield home / folder / name

    def _names(self, folder: Path) -> list[str]:
        try:
            return sorted(self._system.names(folder))
        except FileNotFoundError:
            return []
        except OSError:  # told of as what cannot be read
            self._seen.unread = True
            return []

    def _article(self, path: Path) -> Iterator[Ailment]:
        self._files[f"{path.parent.name}/{path.stem}"] = path
        backup = self.folders.backup_of(path)
        try:
            raw = self._system.read_file(path) or b""
            data = article_bytes(self._system, self.folders, path) or b""
            about = shape(data, path, backup).about
            tables = checked(data, path, backup)
        except OSError as error:
            self._seen.unread = True
            yield from unread(self._system, path, error)
            return
        except (Damaged, Newer) as error:
            self._seen.unread = True
            cure = ""
            if isinstance(error, Damaged) and self._is_whole(backup, path):
                cure = "restores its backup and repeats the last save in its history"
            yield self._ailment("damaged", path, error.message, cure, error.hint)
            return
        id = about.id
        self._seen.texts.update(dict.fromkeys((about.digest, *about.versions), id))
        if path != (own := self.folders.article(id)):
            what = f"{path} is a second file for the article {id}, which belongs in {own.name}."
            hint = f"Copy what you want to keep into {own.name}, then delete this one."
            yield self._ailment("twice", path, what, hint=hint)
            return
        if is_torn(raw):
            what = f"Git left both sides of a merge in {self._named(id)}."
            yield self._ailment("marks", path, what, "joins them", id=id)
        yield from self._history(id, path, contents_of(tables), raw)
        yield from self._words(id, path, about.digest, tables)

    def _is_whole(self, backup: Path, path: Path) -> bool:
        try:
            data = self._system.read_file(backup)
            return (
                data is not None
                and self.folders.article(shape(data, backup, backup).about.id) == path
            )
        except (OSError, StoreError):
            return False

    def _history(self, id: str, path: Path, here: Contents, raw: bytes) -> Iterator[Ailment]:
        file = self.folders.history(id)
        try:
            lines = (self._system.read_file(file) or b"").splitlines()
            changes = history.changes(self._system, file)
            if history.unfinished(self._system, file, self.folders.underway(id), raw):
                what = f"The last save of {self._named(id)} is missing from its history."
                yield self._ailment("unfinished", file, what, "adds it", id=id)
                return
        except OSError as error:
            yield from unread(self._system, file, error)
            return
        if garbled := sum(not history.is_line(line) for line in lines if line.strip()):
            where = f"in the history of {self._named(id)}"
            what = f"{garbled} of {len(lines)} lines {where} cannot be read."
            hint = "Undo skips them; no tags are lost."
            yield self._ailment("history", file, what, hint=hint, id=id)
        if (other := unlike(changes, here)) and not is_torn(raw):
            what = f"{other} tags of {self._named(id)} do not match its history."
            hint = "They were changed by hand or by another program; undo leaves them alone."
            yield self._ailment("history", path, what, hint=hint, id=id)

    def _words(self, id: str, path: Path, digest: str, tables: Tables) -> Iterator[Ailment]:
        """Tags whose words, kept beside their offsets, are not at these offsets."""
        try:
            text = self.store.text(digest)
        except StoreError:
            text = None
        if text is None:  # told of as a text that is missing
            return
        if wrong := displaced(tables, text):
            what = f"{wrong} tags of {self._named(id)} are not on the words they were made on."
            hint = "Open the article and correct them."
            yield self._ailment("words", path, what, hint=hint, id=id)

    def _named(self, id: str) -> str:
        return f"{id} ({self.folders.layer})" if self.folders.layer else id

    def _ailment(
        self, kind: str, path: Path, message: str, cure: str = "", hint: str = "", id: str = ""
    ) -> Ailment:
        return Ailment(kind, path, message, cure, hint, id, self.folders.layer)


def unlike(changes: Iterable[Change], here: Contents) -> int:
    """How many tags are not as a history leaves them."""
    changes = tuple(changes)
    ledger = Ledger(changes)
    ids = {a.id for change in changes for a in (*change.removed, *change.added)}
    return sum(not ledger.agrees(id, here.annotations.get(id)) for id in ids)


def displaced(tables: Tables, text: str) -> int:
    """How many tags on an article's present text are not on their words there."""
    return sum(
        not _stands(tag, text)
        for table in ("annotations", "suggestions")
        for tag in tables.get(table, {}).values()
    )


def _stands(tag: Mapping[str, Any], text: str) -> bool:
    """Whether a tag is on its words; of a long one, between what stood around it."""
    start, end = tag["start"], tag["end"]
    if "text" in tag:
        return bool(tag["text"] == text[start:end])
    before, after = tag.get("prefix", ""), tag.get("suffix", "")
    return text[:start].endswith(before) and text.startswith(after, end)


def unread(system: System, path: Path, error: OSError) -> Iterator[Ailment]:
    """What to say of a file that cannot be read; of a link it is said elsewhere."""
    if system.has(path) and not stat.S_ISLNK(system.look(path).st_mode):
        what, hint = unreadable(error, path)
        yield Ailment("unreadable", path, what, "", hint)
