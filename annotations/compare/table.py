"""Several texts in one table: a row for whatever one of them says, a cell for each text."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from annotations.annotation import FINE, Decision
from annotations.compare.comparing import SHOWN, compare, same
from annotations.compare.decided import absent, answers
from annotations.compare.shingles import Forest
from annotations.compare.sides import DIFFERS, MAYBE, MISSING, TEXT, Item, Items, Match, Side

ORDER = ("actor", "date", "proposal", "quote", "reported", "figure", "")
"""The roles, in the order in which the table has them."""

WITHIN = "within"
"""Why a day is found where a text says the month only."""


class Cell(Struct, frozen=True):
    """What one text says: all mentions, and the share of the text (0 to 1) where the first is."""

    items: Items
    at: float
    why: str = ""


class Row(Struct, frozen=True):
    """What one text or more say: `cells` has one for each text, `None` where it is not found.

    `mark` is `+`, `~` or empty, `differs` in what. `tagged` is whether any of it is a tag. `sure`
    is whether a person has said that it is the same: by one pair or entity, or by the decisions
    `agreed`. `absences` are the decisions that it is not in a text, by that text's number; `maybe`
    the sentences that may say it in other words where it is not found, likewise. The mark is `?`
    where there is one in each of those texts.
    """

    role: str
    label: str
    name: str
    cells: tuple[Cell | None, ...]
    mark: str = ""
    differs: str = ""
    tagged: bool = True
    sure: bool = False
    agreed: tuple[Decision, ...] = ()
    absences: tuple[tuple[int, Decision], ...] = ()
    maybe: tuple[tuple[int, Item], ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has looked: at the match, or in each text where it is not found."""
        return self.sure or 0 < self.cells.count(None) == len(self.absences)


def table(sides: Sequence[Side]) -> list[Row]:
    """The rows of several texts: by role, what differs first; dates by their values.

    Two texts are compared at a time. What a person or a rule has found to be the same in two of
    them is one row.
    """
    compared = [(a, b, compare(sides[a], sides[b])) for a, b in combinations(range(len(sides)), 2)]
    found = [(a, b, match) for a, b, of in compared for match in of.matches]
    gathering = _Gathering(sides, found)
    matches: dict[int, list[_Found]] = defaultdict(list)
    for a, b, match in found:
        for root in {gathering.root(a, match.left[0]), gathering.root(b, match.right[0])}:
            matches[root].append((a, b, match))
    maybe: dict[int, dict[int, Item]] = defaultdict(dict)
    for a, b, of in compared:
        for match in of.maybe:
            ends = [(a, match.left[0]), (b, match.right[0])]
            (n, item), (there, words_there) = sorted(ends, key=lambda end: end[1].key[0] == TEXT)
            maybe[gathering.root(n, item)].setdefault(there, words_there)
    rows = [
        _row(sides, held, matches[root], maybe[root]) for root, held in gathering.rows().items()
    ]
    return sorted((row for row in rows if row.tagged or row.role in SHOWN), key=_order)


_Place = tuple[int, tuple[str, ...]]
"""A text's number, and the key of an item of it."""
_Found = tuple[int, int, Match]
"""The numbers of two texts, and a match between them."""


