"""A text put together from tokens, for formats that keep nothing else of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from annotations.annotation import Annotation, Link
from annotations.article import Article, first_line, id_from_text
from annotations.formats.reading import Rebuilt, made_id
from annotations.units import Span

_CLOSING = frozenset(".,;:!?%)]}\u2019\u201d\u00bb\u2026\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f")
_OPENING = frozenset("([{\u2018\u201c\u00ab\u201e\u201a$\u20ac\u00a3#@")
_ANNOTATOR = "imported"
_BEGINS, _ENDS = "BSU", "ESLU"
OUTSIDE = ("O", "", "_", "-")
"""What tools write for a token that is in no entity; only the first is a tag as such."""

Sentence = Sequence[str]
Entity = tuple[int, int, str]
"""First token, one past the last, and label."""


def rebuilt(
    sentences: Iterable[Sentence],
    entities: Iterable[Entity],
    where: str,
    relations: Iterable[tuple[int, int, str]] = (),
) -> Rebuilt:
    """The example that tokens and entities over them stand for.

    Relations are the numbers of two entities and the type of the link from the first.

    Tokens are joined by spaces, none before closing and after opening signs, and sentences by
    line breaks; what the text was like between its words is not known. Tokens of nothing but
    white space are left out. Raises `ValueError` where an entity has no other, and `IndexError` for
    the number of none.
    """
    parts: list[str] = []
    places: list[Span] = []
    length = 0
    for sentence in sentences:
        before = ""
        for token in map(str.strip, sentence):
            if not token:
                places.append((length, length))
                continue
            if before:
                gap = "" if token in _CLOSING or before in _OPENING else " "
            else:
                gap = "\n" if parts else ""
            parts += gap, token
            places.append((length + len(gap), length + len(gap) + len(token)))
            length, before = places[-1][1], token
    text = "".join(parts)
    if not text:
        raise ValueError("it has no words")
    title = first_line(text)
    article = Article(id_from_text(title, text), title, text, origin=f"{where} (from tokens)")
    tags, ids = {}, list[str]()
    for first, last, label in entities:
        worded = [place for place in places[first:last] if place[0] < place[1]]
        if not worded:
            raise ValueError(f"a {label} is on white space only")
        start, end = worded[0][0], worded[-1][1]
        id = made_id(article.id, start, end, label, _ANNOTATOR)
        ids.append(id)
        tags[id] = Annotation(id, start, end, label, _ANNOTATOR)
    links = {Link(type, ids[source], ids[target]) for source, target, type in relations}
    found = sorted(tags.values(), key=lambda a: (a.start, a.end, a.id))
    return Rebuilt(article, tuple(found), tuple(sorted(links)))


def with_labels(example: Rebuilt, names: Mapping[str, str]) -> Rebuilt:
    """The example with its labels as they were before they became names in tags, by these.

    Ids that were made of a label follow, and links with them.
    """

    def own(a: Annotation) -> Annotation:
        label = names.get(a.label, a.label)
        if label == a.label:
            return a
        id = made_id(example.article.id, a.start, a.end, label, a.annotator)
        return replace(a, id=id, label=label)

    tags = {a.id: own(a) for a in example.annotations}
    links = (Link(k.type, tags[k.source].id, tags[k.target].id) for k in example.links)
    return replace(example, annotations=tuple(tags.values()), links=tuple(links))


def home_of(row: Mapping[str, Any]) -> tuple[str, int, int] | None:
    """Which article a row of tokens says to come from, and where its tokens begin and end there."""
    id, starts, ends = (row.get(name) for name in ("article", "starts", "ends"))
    if isinstance(id, str) and isinstance(starts, list) and isinstance(ends, list):
        numbers = [*starts[:1], *ends[-1:]]
        if len(numbers) == 2 and all(type(number) is int for number in numbers):
            return id, numbers[0], numbers[1]
    return None


def entities(tags: Sequence[str]) -> list[Entity]:
    """The entities of IOB1, IOB2, BIOES or BILOU tags, read as conlleval reads them.

    An entity goes on while tags of its label do, until one says that it ends or that a new one
    begins. Raises `ValueError` naming what is no such tag.
    """
    found: list[Entity] = []
    first, label = 0, ""
    for number, tag in enumerate((*tags, "O")):
        prefix, name = _parts(tag)
        if label and (name != label or prefix in _BEGINS):
            found.append((first, number, label))
            label = ""
        if name and not label:
            first, label = number, name
        if label and prefix in _ENDS:
            found.append((first, number + 1, label))
            label = ""
    return found


def is_tag(tag: str) -> bool:
    """Whether it is `O` or a prefix and a label."""
    return tag == "O" or (len(tag) > 2 and tag[0] in "BIESULM" and tag[1] in "-_")


def are_labels(tags: Iterable[str]) -> bool:
    """Whether tags are labels without any prefix; where some have one, the others are wrong."""
    said = {tag for tag in tags if tag not in OUTSIDE}
    return not any(map(is_tag, said))


def with_prefixes(tags: Iterable[str]) -> list[str]:
    """Labels without prefixes as tags: equal ones side by side are one entity."""
    return ["O" if tag in OUTSIDE else f"I-{tag}" for tag in tags]


def _parts(tag: str) -> tuple[str, str]:
    if not is_tag(tag):
        raise ValueError(f"{tag[:40]!r} is not a tag such as B-actor, I-actor or O")
    return ("O", "") if tag == "O" else (tag[0], tag[2:])
