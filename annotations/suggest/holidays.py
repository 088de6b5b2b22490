"""Holidays: on which day of a year they fall."""

from datetime import date, timedelta

_FIXED = {
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
    "new years eve": (12, 31),
    "fourth of july": (7, 4),
    "independence day": (7, 4),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "may day": (5, 1),
    "veterans day": (11, 11),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "bastille day": (7, 14),
    "earth day": (4, 22),
    "groundhog day": (2, 2),
    "inauguration day": (1, 20),
    "tax day": (4, 15),
}
# month, weekday (Monday is 0), which one of the month (-1 the last)
_FLOATING = {
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
    "thanksgiving": (11, 3, 4),
    "columbus day": (10, 0, 2),
    "presidents day": (2, 0, 3),
    "presidents' day": (2, 0, 3),
    "mother's day": (5, 6, 2),
    "father's day": (6, 6, 3),
}
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "good friday": -2,
    "easter monday": 1,
    "easter": 0,
}

NAMES = sorted([*_FIXED, *_FLOATING, *_FROM_EASTER], key=len, reverse=True)
"""The holidays that have a day of their own, in lower case, the longest names first."""


def day_of(name: str, year: int) -> date:
    """The day of a holiday, by its name in lower case."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _FROM_EASTER:
        return _easter(year) + timedelta(_FROM_EASTER[name])
    month, weekday, which = _FLOATING[name]
    if which < 0:
        last = date(year, month + 1, 1) - timedelta(1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))


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
