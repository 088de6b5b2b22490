"""What there is to read: the articles of a project, or those of a folder that it may not have."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Protocol, get_args

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Status
from annotations.article import first_line
from annotations.errors import PostilError
from annotations.example import Example
from annotations.folding import bare
from annotations.project import Project
from annotations.sources.document import Loaded
from annotations.sources.letters.decoding import decode
from annotations.sources.reading_list import ReadingList, Reference
from annotations.sources.source import beginning
from annotations.store.listing import ANY, Column, Group, Listed, Listing, Query, Totals, said

_FIELDS = ("status", "source", "label", "group")
_LOOKED_INTO = 2_000
_ORDERS = 4
_TEXTS = (".txt", ".text")


class Readable(Protocol):
    """An article that can be read; `name` tells it from the others of its list."""

    @property
    def name(self) -> str:
        """What a list calls its `id`."""

    @property
    def slow(self) -> bool:
        """Whether reading it may take long, so that nobody should have to wait for it."""

    def load(self) -> Loaded:
        """The article, and what to tell of how it was read. Raises `PostilError`."""


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


class Shelf(Protocol):
    """Lists articles for a screen, a window at a time, and tells how to read them.

    `order` is how it is sorted until another order is asked for.
    """

    @property
    def order(self) -> Column:
        """By group, or as they were named."""

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        """The window of `limit` articles from `offset` of those that match, or all from there."""

    def place(self, query: Query, id: str) -> int | None:
        """Where an article stands among those that match, from 0; `None` where it is not."""

    def groups(self, query: Query) -> Sequence[Group]:
        """The groups of the articles that match, in their order; what has none is not among it."""

    def totals(self) -> Totals:
        """How much there is in all."""

    def readable(self, id: str) -> Readable:
        """How to read an article of a listing."""

    def examples(self) -> Iterator[tuple[str, Example | PostilError]]:
        """Every article with its annotations, behind the `id` that a listing has for it.

        What cannot be read is given as the error.
        """

    def look_again(self) -> None:
        """Take in what was tagged meanwhile."""


class ProjectShelf:
    """The articles of a project, listed by its index."""

    order: Column = "group"

    def __init__(self, project: Project) -> None:
        self._project = project

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        """See `Shelf.listing`."""
        return self._project.store.listing(query, offset, limit)

    def place(self, query: Query, id: str) -> int | None:
        """See `Shelf.place`."""
        return self._project.store.place(query, id)

    def groups(self, query: Query) -> Sequence[Group]:
        """See `Shelf.groups`."""
        return self._project.store.groups(query)

    def totals(self) -> Totals:
        """See `Shelf.totals`."""
        return self._project.store.totals()

    def readable(self, id: str) -> Readable:
        """See `Shelf.readable`."""
        return StoredReference(self._project, id)

    def examples(self) -> Iterator[tuple[str, Example | PostilError]]:
        """See `Shelf.examples`."""
        for one in self._project.examples():
            yield ("" if isinstance(one, PostilError) else one.article.id), one

    def look_again(self) -> None:
        """See `Shelf.look_again`: the index does so by itself."""


class ReadingShelf:
    """The articles of a reading list, with what the project knows of them."""

    order: Column = "id"

    def __init__(self, project: Project, reading: ReadingList) -> None:
        self._project, self._reading = project, reading
        self._titles: dict[str, str] = {}
        self._matches: dict[Query, list[Listed]] = {}

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        """See `Shelf.listing`."""
        found = self._matching(query)
        end = None if limit is None else offset + limit
        return Listing(tuple(found[offset:end]), len(found))

    def place(self, query: Query, id: str) -> int | None:
        """See `Shelf.place`."""
        found = self._matching(query)
        return next((place for place, row in enumerate(found) if row.id == id), None)

    def groups(self, query: Query) -> Sequence[Group]:
        """See `Shelf.groups`."""
        groups: dict[str, list[Listed]] = {}
        for row in self._matching(query):
            if row.group:
                groups.setdefault(row.group, []).append(row)
        return [
            Group(
                name,
                len(rows),
                sum(row.status == "done" for row in rows),
                min(rows, key=lambda row: row.id).title,
            )
            for name, rows in groups.items()
        ]

    def totals(self) -> Totals:
        """See `Shelf.totals`."""
        rows = self._rows
        labels, codes = Counter[str](), Counter[str]()
        for row in rows:
            labels.update(row.labels)
            codes.update(row.codes.keys())
        statuses = get_args(Status)
        return Totals(
            articles=len(rows),
            annotations=sum(row.annotations for row in rows),
            status={name: sum(row.status == name for row in rows) for name in statuses},
            sources=dict(Counter(row.source for row in rows if row.source)),
            labels=dict(labels),
            codes=dict(codes),
        )

    def readable(self, id: str) -> Readable:
        """See `Shelf.readable`."""
        return self._by_id[id]

    def examples(self) -> Iterator[tuple[str, Example | PostilError]]:
        """See `Shelf.examples`."""
        for reference in self._reading.references:
            try:
                article, _ = self._project.known(reference.read())
                yield reference.name, self._project.example_of(article)
            except PostilError as error:
                yield reference.name, error

    def look_again(self) -> None:
        """See `Shelf.look_again`."""
        self.__dict__.pop("_rows", None)
        self._matches.clear()

    @cached_property
    def _by_id(self) -> dict[str, Reference]:
        return {reference.name: reference for reference in self._reading.references}

    @cached_property
    def _rows(self) -> list[Listed]:
        known = {row.id: row for row in self._project.store.listing(ANY, 0, None).rows}
        by_origin = {row.origin or "": row for row in known.values()}
        return [
            self._row(reference, known.get(reference.id or ""), by_origin)
            for reference in self._reading.references
        ]

    def _row(
        self, reference: Reference, known: Listed | None, by_origin: dict[str, Listed]
    ) -> Listed:
        name = reference.name
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
            self._titles[reference.name] = self._title_read(reference)
        return self._titles[reference.name]

    def _title_read(self, reference: Reference) -> str:
        source = reference.named.source
        if len(self._reading.references) <= _LOOKED_INTO and source.path.suffix in _TEXTS:
            with suppress(PostilError):
                data = beginning(source)
                # What is cut inside a letter would be taken for another encoding.
                whole = data[: data.rfind(b"\n")] if b"\n" in data else data
                if line := first_line(decode(whole, source.name).text):
                    return line
        return source.path.name

    def _matching(self, query: Query) -> list[Listed]:
        if query not in self._matches:
            found = [row for row in self._rows if _fits(row, query)]
            if query.order != "id":
                found = _sorted(found, query)
            if len(self._matches) >= _ORDERS:
                self._matches.pop(next(iter(self._matches)))
            self._matches[query] = found
        return self._matches[query]


def asked(
    typed: str, order: Column = "id", descending: bool = False, codes: Iterable[str] = ()
) -> Query:
    """The query that was typed: words, and `status:` `source:` `label:` `group:` with a value.

    So are the names of `codes`. A value of several words stands in quotation marks. `source:`,
    `group:` and a code alone ask for articles without one.
    """
    names = "|".join(map(re.escape, (*_FIELDS, *sorted(codes, key=len, reverse=True))))
    pattern = re.compile(rf'(?<!\S)({names}):(?:"([^"]*)"?|(\S*))')
    given: dict[str, Any] = {}
    for name, quoted, word in pattern.findall(typed):
        value = quoted or word
        if name not in _FIELDS:
            given["code"] = name, value
        else:
            given[name] = value if value or name in ("source", "group") else None
    words = pattern.sub(" ", typed).strip()
    return Query(**given, words=words, order=order, descending=descending)


def meant(
    query: Query,
    labels: Iterable[str],
    sources: Iterable[str],
    groups: Callable[[], Iterable[str]],
    values: Callable[[str], Iterable[str]] = lambda code: (),
) -> Query:
    """A query with each value that was typed in part as the first one that begins so.

    `groups` is called only where a group was typed, `values` only where a code was.
    """
    code = query.code and (query.code[0], _begun(query.code[1], values(query.code[0])))
    return replace(
        query,
        code=code,
        status=_begun(query.status, get_args(Status)),
        label=_begun(query.label, labels),
        source=_begun(query.source, sources),
        group=_begun(query.group, groups() if query.group else ()),
    )


def _begun(typed: Any, names: Iterable[str]) -> Any:
    known = tuple(names)
    if not typed or typed in known:
        return typed
    return next((name for name in known if bare(name).startswith(bare(typed))), typed)


def _fits(row: Listed, query: Query) -> bool:
    words = bare(f"{row.title}\n{row.source or ''}")
    return (
        query.status in (None, row.status)
        and query.source in (None, row.source or "")
        and query.group in (None, row.group or "")
        and (query.label is None or query.label in row.labels)
        and _says(row, query.code)
        and all(word in words for word in bare(query.words).split())
    )


def _says(row: Listed, code: tuple[str, str] | None) -> bool:
    if code is None or code[1]:
        return code is None or said(*code) in row.codes
    return not any(one.startswith(said(*code)) for one in row.codes)


def _sorted(rows: Iterable[Listed], query: Query) -> list[Listed]:
    """As the index sorts: without regard to case, those without a value last."""

    def value(row: Listed) -> Any:
        found = getattr(row, query.order)
        if query.order == "title":
            return bare(found)
        return found.lower() if isinstance(found, str) else found

    some = [row for row in rows if value(row) not in (None, "")]
    others = [row for row in rows if value(row) in (None, "")]
    key: Callable[[Listed], Any] = value
    return [*sorted(some, key=key, reverse=query.descending), *others]


def _group(name: str, rows: Sequence[Listed]) -> Group:
    first = min(rows, key=lambda row: row.id)
    return Group(name, len(rows), sum(row.status == "done" for row in rows), first.title)
