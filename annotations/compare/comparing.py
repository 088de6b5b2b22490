"""What two sides have in common, and what only one of them has."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec.structs import replace

from annotations.annotation import FINE, OTHER, Decision
from annotations.compare import actors, dates, quotes
from annotations.compare.copied import copied
from annotations.compare.decided import agreed, answers
from annotations.compare.figures import figures
from annotations.compare.maybe import maybes
from annotations.compare.named import named
from annotations.compare.sides import (
    FIGURE,
    Comparison,
    Item,
    Items,
    Match,
    Side,
    in_order,
    item_at,
    overlaps,
)
from annotations.compare.wording import holds, words
from annotations.units import Span

_BY_WORDS = ("proposal", "")  # roles that no rule tells to be the same but by their words
SHOWN = ("quote", "date", FIGURE)
"""The roles of which suggestions are shown before anything is tagged."""
_DIFFERS = {"date": "value", "actor": "name"}
_LONG = 4  # words that are looked for outside quotation marks, too

Denied = Callable[[Item, Item], bool]


def compare(left: Side, right: Side) -> Comparison:
    """What two sides have in common, and what only one has.

    Actors go by entity or name, dates by value, quotes by their words, the rest by a person's pair
    or by words. What is found nowhere among the items of the other side is looked for in its text.
    What may be said there in other words is asked about (`maybe`), neither found nor not found.
    `compare(a, b)` is `compare(b, a)` mirrored, and no item is two of the three.
    """
    said = answers(left, right)

    def is_denied(one: Item, other: Item) -> bool:
        decision = said(one, other)
        return decision is not None and decision.answer == OTHER

    found = list(_paired(left, right))
    found += _actors(left, right, *_open(left, right, found, "actor"), is_denied)
    found += dates.matches(*_open(left, right, found, "date"))
    found += quotes.matches(*_open(left, right, found, "quote"), is_denied)
    for role in _BY_WORDS:
        found += _of_like_words(*_open(left, right, found, role), is_denied)
    found += [
        *_in_the_text(left, right, found),
        *(match.mirrored() for match in _in_the_text(right, left, found)),
    ]
    found += _agreed(left, right, *_rest(left, right, found, _counts))
    found += figures(left, right)
    alone = _rest(left, right, found, _counts)
    told = [
        *maybes(left, right, list(same(alone[0])), alone[1]),
        *(match.mirrored() for match in maybes(right, left, list(same(alone[1])), alone[0])),
    ]
    found += [match for match in told if match.confirmed]
    maybe = [match for match in told if not match.confirmed]
    ours, theirs = _rest(left, right, [*found, *maybe], _counts)
    return Comparison(
        in_order(_confirmed(match, said) for match in found),
        ours,
        theirs,
        copied(left.text, right.text, (_quoted(left), _quoted(right))),
        in_order(maybe),
    )


def _confirmed(match: Match, said: Callable[[Item, Item], Decision | None]) -> Match:
    """A match, confirmed where a person has said of two of it that they are the same."""
    if not match.differs or match.confirmed:
        return match
    answered = (said(one, other) for one in match.left for other in match.right)
    return replace(match, confirmed=any(one and one.answer == FINE for one in answered))


def _counts(item: Item) -> bool:
    """Whether not finding it is worth a mark: tags, and what nobody had the time to tag yet."""
    return item.tagged or item.role in SHOWN


def _quoted(side: Side) -> list[Span]:
    return [item.span for item in side.items if item.role == "quote"]


def _open(left: Side, right: Side, found: Sequence[Match], role: str) -> tuple[Items, Items]:
    """The items of a role on both sides that no match has yet."""
    return _rest(left, right, found, lambda item: item.role == role)


def _rest(
    left: Side, right: Side, found: Sequence[Match], wanted: Callable[[Item], bool]
) -> tuple[Items, Items]:
    ours = {item.key for match in found for item in match.left}
    theirs = {item.key for match in found for item in match.right}
    return (
        tuple(item for item in left.items if item.key not in ours and wanted(item)),
        tuple(item for item in right.items if item.key not in theirs and wanted(item)),
    )


def same(items: Items) -> Iterator[Sequence[Item]]:
    """The items of one text that say the same: mentions of an actor, of a day, equal words."""
    yield from (g.left for g in actors.groups([one for one in items if one.role == "actor"], ()))
    said: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for one in items:
        if one.role != "actor":
            value = (one.value,) if one.role == "date" and one.value else words(one.words)
            said[one.role or one.label, one.pair, *value].append(one)
    yield from said.values()


def _paired(left: Side, right: Side) -> Iterator[Match]:
    """What a person has paired: items that bear one id."""
    here: dict[str, list[Item]] = defaultdict(list)
    there: dict[str, list[Item]] = defaultdict(list)
    for side, pairs in ((left, here), (right, there)):
        for item in side.items:
            if item.pair:
                pairs[item.pair].append(item)
    for pair in sorted(here.keys() & there.keys()):
        ours, theirs = tuple(here[pair]), tuple(there[pair])
        said = [words(" ".join(item.words for item in items)) for items in (ours, theirs)]
        yield Match(ours, theirs, "pair", quotes.differs(said[0], said[1]), confirmed=True)


def _agreed(left: Side, right: Side, ours: Items, theirs: Items) -> Iterator[Match]:
    """What no rule tells to be the same, and a person does: it differs, and that is settled."""
    here, there = (
        {item.key: tuple(items) for items in same(alone) for item in items}
        for alone in (ours, theirs)
    )
    for one, other in agreed(left, right):
        if one.key in here and other.key in there:
            mine, yours = here[one.key], there[other.key]
            yield Match(mine, yours, "person", _DIFFERS.get(one.role, "words"), confirmed=True)
            for taken, items in ((here, mine), (there, yours)):
                for item in items:
                    del taken[item.key]


def _actors(
    left: Side, right: Side, ours: Items, theirs: Items, is_denied: Denied
) -> Iterator[Match]:
    """The actors that both sides name, or the text of one; one that bears other names differs."""
    for group in actors.groups(ours, theirs):
        if group.left and group.right:
            if any(is_denied(one, other) for one in group.left for other in group.right):
                continue
            other = group.why not in ("entity", "name")
            sure = group.why == "entity"
            yield Match(group.left, group.right, group.why, "name" * other, confirmed=sure)
        elif group.left:
            if place := named(group.left, right):
                yield Match(group.left, (item_at(right, place, group.left[0]),), "text")
        elif place := named(group.right, left):
            yield Match((item_at(left, place, group.right[0]),), group.right, "text")


def _of_like_words(left: Items, right: Items, is_denied: Denied) -> Iterator[Match]:
    """Items of one label in the same words, all places together; or whole in those of another."""
    here, there = _by_words(left), _by_words(right)
    for kind in sorted(here.keys() & there.keys()):
        if not is_denied(here[kind][0], there[kind][0]):
            yield Match(tuple(here[kind]), tuple(there[kind]), "words")
    ours = {kind: here[kind] for kind in here.keys() - there.keys()}
    theirs = {kind: there[kind] for kind in there.keys() - here.keys()}
    pairs = {*_whole(ours, theirs), *((short, long) for long, short in _whole(theirs, ours))}
    for one, other in sorted(pairs):
        if not is_denied(ours[one][0], theirs[other][0]):
            yield Match(tuple(ours[one]), tuple(theirs[other]), "words", "cut")


_Wording = tuple[str, tuple[str, ...]]
"""A label, and words that it stands on."""


def _whole(
    short: Collection[_Wording], long: Collection[_Wording]
) -> Iterator[tuple[_Wording, _Wording]]:
    """Wordings of four words and more that stand whole in others of their label."""
    begun: dict[_Wording, list[_Wording]] = defaultdict(list)
    for one in short:
        if len(one[1]) >= _LONG:
            begun[one[0], one[1][:_LONG]].append(one)
    for other in long:
        label, said = other
        runs = {said[at : at + _LONG] for at in range(len(said) - _LONG + 1)}
        for run in runs if begun else ():
            yield from ((one, other) for one in begun.get((label, run), ()) if holds(said, one[1]))


def _by_words(items: Items) -> dict[_Wording, list[Item]]:
    found: dict[_Wording, list[Item]] = defaultdict(list)
    for item in items:
        if said := words(item.words):
            found[item.label, said].append(item)
    return found


def _in_the_text(side: Side, other: Side, found: Sequence[Match]) -> Iterator[Match]:
    """What no item of the other side says, and its text does, with or without marks around it."""
    known = {item.key for match in found for item in (*match.left, *match.right)}
    alone = [item for item in side.items if item.tagged and item.key not in known]
    alone = [item for item in alone if item.role not in ("actor", "date")]
    all_words = words(other.text) if alone else ()
    for item in alone:
        said = words(item.words)
        if len(said) >= _LONG and holds(all_words, said):
            parts = map(re.escape, re.findall(r"[^\W_]+", item.words))
            match = re.search(r"[\W_]+".join(parts), other.text, re.IGNORECASE)
            if match and not overlaps(other, match.span(), item.role):
                there = item_at(other, match.span(), item)
                yield Match((item,), (there,), "text", "marks" if item.role == "quote" else "")
