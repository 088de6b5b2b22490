"""Which dates of two texts are the same: by value, a day standing for the month it lies in."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from annotations.compare.sides import Item, Items, Match
from annotations.compare.wording import words

_UNITS = (
    (frozenset("day days morning afternoon evening night".split()), len("2030-05-01")),
    (frozenset("month months".split()), len("2030-05")),
    (frozenset("year years".split()), len("2030")),
)
"""The units that a date is told in, and how long the values of one are."""


def matches(left: Sequence[Item], right: Sequence[Item]) -> list[Match]:
    """The dates that both sides have, all mentions of one value together.

    Where one names the day and the other its month, both are found; so are equal words with other
    values, which differ. What has no value goes by its words.
    """
    here, there = _by_value(left), _by_value(right)
    found = [Match(here[value], there[value], "value") for value in here.keys() & there.keys()]
    alone = (here.keys() - there.keys(), there.keys() - here.keys())
    for value in alone[0]:
        if around := _nearest(value, there):
            found.append(Match(here[value], there[around], "within"))
    for value in alone[1]:
        around = _nearest(value, here)
        if around and not any(m.left == here[around] and m.right == there[value] for m in found):
            found.append(Match(here[around], there[value], "within"))
    taken = [{id(item) for match in found for item in side(match)} for side in (_left, _right)]
    return found + list(
        _of_like_words(
            [item for item in left if id(item) not in taken[0]],
            [item for item in right if id(item) not in taken[1]],
        )
    )


def may_mean(one: Item, other: Item) -> bool:
    """Whether a date without a value, such as "the same day", may be one that has one."""
    if bool(one.value) == bool(other.value):
        return False
    said = set(words(other.words if one.value else one.words))
    value = one.value or other.value
    return any(said & units and len(value) == length for units, length in _UNITS)


def _left(match: Match) -> Items:
    return match.left


def _right(match: Match) -> Items:
    return match.right


def _by_value(items: Sequence[Item]) -> dict[str, Items]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.value or f"={' '.join(words(item.words))}"].append(item)
    return {value: tuple(same) for value, same in found.items()}


def _nearest(value: str, others: dict[str, Items]) -> str:
    """The value in which another lies or that lies in it, the closest; empty for none."""
    near = [other for other in others if _lies_in(value, other) or _lies_in(other, value)]
    return max(near, key=lambda other: (min(len(other), len(value)), other), default="")


def _lies_in(inner: str, outer: str) -> bool:
    """Whether an ISO date, month or interval lies in another."""
    if inner.startswith("=") or outer.startswith("="):
        return False
    if outer[:2] == "--" or inner[:2] == "--":
        return False
    start, _, end = outer.partition("/")
    first, _, last = inner.partition("/")
    if not end:
        return first.startswith(start + "-") and (last or first).startswith(start + "-")
    return bool(start) and start <= first and (last or first)[: len(end)] <= end


def _of_like_words(left: Sequence[Item], right: Sequence[Item]) -> Iterator[Match]:
    """Dates in the same words that mean another day: Friday of this week and of the last."""
    there: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in right:
        there[words(item.words)].append(item)
    here: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in left:
        here[words(item.words)].append(item)
    for said in here.keys() & there.keys():
        yield Match(tuple(here[said]), tuple(there[said]), "words", "value")
