"""A text in another dress: the same signs but for white space, accents apart, and what is unseen.

Texts differ in that between tools: line ends, odd spaces, a last line break, soft hyphens,
composed letters. Annotations are carried over sign by sign.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from annotations.annotation import Annotation
from annotations.article import Article, digest_of
from annotations.example import Example
from annotations.formats.made_ids import made_id
from annotations.formats.reading import Rebuilt
from annotations.units import Span

_DRESS = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)


def bare_digests(text: str) -> tuple[str, ...]:
    """Digests of a text without white space and without all of its dress, where any is left."""
    return tuple(digest_of(bare) for bare in (_spaceless(text), _undressed(text)) if bare)


def moved(example: Example, own: Article, piece: Span | None = None) -> Example:
    """The example on the project's own article, which has the same text, or it in another dress.

    `piece` is where it stands in it, by default all over. Ids that follow from the place follow.
    """
    if own.text == example.article.text:
        to: Callable[[Annotation], Annotation] = _same
    else:
        start, end = piece or (0, len(own.text))
        text, other = example.article.text, own.text[start:end]
        bare = _spaceless if _spaceless(text) == _spaceless(other) else _undressed
        before, counts = _counts(text, bare), _counts(other, bare)
        places = [
            start + at for at in range(end - start) for _ in range(counts[at + 1] - counts[at])
        ]

        def to(a: Annotation) -> Annotation:
            first, last = before[a.start], max(before[a.end], before[a.start] + 1)
            last = min(last, len(places))
            first = min(first, last - 1)
            return replace(a, start=places[first], end=places[last - 1] + 1)

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


def _spaceless(text: str) -> str:
    return "".join(text.split())


def _undressed(text: str) -> str:
    return _DRESS.sub("", text if text.isascii() else unicodedata.normalize("NFD", text))


def _counts(text: str, bare: Callable[[str], str]) -> list[int]:
    """How many signs stand before each offset, those of dress left out."""
    sizes = {sign: len(bare(sign)) for sign in set(text)}
    counts = [0]
    for sign in text:
        counts.append(counts[-1] + sizes[sign])
    return counts
