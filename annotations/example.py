"""An article with its annotations and links, as formats read and write them."""

from msgspec import Struct

from annotations.annotation import Annotation, Code, Contents, Decision, Link, Status
from annotations.article import Article
from annotations.entity import Entity


class Example(Struct, frozen=True):
    """One article's worth of training data; annotations by start, end and id.

    `suggestions` are those that wait or were rejected; `doubtful` the tags that were made on an
    earlier text and wait for a decision, which no dataset can carry. `codes` are what annotators
    say of the whole article, by annotator and name; `decisions` what they decided that is no tag.
    `entities` are those that the tags bear, as far as the project has a file of them.
    """

    article: Article
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    status: Status = "open"
    suggestions: tuple[Annotation, ...] = ()
    doubtful: tuple[Annotation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    codes: tuple[Code, ...] = ()
    entities: tuple[Entity, ...] = ()


def example_of(article: Article, contents: Contents) -> Example:
    """An article with its contents by kind, in order."""
    found = sorted(contents.annotations.values(), key=lambda a: (a.start, a.end, a.id))
    standing = {a.id for a in found if a.stands}
    return Example(
        article,
        tuple(a for a in found if a.stands),
        tuple(sorted(k for k in contents.links if {k.source, k.target} <= standing)),
        contents.status,
        tuple(a for a in found if not a.is_tag and not a.text_digest),
        tuple(a for a in found if a.is_tag and a.text_digest),
        tuple(sorted(contents.decisions, key=repr)),
        tuple(sorted(contents.codes, key=lambda code: code.key)),
    )
