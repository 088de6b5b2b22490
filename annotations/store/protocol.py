"""What a store promises: to load, to save durably, to list and to count."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from annotations.annotation import Change, Conflict, Contents
from annotations.article import Article, Metadata
from annotations.errors import PostilError, StoreError
from annotations.listing import ANY, Group, Listed, Listing, Query, Totals
from annotations.store.entry import Unread

if TYPE_CHECKING:
    from annotations.disk.files import Files
    from annotations.team.team import Team

NOTHING: Mapping[str, str | None] = MappingProxyType({})
"""No metadata to change."""


class Saved(Struct, frozen=True):
    """What a save came to.

    `change` is the part now on the disk, `conflicts` the part that is not because the same thing
    was changed elsewhere, and `outside` what others changed since this store last looked, if
    anything.
    """

    change: Change
    conflicts: tuple[Conflict, ...] = ()
    outside: Change | None = None


Read = tuple[Article, Contents] | StoreError | OSError | None
"""An article with its contents, or why there is none; `None` where it is gone."""


class Removed(Struct, frozen=True):
    """Where what was removed is kept, how it comes back, and whether the article's text stays.

    The first is a folder, or a table, as people call it, and the second a sentence. The text stays
    where another article has the same, or may have, since its file cannot be read; and where it
    could not be deleted.
    """

    kept: str
    back: str
    text_stays: bool


class Store(Protocol):
    """Where annotations persist. Every method may be called from any one thread at a time."""

    def layer(self, annotator: str) -> "Store":
        """The store of what one annotator decides, over the same articles; of all for no name.

        Articles, their texts and metadata are everybody's. What is tagged, linked, coded or decided
        in one layer changes nothing in another, and no list or count of one knows of another's.
        """

    @property
    def files(self) -> "Files":
        """Keeps the small files of the project: those that this layer has, and those of all."""

    def rights(self, team: "Team") -> list[PostilError]:
        """Where people may do more or less here than a team has them do.

        Of files there is nothing to say: whoever may read the folder may read them.
        """

    def reads(self) -> bool:
        """Whether all of this layer may be read: in a database some of it may be kept from one."""

    def begun(self) -> bool:
        """Whether there is anything in this layer: in that of all, any article; at once."""

    def load(self, id: str) -> Contents:
        """The contents of an article; empty for one that the store lacks. Raises `Damaged`."""

    def apply(self, article: Article, change: Change) -> Saved:
        """Save what fits of `change` and return once it survives a power cut.

        The first change to an article adds it, with its text. Applying a change twice is
        harmless. A change that brings another text comes with the article as it will be. Raises
        `Refused`, also where the article has another text by now, `Unsure`, `Damaged` or `Newer`;
        then nothing is lost.
        """

    def news(self, article: Article) -> Change | None:
        """What others have changed in an article since the caller was last told of it, if anything.

        Nothing where it has another text by now. Raises `StoreError` where it cannot be read.
        """

    def add(self, articles: Iterable[Article]) -> int:
        """Take in articles with their texts, untagged; those it has are passed over.

        Returns how many were new.
        """

    def amend(
        self, id: str, fields: Mapping[str, str | None], more: Mapping[str, str | None] = NOTHING
    ) -> None:
        """Give an article another title or other metadata by field; the other fields stay.

        So does what stands beside them and is not named in `more`. That lasts like a change; no
        history is kept. Raises `Refused` where there is no such article, `Unsure`, `Damaged` or
        `Newer`.
        """

    def complete(self, id: str, meta: Metadata) -> Metadata:
        """Fill in what is not known of an article, whoever else does; returns what is known now.

        Raises what `amend` raises.
        """

    def article(self, id: str) -> Article | None:
        """The article as it was annotated, text included, or `None`."""

    def text(self, digest: str) -> str | None:
        """The text of this digest, an article's present or an earlier one, or `None`."""

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """An article with its contents, for reading through many: nothing of it is kept.

        Raises `Damaged` or `Newer`.
        """

    def each(self, ids: Iterable[str] | None = None) -> "Iterator[tuple[str, Read]]":
        """The articles of these ids, or all by id, as `read` has them; why not, where not.

        A few are in memory at a time. Raises `Damaged` after the last of all as `ids` does.
        """

    def kept(self, id: str) -> tuple[Article, Contents] | None:
        """An article as its file has it: in a layer, on the text that the layer's offsets count.

        That is an earlier one where the article has got another since. Raises `Damaged` or `Newer`.
        """

    def articles(self) -> Iterator[Listed]:
        """Every article of the project, sorted by id.

        Raises `Damaged` after the last one where there are files that cannot be read.
        """

    def ids(self) -> Iterator[str]:
        """The id of every article, sorted. Raises `Damaged` as `articles` does."""

    def listing(self, query: Query = ANY, offset: int = 0, limit: int | None = None) -> Listing:
        """The window of `limit` articles from `offset` of those that match, and how many do.

        Saves are in it, whoever made them, and after the first time it takes milliseconds among
        100,000 articles. Only what was edited in place takes a `refresh`. While another thread
        refreshes, it answers with what is known by then.
        """

    def place(self, query: Query, id: str) -> int | None:
        """Where an article stands among those that match, from 0; `None` where it is not."""

    def groups(self, query: Query = ANY) -> tuple[Group, ...]:
        """The groups of the articles that match, by name; articles without one are in none."""

    def totals(self) -> Totals:
        """How much there is in all articles together; as new, and as quick, as `listing`."""

    def annotators(self) -> Collection[str]:
        """All who have tags, without a look at more than that takes; others may be among them."""

    def unread(self, thorough: bool = True) -> Unread:
        """What of the articles cannot be read now, and whether an article may be among it.

        Unless `thorough`, what was edited in place since the last `refresh` may not be in it.
        """

    def refresh(self) -> int:
        """Look at every article's file; returns how many are other than was known."""

    def look(self) -> bool:
        """Take in what was saved by now; whether it could be: not while another thread refreshes.

        What is listed and counted after that has it all.
        """

    def looked(self) -> Iterator[bool]:
        """Take in what was saved by now while another thread waits, one article after the other.

        That is for who wants to tell how far it is: the first time it may take long. Tells of each
        article whether a list says something else of it than before.
        """

    def listed(self, id: str) -> Listed | None:
        """What a list would say of an article, or `None`. Raises `Damaged` or `Newer`."""

    def find(self, marks: Collection[str], origin: str | None) -> tuple[Listed, ...]:
        """The articles with a text of these digests or known by them, then those from `origin`.

        Raises `Damaged` where one of them cannot be read any more.
        """

    def remove(self, id: str, action: str) -> Removed | None:
        """Take an article out, with all layers' tags and history; `None` where the store lacks it.

        All that one action takes out is kept in one place. Raises `Refused` or `Unsure`: then
        the article is still there, or kept, or both.
        """

    def refusal(self, id: str) -> StoreError | None:
        """Why an article cannot be changed, where that is plain before anything is."""

    def joined(self, id: str) -> tuple[str, ...] | None:
        """What both sides had changed of an article whose file git left with two sides in it.

        Its file is read as both sides joined, and written so at the next save. `None` where it
        has no two sides. Raises `Damaged`.
        """

    def listen(
        self, heard: Callable[[Collection[str] | None], object]
    ) -> Callable[[], None] | None:
        """Have `heard` called, on another thread, with the ids of articles that others changed.

        With `None` any may be. One's own doing may be among it. Returns what ends it, or `None`
        where nobody tells: there one looks for `news` by oneself.
        """

    def history(self, id: str) -> list[Change]:
        """The changes made to an article, oldest first; lines cut off by a crash are left out."""

    def let_go(self, id: str) -> None:
        """Forget what the caller knows of an article; it is loaded before it is changed again."""

    def close(self) -> None:
        """Close what the store holds open."""
