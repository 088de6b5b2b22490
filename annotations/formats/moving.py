"""A text in another dress: the same but for white space, controls, and what folding makes plain.

Texts differ in that between tools: line ends, odd spaces, a last line break, soft hyphens,
ligatures, composed letters. Annotations are carried over sign by sign.
"""

import re
from collections.abc import Callable

from msgspec.structs import replace

from annotations.annotation import Annotation
from annotations.article import Article, digest_of
from annotations.example import Example
from annotations.folding import Folded, folded
from annotations.formats.made_ids import made_id
from annotations.formats.reading import Rebuilt
from annotations.units import Span

_WHITE = re.compile(r"\s+")
_EMPTY = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


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
    """The annotation with a made id made anew, so that it is the same at every import."""
    if old.id != made_id(article, old.start, old.end, old.label, old.annotator):
        return new
    return replace(new, id=made_id(own, new.start, new.end, new.label, new.annotator))


def _spaceless(text: str) -> Folded:
    return _without(_WHITE, Folded(text))


def _undressed(text: str) -> Folded:
    return _without(_EMPTY, folded(text))


def _without(pattern: re.Pattern[str], text: Folded) -> Folded:
    return text.replaced((match.span(), "") for match in pattern.finditer(text.text))
