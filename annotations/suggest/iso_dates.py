"""Days, months and several days in a row as ISO 8601 writes them."""

from calendar import monthrange
from datetime import date, timedelta

from annotations.suggest.nearest import month_from


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
