"""Another version of an article: which tags move to it by themselves, which have to be seen.

A tag whose words are unchanged moves. One whose words changed, or are gone, stays on the text that
it was made on, and says so by its `version`, until somebody decides. All of it is one change.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.article import Article
from annotations.units import Span
from annotations.versions.anchoring import anchored

TextOf = Callable[[str], str | None]
"""Gives the text of a digest, or `None` where it is lost."""


class Doubt(Struct, frozen=True):
    """A tag whose place in the present text has to be decided.

    `old` is its place in `text`, the version it was made on; `new` the place proposed in the
    present text, or `None` where its words are not to be found.
    """

    tag: Annotation
    text: str
    old: Span
    new: Span | None


def renewal(
    article: Article, contents: Contents, text: str, texts: TextOf, change: Change
) -> Change:
    """The change that gives an article another text and moves what can be moved.

    The ids, the annotator and the time are those of `change`.
    """
    new = replace(article, text=text, imprint=None)
    moved: list[tuple[Annotation, Annotation]] = []
    for version, tags in _by_version(contents.annotations.values()).items():
        old = article.text if not version else texts(version)
        if old is None:
            continue
        spans = anchored(old, text, [(tag.start, tag.end) for tag in tags])
        for tag, place in zip(tags, spans, strict=True):
            if place.kind == "moved" and place.new is not None:
                start, end = place.new
                here = replace(tag, start=start, end=end, text_digest="", updated=change.at)
                moved.append((tag, here))
            elif not version:
                moved.append((tag, replace(tag, text_digest=article.digest)))
    return replace(
        change,
        removed=tuple(old for old, _ in moved),
        added=tuple(now for _, now in moved),
        text=(article.digest, new.digest),
    )


def doubts(article: Article, contents: Contents, texts: TextOf) -> list[Doubt]:
    """The tags of an article that wait for a decision, in reading order of their own text."""
    found: list[Doubt] = []
    for version, tags in _by_version(contents.annotations.values()).items():
        old = texts(version) if version else None
        if old is None:
            continue
        waiting = sorted((tag for tag in tags if tag.is_tag), key=lambda tag: tag.order)
        spans = anchored(old, article.text, [(tag.start, tag.end) for tag in waiting])
        found += [
            Doubt(tag, old, place.old, place.new) for tag, place in zip(waiting, spans, strict=True)
        ]
    return found


def _by_version(tags: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    found: dict[str, list[Annotation]] = {}
    for tag in tags:
        found.setdefault(tag.text_digest, []).append(tag)
    return found