class _Gathering:
    """Items put together that are one row: by their text, and by matches over two."""

    def __init__(self, sides: Sequence[Side], found: Sequence[_Found]) -> None:
        self._items: dict[_Place, Item] = {
            (n, one.key): one for n, side in enumerate(sides) for one in side.items
        }
        for a, b, match in found:
            self._items |= {(a, one.key): one for one in match.left}
            self._items |= {(b, one.key): one for one in match.right}
        self._numbers = {place: number for number, place in enumerate(self._items)}
        self._forest = Forest(len(self._items))
        for n, side in enumerate(sides):
            for one in same(side.items):
                self._join([(n, item.key) for item in one])
        for a, b, match in found:
            if match.why != WITHIN:
                here, there = [(a, one.key) for one in match.left], match.right
                self._join(here + [(b, one.key) for one in there])

    def _join(self, places: Sequence[_Place]) -> None:
        for place in places[1:]:
            self._forest.join(self._numbers[places[0]], self._numbers[place])

    def root(self, n: int, item: Item) -> int:
        """What the row of an item goes by."""
        return self._forest.root(self._numbers[n, item.key])

    def rows(self) -> dict[int, list[tuple[int, Item]]]:
        """The items of each row, with the numbers of their texts, in reading order."""
        rows: dict[int, list[tuple[int, Item]]] = defaultdict(list)
        for (n, _), item in sorted(self._items.items(), key=lambda one: one[1].order):
            rows[self.root(n, item)].append((n, item))
        return rows


def _row(
    sides: Sequence[Side],
    held: Sequence[tuple[int, Item]],
    matches: Sequence[_Found],
    maybe: Mapping[int, Item],
) -> Row:
    items: list[list[Item]] = [[] for _ in sides]
    for n, item in held:
        items[n].append(item)
    cells = [_cell(side, of) for side, of in zip(sides, items, strict=True)]
    for a, b, match in matches:
        # A day of which another text says the month only is found there.
        for n, there in ((a, match.left), (b, match.right)):
            if cells[n] is None:
                cells[n] = _cell(sides[n], there, match.why)
    first = held[0][1]
    alone = [n for n, cell in enumerate(cells) if cell is None]
    differs = next((match.differs for _, _, match in matches if match.differs), "")
    mark = DIFFERS if differs else ""
    if alone:
        mark = MAYBE if maybe.keys() >= set(alone) else MISSING
    return Row(
        first.role,
        first.label,
        _name([item for _, item in held]),
        tuple(cells),
        mark,
        differs,
        any(item.tagged for _, item in held),
        bool(matches) and all(match.confirmed for _, _, match in matches),
        tuple(_agreed(sides, matches)),
        tuple(_absences(sides, held, alone)),
        tuple((n, maybe[n]) for n in alone if n in maybe),
    )


def _cell(side: Side, items: Sequence[Item], why: str = "") -> Cell | None:
    at = items[0].span[0] / max(1, len(side.text)) if items else 0.0
    return Cell(tuple(items), at, why) if items else None


def _absences(
    sides: Sequence[Side], held: Sequence[tuple[int, Item]], alone: Sequence[int]
) -> Iterator[tuple[int, Decision]]:
    for there in alone:
        decided = (absent(item, sides[n], sides[there]) for n, item in held)
        if decision := next(filter(None, decided), None):
            yield there, decision


def _agreed(sides: Sequence[Side], matches: Sequence[_Found]) -> Iterator[Decision]:
    for a, b, match in matches:
        said = answers(sides[a], sides[b]) if match.confirmed else None
        found = (said(one, other) for one in match.left for other in match.right) if said else ()
        yield from [one for one in found if one and one.answer == FINE][:1]


def _name(items: Sequence[Item]) -> str:
    """What a row is called: an actor's longest name, a date's value, the shortest wording."""
    first = items[0]
    said = [" ".join(item.words.split()) for item in items]
    if first.role == "actor":
        # Who has an entity may go by names that have nothing in common: the usual one tells most.
        usual = Counter(said) if first.entity else Counter[str]()
        return max(said, key=lambda name: (usual[name], len(name)))
    return first.value or min(said, key=len)


def _order(row: Row) -> tuple[object, ...]:
    first = min((cell.at for cell in row.cells if cell), default=0.0)
    place = ORDER.index(row.role) if row.role in ORDER else len(ORDER)
    when = row.name if row.role == "date" else ""
    marks = (
        "" if row.role == "date" else {MISSING: "0", MAYBE: "1", DIFFERS: "2"}.get(row.mark, "3")
    )
    return place, row.label, when, marks, first, row.name
