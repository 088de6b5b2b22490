"""An article with its annotations and links, as formats read and write them."""

from dataclasses import dataclass

from annotations.annotation import Annotation, Link, Status
from annotations.article import Article


@dataclass(frozen=True)
class Example:
    """One article's worth of training data; annotations by start, end and id.

    `suggestions` are those that wait or were rejected.
    """

    article: Article
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status = "open"
    suggestions: tuple[Annotation, ...] = ()
