"""What a person decided about two texts: that something is not in the other, or not the same."""

from collections.abc import Callable, Iterator

from annotations.annotation import ABSENT, FINE, Decision, Key, judged, standing
from annotations.compare.sides import COMPARE, TEXT, Item, Side, item_at
from annotations.units import Span

ABSENCE, SAME = "absence", "same"
"""What is asked: whether it is not in the other text; whether two wordings are the same."""

Subject = tuple[Key, str]
"""What a decision is about, and the digest of what is looked at."""


def absence(item: Item, other: Side) -> Subject:
    """An item not found in another text; asked again where its words or that text change."""
    about = (COMPARE, ABSENCE, *item.key, other.id)
    return about, judged(item.words, item.value, other.digest)


def sameness(one: Item, other: Item) -> Subject:
    """Two items that may be the same: asked again where the words of one change."""
    first, second = sorted((one, other), key=lambda item: item.key)
    return (COMPARE, SAME, *first.key, *second.key), judged(first.words, second.words)


def absent(item: Item, side: Side, other: Side) -> Decision | None:
    """The decision that an item of a side is verified not to be in the other text, if any."""
    found = standing(side.decisions, *absence(item, other))
    return found if found and found.answer == ABSENT else None


def answers(left: Side, right: Side) -> Callable[[Item, Item], Decision | None]:
    """What somebody said of two items, `other` or `fine`, if anything; either file holds it."""
    decisions = [
        one for one in left.decisions | right.decisions if one.about[:2] == (COMPARE, SAME)
    ]

    def answered(one: Item, other: Item) -> Decision | None:
        return standing(decisions, *sameness(one, other)) if decisions else None

    return answered


def agreed(left: Side, right: Side) -> Iterator[tuple[Item, Item]]:
    """Items of both sides of which somebody said that they are the same, whatever they say."""
    here, there = ({item.key: item for item in side.items} for side in (left, right))
    for one in sorted(left.decisions | right.decisions, key=lambda one: (one.about, one.at)):
        if one.answer != FINE or one.about[:2] != (COMPARE, SAME):
            continue
        rest = one.about[2:]
        keys = [(rest[:at], rest[at:]) for at in (1, 3)]  # of a tag, of a suggestion
        for a, b in [*keys, *(pair[::-1] for pair in keys)]:
            both = here.get(a), there.get(b)
            if both[0] and both[1] and standing((one,), *sameness(both[0], both[1])):
                yield both[0], both[1]


def pointed(item: Item, side: Side, other: Side) -> Span | None:
    """The words of another text of which somebody said that they are the same as an item.

    They need not be tagged there: `sameness(item, item_at(other, span, item))` is what was judged.
    """
    decided = side.decisions | other.decisions
    for one in sorted(decided, key=lambda one: (one.at, one.about), reverse=True):
        span = _span(one.about, item.key) if one.answer == FINE else None
        if span and standing((one,), *sameness(item, item_at(other, span, item))):
            return span
    return None


def _span(about: Key, key: Key) -> Span | None:
    """The words that a decision says are the same as the item of a key; `None` if it is a tag's."""
    kind, rest = about[:2], about[2:]
    for place, held in ((rest[-3:], rest[:-3]), (rest[:3], rest[3:])):
        if kind == (COMPARE, SAME) and held == key and place[0] == TEXT:
            return int(place[1]), int(place[2])
    return None
