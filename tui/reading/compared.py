"""Two of the articles side by side held against each other: what their panes mark, what is asked.

It is computed behind the screen from what both were at one moment, and again once something has
changed; until then what was found before is shown.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

from annotations.annotation import Contents
from annotations.article import Article
from annotations.compare.sides import (
    DIFFERS,
    MAYBE,
    MISSING,
    TEXT,
    Comparison,
    Item,
    Items,
    Match,
    Side,
)
from annotations.entity import Entity, resolved
from annotations.scheme import Scheme
from annotations.suggestion import Candidate
from annotations.units import Span
from tui.effects import Compute, Effect, Effects
from tui.reading.events import Outside, StandIn
from tui.reading.marks import Mark, Marks
from tui.reading.pane import Pane


class Difference(Struct, frozen=True):
    """What is found in one article only, or differs, seen from the article of `number` (0, 1).

    Of what is not found, `nearest` is the sentence of the other article that may say it after all;
    `asked` are its words where they are so like it that it may be there.
    """

    number: int
    here: Items
    there: Items = ()
    match: Match | None = None
    nearest: Span | None = None
    asked: Item | None = None

    @property
    def sign(self) -> str:
        """Its mark."""
        return DIFFERS if self.match else MAYBE if self.asked else MISSING


class Places:
    """Where the items of one article stand, found by a code point among those near it."""

    def __init__(self, differences: Iterable[Difference], number: int) -> None:
        found = [
            (item.span, n, one) for n, one in enumerate(differences) for item in _on(one, number)
        ]
        found.sort(key=lambda place: place[:2])
        self._found = [(span, one) for span, _, one in found]
        self._reach = list(accumulate((span[1] for span, _ in self._found), max))

    def at(self, offset: int) -> Difference | None:
        """What the smallest item over a code point belongs to."""
        last = bisect_right(self._found, offset, key=lambda place: place[0][0])
        over = []
        while last > 0 and self._reach[last - 1] > offset:
            last -= 1
            (start, end), one = self._found[last]
            if end > offset:
                over.append((end - start, last, one))
        return min(over, key=lambda place: place[:2])[2] if over else None


class Found(Struct, frozen=True):
    """Two sides and what came of comparing them: differences first, then what is the same."""

    sides: tuple[Side, Side]
    comparison: Comparison
    differing: tuple[Difference, ...]
    places: tuple[Places, Places]


class Beside(Protocol):
    """What is looked at: the panes, what they show, and how often something has changed."""

    scheme: Scheme
    outside: Outside
    changes: int
    panes: list[Pane]
    compared: "Compared | None"

    @property
    def is_looking(self) -> bool:
        """Whether suggestions may still arrive."""

    def look_again(self) -> Effects:
        """Have the queue on top take in what was found."""


At = tuple[str, Span, str | None]
"""An article by its id, what is selected in it, and the tag that is held."""


class Compared:
    """Which two articles are compared, by their ids, and what was found last.

    `begin` is called when something has been found for the first time. `crossed` is where one went
    from one to the other last, and from where: each an article's id and what was selected.
    """

    def __init__(self, ids: tuple[str, str], begin: "Begin") -> None:
        self.ids, self.begin = ids, begin
        self.found: Found | None = None
        self.crossed: tuple[At, At] | None = None
        self._asked: tuple[object, ...] = ()
        self._busy = False

    def ask(self, reading: Beside) -> list[Effect]:
        """Have it computed where something has changed since, unless that is being done."""
        here = [pane for pane in reading.panes if not isinstance(pane.session, StandIn)]
        panes = [pane for id in self.ids for pane in here if pane.session.article.id == id]
        now = (
            reading.changes,
            reading.is_looking,
            *(pane.session.article.digest for pane in panes),
        )
        if self._busy or now == self._asked or len(panes) != len(self.ids):
            return []
        self._asked, self._busy = now, True
        work = partial(_compared, moment(panes), reading.scheme, reading.outside.entities)
        return [Compute(work, partial(self._take, reading))]

    def _take(self, reading: Beside, found: Found | None) -> Effects:
        """Show what was found; `None` where that could not be computed."""
        self._busy = False
        if found is None or reading.compared is not self:
            return ()
        first, self.found = self.found is None, found
        self.show(reading.panes)
        return self.begin(self) if first else reading.look_again()

    def show(self, panes: Iterable[Pane]) -> None:
        """Have the panes show their marks, and the others none."""
        for pane in panes:
            pane.show_marks(self.marks(pane.session.article.id))

    def marks(self, id: str) -> Marks | None:
        """What is marked in an article, `None` for one that is not compared."""
        if self.found is None or id not in self.ids:
            return None
        number = self.ids.index(id)
        marks = [
            Mark(item.span, one.sign, item.tagged, item.label)
            for one in self.found.differing
            for item in (one.here if one.number == number else one.there)
            if item.key[0] != "text"
        ]
        copied = sorted(pair[number] for pair in self.found.comparison.copied)
        return Marks(tuple(sorted(marks, key=lambda mark: mark.span)), tuple(copied))

    def differences(self) -> list[Difference]:
        """What differs or is alone and is tagged, in reading order of the first article."""
        found = self.found.differing if self.found else ()
        tagged = (one for one in found if any(item.tagged for item in (*one.here, *one.there)))
        return sorted(tagged, key=lambda one: (one.number, one.here[0].order))

    def at(self, id: str, selected: Span) -> Difference | None:
        """What is compared where a selection begins, seen from there: also what is the same."""
        if self.found is None or id not in self.ids:
            return None
        number = self.ids.index(id)
        one = self.found.places[number].at(selected[0])
        if one is None or one.number == number:
            return one
        return Difference(number, one.there, one.here, one.match and one.match.mirrored())

    def mentions(self, id: str, difference: Difference) -> list[Span]:
        """All that says the same in an article."""
        there = self.ids.index(id) != difference.number
        return sorted(item.span for item in (difference.there if there else difference.here))


Begin = Callable[[Compared], Effects]
"""Goes through what was found."""


def _on(one: Difference, number: int) -> Items:
    return one.here if one.number == number else one.there


Moment = Sequence[tuple[Article, Contents, tuple[Candidate, ...]]]
"""Articles as they are at one moment, with what is tagged and suggested in them."""


LARGEST = 200_000
"""Code points of an article of which only the tags are compared: to gather all that is suggested
would hold up the keys."""


def moment(panes: Iterable[Pane]) -> Moment:
    """The articles of panes as they are now, to be compared on another thread."""
    return [
        (
            pane.session.article,
            pane.session.contents,
            tuple(pane.suggested or ()) if len(pane.text) <= LARGEST else (),
        )
        for pane in panes
    ]


Entities = Callable[[], Mapping[str, Entity]]
"""The entities of the project, by id: looked up behind the screen."""


def sides_of(seen: Moment, scheme: Scheme, entities: Entities) -> list[Side]:
    """Articles as they were, as sides; this runs behind the screen."""
    from annotations.compare.sides import side

    same = resolved(entities())
    return [side(article, contents, scheme, found, same) for article, contents, found in seen]


def _compared(seen: Moment, scheme: Scheme, entities: Entities) -> Found:
    from annotations.compare.comparing import compare

    left, right = sides_of(seen, scheme, entities)
    found = compare(left, right)
    alone = [*_alone(0, left, right, found.left), *_alone(1, right, left, found.right)]
    alike, unlike = list[Difference](), alone
    for one in found.maybe:
        number = int(one.left[0].key[0] == TEXT)
        here, [asked] = (one.right, one.left) if number else (one.left, one.right)
        alone.append(Difference(number, here, nearest=asked.span, asked=asked))
    for match in found.matches:
        kind = unlike if match.differs and not match.confirmed else alike
        kind.append(Difference(0, match.left, match.right, match))
    places = Places([*unlike, *alike], 0), Places([*unlike, *alike], 1)
    return Found((left, right), found, tuple(unlike), places)


def _alone(number: int, side: Side, other: Side, items: Items) -> Iterator[Difference]:
    """What only one side has, each with the sentence that is nearest in the other."""
    from annotations.compare.comparing import same
    from annotations.compare.likeliest import likeliest

    for said in same(items):
        short = len(other.text) <= LARGEST
        likely = likeliest(said[0], other, side) if short else None
        yield Difference(number, tuple(said), nearest=likely.span if likely else None)
