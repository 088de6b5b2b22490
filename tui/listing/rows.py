"""The rows of a library, from windows of a source: articles, or groups that fold."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from msgspec.structs import replace

from annotations.annotation import Status
from annotations.listing import Column, Group, Listed, Listing, Query, Totals

PAGE = 128
"""So many rows are asked for at once."""

_KEPT = 32  # pages

Row = Listed | Group
"""An article, or a folded group of them; the articles without a group are in the one named ``."""


class Articles(Protocol):
    """What a list asks of an article source, which knows the disk and is told of nothing else."""

    order: Column

    def listing(self, query: Query, offset: int, limit: int | None) -> Listing:
        """See `ArticleSource.listing`."""

    def place(self, query: Query, id: str) -> int | None:
        """See `ArticleSource.place`."""

    def groups(self, query: Query) -> Sequence[Group]:
        """See `ArticleSource.groups`."""

    def totals(self) -> Totals:
        """See `ArticleSource.totals`."""

    def readable(self, id: str) -> Any:
        """See `ArticleSource.readable`."""

    def look_again(self) -> bool:
        """See `ArticleSource.look_again`."""

    def mine(self) -> frozenset[str] | None:
        """See `ArticleSource.mine`."""

    def take_more(self) -> str | None:
        """See `ArticleSource.take_more`."""

    @property
    def again(self) -> int:
        """See `ArticleSource.again`."""

    @property
    def rereads(self) -> bool:
        """See `ArticleSource.rereads`."""


class Rows(Protocol):
    """What a list shows, by place."""

    def __len__(self) -> int:
        """How many rows there are."""

    def row(self, place: int) -> Row | None:
        """The row at a place from 0; `None` where there is none."""

    def place_of(self, row: Row) -> int | None:
        """Where an article or group stands now, or the group that an article is folded into."""

    def put(self, name: str, status: Status) -> Sequence[int]:
        """Have an article shown with this status until the rows are made anew.

        Returns the places of the rows that this changes.
        """

    @property
    def matches(self) -> int:
        """How many articles there are."""


class ArticleRows:
    """The articles that match a query; a page of them is asked for when a row of it is."""

    def __init__(self, source: Articles, query: Query) -> None:
        self._source, self._query = source, query
        self._pages: OrderedDict[int, list[Listed]] = OrderedDict()
        first = source.listing(query, 0, PAGE)
        self.matches = first.matches
        self._pages[0] = list(first.rows)

    def __len__(self) -> int:
        return self.matches

    def row(self, place: int) -> Listed | None:
        """See `Rows.row`."""
        if not 0 <= place < self.matches:
            return None
        number, at = divmod(place, PAGE)
        if number not in self._pages:
            found = self._source.listing(self._query, number * PAGE, PAGE)
            self._pages[number] = list(found.rows)
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        page = self._pages[number]
        # Meanwhile the list may have become shorter.
        return page[at] if at < len(page) else None

    def place_of(self, row: Row) -> int | None:
        """See `Rows.place_of`."""
        return self._source.place(self._query, row.id) if isinstance(row, Listed) else None

    def status_of(self, name: str) -> Status | None:
        """The status with which an article is shown, as long as its page is kept."""
        pages = self._pages.values()
        return next((row.status for page in pages for row in page if row.id == name), None)

    def put(self, name: str, status: Status) -> Sequence[int]:
        """See `Rows.put`."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row.id == name:
                    page[at] = replace(row, status=status)
                    return (number * PAGE + at,)
        return ()


class GroupRows:
    """The groups of the articles that match, by name; those `unfolded` with their articles below.

    The articles without a group come last.
    """

    def __init__(self, source: Articles, query: Query, unfolded: Iterable[str] = ()) -> None:
        self._source, self._query = source, query
        self._groups = [*source.groups(query)]
        self.matches = source.listing(query, 0, 1).matches
        rest = self.matches - sum(group.articles for group in self._groups)
        if rest > 0:
            self._groups.append(self._without_group(rest))
        self._at = {group.name: place for place, group in enumerate(self._groups)}
        self._open: dict[int, ArticleRows] = {}
        for name in unfolded:
            self.unfold(name)

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self._groups)

    @property
    def unfolded(self) -> frozenset[str]:
        """The names of the groups whose articles are shown."""
        return frozenset(self._groups[number].name for number in self._open)

    def __len__(self) -> int:
        return len(self._groups) + sum(map(len, self._open.values()))

    def unfold(self, name: str) -> None:
        """Show the articles of a group, if it is here."""
        if name in self._at and self._at[name] not in self._open:
            members = ArticleRows(self._source, replace(self._query, group=name))
            self._open = dict(sorted({**self._open, self._at[name]: members}.items()))

    def fold(self, name: str) -> None:
        """Show them no longer."""
        self._open.pop(self._at.get(name, -1), None)

    def row(self, place: int) -> Row | None:
        """See `Rows.row`."""
        number = place
        for at, first, members in self._unfolded_at():
            if first <= place < first + len(members):
                return members.row(place - first)
            if place >= first:
                number = at + 1 + place - first - len(members)
        return self._groups[number] if 0 <= number < len(self._groups) else None

    def place_of(self, row: Row) -> int | None:
        """See `Rows.place_of`."""
        name = (row.group or "") if isinstance(row, Listed) else row.name
        number = self._at.get(name)
        if number is None:
            return None
        place = number + sum(len(rows) for at, rows in self._open.items() if at < number)
        inside = self._open[number].place_of(row) if number in self._open else None
        return place if inside is None else place + 1 + inside

    def put(self, name: str, status: Status) -> Sequence[int]:
        """See `Rows.put`; a group counts those of its articles that are done."""
        for number, first, members in self._unfolded_at():
            before = members.status_of(name)
            if inside := members.put(name, status):
                group = self._groups[number]
                more = (status == "done") - (before == "done")
                self._groups[number] = replace(group, done=group.done + more)
                return (first - 1, first + inside[0])
        return ()

    def _unfolded_at(self) -> Iterator[tuple[int, int, ArticleRows]]:
        """The groups that are unfolded, by number, with the place of their first article."""
        before = 0
        for number, members in self._open.items():
            yield number, number + before + 1, members
            before += len(members)

    def _without_group(self, articles: int) -> Group:
        query = replace(self._query, group="")
        (first,) = self._source.listing(query, 0, 1).rows
        done = 0
        if query.status in (None, "done"):
            done = self._source.listing(replace(query, status="done"), 0, 1).matches
        return Group("", articles, done, first.title)
