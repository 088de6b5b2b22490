"""Which of the days that a date may be is meant: by where it points, unless that is far off."""

import re
from collections.abc import Iterable
from datetime import date

from annotations.suggest.tense import Pointing

_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The months in which seasons begin."""
_FAR, _FAR_MONTHS = 240, 8
"""Beyond these, how near a day or a month is says more than the tense of a sentence."""
_CLOSE, _CLOSE_MONTHS = 60, 2
"""What is plainly said to come is not the day that has just passed, unless it is so close."""


def nearest_day(
    days: Iterable[date], today: date, points: Pointing, named: bool = False
) -> date | None:
    """The nearest day on the side that is pointed to, or on either where that one is far off.

    Where the expression itself says "last" or "next" it is `named`, and not today.
    """
    found = sorted(days, key=lambda day: abs(day - today))
    sided = [day for day in found if (day - today).days * points.direction >= 0]
    if named:
        return next((day for day in sided if day != today), None)
    if not sided:
        return found[0] if found else None
    off, either = abs(sided[0] - today).days, abs(found[0] - today).days
    plain = points.plain and (points.direction < 0 or either > _CLOSE)
    return sided[0] if off <= _FAR or either > _FAR or plain else found[0]


def nearest_month(month: int, today: date, points: Pointing, named: bool = False) -> int:
    """How many months from today's the one is that is meant, 1 to 12; below 0 for one before."""
    ahead, back = (month - today.month) % 12, (today.month - month) % 12
    if named:
        return (ahead or 12) if points.direction > 0 else -(back or 12)
    step = ahead if points.direction > 0 else -back
    other = -back if points.direction > 0 else ahead
    plain = points.plain and (points.direction < 0 or abs(other) >= _CLOSE_MONTHS)
    return step if abs(step) <= _FAR_MONTHS or plain else other


def nearest_season(name: str, said: str, today: date, points: Pointing) -> int:
    """The year of a season: the last one is over, the next one not begun; winter is December."""
    begins = _BEGINS[name]
    over = begins + 3 <= today.month
    if re.search(r"\b(?:last|past)\b", said):
        return today.year - (not over)
    if re.search(r"\b(?:next|coming)\b", said):
        return today.year + (today.month >= begins)
    if re.search(r"\bthis\b", said):
        return today.year
    if points.direction < 0:
        return today.year - (today.month < begins)
    return today.year + (points.direction > 0 and over)


def month_from(today: date, step: int) -> tuple[int, int]:
    """The year and month so many months from today's."""
    months = today.year * 12 + today.month - 1 + step
    return months // 12, months % 12 + 1
