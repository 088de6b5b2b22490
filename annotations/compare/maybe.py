"""What no rule found in another text, and a sentence there may say in other words: a question.

No likeness of words tells a paraphrase. So where enough of what is missing stands in one sentence,
it is not said to be missing: a reader is shown that sentence, and asked.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from annotations.compare.actors import name
from annotations.compare.called import called, is_person
from annotations.compare.dates import is_day_of_year, may_mean, written
from annotations.compare.decided import absent, answers, pointed
from annotations.compare.likeliest import Likely, by_likeness, in_two
from annotations.compare.sides import Item, Items, Match, Side, item_at
from annotations.compare.spelled import is_spelled_alike, spelled
from annotations.units import Span, sentence_at
from annotations.units.english import is_common

LIKELY = {"actor": 0.6, "date": 0.3, "quote": 0.3}
"""The share of an item's words, by what they weigh, from which on a sentence may say the same."""
ABOUT = 0.2
"""The same for what any words tell, such as a proposal: the words beside it count as well, where
one of its own is there."""

IN_TWO = 0.27
"""The same for a quote of which two sentences together have much."""

WHY = "likely"


def maybes(
    side: Side, other: Side, alone: Sequence[Sequence[Item]], there: Items
) -> Iterator[Match]:
    """For what is alone on a side, with all that says the same, a sentence that may say it.

    `there` is what is alone on the other side. What a reader has pointed at is confirmed; what a
    reader looked for and did not find, and what is not in a sentence that was asked about, is
    left out.
    """
    said = answers(side, other)
    for items in alone:
        if place := next(filter(None, (pointed(item, side, other) for item in items)), None):
            yield Match(tuple(items), (item_at(other, place, items[0]),), WHY, "words", 1.0, True)
            continue
        if any(absent(item, side, other) for item in items):
            continue
        if best := _asked(_told_apart(items), side, other, there):
            asked = item_at(other, best.span, items[0])
            within = [asked, *(one for one in other.items if _overlap(one.span, best.span))]
            # What is there was told to be another, or to be the same and has changed since.
            if not any(said(item, one) for item in items for one in within):
                yield Match(tuple(items), (asked,), WHY, "", best.score)


def _told_apart(items: Sequence[Item]) -> list[Item]:
    """One item for each wording."""
    return list({item.words: item for item in reversed(items)}.values())[::-1]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _asked(items: Sequence[Item], side: Side, other: Side, there: Items) -> Likely | None:
    """The sentence to ask about for items that say the same, if any."""
    if place := _meant(items, side, other, there):
        return Likely(sentence_at(other.text, place[0]), 1.0)
    role = items[0].role
    if any(_needs_more(item, side) for item in items):
        return None
    least = LIKELY.get(role, 0.0)
    found = (
        next(filter(partial(_is_enough, role), by_likeness(item, other, side, least)), None)
        for item in items
    )
    best = max(filter(None, found), key=lambda one: (*one.rank, -one.span[0]), default=None)
    if best:
        return best
    both = (in_two(item, other) for item in items if role == "quote")
    return next((one for one in both if one and one.score >= IN_TWO), None)


def _is_enough(role: str, one: Likely) -> bool:
    """Whether a sentence has so much of an item of that role that it may say it."""
    if role == "proposal":
        return one.score + one.around > 0  # a quarter of those with less stood there all the same
    return one.score > 0 and one.score >= LIKELY.get(role, ABOUT - one.around)


def _needs_more(item: Item, side: Side) -> bool:
    """Whether like words tell nothing: of other days, other first names, a name that is a word."""
    if item.role == "actor":
        return is_person(item, side) or is_common(item.words.lower())
    return item.role == "date" and bool(item.value)


def _meant(items: Sequence[Item], side: Side, other: Side, there: Items) -> Span | None:
    """Where a text calls an actor by what it is, or has a date that may be the same."""
    for item in items:
        if item.role == "actor":
            said = name(item.words)
            alike = (one.span for one in there if one.role == "actor"
                     and is_spelled_alike(said, name(one.words)))  # fmt: skip
            if place := called(item, side, other) or next(alike, None):
                return place
            if place := spelled(item, said, side, other):
                return place
        if item.role == "date":
            meant = (one.span for one in there if one.role == "date" and may_mean(item, one))
            days = (one.span for one in other.items if is_day_of_year(item, one))
            if place := next(meant, None) or written(item, other) or next(days, None):
                return place
    return None
