"""Which file holds what: the layout of a project's `.postil` folder."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from annotations.article import slug


@dataclass(frozen=True)
class Folders:
    """The places under one `.postil` folder; nothing here touches the disk."""

    root: Path

    def article(self, id: str) -> Path:
        """The file of an article's annotations."""
        return self._named("articles", id, ".json")

    def history(self, id: str) -> Path:
        """The file of the changes made to an article."""
        return self._named("history", id, ".jsonl")

    def backup(self, id: str) -> Path:
        """The version of an article's file before the last save."""
        return self._named("backup", id, ".json")

    def lock(self, id: str) -> Path:
        """The file that is locked while an article's file is changed."""
        return self.root / "locks" / _hash(id)[:2]

    def text(self, digest: str) -> Path:
        """The text of this digest."""
        return self.root / "texts" / digest[:2] / f"{digest}.txt"

    def _named(self, kind: str, id: str, ending: str) -> Path:
        digits = _hash(id)
        return self.root / kind / digits[:2] / f"{slug(id) or 'article'}-{digits[:10]}{ending}"


def _hash(id: str) -> str:
    # An id may hold a lone surrogate, which strict UTF-8 would refuse.
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
