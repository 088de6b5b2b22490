"""What a store promises: to load an article's contents, to apply a change durably, to close."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from annotations.annotation import Annotation, Change, Conflict, Contents
from annotations.article import Article, Metadata
from annotations.errors import PostilError


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save came to.

    `change` is the part now on the disk, `conflicts` the part that is not because the same thing
    was changed elsewhere, and `outside` what others changed since this store last looked, if
    anything.
    """

    change: Change
    conflicts: tuple[Conflict, ...] = ()
    outside: Change | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """An article as the project keeps it, without its text: what finding and listing need."""

    id: str
    title: str
    digest: str
    origin: str | None
    imprint: str | None = None

    @property
    def known_by(self) -> str:
        """See `Article.known_by`."""
        return self.imprint or self.digest


class StoreError(PostilError):
    """The store could not do what was asked; what it had saved before still stands."""


class Refused(StoreError):
    """The change was not saved: the disk is full, the folder read-only, the lock held."""


class Unsure(StoreError):
    """The disk took the change but did not confirm it; applying it again settles the matter."""


class Damaged(StoreError):
    """The article's file cannot be read; it is left as it is."""


class Newer(StoreError):
    """The article's file is of a newer version of postil; it may be read but not written."""


class Store(Protocol):
    """Where annotations persist. Every method may be called from any one thread at a time."""

    def load(self, id: str) -> Contents:
        """The contents of an article; empty for one that the store lacks. Raises `Damaged`."""

    def apply(self, article: Article, change: Change) -> Saved:
        """Save what fits of `change` and return once it survives a power cut.

        The first change to an article adds it, with its text. Applying a change twice is
        harmless. A change that brings another text comes with the article as it will be. Raises
        `Refused`, also where the article has another text by now, `Unsure`, `Damaged` or `Newer`;
        then nothing is lost.
        """

    def add(self, articles: Iterable[Article]) -> int:
        """Take in articles with their texts, untagged; those it has are passed over.

        Returns how many were new.
        """

    def describe(self, id: str, title: str, meta: Metadata) -> None:
        """Give an article another title and metadata, lasting like a change; no history is kept.

        Raises `Refused` where there is no such article, `Unsure`, `Damaged` or `Newer`.
        """

    def article(self, id: str) -> Article | None:
        """The article as it was annotated, text included, or `None`."""

    def text(self, digest: str) -> str | None:
        """The text of this digest, an article's present or an earlier one, or `None`."""

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """An article with its contents, for reading through many: nothing of it is kept.

        Raises `Damaged`.
        """

    def articles(self) -> Iterator[Stored]:
        """Every article of the project, sorted by id."""

    def ids(self) -> Iterator[str]:
        """The id of every article, sorted: all that is held in memory of a large project."""

    def find(self, wanted: Callable[[Stored], bool]) -> Stored | None:
        """The first article that `wanted` accepts, or `None`."""

    def history(self, id: str) -> list[Change]:
        """The changes made to an article, oldest first; lines cut off by a crash are left out."""

    def close(self) -> None:
        """Let go of what the store holds open."""


def span_fields(annotation: Annotation, text: str, context: int = 32) -> dict[str, str]:
    """The words of a span and `context` code points on either side, as kept beside its offsets."""
    start, end = annotation.start, annotation.end
    return {
        "text": text[start:end],
        "prefix": text[max(0, start - context) : start],
        "suffix": text[end : end + context],
    }
