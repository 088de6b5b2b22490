"""Several readers' contents of one article merged: every tag, link, entity and code in a case."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotations.adjudication.cases import Case, Merged, versions
from annotations.adjudication.clustering import clusters, spoken, tag_case
from annotations.adjudication.meaning import Meaning
from annotations.annotation import ADJUDICATE, Annotation, Contents, Key, Link, judged
from annotations.attributes import PAIR, entity_attribute
from annotations.scheme import Scheme

_NONE = ("", None)


def merged(
    layers: Mapping[str, Contents],
    scheme: Scheme,
    meaning: Meaning | None = None,
    text: str = "",
) -> Merged:
    """The cases of one article, whatever the order of the layers.

    Tags agree in start, end, label and attributes; of a pair of quotes only that there is one, for
    its id is made in each layer. What agrees as often in all layers is a case each; of the rest
    those of two or more readers are one case that overlap and are most alike, and what nobody
    matches is a case alone. Entities, by their names, and links are cases of their own, in which
    those have a say who have the tag. `meaning` knows what entities are called. With the `text` of
    the article what a decision was made on is known again after a change elsewhere in it.
    """
    readers = tuple(sorted(layers))
    tags = {reader: _tags(layers[reader]) for reader in readers}
    shared = Counter(id for own in tags.values() for id in own)
    found = clusters(
        (
            spoken(reader, tag, said_of(tag, scheme), text)
            for reader in readers
            for tag in tags[reader].values()
        ),
        readers,
    )
    cases = [(cluster, tag_case(cluster, readers, shared)) for cluster in found]
    cases.sort(key=lambda one: (one[1].span[0], -one[1].span[1], one[1].key))
    of = {(one.reader, one.tag.id): case.key for cluster, case in cases for one in cluster}
    hanging: list[Case] = []
    links = {reader: _links(layers[reader]) for reader in readers}
    for cluster, case in cases:
        own = {one.reader: one.tag for one in cluster}
        hanging += _entity_cases(case, own, scheme, meaning or Meaning({}, {}))
        hanging += _link_cases(case, own, links, of)
    codes = {reader: layers[reader].codes_of(reader) for reader in readers}
    return Merged(readers, (*(case for _, case in cases), *hanging, *_code_cases(codes)))


def said_of(tag: Annotation, scheme: Scheme) -> list[Any]:
    """What a tag says, as JSON has it: start, end, label and its attributes but for the entity."""
    entity = entity_attribute(scheme, tag.label)
    attrs = {
        name: name == PAIR or value
        for name, value in tag.attrs.items()
        if name != entity and value not in _NONE
    }
    return [tag.start, tag.end, tag.label, attrs]


def _tags(contents: Contents) -> dict[str, Annotation]:
    return {id: tag for id, tag in sorted(contents.annotations.items()) if tag.stands}


def _links(contents: Contents) -> dict[str, list[Link]]:
    """The links by the id of the tag that they lead from."""
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for link in sorted(contents.links):
        found[link.source].append(link)
    return found


def _entity_cases(
    case: Case, own: Mapping[str, Annotation], scheme: Scheme, meaning: Meaning
) -> Iterator[Case]:
    """Whom a tag means, where any reader says so."""
    by_name: defaultdict[str, list[tuple[str, str | None, Annotation]]] = defaultdict(list)
    for reader, tag in own.items():
        if attribute := entity_attribute(scheme, tag.label):
            value = tag.attrs.get(attribute)
            called = None if value in _NONE else meaning.name(reader, str(value))
            by_name[attribute].append((reader, called, tag))
    for attribute, said in sorted(by_name.items()):
        if any(called for _, called, _ in said):
            seen = [[reader, called] for reader, called, _ in said]
            yield _hung("entity", attribute, case, seen, said)


def _link_cases(
    case: Case,
    own: Mapping[str, Annotation],
    links: Mapping[str, Mapping[str, Sequence[Link]]],
    of: Mapping[tuple[str, str], Key],
) -> Iterator[Case]:
    """Where a tag leads to, by each type of links that any reader has made from it."""
    leading = {
        reader: [k for k in links[reader].get(tag.id, ()) if (reader, k.target) in of]
        for reader, tag in own.items()
    }
    for type in sorted({link.type for found in leading.values() for link in found}):
        said, seen = [], []
        for reader, tag in own.items():
            ends = [link.target for link in leading[reader] if link.type == type]
            keys = sorted(of[reader, end] for end in ends)
            said.append((reader, keys or None, tag))
            seen.append([reader, sorted(ends)])
        yield _hung("link", type, case, seen, said)


def _hung(kind: Any, name: str, of: Case, seen: Sequence[Any], said: Sequence[Any]) -> Case:
    """A case that hangs on that of a tag."""
    key = (ADJUDICATE, kind, name, *of.ids)
    return Case(kind, key, judged(seen), versions(said), of.span, of.ids, name, of.key)


def _code_cases(codes: Mapping[str, Mapping[str, Any]]) -> Iterator[Case]:
    """What is said of the whole article, by the name that the scheme gives it."""
    for name in sorted({name for said in codes.values() for name in said}):
        found = [(reader, said.get(name), None) for reader, said in sorted(codes.items())]
        seen = [[reader, value] for reader, value, _ in found if value is not None]
        key = (ADJUDICATE, "code", name)
        yield Case("code", key, judged(seen), versions(found), name=name)
