"""What is wrong with the files of a project, in plain words, and what can be put right by itself.

Nothing here changes anything; `curing.py` does. What only a person can decide is told to them.
"""

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from annotations.annotation import Contents
from annotations.article import digest_of
from annotations.disk.litter import litter
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.disk.two_sides import is_torn
from annotations.errors import Damaged, Newer, PostilError, StoreError
from annotations.project import DATA, Project
from annotations.store import history
from annotations.store.article_file import article_bytes, contents_of
from annotations.store.folders import Folders
from annotations.store.ledger import Ledger
from annotations.store.shape import checked, shape

KINDS = {
    "settings": "postil.toml cannot be used",
    "foreign": "a link, or something else that is not a file or folder of a project",
    "unreadable": "a file or folder that cannot be read",
    "damaged": "an article's file that is damaged, or from a newer version",
    "twice": "a second file for an article",
    "marks": "both sides of a git merge in an article's file",
    "text": "a text that is missing or has changed",
    "words": "tags whose words are not the words in the text",
    "unfinished": "a save that is missing from its history",
    "history": "a history that is garbled, or does not match the article's file",
    "orphan": "a text, history or backup that belongs to no article",
    "litter": "what a program left behind when it stopped during a save",
}
"""What can be wrong, in the order in which it is told."""

_OURS = ("articles", "texts", "history", "backup")
_FILE = re.compile(r"(?P<kind>articles|texts|history|backup)/[0-9a-f]{2}/(?P<name>[^/]+)")


class Ailment(Struct, frozen=True):
    """Something wrong with a file: its kind (see `KINDS`), its path, and what to say of it.

    `cure` is what --fix does; where that is nothing, `hint` is what the person can do. `id` is the
    article's, where it can be told.
    """

    kind: str
    path: Path
    message: str
    cure: str = ""
    hint: str = ""
    id: str = ""


@dataclass
class _Seen:
    """What the articles' files say that were read; `unread` where some could not be."""

    texts: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    unread: bool = False


