"""Which dates of two texts are the same: by value, a day standing for the month it lies in."""

import re
from calendar import weekday
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotations.compare.sides import Item, Items, Match, Side, overlaps
from annotations.compare.wording import words
from annotations.units import Span
from annotations.units.date_words import PARTS, WEEKDAYS
from annotations.units.number_words import MONTHS

_SATURDAY = 5
_DAY, _YEAR = re.compile(r"\d{4}-\d\d(?:-\d\d)?"), re.compile(r"\d{4}")
_PART = frozenset("beginning early end ending late mid middle".split())
"""Words by which less is said than the month that is a date's value."""
_SEASONS = {
    "spring": "03 04 05 06", "summer": "06 07 08 09", "autumn": "09 10 11 12",
    "fall": "09 10 11 12", "winter": "12 01 02 03",
}  # fmt: skip
"""The months that are said to be in a season, of which the value is the year."""

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
        if around := _nearest(value, here, there):
            found.append(Match(here[value], there[around], "within"))
    for value in alone[1]:
        around = _nearest(value, there, here)
        if around and not any(m.left == here[around] and m.right == there[value] for m in found):
            found.append(Match(here[around], there[value], "within"))
    return found + list(_of_like_words(left, right, found))


def is_day_of_year(one: Item, other: Item) -> bool:
    """Whether two dates are one day of two years, of which one is not said: May 3, May 3, 2030.

    A month that both name may stand for its day.
    """
    if not all(item.role == "date" and _DAY.fullmatch(item.value) for item in (one, other)):
        return False
    is_said = all(_YEAR.search(item.words) for item in (one, other))
    if is_said or one.value[:4] == other.value[:4]:
        return False
    short, long = sorted((one.value[4:], other.value[4:]), key=len)
    if len(long) < len("-05-01"):
        return False
    return long == short or (
        long.startswith(short) and not {*words(one.words)}.isdisjoint(words(other.words))
    )


def may_mean(one: Item, other: Item) -> bool:
    """Whether a date without a value, such as "the same day", may be one that has one."""
    if bool(one.value) == bool(other.value):
        return False
    said = set(words(other.words if one.value else one.words))
    value = one.value or other.value
    return any(said & units and len(value) == length for units, length in _UNITS)


def written(item: Item, other: Side) -> Span | None:
    """Where a text says a day or a month in other words that no item of it has as a date."""
    for pattern in _forms(item):
        for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", other.text):
            if not overlaps(other, found.span(), "date"):
                return found.span()
    return None


def _forms(item: Item) -> Iterator[str]:
    """How a day or a month may be written without the rest of its value."""
    if "week" in words(item.words):
        yield r"(?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]hat)\sweek"
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", item.value)
    year, month, day = (int(number or 1) for number in found.groups()) if found else (1, 1, 1)
    try:
        which = weekday(year, month, day)
    except ValueError:
        return  # a day that the calendar does not have
    if found and not found[3]:
        yield rf"(?:[Ii]n|[Ll]ast|[Oo]f|[Ss]ince|[Tt]his)\s{MONTHS[month - 1].title()}"
    elif found:
        name = rf"{MONTHS[month - 1][:3].title()}[a-z]*\.?"
        yield rf"{name}\s{day}(?:st|nd|rd|th)?|{day}(?:st|nd|rd|th)?\s{name}"
        yield rf"0?{month}/0?{day}(?:/(?:{year}|{year % 100:02}))?"
        yield WEEKDAYS[which].title()
        if which >= _SATURDAY:
            yield "[Ww]eekend"


def _by_value(items: Sequence[Item]) -> dict[str, Items]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.value or f"={' '.join(words(item.words))}"].append(item)
    return {value: tuple(same) for value, same in found.items()}


def _nearest(value: str, here: Mapping[str, Items], there: Mapping[str, Items]) -> str:
    """The value there in which another lies or that lies in it, the closest; empty for none."""
    near = [
        other
        for other, items in there.items()
        if (_lies_in(value, other) and _covers(items, value))
        or (_lies_in(other, value) and _covers(here[value], other))
    ]
    return max(near, key=lambda other: (min(len(other), len(value)), other), default="")


def _covers(outer: Items, inner: str) -> bool:
    """Whether dates say all that their value does: not the end of May, and a season of a year."""
    if not re.fullmatch(r"\d{4}", outer[0].value):
        return not all(_PART & set(words(item.words)) for item in outer)
    seasons = (_SEASONS.get(word, "") for item in outer for word in words(item.words))
    return any(inner[5:7] in months.split() for months in seasons)


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


def _of_like_words(
    left: Sequence[Item], right: Sequence[Item], found: Sequence[Match]
) -> Iterator[Match]:
    """Dates in the same words that mean another day: Friday of this week and of the last.

    One of them is found nowhere else; the other may be, in a month.
    """
    known = {id(item) for match in found for item in match.left + match.right}
    same = {
        id(item) for match in found if match.why == "value" for item in match.left + match.right
    }
    here, there = (_by_words(one for one in side if id(one) not in same) for side in (left, right))
    for said in here.keys() & there.keys():
        if any(id(item) not in known for item in here[said] + there[said]):
            yield Match(tuple(here[said]), tuple(there[said]), "words", "value")


def _by_words(items: Iterable[Item]) -> dict[tuple[str, ...], list[Item]]:
    found: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in items:
        found[_day_said(item)].append(item)
    return found


def _day_said(item: Item) -> tuple[str, ...]:
    """The words of a date without those for a part of the day."""
    said = words(item.words)
    return tuple(word for word in said if word not in PARTS) or said
