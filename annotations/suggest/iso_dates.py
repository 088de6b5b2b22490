"""Days, months and several days in a row as ISO 8601 writes them."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from annotations.suggest import date_parts as parts
from annotations.suggest.nearest import month_from
from annotations.units.number_words import MONTHS

_TO = re.compile(r"\s?[-\u2013]\s?|\s(?:and|to|through|until|till)\s(?:the\s)?")

Read = Callable[[str, int | None], str | None]
"""Gives the value of one day or month in words, in a year where there is one."""


def day(which: date | None) -> str | None:
    """A day: `2031-06-05`."""
    return which.isoformat() if which else None


def month(year: int, number: int) -> str:
    """A month, 1 to 12: `2031-06`."""
    return f"{year:04}-{number:02}"


def interval(first: date | None, last: date | None) -> str | None:
    """The first and the last of several days; `None` unless they are in this order."""
    return f"{first}/{last}" if first and last and first < last else None


def away(start: date, counts: list[tuple[int, str]], side: int) -> str | None:
    """The day so many days and weeks away, or the month so many months and years.

    It is behind `start` where `side` is 1, before it where it is -1.
    """
    months = sum(n * (12 if unit == "year" else unit == "month") for n, unit in counts)
    days = sum(n * (7 if unit == "week" else unit == "day") for n, unit in counts)
    if not 1000 < start.year + side * months // 12 < 9000:
        return None
    year, number = month_from(start, side * months)
    if months and not days:
        return month(year, number)
    length = monthrange(year, number)[1]
    return day(date(year, number, min(start.day, length)) + timedelta(side * days))


def said_interval(said: str, read: Read) -> str | None:
    """The first and the last day, or month, of June 5-7, or of August 10 to September 12, 2031."""
    for to in _TO.finditer(said):
        first, last = said[: to.start()], said[to.end() :]
        if _is_one(first) and _is_one(last) and (found := _between(first, last, read)):
            return found
    return None


def _is_one(side: str) -> bool:
    return len(parts.days(side)) == 1 or (not parts.days(side) and len(parts.months(side)) == 1)


def _between(first: str, last: str, read: Read) -> str | None:
    """What is said on one side only holds for the other, too."""
    first_months, last_months = parts.months(first), parts.months(last)
    if bool(parts.days(first)) != bool(parts.days(last)) or not (first_months or last_months):
        return None
    year = next(iter(parts.years(first)), None)
    first += "" if first_months else f" {MONTHS[last_months[0] - 1]}"
    last += "" if last_months else f" {MONTHS[first_months[0] - 1]}"
    end = read(last, next(iter(parts.years(last)), year))
    start = end and read(first, year or int(end[:4]))
    if start and end and start > end:  # over the turn of the year
        start, end = (start, read(last, year + 1)) if year else (read(first, int(end[:4]) - 1), end)
    return f"{start}/{end}" if start and end and start < end else None
