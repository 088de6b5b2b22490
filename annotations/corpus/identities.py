"""What looks wrong in who and what is said to be the same: in one article, and over all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation, Decision, standing
from annotations.attributes import ENTITY, PAIR, worded
from annotations.compare.actors import name
from annotations.corpus.findings import Finding, subject
from annotations.entity import Entity
from annotations.example import Example
from annotations.scheme import Scheme

Twice = tuple[str, str, Annotation, Annotation]
"""What two tags of one name differ in: `entities` or `values`, the attribute, and the two."""


def twice(
    text: str, tags: Iterable[Annotation], scheme: Scheme, same: Mapping[str, str]
) -> Iterator[Twice]:
    """Each first tag of an article that says something else of a name than one before it does.

    `same` has the id that stands for an entity that is the same as others.
    """
    seen: dict[tuple[str, ...], dict[str, Annotation]] = defaultdict(dict)
    for tag in sorted(tags, key=lambda one: one.order):
        label = scheme.label(tag.label)
        types = label.attributes if label else {}
        held = label.holding("entity", ENTITY) if label else ENTITY
        for attribute, value in tag.attrs.items():
            words, said = text[tag.start : tag.end], worded(value)
            if not said or attribute == PAIR:
                continue
            if is_entity := attribute == held:
                key, said = name(words).words, same.get(said, said)
            elif attribute in types and types[attribute].type == "date":
                key = tuple(words.casefold().split())
            else:
                continue
            known = seen[tag.label, attribute, *key]
            if known and said not in known:
                other = next(iter(known.values()))
                yield "entities" if is_entity else "values", attribute, tag, other
            known.setdefault(said, tag)


class _First(Struct):
    """The first tag of a pair: where it stands, what was decided there, and the labels of all."""

    article: str
    text: str
    tag: Annotation
    decisions: tuple[Decision, ...]
    labels: set[str]
    count: int = 0


class Identities:
    """The pairs and entities that tags bear, in the articles that were added."""

    def __init__(self) -> None:
        self._pairs: dict[str, _First] = {}
        self._borne: set[str] = set()

    def add(self, example: Example) -> None:
        """Take in the tags of an article."""
        decided = tuple(one for one in example.decisions if one.about[:2] == ("check", "pair"))
        for tag in example.annotations:
            self._borne.update(value for value in tag.attrs.values() if isinstance(value, str))
            if pair := worded(tag.attrs.get(PAIR)):
                words = example.article.text[tag.start : tag.end]
                place = _First(example.article.id, words, tag, decided, set())
                first = self._pairs.setdefault(pair, place)
                first.labels.add(tag.label)
                first.count += 1

    def findings(self) -> Iterator[Finding]:
        """Pairs with one member, and those of several labels, in the order of their articles."""
        for pair, first in sorted(self._pairs.items(), key=lambda one: one[1].article):
            if first.count > 1 and len(first.labels) == 1:
                continue
            alone = f"only one tag of the pair {pair} is left"
            mixed = f"the pair {pair} joins {' and '.join(sorted(first.labels))}"
            message = alone if first.count == 1 else mixed
            about, digest = subject("pair", first.text, [_at_start(first.tag)], [pair, message])
            span = first.tag.start, first.tag.end
            decided = standing(first.decisions, about, digest)
            yield Finding("pair", first.article, span, message, about, digest, decided)

    def unborne(self, entities: Mapping[str, Entity]) -> Iterator[Finding]:
        """Entities that no tag bears, nor one of those that lead to them."""
        used = {*self._borne, *(id for one in entities.values() for id in one.same_as)}
        for id, one in entities.items():
            if id not in used:
                message = f"no tag bears the entity {id} ({one.name})"
                yield Finding("entity", "", None, message, ("check", "entity", id))


def _at_start(tag: Annotation) -> Annotation:
    """A tag counted in its own words, which are all that is kept of its article."""
    return replace(tag, start=0, end=tag.end - tag.start)
