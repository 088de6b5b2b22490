"""Which article of a project a foreign text is: the same text, or the same words."""

from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from annotations.annotation import Annotation
from annotations.article import Article, digest_of
from annotations.example import Example
from annotations.formats.reading import Rebuilt
from annotations.formats.record_reading import made_id
from annotations.store.protocol import Damaged, Store


class Known:
    """The articles that a store has at the time of the first question, by text and by words."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def by_digest(self, digest: str) -> Article | None:
        """The article with the text of that digest."""
        id = self._by_digest.get(digest)
        return self._store.article(id) if id else None

    def by_words(self, text: str) -> Article | None:
        """The article whose text is this one but for white space."""
        id = self._by_words.get(_words(text))
        return self._store.article(id) if id else None

    @cached_property
    def _by_digest(self) -> dict[str, str]:
        return {digest: id for id, digest in self._listed}

    @cached_property
    def _by_words(self) -> dict[str, str]:
        found = {}
        for id, _ in self._listed:
            try:
                article = self._store.article(id)
            except Damaged:
                continue
            if article:
                found[_words(article.text)] = id
        return found

    @cached_property
    def _listed(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        # Those that can be read are given first; whoever needs the others will hear of it.
        with suppress(Damaged):
            found.extend((one.id, one.digest) for one in self._store.articles())
        return found


def at_home(example: Example, store: Store) -> Article | None:
    """The article that a `Rebuilt` says to come from, where the project has it with its words."""
    if not (isinstance(example, Rebuilt) and example.home):
        return None
    id, start, end = example.home
    own = store.article(id)
    if own and start >= 0 and _words(own.text[start:end]) == _words(example.article.text):
        return own
    return None


def moved(example: Example, own: Article, piece: tuple[int, int] | None = None) -> Example:
    """The example on the project's own article, which has the same text or the same words.

    `piece` is where they stand in it, by default all over.
    """
    if own.text == example.article.text:
        moved = {a.id: a for a in (*example.annotations, *example.suggestions)}
    else:
        before = _counted(example.article.text)
        start, end = piece or (0, len(own.text))
        signs = enumerate(own.text[start:end], start)
        places = [at for at, sign in signs if not sign.isspace()]
        moved = {
            a.id: replace(a, start=places[before[a.start]], end=places[before[a.end] - 1] + 1)
            for a in (*example.annotations, *example.suggestions)
        }
    if own.id != example.article.id or isinstance(example, Rebuilt):
        moved = {id: _named(a, example.article.id, moved[id], own.id) for id, a in _all(example)}
    return replace(
        example,
        article=own,
        annotations=tuple(moved[a.id] for a in example.annotations),
        suggestions=tuple(moved[a.id] for a in example.suggestions),
    )


def _all(example: Example) -> list[tuple[str, Annotation]]:
    return [(a.id, a) for a in (*example.annotations, *example.suggestions)]


def _named(old: Annotation, article: str, new: Annotation, own: str) -> Annotation:
    """The annotation with a made id made anew, so that it is the same at every import."""
    if old.id != made_id(article, old.start, old.end, old.label, old.annotator):
        return new
    return replace(new, id=made_id(own, new.start, new.end, new.label, new.annotator))


def _counted(text: str) -> list[int]:
    """How many signs that are no white space stand before each offset."""
    counts = [0]
    for sign in text:
        counts.append(counts[-1] + (not sign.isspace()))
    return counts


def _words(text: str) -> str:
    return digest_of("".join(text.split()))
