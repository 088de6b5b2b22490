"""The parts of a date expression: its days, months, year and weekday, as numbers."""

import re
from datetime import date

from annotations.units.date_words import WEEKDAYS
from annotations.units.number_words import MONTHS, NUMBERS, ORDINALS

_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?")
_YEAR = re.compile(r"(?<!\d)(?<!\d/)((?:1[5-9]|20|21)\d\d|0\d\d\d)(?!\d)")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d(?::\d\d)?")
_DAY = re.compile(
    r"(?<![\d:./])(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:a-z]|\.\d)|\b("
    + "|".join(sorted(ORDINALS, key=len, reverse=True))
    + r")\b"
)
_ISO = re.compile(r"(?<![\d/-])(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)")
_DAY_LAST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"\b(\d{1,2})/(\d{1,2})-(\d{1,2})/(\d{1,2})(?:/|, )(\d{4})\b")
_COUNT = re.compile(rf"\b(an?|{'|'.join(NUMBERS[1:])}|\d{{1,3}}) (day|week|month|year)s?\b")


def made(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; `None` for one that it does not have."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of(published: str | None) -> date | None:
    """The day of a time in ISO 8601; `None` for none, and at the ends of the calendar."""
    match = _ISO.match(published or "")
    if match is None or match.group(3) is None or not 1000 < int(match.group(1)) < 9000:
        return None
    return made(*map(int, match.groups()))


def in_numbers(said: str, today: date | None) -> list[date | None]:
    """Days in numbers: 2031-03-04, 2031/3/4, 4.3.2031, and 3/4/2031 with the month first.

    A day that the calendar does not have is `None`.
    """
    if (match := _ISO.search(said)) and match[3]:
        return [made(*map(int, match.groups()))]
    if match := _YEAR_LAST.search(said):
        return [made(int(match[5]), int(match[n]), int(match[n + 1])) for n in (1, 3)]
    return [_in_numbers(match, today) for match in _DAY_LAST.finditer(said)]


def _in_numbers(match: re.Match[str], today: date | None) -> date | None:
    first, second, year = map(int, match.groups())
    if year < 100:
        year = in_full(year, today)
    by_day = "." in match.group() or first > 12
    return made(year, second, first) if by_day else made(year, first, second)


def months(said: str) -> list[int]:
    """The months that are named, 1 to 12."""
    return [_SHORT_MONTHS[match.group(1)[:3]] for match in _MONTH.finditer(said)]


def days(said: str) -> list[int]:
    """The days of a month that are named, without the year and the time of day."""
    rest = _CLOCK.sub(" ", _YEAR.sub(" ", said))
    return [int(m.group(1) or ORDINALS[m.group(2)]) for m in _DAY.finditer(rest)]


def years(said: str) -> list[int]:
    """The years that are named."""
    return [int(match.group(1)) for match in _YEAR.finditer(said)]


def weekday(said: str) -> int | None:
    """The day of the week that is named; Monday is 0."""
    match = _WEEKDAY.search(said)
    return [name[:3] for name in WEEKDAYS].index(match.group(1)[:3]) if match else None


def counts(said: str) -> list[tuple[int, str]]:
    """How many days, weeks, months or years are counted, one after the other."""
    return [(_number(match.group(1)), match.group(2)) for match in _COUNT.finditer(said)]


def _number(words: str) -> int:
    return int(words) if words.isdigit() else NUMBERS.index(words) if words in NUMBERS else 1


def in_full(year: int, today: date | None) -> int:
    """A year of two figures: the last one that ends so, or one of the next ten."""
    latest = (today.year if today else 2030) + 10
    return latest - (latest - year) % 100
