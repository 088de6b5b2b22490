"""Finds words in every article of a project, one hit after the other."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from annotations import find
from annotations.annotation import Annotation
from annotations.article import Article
from annotations.errors import PostilError, StoreError, UsageError
from annotations.example import Example
from annotations.listing import Listed
from annotations.span_index import PlaceIndex
from annotations.store.protocol import Store

_AROUND = 60


class Query(Struct, frozen=True):
    """What to look for: a pattern, in tags of one label only where that is wished.

    Without a pattern it is the tags themselves.
    """

    pattern: "find.Pattern | None" = None
    label: str | None = None


class Hit(Struct, frozen=True):
    """A place in an article that says what was looked for, and the tags it lies in."""

    article: Article
    start: int
    end: int
    tags: tuple[Annotation, ...] = ()

    @property
    def words(self) -> str:
        """What stands there."""
        return self.article.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line of the text that it begins on, from 1."""
        return self.article.text.count("\n", 0, self.start) + 1

    @property
    def around(self) -> tuple[str, str]:
        """What stands before and after it on its lines, up to 60 code points, from word to word."""
        text = self.article.text
        low = max(text.rfind("\n", 0, self.start) + 1, self.start - _AROUND)
        end = text.find("\n", self.end)
        high = min(len(text) if end < 0 else end, self.end + _AROUND)
        before, after = text[low : self.start], text[self.end : high]
        if low > 0 and not text[low - 1].isspace() and " " in before:
            before = before.partition(" ")[2]
        if high < len(text) and not text[high].isspace() and " " in after:
            after = after.rpartition(" ")[0]
        return before, after


def query(words: str | None, regex: bool = False, label: str | None = None) -> Query:
    """What to look for, as typed. Raises `UsageError` where that is nothing, or no pattern."""
    if not words and not label:
        raise UsageError("There is nothing to look for.", "Give some words or a --label.")
    if not words:
        return Query(None, label)
    if not regex:
        return Query(find.pattern(words), label)
    return Query(find.expression(words), label)


def worth_reading(store: Store, articles: Iterable[Listed], query: Query) -> Iterator[str]:
    """The articles, by id, of which more is to be read than the text (see `is_worth_reading`)."""
    return (one.id for one in articles if is_worth_reading(store, one, query))


def is_worth_reading(store: Store, article: Listed, query: Query) -> bool:
    """Whether more of an article is to be read than its text, as that says the words.

    So it is where the text cannot be read: whoever reads the article will be told.
    """
    if not isinstance(query.pattern, find.Words):
        return True
    try:
        text = store.text(article.digest)
    except StoreError:
        return True
    return text is None or query.pattern.are_in(text)


def hits(examples: Iterable[Example | PostilError], query: Query) -> Iterator[Hit | PostilError]:
    """Every hit, by article and place; what cannot be read is given as the error."""
    for example in examples:
        if isinstance(example, PostilError):
            yield example
        else:
            yield from hits_in(example, query)


def hits_in(example: Example, query: Query) -> Iterator[Hit]:
    """The hits in one article, in the order of its text.

    Raises `PostilError` where an expression takes too long.
    """
    article, tags = example.article, example.annotations
    if query.label is not None:
        tags = tuple(tag for tag in tags if tag.label == query.label)
    if query.pattern is None:
        yield from (Hit(article, tag.start, tag.end, (tag,)) for tag in tags)
        return
    if query.label is not None and not tags:
        return
    places = PlaceIndex(tags)
    for start, end in find.spans(article.text, query.pattern):
        over = tuple(places.overlapping(start, end))
        if over or query.label is None:
            yield Hit(article, start, end, over)
