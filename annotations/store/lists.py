"""What a store answers of all its articles at once, from an index of them."""

from collections.abc import Collection, Iterator

from annotations.errors import Damaged
from annotations.listing import ANY, Group, Listed, Listing, Query, Totals
from annotations.store.index import Index

_WINDOW = 256


class Lists:
    """The methods of `Store` that list, find and count; each looks first what changed."""

    _index: Index

    def listed(self, id: str) -> Listed | None:
        """See `Store.listed`."""
        raise NotImplementedError

    def articles(self) -> Iterator[Listed]:
        """See `Store.articles`."""
        self._index.refresh(thorough=True)
        id = None
        while window := self._index.after(id, _WINDOW):
            yield from window
            id = window[-1].id
        if unread := self._index.totals().unread:
            *others, last = unread
            raise Damaged(" ".join([*map(str, others), last.message]), last.hint)

    def ids(self) -> Iterator[str]:
        """See `Store.ids`."""
        for one in self.articles():
            yield one.id

    def listing(self, query: Query = ANY, offset: int = 0, limit: int | None = None) -> Listing:
        """See `Store.listing`."""
        self._index.look()
        return self._index.listing(query, offset, limit)

    def place(self, query: Query, id: str) -> int | None:
        """See `Store.place`."""
        self._index.look()
        return self._index.place(query, id)

    def groups(self, query: Query = ANY) -> tuple[Group, ...]:
        """See `Store.groups`."""
        self._index.look()
        return self._index.groups(query)

    def totals(self) -> Totals:
        """See `Store.totals`."""
        self._index.look()
        return self._index.totals()

    def annotators(self) -> Collection[str]:
        """See `Store.annotators`."""
        return self.totals().annotators

    def refresh(self) -> int:
        """See `Store.refresh`."""
        return self._index.refresh(thorough=True)

    def look(self) -> bool:
        """See `Store.look`."""
        return self._index.look()

    def looked(self) -> Iterator[bool]:
        """See `Store.looked`."""
        return self._index.looked()

    def find(self, marks: Collection[str], origin: str | None) -> tuple[Listed, ...]:
        """See `Store.find`. What the index says is held against the articles themselves."""
        self._index.refresh()
        candidates = [one.id for mark in marks for one in self._index.known_by(mark)]
        candidates += [one.id for one in self._index.of_origin(origin)] if origin else []
        found = (self.listed(id) for id in dict.fromkeys(candidates))
        return tuple(
            now
            for now in found
            if now and (now.digest in marks or now.known_by in marks or now.origin == origin)
        )
