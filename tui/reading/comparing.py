"""The articles side by side as they are compared: which two, and who lights up in all of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from annotations.annotation import SECOND_LOOK, Annotation, Key
from annotations.compare.sides import Item
from annotations.scheme import Scheme
from annotations.units import Span
from tui.effects import Effect, Effects
from tui.reading.compared import Begin, Compared
from tui.reading.events import Outside
from tui.reading.pane import Pane
from tui.reading.queues import Queues
from tui.reading.side_by_side import Left
from tui.reading.suggested import Suggested

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
    from annotations.compare.actors import LONGEST, name

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
            yield (
                named(words[:LONGEST]),
                Item((tag.id,), span, tag.label, "actor", words, entity=entity),
            )


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


class Comparing(Queues):
    """Panes of which two may be compared; `changes` counts the changes that were shown."""

    scheme: Scheme
    outside: Outside
    suggested: Suggested

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.changes = 0
        self.compared: Compared | None = None
        self._mentions = Mentions()
        self.mentioned: Mentioned = {}
        """Where the actor that is selected is tagged, by the numbers of the panes."""

    @property
    def is_looking(self) -> bool:
        """Whether suggestions may still arrive."""
        return self.suggested.looking

    @property
    def suggestions_left(self) -> int:
        """See `Queues.suggestions_left`; what was withheld counts once its article is done."""
        left = super().suggestions_left
        if any(queue.kind == SECOND_LOOK for queue in self.queues):
            return left
        shown = (self.panes[number].session for number in self.seen)
        return left + sum(len(self.suggested.withheld(session)) for session in shown)

    def compare(self, begin: Begin | None) -> None:
        """Compare the article that has the keys with the next one, or none any more.

        What comes of it is gone through as `begin` has it, once it is there.
        """
        count = len(self.panes)
        ids = [self.panes[(self.active + n) % count].session.article.id for n in range(count)][:2]
        shown = [pane.session.article.id for pane in self.panes]
        self.compared = None
        if begin and len(ids) == 2:
            first, second = sorted(ids, key=shown.index)
            self.compared = Compared((first, second), begin)
        for pane in self.panes:
            pane.show_marks(None)
        self.show_places()

    def compare_shown(self) -> None:
        """Go on comparing where other articles are shown by now."""
        if self.compared:
            shown = {pane.session.article.id for pane in self.panes}
            if not set(self.compared.ids) <= shown:
                self.compare(self.compared.begin)

    def ask_to_compare(self) -> list[Effect]:
        """Have the articles compared again, where something has changed."""
        return self.compared.ask(self) if self.compared else []

    def look_again(self) -> Effects:
        """Have the queue on top take in what was found behind the screen."""
        if self.queue:
            yield from self.queue.look_again()
        self.show_places()

    def light(self) -> None:
        """Light up what belongs to the selection, and in all panes the mentions of its actor."""
        lit, self.mentioned = (self.lit, self._mentioned()) if self.panes else ([], {})
        named, found = self._named(), self.mentioned
        if sum(map(len, found.values())) == 1:  # that is what is selected
            found = {}
        for number, pane in enumerate(self.panes):
            own = lit if number == self.active else []
            others = {*found.get(number, ()), *named.get(pane.session.article.id, ())}
            pane.light(sorted({*own, *others}) if others else own)

    @property
    def mention_counts(self) -> Counts:
        """How often who is selected is tagged in each article in view, if that tells anything."""
        shown = [pane.session.article for pane in self.panes]
        counts = [len(self.mentioned.get(number, ())) for number in range(len(shown))]
        if sum(counts) < (1 if len(shown) > 1 else 2):
            return ()
        names = (one.meta.source or one.title for one in shown)
        return tuple(zip(names, counts, strict=True))

    def _mentioned(self) -> Mentioned:
        """Where the actor is tagged on whose tag the selection stands."""
        held, start = self.held, self.pane.selected[0]
        here = [held] if held else self.session.index.at(start)
        actors = (tag for tag in here if self.scheme.role_of(tag.label) == "actor")
        if (tag := next(actors, None)) is None:
            return {}
        return self._mentions.of(self.active, tag, self.panes, self.scheme, self.changes)

    def _named(self) -> dict[str, list[Span]]:
        """Where the compared articles name an actor that is selected: in tags or not."""
        compared = self.compared
        one = compared.at(self.session.article.id, self.pane.selected) if compared else None
        if compared is None or one is None or one.here[0].role != "actor":
            return {}
        return {id: compared.mentions(id, one) for id in compared.ids}
