"""Which article of a project a foreign text is, and its annotations carried over to it.

Texts differ between tools in dress: line ends, odd spaces, a last line break, soft hyphens,
ligatures, composed letters. Annotations are carried over sign by sign.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.article import Article, digest_of
from annotations.errors import Damaged
from annotations.example import Example
from annotations.folding import Folded, folded
from annotations.formats.reading import Rebuilt, made_id
from annotations.listing import Listed
from annotations.store.protocol import Store
from annotations.units import Span

_WHITE = re.compile(r"\s+")
_EMPTY = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


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
        """The article whose text is this one but for its dress.

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


def bare_digests(text: str) -> tuple[str, ...]:
    """Digests of a text without white space and without all of its dress, where any is left."""
    return tuple(digest_of(bare.text) for bare in (_spaceless(text), _undressed(text)) if bare.text)


def moved(example: Example, own: Article, piece: Span | None = None) -> Example:
    """The example on the project's own article, which has the same text, or it in another dress.

    `piece` is where it stands in it, by default all over. Ids that follow from the place follow.
    """
    if own.text == example.article.text:
        to: Callable[[Annotation], Annotation] = _same
    else:
        start, end = piece or (0, len(own.text))
        text, other = example.article.text, own.text[start:end]
        before, after = _spaceless(text), _spaceless(other)
        if before.text != after.text:
            before, after = _undressed(text), _undressed(other)

        def to(a: Annotation) -> Annotation:
            first, last = before.place(a.start, a.end)
            first = min(first, len(before.text) - 1)
            first, last = after.origin(first, max(last, first + 1))
            return replace(a, start=start + first, end=start + last)

    every = {a.id: to(a) for a in (*example.annotations, *example.suggestions)}
    renaming = own.id != example.article.id or own.text != example.article.text
    if renaming or isinstance(example, Rebuilt):
        olds = (*example.annotations, *example.suggestions)
        every = {a.id: _named(a, example.article.id, every[a.id], own.id) for a in olds}
    return replace(
        example,
        article=own,
        annotations=tuple(every[a.id] for a in example.annotations),
        suggestions=tuple(every[a.id] for a in example.suggestions),
        links=tuple(
            replace(k, source=every[k.source].id, target=every[k.target].id)
            for k in example.links
            if {k.source, k.target} <= every.keys()
        ),
    )


def _same(annotation: Annotation) -> Annotation:
    return annotation


def _named(old: Annotation, article: str, new: Annotation, own: str) -> Annotation:
    """The annotation with a new id if its id was made, the same at every import."""
    if old.id != made_id(article, old.start, old.end, old.label, old.annotator):
        return new
    return replace(new, id=made_id(own, new.start, new.end, new.label, new.annotator))


def _spaceless(text: str) -> Folded:
    return _without(_WHITE, Folded(text))


def _undressed(text: str) -> Folded:
    return _without(_EMPTY, folded(text))


def _without(pattern: re.Pattern[str], text: Folded) -> Folded:
    return text.replaced((match.span(), "") for match in pattern.finditer(text.text))
