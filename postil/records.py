"""What travels to a notebook: plain frozen records, and many of them as a frame."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

from annotations import annotation, article
from annotations.errors import PostilError

if TYPE_CHECKING:
    import pandas


class Article(Struct, frozen=True):
    """An article; `None` where nothing is known, and in `more` what else its source says of it.

    `status` is open, done or skipped; `published` a date in ISO 8601.
    """

    id: str
    title: str
    text: str
    status: str = "open"
    source: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    group: str | None = None
    more: Mapping[str, str] = {}


class Annotation(Struct, frozen=True):
    """A labelled span: `text` is what stands from `start` to before `end` of the article with the
    id `article`, in code points.

    `origin` names what suggested it, with its `score` (0 to 1) where that is known; `verdict` is
    what became of that: suggested, accepted, edited, rejected, or empty for what was tagged by
    hand. `created` and `updated` are times in ISO 8601.
    """

    article: str
    id: str
    start: int
    end: int
    label: str
    text: str
    annotator: str
    attrs: Mapping[str, Any] = {}
    note: str = ""
    origin: str = ""
    score: float | None = None
    verdict: str = ""
    created: str = ""
    updated: str = ""


class Link(Struct, frozen=True):
    """A typed link from one annotation of an article to another, by their ids."""

    article: str
    type: str
    source: str
    target: str


class Code(Struct, frozen=True):
    """What an annotator says of a whole article, by the name that the scheme gives it."""

    article: str
    annotator: str
    name: str
    value: str | int | float | bool


T = TypeVar("T", bound=Struct)


class Records(tuple[T, ...]):
    """Records of one `kind`, in order; a tuple that can become a frame."""

    kind: type[T]

    def __new__(cls, kind: type[T], found: Iterable[T] = ()) -> "Records[T]":
        """The records that were found."""
        made = super().__new__(cls, found)
        made.kind = kind
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """How copies are made and pickles kept."""
        return Records, (self.kind, tuple(self))

    def frame(self) -> "pandas.DataFrame":
        """A row for each, a column for each field. Raises `PostilError` where pandas is missing."""
        try:
            import pandas
        except ImportError:
            what = "A frame needs pandas, which is not installed."
            raise PostilError(what, "To install it, run pip install pandas.") from None
        return pandas.DataFrame(map(astuple, self), columns=list(self.kind.__struct_fields__))

    def __repr__(self) -> str:
        return f"<{len(self):,} x {self.kind.__name__}>"


def article_of(found: article.Article, status: str) -> Article:
    """An article as it travels."""
    meta = found.meta
    return Article(found.id, found.title, found.text, status, **meta.as_dict(), more=meta.more)


def annotation_of(found: article.Article, tag: annotation.Tagged) -> Annotation:
    """A tag or a suggestion in an article, as it travels."""
    own = {name: getattr(tag, name) for name in _SHARED}
    return Annotation(article=found.id, text=found.text[tag.start : tag.end], **own)


_SHARED = tuple(name for name in Annotation.__struct_fields__ if name not in ("article", "text"))
