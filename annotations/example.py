"""An article with its annotations and links, as formats read and write them."""

from msgspec import Struct

from annotations.annotation import Annotation, Code, Decision, Link, Status
from annotations.article import Article


class Example(Struct, frozen=True):
    """One article's worth of training data; annotations by start, end and id.

    `suggestions` are those that wait or were rejected; `doubtful` the tags that were made on an
    earlier text and wait for a decision, which no dataset can carry. `codes` are what annotators
    say of the whole article, by annotator and name; `decisions` what they decided that is no tag.
    """

    article: Article
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status = "open"
    suggestions: tuple[Annotation, ...] = ()
    doubtful: tuple[Annotation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    codes: tuple[Code, ...] = ()
