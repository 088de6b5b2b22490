"""The shape of an article's file: its fields as far as they are known, and what damage is."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec

from annotations.annotation import Code, Decision, Link, Number, Status, Tagged
from annotations.article import Metadata
from annotations.disk.two_sides import is_marked
from annotations.errors import Damaged, Newer

SCHEMA = 1
_MARKED = "git left conflict marks in it, and one of the sides is incomplete"
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""A digest as it is written; whatever else stands for one leads to no text."""

Tables = dict[str, dict[str, dict[str, Any]]]


class ArticleRecord(Metadata, frozen=True, kw_only=True):
    """The one document of the `article` table.

    `versions` are the digests of the texts that the article had before, each with its imprint.
    """

    id: str
    title: str
    digest: Sha256
    schema: int
    length: Number = 0
    words: Number | None = None
    origin: str | None = None
    status: Status = "open"
    added: str = ""
    imprint: str | None = None
    versions: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def meta(self) -> Metadata:
        """The article's metadata."""
        return Metadata(**self.as_dict(), more=self.more)


class _OneArticle(msgspec.Struct):
    article: dict[str, ArticleRecord]

    @property
    def about(self) -> ArticleRecord:
        """The one document of its table. Raises `ValueError` where it is not the only one."""
        if len(self.article) != 1:
            raise ValueError(f"it has {len(self.article)} articles")
        return next(iter(self.article.values()))


class _Waiting(_OneArticle):
    suggestions: dict[str, Tagged] = {}


class _Sets(_OneArticle):
    links: dict[str, Link] = {}
    decisions: dict[str, Decision] = {}
    codes: dict[str, Code] = {}


class Shape(_Sets):
    """A whole file, as far as its fields are known."""

    annotations: dict[str, Tagged] = {}
    suggestions: dict[str, Tagged] = {}
    review: dict[str, Tagged] = {}

    @property
    def records(self) -> tuple[Tagged, ...]:
        """All annotations; one that stands in several tables counts once, as in the last."""
        return tuple((self.annotations | self.suggestions | self.review).values())


class _Exact(Tagged, frozen=True, forbid_unknown_fields=True):
    text: str = ""
    prefix: str = ""
    suffix: str = ""


class Exact(_Sets):
    """A whole file in which no annotation has fields of a later version."""

    annotations: dict[str, _Exact] = {}
    suggestions: dict[str, _Exact] = {}
    review: dict[str, _Exact] = {}


_whole = msgspec.json.Decoder(Shape)
_exact = msgspec.json.Decoder(Exact)
_head = msgspec.json.Decoder(_OneArticle)
_waiting = msgspec.json.Decoder(_Waiting)


def checked(data: bytes, path: Path, backup: Path) -> Tables:
    """The tables in a file's bytes. Raises `Damaged` where they are not what they should be."""
    shape(data, path, backup)
    with _telling(data, path, backup):
        tables: Tables = msgspec.json.decode(data)
    return tables


class Pairs(dict[str, Any]):
    """A JSON object that keeps all of its fields, even those that are in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs


def read_tables(data: bytes) -> Tables:
    """The tables in bytes, made of `Pairs`.

    Raises `ValueError` or `RecursionError` where they are not whole.
    """
    try:
        _ = _whole.decode(data).about
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
    tables: Tables = json.loads(data, object_pairs_hook=Pairs)
    return tables


def shape(data: bytes, path: Path, backup: Path) -> Shape:
    """A file's bytes as far as their fields are known. Raises `Damaged` or `Newer`."""
    try:
        with _telling(data, path, backup):
            found = _whole.decode(data)
            _ = found.about
    except Damaged:
        _refuse_newer(data, path)
        raise
    return found


def exact(data: bytes) -> Exact | None:
    """A file's bytes where every field is known; `None` where one is not, or they are damaged."""
    try:
        found = _exact.decode(data)
        _ = found.about
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError):
        return None
    return found


def head(data: bytes, path: Path, backup: Path) -> ArticleRecord:
    """The `article` document in a file's bytes, without a look at the rest. Raises `Damaged`."""
    with _telling(data, path, backup):
        return _head.decode(data).about


def waiting(data: bytes, path: Path, backup: Path) -> tuple[ArticleRecord, dict[str, Tagged]]:
    """The `article` document in a file's bytes, and the suggestions in it that wait, by id.

    Nothing else is looked at. Raises `Damaged`.
    """
    with _telling(data, path, backup):
        found = _waiting.decode(data)
        waits = {id: one for id, one in found.suggestions.items() if one.verdict == "suggested"}
        return found.about, waits


@contextlib.contextmanager
def _telling(data: bytes, path: Path, backup: Path) -> Iterator[None]:
    try:
        yield
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError) as error:
        reason = _MARKED if is_marked(data) else str(error)
        raise damage(path, reason if data else "it is empty", backup) from error


def damage(path: Path, reason: str, backup: Path) -> Damaged:
    """A file that cannot be read, with its backup named where there is one."""
    if os.path.isfile(backup) and not os.path.islink(backup):
        hint = f"The version before the last is in {backup}; compare the two and copy it back."
    else:
        hint = "It was left as it is; it has no backup, but git may have one."
    return Damaged(f"{path} is damaged: {reason}.", hint)


def _refuse_newer(data: bytes, path: Path) -> None:
    """Raise `Newer` where a file that cannot be read says itself that it is newer."""
    try:
        articles = msgspec.json.decode(data).get("article", {}).values()
        is_newer = any(int(article.get("schema", SCHEMA)) > SCHEMA for article in articles)
    except (msgspec.MsgspecError, RecursionError, AttributeError, TypeError, ValueError):
        return
    if is_newer:
        raise newer(path)


def newer(path: Path) -> Newer:
    """The error for a file that a later version wrote."""
    return Newer(
        f"{path.name} was written by a newer version of postil.",
        "To change it, install the newest postil.",
    )
