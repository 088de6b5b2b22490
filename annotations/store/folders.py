"""Which file holds what: the layout of a project's `.postil` folder."""

import hashlib
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from annotations.article import slug
from annotations.expressions import late

_DIGEST = late("[0-9a-f]{64}")


class Folders(Struct, frozen=True):
    """The places of one layer under a `.postil` folder; nothing here touches the disk.

    `layer` is the name of an annotator's folder (see `layer_name`); the empty one is the layer
    that all share.
    """

    root: Path
    layer: str = ""

    @property
    def home(self) -> Path:
        """Where this layer's own files are: beside the texts or, of an annotator, in a folder.

        Texts belong to all layers.
        """
        return self.layers / self.layer if self.layer else self.root

    @property
    def layers(self) -> Path:
        """The folder of the layers that are not shared."""
        return self.root / "layers"

    def article(self, id: str) -> Path:
        """The file of an article's annotations."""
        return self._named("articles", id, ".json")

    def history(self, id: str) -> Path:
        """The file of the changes made to an article."""
        return self._named("history", id, ".jsonl")

    def backup(self, id: str) -> Path:
        """The version of an article's file before the last save."""
        return self._named("backup", id, ".json")

    def backup_of(self, article: Path) -> Path:
        """The backup of an article's file."""
        return self.home.joinpath("backup", article.parent.name, article.name)

    def underway(self, id: str) -> Path:
        """The change that an article is being saved with, until its history has it."""
        return self._named("backup", id, ".jsonl")

    def history_of(self, article: Path) -> Path:
        """The history of an article's file."""
        return self.home.joinpath("history", article.parent.name, f"{article.stem}.jsonl")

    def torn(self, article: Path, data: bytes) -> Path:
        """Where an article's file is kept as git left it, with two sides in it."""
        digest = hashlib.sha256(data).hexdigest()
        kept = self.home / "backup" / f"merged-{digest[:10]}"
        return kept.joinpath("articles", article.parent.name, article.name)

    def lock(self, id: str) -> Path:
        """The file that is locked while an article's file is changed."""
        return self.home / "locks" / _hash(id)[:2]

    @property
    def texts(self) -> Path:
        """The folder of all texts."""
        return self.root / "texts"

    @property
    def texts_lock(self) -> Path:
        """The file that is locked while a text is deleted, or shared while one is counted on."""
        return self.root / "locks" / "texts"

    def removed(self, action: str) -> Path:
        """The folder that keeps what an action took out, laid out like this one."""
        return self.root / "backup" / f"removed-{action}"

    def text(self, digest: str) -> Path:
        """The text of this digest; what is none, in a damaged file, leads nowhere else."""
        name = digest if _DIGEST.fullmatch(digest) else _hash(digest)
        return self.root.joinpath("texts", name[:2], f"{name}.txt")

    def _named(self, kind: str, id: str, ending: str) -> Path:
        return _path(self.home, kind, id, ending)


def layer_name(annotator: str) -> str:
    """What the folder of an annotator's layer is called; nothing for the layer of all."""
    if not annotator:
        return ""
    return f"{slug(annotator) or 'annotator'}-{_hash(annotator)[:10]}"


@lru_cache(64)  # a save asks for the same few eight times
def _path(home: Path, kind: str, id: str, ending: str) -> Path:
    digits = _hash(id)
    name = f"{slug(id) or 'article'}-{digits[:10]}{ending}"
    return home.joinpath(kind, digits[:2], name)


def _hash(id: str) -> str:
    # An id may hold a lone surrogate, which strict UTF-8 would refuse.
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()
