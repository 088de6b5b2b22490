"""What there is to read, in one table: a project's articles, or those of a reading list."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import first_line
from annotations.corpus import finding
from annotations.errors import PostilError, StoreError
from annotations.example import Example
from annotations.listing import ANY, Column, Group, Listed, Listing, Query, Totals
from annotations.own_copy import known
from annotations.project import Project
from annotations.sources.document import Loaded
from annotations.sources.letters.decoding import decode
from annotations.sources.reading_list import ReadingList, Reference
from annotations.sources.source import beginning
from annotations.store.protocol import Store
from annotations.store.rows import GivenRows

if TYPE_CHECKING:
    from annotations.corpus.sharing import Sharing

_LOOKED_INTO = 2_000
_TEXTS = (".txt", ".text")


class Readable(Protocol):
    """An article that can be read; `name` is unique in its list."""

    @property
    def name(self) -> str:
        """What a list calls its `id`."""

    @property
    def slow(self) -> bool:
        """Whether reading it may take long, so that nobody should have to wait for it."""

    def load(self) -> Loaded:
        """The article, and notes on how it was read. Raises `PostilError`."""


class StoredReference(Struct, frozen=True):
    """An article of the project, by its id."""

    project: Project
    name: str

    @property
    def slow(self) -> bool:
        """See `Readable.slow`."""
        return False

    def load(self) -> Loaded:
        """The article as it was annotated. Raises `PostilError` where it is gone."""
        article = self.project.store.article(self.name)
        if article is None:
            raise PostilError(f"The article {self.name} is gone.", "Go back to the list.")
        return Loaded(article)


class ArticleSource:
    """Lists articles, a window at a time, and says how to read them.

    They are those of a reading list, with what the project knows of them, as they were named; or
    else those of the project, by group.
    """

    def __init__(self, project: Project, reading: ReadingList | None = None) -> None:
        self._project, self._reading = project, reading
        self._titles: dict[str, str] = {}
        self.undealt: StoreError | None = None
        """Why what was dealt last could not be kept, if it could not."""
        self.order: Column = "group" if reading is None else "id"
        """How they are sorted until another order is asked for."""

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        """The window of `limit` articles from `offset` of those that match, or all from there."""
        return self._table.listing(query, offset, limit)

    def place(self, query: Query, id: str) -> int | None:
        """Where an article stands among those that match, from 0; `None` where it is not."""
        return self._table.place(query, id)

    def groups(self, query: Query) -> Sequence[Group]:
        """The groups of the articles that match, in their order; what has none is not among it."""
        return self._table.groups(query)

    def totals(self) -> Totals:
        """How much there is in all."""
        return self._table.totals()

    def readable(self, id: str) -> Readable:
        """How to read an article of a listing."""
        return StoredReference(self._project, id) if self._reading is None else self._by_id[id]

    def examples(self) -> Iterator[tuple[str, Example | PostilError]]:
        """Every article with its annotations, behind the `id` that a listing has for it.

        What cannot be read is given as the error.
        """
        if self._reading is None:
            for one in self._project.examples():
                yield ("" if isinstance(one, PostilError) else one.article.id), one
            return
        for reference in self._reading.references:
            try:
                article, _ = known(self._project, reference.read())
                yield reference.name, self._project.example_of(article)
            except PostilError as error:
                yield reference.name, error

    def read_where(
        self, is_worth: Callable[[Listed], bool]
    ) -> Iterator[tuple[str, Example | PostilError | None]]:
        """Every article as in `examples`, without entities; `None` for one that is not worth it.

        In a reading list, all are read.
        """
        if self._reading is not None:
            yield from self.examples()
            return
        try:
            for one in self._project.store.articles():
                yield one.id, self._project.tried(one.id) if is_worth(one) else None
        except StoreError as error:
            yield "", error

    def saying(self, query: finding.Query) -> Iterator[tuple[str, Example | PostilError | None]]:
        """Every article, read where it has the words; of others only the text is looked into."""
        store = self._project.store
        return self.read_where(lambda one: finding.is_worth_reading(store, one, query))

    def mine(self) -> frozenset[str] | None:
        """The groups that the annotator reads in a team (see `Query.among`), dealt as they come.

        `None` where all are: there is no team, or who reads annotates nothing. What cannot be kept
        is as it would have been dealt; see `undealt`.
        """
        sharing, self.undealt = self._sharing, None
        if sharing is None:
            return None
        try:
            shares = sharing.deal()
        except StoreError as error:
            self.undealt = error
            try:
                shares = sharing.planned()
            except StoreError:
                return None
        return shares.groups_of(self._project.annotator)

    def take_more(self) -> str | None:
        """Have the annotator read one more group, the one that fewest read; see `Sharing.take`.

        Who reads once more reads what is due, and no more.
        """
        if self._sharing is None or self.rereads:
            return None
        return self._sharing.take(self._project.annotator)

    @cached_property
    def again(self) -> int:
        """How many articles the annotator is to read once more, as far as that can be told."""
        sharing = self._sharing
        if sharing is None or not sharing.team.repeat or self.rereads:
            return 0
        from annotations.corpus.again import waiting

        with suppress(StoreError):  # told where what was dealt is
            return waiting(self._project, sharing.team, datetime.now(UTC))
        return 0

    @property
    def rereads(self) -> bool:
        """Whether it is the annotator's reading once more."""
        sharing = self._sharing
        return bool(sharing and sharing.team.first(self._project.annotator))

    @cached_property
    def _sharing(self) -> "Sharing | None":
        team = None if self._reading else self._project.team
        is_reader = team and self._project.annotator in team.readings
        if team is None or not is_reader or self._project.is_settled:
            return None
        from annotations.corpus.sharing import Sharing  # who annotates alone needs none of it

        return Sharing(self._project, team)

    def look_again(self) -> bool:
        """Take in what was saved by now; whether it could be: not while another thread looks."""
        self.__dict__.pop("_given", None)
        return self._project.store.look()

    @property
    def _table(self) -> Store | GivenRows:
        return self._project.store if self._reading is None else self._given

    @cached_property
    def _by_id(self) -> dict[str, Reference]:
        return {one.name: one for one in (self._reading.references if self._reading else ())}

    @cached_property
    def _given(self) -> GivenRows:
        known = {row.id: row for row in self._project.store.listing(ANY, 0, None).rows}
        by_origin = {row.origin or "": row for row in known.values()}
        return GivenRows([self._row(one, known, by_origin) for one in self._by_id.values()])

    def _row(
        self, reference: Reference, by_id: dict[str, Listed], by_origin: dict[str, Listed]
    ) -> Listed:
        name, known = reference.name, by_id.get(reference.id or "")
        origin = self._project.origin_of(reference.named.source.name)
        if known is None and reference.line is None:
            known = by_origin.get(origin)
        if known is not None:
            return replace(known, id=name, group=known.group or reference.group)
        about = {**dict(reference.named.fields), **reference.about}
        return Listed(
            id=name,
            title=about.get("title") or self._title(reference),
            digest="",
            origin=origin,
            source=about.get("source"),
            author=about.get("author"),
            published=about.get("published"),
            group=reference.group,
            length=reference.length,
        )

    def _title(self, reference: Reference) -> str:
        """The first line of a text, unless there are too many texts to look into, else its name."""
        if reference.name not in self._titles:
            look = len(self._by_id) <= _LOOKED_INTO
            self._titles[reference.name] = _first_line(reference, look)
        return self._titles[reference.name]


def _first_line(reference: Reference, look: bool) -> str:
    """The first line of a text that is to be looked into, else its name."""
    source = reference.named.source
    if look and source.path.suffix in _TEXTS:
        with suppress(PostilError):
            data = beginning(source)
            # What is cut inside a letter would be taken for another encoding.
            whole = data[: data.rfind(b"\n")] if b"\n" in data else data
            if line := first_line(decode(whole, source.name).text):
                return line
    return source.path.name
