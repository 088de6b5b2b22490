"""Several days in a row as an ISO 8601 interval: `2031-06-05/2031-06-07`."""

import re
from collections.abc import Callable

from annotations.suggest import date_parts as parts
from annotations.units.number_words import MONTHS

_TO = re.compile(r"\s?[-\u2013]\s?|\s(?:and|to|through|until|till)\s(?:the\s)?")

Read = Callable[[str, int | None], str | None]
"""Gives the value of one day or month in words, in a year where there is one."""


def interval(said: str, read: Read) -> str | None:
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
