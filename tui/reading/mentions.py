"""All mentions of an actor in the articles side by side, as they light up and are counted.

Who is who is told as where articles are compared: by entity, else by name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from annotations.annotation import Annotation, Key
from annotations.compare.sides import Item
from annotations.scheme import Scheme
from annotations.units import Span
from tui.reading.pane import Pane

if TYPE_CHECKING:
    from annotations.compare.actors import Name

MOST = 600
"""Tags of the articles side by side, up to which mentions are looked for: a key waits for that."""

Place = tuple[int, Key]
"""A mention, by the number of its article and its key."""

Mentioned = Mapping[int, Sequence[Span]]
"""Where somebody is tagged, in order, by the numbers of the articles that do so."""

Counts = tuple[tuple[str, int], ...]
"""What articles are called, and how often somebody is tagged in each."""


class Mentions:
    """The mentions of actors in articles, as they were when one last stood on one of them."""

    def __init__(self) -> None:
        self._asked: tuple[object, ...] = ()
        self._named: list[list[tuple[Name, Item]]] = []
        self._known: dict[Place, Mentioned] = {}

    def of(
        self, number: int, tag: Annotation, panes: Sequence[Pane], scheme: Scheme, changes: int
    ) -> Mentioned:
        """Where the one whom a tag of an article means is tagged; `changes` tells of new tags."""
        if sum(len(pane.session.index) for pane in panes) > MOST:
            return {}
        asked = changes, *((pane.session.article.id, id(pane.session)) for pane in panes)
        if self._asked != asked:
            self._asked, self._known = asked, {}
            self._named = [list(_named(pane, scheme)) for pane in panes]
        place: Place = number, (tag.id,)
        if place not in self._known:
            self._known |= _actors(_near(self._named, place))
        return self._known.get(place, {})


def _named(pane: Pane, scheme: Scheme) -> "Iterator[tuple[Name, Item]]":
    """The actors' tags of an article, by name."""
    from annotations.compare.actors import name

    held = {
        label.name: label.holding("entity", "entity")
        for label in scheme.labels
        if scheme.role_of(label.name) == "actor"
    }
    named = _kept(name)
    for tag in pane.session.index:
        if tag.label in held:
            span, words = (tag.start, tag.end), pane.text[tag.start : tag.end]
            entity = str(tag.attrs.get(held[tag.label]) or "")
            yield named(words), Item((tag.id,), span, tag.label, "actor", words, entity=entity)


@cache
def _kept(name: "Callable[[str], Name]") -> "Callable[[str], Name]":
    """Names as they are told from words, which are the same with every new tag."""
    return lru_cache(maxsize=4 * MOST)(name)


def _near(named: "Sequence[Sequence[tuple[Name, Item]]]", place: Place) -> list[list[Item]]:
    """The mentions that may mean the same as the one at a place, or as one of those: they share an
    entity or the last word, or one is an acronym of the other."""
    ahead = {(n, item.key): (name, item) for n, of in enumerate(named) for name, item in of}
    near, wanted = set[Place](), set[str]()
    coming = [place] if place in ahead else []
    while coming:
        near |= set(coming)
        for one in coming:
            wanted |= _traits(*ahead.pop(one), short="long:", long="short:")
        coming = [
            one
            for one, said in ahead.items()
            if not wanted.isdisjoint(_traits(*said, short="short:", long="long:"))
        ]
    return [[item for _, item in of if (n, item.key) in near] for n, of in enumerate(named)]


def _traits(name: "Name", item: Item, short: str, long: str) -> set[str]:
    """By what a mention is told to be near: an acronym behind `short`, initials behind `long`."""
    traits = {name.last}
    if name.capitals:
        traits.add(short + name.last)
    if len(name.words) > 1:
        traits.add(long + name.initials)
    return traits | {f"={item.entity}"} if item.entity else traits


def _actors(named: Sequence[Sequence[Item]]) -> dict[Place, Mentioned]:
    """Who is who among some mentions, of two articles at a time."""
    from annotations.compare.actors import groups
    from annotations.compare.shingles import Forest

    places = [(n, item) for n, items in enumerate(named) for item in items]
    numbers = {(n, item.key): number for number, (n, item) in enumerate(places)}
    forest = Forest(len(places))
    for a, b in combinations_with_replacement(range(len(named)), 2):
        for group in groups(named[a], named[b] if a != b else ()):
            held = [numbers[a, one.key] for one in group.left]
            held += [numbers[b, one.key] for one in group.right]
            for number in held[1:]:
                forest.join(held[0], number)
    found: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for number, (n, item) in enumerate(places):
        found[forest.root(number)][n].append(item.span)
    roots = {(n, item.key): forest.root(number) for number, (n, item) in enumerate(places)}
    return {place: found[root] for place, root in roots.items()}
