"""An article as it goes from one store to another: what each layer has of it, and its texts."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from annotations.store.shape import Tables
from annotations.store.written import TABLES


class Part(Struct, frozen=True):
    """What one layer has of an article: its documents, as its file has them, and its history.

    The history are changes as JSON, oldest first, each once. `touched` is when the layer was last
    changed (ISO 8601), where that is known.
    """

    tables: Tables
    history: tuple[bytes, ...] = ()
    touched: str = ""

    @property
    def about(self) -> dict[str, Any]:
        """The document of the article."""
        return next(iter(self.tables["article"].values()))

    @property
    def annotations(self) -> dict[str, dict[str, Any]]:
        """All documents of annotations by id; one in several tables counts once, as in the last."""
        return {id: one for name in TABLES for id, one in self.tables.get(name, {}).items()}

    @property
    def values(self) -> dict[tuple[str, str], dict[str, Any]]:
        """All other documents, by table and key."""
        tables = {n: t for n, t in self.tables.items() if n not in ("article", *TABLES)}
        return {(name, key): one for name, table in tables.items() for key, one in table.items()}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever done in it."""
        rows = self.annotations or self.values or self.history
        return not rows and self.about.get("status", "open") == "open"


class Parcel(Struct, frozen=True):
    """An article with its parts by annotator, that of all by no name, and its texts by digest.

    `left` says in sentences what of it could not be read.
    """

    id: str
    parts: Mapping[str, Part]
    texts: Mapping[str, bytes]
    left: tuple[str, ...] = ()

    def sums(self) -> dict[str, str]:
        """Digests of what there is, by what people call it; equal where a copy is whole.

        The order of tables and fields is no part of that, nor what a layer's file repeats of the
        article. A layer in which nothing was done is none.
        """
        found = {f"the text {digest}": _sum([hashlib.sha256(self.texts[digest]).hexdigest()])
                 for digest in self.texts}  # fmt: skip
        about = dict(self.parts[""].about)
        about.pop("status", None)
        found["the article itself"] = _sum(about)
        for name, part in self.parts.items():
            if not part.is_blank:
                of = f"the layer of {name}" if name else "the shared layer"
                values = sorted((*key, one) for key, one in part.values.items())
                state = [part.about.get("status", "open"), part.about["digest"]]
                found[f"the tags in {of}"] = _sum([part.annotations, values, state])
                found[f"the history of {of}"] = _sum([*map(msgspec.json.decode, part.history)])
        return found


class Place(Protocol):
    """Where articles can be copied from, and to. Each method may raise a `StoreError`."""

    name: str
    """What people call it."""

    def count(self) -> int:
        """How many articles there are."""

    def batches(self) -> Iterator[Sequence["Parcel | str"]]:
        """All articles, some at a time; for one that cannot be read, a sentence that says why."""

    def read(self, ids: Iterable[str]) -> dict[str, "Parcel | str"]:
        """The articles of these ids that there are; see `batches`."""

    def put(self, parcels: Sequence["Parcel"]) -> int:
        """Take in articles and layers of them; what is there stays. How many parts were new."""

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """The other small files: whose layer, the path in it, and the bytes."""

    def put_file(self, layer: str, path: str, data: bytes) -> bytes:
        """Take in a small file where there is none; what stands there then."""

    def remarks(self) -> list[str]:
        """What of it is not copied, in sentences."""


def _sum(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()
