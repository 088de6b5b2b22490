"""The ISO 8601 value of a date expression, read with the day the article was published."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from annotations.suggest import holidays
from annotations.units.dates import MONTHS, SEASONS, WEEKDAYS

_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
)
_WEEKDAY = re.compile(r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?")
_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20|21)\d\d)(?!\d)")
_DAY = re.compile(r"(?<![\d:.])(3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|\.\d|\s?[ap]\.?m)")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?!\d)")
_SEASON = re.compile(r"\b(" + "|".join(SEASONS) + r")\b")
_AGO = re.compile(
    r"\b(an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}) (day|month)s? ago"
)
_NUMBERS = "zero one two three four five six seven eight nine ten".split()

_FUTURE = re.compile(
    r"\b(?:(?:will|shall|would|should|must|may|might|can|could)(?: not| also)?(?: be)? [a-z]+"
    r"|to be [a-z]+|plans?|planned|expect(?:s|ed)?|scheduled|due|upcoming|next|until|till|before"
    r"|ahead of|set (?:to|for)|heading|is to|are to|deadline|propos\w+|faces?|wants? to|vow\w*"
    r"|hopes?"
    r"|(?:agree|urg|call|ask|offer|recommend|demand)\w*\b.{0,60}?\bto)\b|n't|'ll|\u2019ll"
)
_PAST = re.compile(
    r"\b(?:said|told|was|were|had|did|since|ago|last|after|met|began|came|went|made|gave|took|asked"
    r"|wrote|held|announced|earlier|passed|won|lost|left|killed|called|released|signed|issued"
    r"|\w{3,}ed)\b"
)
_MODAL = re.compile(r"\b(?:will|shall|would|is to|are to|must|should)\b|'ll")
_MARK = re.compile('["\u201c\u201d]')
_NOWHERE = 10_000
_PART_OF_DAY = re.compile(
    r"\b(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|day)\b|\d\s?[ap]\.?m|:\d\d"
)


def value_of(text: str, published: str | None, context: str = "") -> str | None:
    """The value of a date expression: a day, a month, or for a season its year; else `None`.

    `published` is the article's date in ISO 8601, `context` the sentence around the expression:
    its words decide whether a bare weekday or month lies behind the article or before it.
    """
    said = _said(text)
    return _read(said, published, _direction(said, context.lower()))


def meanings(text: str, published: str | None) -> tuple[str, ...]:
    """All that an expression may mean, whether it points back or ahead; none if that is unsure."""
    found = (_read(_said(text), published, direction) for direction in (-1, 0, 1))
    return tuple(dict.fromkeys(value for value in found if value))


def _said(text: str) -> str:
    return " ".join(text.lower().replace("\u2019", "'").split())


def _read(said: str, published: str | None, direction: int) -> str | None:
    reading = _Reading(said, _day(published), direction)
    for read in (
        reading.numbers,
        reading.holiday,
        reading.calendar_day,
        reading.season,
        reading.month,
        reading.weekday,
        reading.relative,
    ):
        if value := read():
            return value
    return None


def _day(published: str | None) -> date | None:
    match = _ISO.match(published or "")
    if match is None or match.group(3) is None or not 1000 < int(match.group(1)) < 9000:
        return None
    return _made(*map(int, match.groups()))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _direction(said: str, context: str) -> int:
    """1 where the words around point ahead, -1 where they point back, else 0."""
    if re.search(r"\b(?:next|this coming|coming)\b", said):
        return 1
    if re.search(r"\b(?:last|past)\b", said):
        return -1
    place = context.find(said)
    before = context[:place] if place >= 0 else context
    after = context[place + len(said) :] if place >= 0 else ""
    # What is said inside quotation marks and outside of them has each its own time.
    before, after = _MARK.split(before)[-1], _MARK.split(after)[0]
    ahead = min(_nearest_before(_FUTURE, before), _nearest_after(_MODAL, after))
    back = min(_nearest_before(_PAST, before), _nearest_after(_PAST, after))
    if min(ahead, back) == _NOWHERE:
        return 0
    return 1 if ahead <= back else -1


def _nearest_before(pattern: re.Pattern[str], before: str) -> int:
    return min((len(before) - match.end() for match in pattern.finditer(before)), default=_NOWHERE)


def _nearest_after(pattern: re.Pattern[str], after: str) -> int:
    # What stands behind the expression counts a little less.
    match = pattern.search(after)
    return match.start() + 25 if match else _NOWHERE


class _Reading:
    """One expression being read: its words in lower case, today, and where its context points."""

    def __init__(self, said: str, today: date | None, direction: int) -> None:
        self.said, self.today, self.direction = said, today, direction
        year = _YEAR.search(said)
        self.year = int(year.group(1)) if year else None

    def numbers(self) -> str | None:
        """2031-03-04, or 3/4/2031 with the month first."""
        if match := _ISO.search(self.said):
            year, month, day = (int(part or 1) for part in match.groups())
            return match.group() if _made(year, month, day) else None
        if match := _SLASHED.search(self.said):
            month, day, year = map(int, match.groups())
            return _iso(_made(year if year > 99 else 2000 + year, month, day))
        return None

    def holiday(self) -> str | None:
        """A holiday with a day of its own."""
        name = next((name for name in holidays.NAMES if name in self.said), None)
        if name is None or "anniversary" in self.said:
            return None
        return self._nearest_year(lambda year: holidays.day_of(name, year))

    def calendar_day(self) -> str | None:
        """June 28, 19 May 2029, Friday 14 March."""
        month = self._month()
        if month is None:
            return None
        rest = _YEAR.sub(" ", self.said)
        day = _DAY.search(rest)
        if day is None:
            return None
        number = int(day.group(1))
        if self.year:
            return _iso(_made(self.year, month, number))
        return self._nearest_year(lambda year: _made(year, month, number))

    def season(self) -> str | None:
        """The year of a season."""
        if not _SEASON.search(self.said):
            return None
        if self.year or self.today is None:
            return str(self.year) if self.year else None
        return str(self.today.year + (self.direction if self._pointed() else 0))

    def month(self) -> str | None:
        """June, last month, January 2031."""
        month, today = self._month(), self.today
        if month is not None and _DAY.search(_YEAR.sub(" ", self.said)):
            return None  # a day that the calendar does not have
        if month is not None and self.year:
            return f"{self.year:04}-{month:02}"
        if today is None:
            return None
        if month is not None:
            year = today.year
            if self.direction > 0 and month < today.month:
                year += 1
            elif self.direction <= 0 and month > today.month:
                year -= 1
            return f"{year:04}-{month:02}"
        if not re.search(r"\b(?:this|last|next) month\b", self.said):
            return None
        step = self.direction if self._pointed() else 0
        return _month_from(today, step)

    def weekday(self) -> str | None:
        """Tuesday, last Friday, next Monday night."""
        match, today = _WEEKDAY.search(self.said), self.today
        if match is None or today is None:
            return None
        number = [name[:3] for name in WEEKDAYS].index(match.group(1)[:3])
        back = (today.weekday() - number) % 7
        ahead = (number - today.weekday()) % 7
        if self._pointed() and not back:
            back = ahead = 7
        step = ahead if self.direction > 0 else -back
        return _iso(today + timedelta(step))

    def relative(self) -> str | None:
        """Today, last night, two days ago, 4 p.m."""
        said, today = self.said, self.today
        if today is None or "anniversary" in said:
            return None
        if match := _AGO.search(said):
            count = match.group(1)
            number = int(count) if count.isdigit() else 1
            number = _NUMBERS.index(count) if count in _NUMBERS else number
            if match.group(2) == "month":
                return _month_from(today, -number)
            return _iso(today - timedelta(number))
        if re.search(r"\bday before yesterday\b", said):
            return _iso(today - timedelta(2))
        if re.search(r"\byesterday\b|\blast (?:night|evening)\b", said):
            return _iso(today - timedelta(1))
        if re.search(r"\btomorrow\b", said):
            return _iso(today + timedelta(1))
        if re.search(r"\b(?:that|same|next|following|previous)\b", said):
            return None  # another day of the story, which the words before it name
        present = re.search(r"\bto(?:day|night)\b", said) or _PART_OF_DAY.search(said)
        return _iso(today) if present else None

    def _month(self) -> int | None:
        match = _MONTH.search(self.said)
        return _SHORT_MONTHS[match.group(1)[:3]] if match else None

    def _pointed(self) -> bool:
        return re.search(r"\b(?:last|next|coming|past)\b", self.said) is not None

    def _nearest_year(self, day_of: Callable[[int], date | None]) -> str | None:
        """The day in the year that is meant: the coming or the last one, else the nearest."""
        if self.year:
            return _iso(day_of(self.year))
        if self.today is None:
            return None
        today, near = self.today, range(self.today.year - 8, self.today.year + 9)
        days = [day for year in near if (day := day_of(year))]
        if self.direction > 0:
            days = [day for day in days if day >= today]
        elif self.direction < 0:
            days = [day for day in days if day <= today]
        return _iso(min(days, key=lambda day: abs((day - today).days), default=None))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _month_from(today: date, step: int) -> str:
    months = today.year * 12 + today.month - 1 + step
    return f"{months // 12:04}-{months % 12 + 1:02}"
