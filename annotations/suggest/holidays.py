"""Holidays: which one is named, and on which day of a year it falls."""

import re
from datetime import date, timedelta

from annotations.units.named_days import ELSEWHERE, FIXED, FLOATING, FROM_EASTER, NAMES

_APOSTROPHE = re.compile("['\u2019]")
_BARE = tuple((_APOSTROPHE.sub("", name), name) for name in NAMES)


def name_in(words: str) -> str | None:
    """The holiday with a day of its own that is named in words in lower case."""
    # The apostrophe wanders: Presidents' Day, President's Day, Presidents Day.
    bare = _APOSTROPHE.sub("", words)
    if any(name in words or name in bare for name in ELSEWHERE):
        return None
    return next((name for plain, name in _BARE if plain in bare), None)


def day_of(name: str, year: int) -> date:
    """The day of a holiday, by its name in lower case."""
    if name in FIXED:
        return date(year, *FIXED[name])
    if name in FROM_EASTER:
        return _easter(year) + timedelta(FROM_EASTER[name])
    month, weekday, which, after = FLOATING[name]
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1) + after)


def _easter(year: int) -> date:
    """Western Easter Sunday by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)
