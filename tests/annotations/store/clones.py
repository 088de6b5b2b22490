"""Two clones of a project that git joins."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.clock import new_id, now
from annotations.store.folders import Folders, layer_name
from annotations.store.tiny import TinyStore

WORDS = "The ferry to Lower Quay left late, said Ms Adeyo of the harbour board on Friday. " * 3
ARTICLE = Article("ferry", "The ferry", WORDS)
STYLES = ("merge", "diff3", "zdiff3")


class Clones:
    """A project in git, and what is done to it in two clones that are then merged."""

    def __init__(self, folder: Path, layer: str = "") -> None:
        self.folder, self.layer, self.ids = folder, layer, 0
        folder.mkdir(parents=True)
        self._git("init", "-q", "-b", "ours")
        self.store = self.opened()

    def opened(self, layer: str | None = None) -> TinyStore:
        """The store anew, with nothing remembered; that of another annotator's `layer`."""
        whose = self.layer if layer is None else layer
        return TinyStore(self.folder / ".postil").layer(whose)

    def _git(self, *words: str) -> int:
        who = {f"GIT_{role}_{what}": "ana@quay" for role in ("AUTHOR", "COMMITTER")
               for what in ("NAME", "EMAIL")}  # fmt: skip
        known = {"HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", **who}
        call = ["git", "-c", "gc.auto=0", *words]
        done = subprocess.run(
            call, cwd=self.folder, env=os.environ | known, check=False, capture_output=True
        )
        return done.returncode

    def commit(self) -> None:
        self._git("add", "-A")
        self._git("commit", "-qm", "tags", "--allow-empty")

    def merged(self, ours: Callable[[], object], theirs: Callable[[], object], style: str) -> bool:
        """Have both done, each on what there is now, and merge; whether git left marks."""
        self.commit()
        self._git("checkout", "-qb", "theirs")
        theirs()
        self.commit()
        self._git("checkout", "-q", "ours")
        self.store = self.opened()
        ours()
        self.commit()
        code = self._git("-c", f"merge.conflictStyle={style}", "merge", "-q", "theirs")
        self.store = self.opened()
        return bool(code)

    @property
    def file(self) -> Path:
        return Folders(self.folder / ".postil", layer_name(self.layer)).article(ARTICLE.id)

    def contents(self) -> Contents:
        return self.opened().load(ARTICLE.id)

    def tag(self, start: int, label: str = "actor", **fields: object) -> Annotation:
        self.ids += 1
        at = f"2026-03-01T10:{self.ids // 60:02}:{self.ids % 60:02}Z"
        made = Annotation(f"T{self.ids:04}", start, start + 5, label, "ana", {}, "", at, at)
        made = replace(made, **fields)  # type: ignore[arg-type]
        self.change(added=(made,))
        return made

    def change(self, **parts: object) -> None:
        id = new_id()
        change = Change(id, id, "ana", now(), **parts)  # type: ignore[arg-type]
        self.store.apply(ARTICLE, change)

    def alter(self, tag: Annotation, **fields: object) -> Annotation:
        self.ids += 1
        at = f"2026-03-01T11:{self.ids // 60:02}:{self.ids % 60:02}Z"
        new = replace(tag, updated=at, **fields)  # type: ignore[arg-type]
        self.change(removed=(tag,), added=(new,))
        return new

    def drop(self, tag: Annotation) -> None:
        self.change(removed=(tag,))