class Examination:
    """Goes through the files of one project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.root = project.folder / DATA
        self.folders = Folders(self.root)
        self.system = System().within(project.folder)

    def ailments(self) -> list[Ailment]:
        """All that is wrong, by kind and path."""
        order = list(KINDS)
        return sorted(self._found(), key=lambda one: (order.index(one.kind), one.path))

    def texts_in_use(self) -> set[str] | None:
        """The digests that articles have or had; `None` where one of them cannot be read."""
        seen = _Seen()
        for path in self._files("articles", seen):
            for _ in self._article(path, seen):
                pass
        return None if seen.unread else set(seen.texts)

    def _found(self) -> Iterator[Ailment]:
        try:
            _ = Project(self._project.folder).settings
        except PostilError as error:
            yield Ailment(
                "settings", self._project.folder / "postil.toml", error.message, "", error.hint
            )
        yield from self._strange(self.root)
        for path in litter(self.system, self.root):
            yield Ailment(
                "litter",
                path,
                f"{path.name} was left behind by a program that has ended.",
                "moves it away",
            )
        seen = _Seen()
        for path in self._files("articles", seen):
            yield from self._article(path, seen)
        for digest, id in seen.texts.items():
            yield from self._text(digest, id)
        yield from self._orphans(seen)

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

    def _files(self, kind: str, seen: _Seen) -> Iterator[Path]:
        """The files of a kind, as they are laid out."""
        for folder in self._names(self.root / kind, seen):
            if re.fullmatch("[0-9a-f]{2}", folder):
                for name in self._names(self.root / kind / folder, seen):
                    if name.endswith((".json", ".jsonl", ".txt")):
                        yield self.root / kind / folder / name

    def _names(self, folder: Path, seen: _Seen) -> list[str]:
        try:
            return sorted(self.system.names(folder))
        except FileNotFoundError:
            return []
        except OSError:  # told by `_strange`
            seen.unread = True
            return []

    def _article(self, path: Path, seen: _Seen) -> Iterator[Ailment]:
        seen.files.add(f"{path.parent.name}/{path.stem}")
        backup = self.folders.backup_of(path)
        try:
            raw = self.system.read_file(path) or b""
            data = article_bytes(self.system, self.folders, path) or b""
            about = shape(data, path, backup).about
            contents = contents_of(checked(data, path, backup))
        except OSError as error:
            seen.unread = True
            if self.system.has(path) and not stat.S_ISLNK(self.system.look(path).st_mode):
                what, hint = unreadable(error, path)
                yield Ailment("unreadable", path, what, "", hint)
            return
        except (Damaged, Newer) as error:
            seen.unread = True
            cure = ""
            if isinstance(error, Damaged) and self._is_whole(backup, path):
                cure = "restores its backup and repeats the last save in its history"
            yield Ailment("damaged", path, error.message, cure, error.hint)
            return
        id = about.id
        seen.texts.update(dict.fromkeys((about.digest, *about.versions), id))
        if path != (own := self.folders.article(id)):
            what = f"{path} is a second file for the article {id}, which belongs in {own.name}."
            yield Ailment(
                "twice",
                path,
                what,
                "",
                f"Copy what you want to keep into {own.name}, then delete this one.",
            )
            return
        if is_torn(raw):
            yield Ailment(
                "marks", path, f"Git left both sides of a merge in {id}.", "joins them", id=id
            )
        yield from self._history(id, path, contents, raw)
        yield from self._words(id, path, about.digest, contents)

    def _is_whole(self, backup: Path, path: Path) -> bool:
        try:
            data = self.system.read_file(backup)
            return (
                data is not None
                and self.folders.article(shape(data, backup, backup).about.id) == path
            )
        except (OSError, StoreError):
            return False

    def _history(self, id: str, path: Path, here: Contents, raw: bytes) -> Iterator[Ailment]:
        file = self.folders.history(id)
        try:
            lines = (self.system.read_file(file) or b"").splitlines()
            changes = history.changes(self.system, file)
            if history.unfinished(self.system, file, self.folders.underway(id), raw):
                what = f"The last save of {id} is missing from its history."
                yield Ailment("unfinished", file, what, "adds it", id=id)
                return
        except OSError as error:
            if not (self.system.has(file) and stat.S_ISLNK(self.system.look(file).st_mode)):
                what, hint = unreadable(error, file)
                yield Ailment("unreadable", file, what, "", hint)
            return
        if garbled := sum(not history.is_line(line) for line in lines if line.strip()):
            what = f"{garbled} of {len(lines)} lines in the history of {id} cannot be read."
            yield Ailment("history", file, what, "", "Undo skips them; no tags are lost.", id)
        ledger = Ledger(changes)
        ids = {a.id for change in changes for a in (*change.removed, *change.added)}
        other = sum(not ledger.agrees(id, here.annotations.get(id)) for id in ids)
        if other and not is_torn(raw):
            what = f"{other} tags of {id} do not match its history."
            hint = "They were changed by hand or by another program; undo leaves them alone."
            yield Ailment("history", path, what, "", hint, id)

    def _words(self, id: str, path: Path, digest: str, here: Contents) -> Iterator[Ailment]:
        """Tags whose words, kept beside their offsets, are not at these offsets."""
        try:
            text = self._project.store.text(digest)
        except StoreError:
            text = None
        if text is None:  # told by `_text`
            return
        data = article_bytes(self.system, self.folders, path) or b""
        tables = checked(data, path, self.folders.backup_of(path))
        wrong = sum(
            "text" in tag and tag["text"] != text[tag["start"] : tag["end"]]
            for table in ("annotations", "suggestions")
            for tag in tables.get(table, {}).values()
        )
        if wrong:
            what = f"{wrong} tags of {id} are not on the words they were made on."
            yield Ailment("words", path, what, "", "Open the article and correct them.", id)

    def _text(self, digest: str, id: str) -> Iterator[Ailment]:
        file = self.folders.text(digest)
        try:
            data = self.system.read_file(file)
        except OSError as error:
            if not (self.system.has(file) and stat.S_ISLNK(self.system.look(file).st_mode)):
                what, hint = unreadable(error, file)
                yield Ailment("unreadable", file, what, "", hint)
            return
        hint = "Restore it from a backup or git, or add its file again."
        if data is None:
            yield Ailment("text", file, f"A text of {id} is missing.", "", hint, id)
        elif digest_of(data.decode("utf-8", "replace")) != digest:
            yield Ailment(
                "text", file, f"A text of {id} is not the text that was annotated.", "", hint, id
            )

    def _orphans(self, seen: _Seen) -> Iterator[Ailment]:
        if seen.unread:  # what cannot be read may need any of them
            return
        layered = self.system.has(self.folders.layers)
        tests: dict[str, Callable[[Path], bool]] = {
            # Any layer may count on a text.
            "texts": lambda path: layered or path.stem in seen.texts,
            "history": lambda path: f"{path.parent.name}/{path.stem}" in seen.files,
            "backup": lambda path: f"{path.parent.name}/{path.stem}" in seen.files,
        }
        for kind, belongs in tests.items():
            for path in self._files(kind, seen):
                regular = stat.S_ISREG(self.system.look(path).st_mode)
                if regular and not belongs(path):
                    yield Ailment(
                        "orphan", path, f"{path} does not belong to any article.", "moves it away"
                    )
