"""Which article of a project a foreign text is: the same text, or the same in another dress."""

from bisect import bisect_left
from contextlib import suppress
from functools import cached_property

from annotations.article import Article
from annotations.errors import Damaged
from annotations.example import Example
from annotations.formats.moving import bare_digests
from annotations.formats.reading import Rebuilt
from annotations.store.listing import Listed
from annotations.store.protocol import Store


class Known:
    """The articles that a store has at the time of the first question, by text in any dress."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bare: dict[str, str] = {}

    def __contains__(self, id: str) -> bool:
        return id in self._ids

    def by_digest(self, digest: str) -> Article | None:
        """The article with the text of that digest."""
        id = self._by_digest.get(digest)
        return self._store.article(id) if id else None

    def in_another_dress(self, text: str) -> Article | None:
        """The article whose text is this one but for its dress; see `annotations.formats.moving`.

        Only texts about as long are read, each of them once.
        """
        # Decomposed, a Korean syllable is three signs.
        first = bisect_left(self._unread, (len(text) // 3 - 64, ""))
        last = bisect_left(self._unread, (len(text) * 3 + 64, ""))
        candidates, self._unread[first:last] = self._unread[first:last], []
        for _, id in candidates:
            with suppress(Damaged):
                if article := self._store.article(id):
                    for digest in bare_digests(article.text):
                        self._bare.setdefault(digest, id)
        ids = (self._bare.get(digest) for digest in bare_digests(text))
        own = next(filter(None, ids), None)
        return self._store.article(own) if own else None

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self._listed)

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        return {one.digest: one.id for one in self._listed}

    @cached_property
    def _unread(self) -> list[tuple[int, str]]:
        return sorted((one.length, one.id) for one in self._listed)

    @cached_property
    def _listed(self) -> list[Listed]:
        found: list[Listed] = []
        # Those that can be read are given first; whoever needs the others will hear of it.
        with suppress(Damaged):
            found.extend(self._store.articles())
        return found


def home_of(example: Example, store: Store) -> Article | None:
    """The article that a `Rebuilt` says to come from, where the project has it with its words."""
    if not (isinstance(example, Rebuilt) and example.home):
        return None
    id, start, end = example.home
    own = store.article(id)
    if (
        own
        and start >= 0
        and bare_digests(own.text[start:end])[-1:] == bare_digests(example.article.text)[-1:]
    ):
        return own
    return None
