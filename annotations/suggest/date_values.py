"""The ISO 8601 value of a date expression, read with the day the article was published."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from annotations.suggest import date_parts as parts
from annotations.suggest import holidays
from annotations.suggest import iso_dates as iso
from annotations.suggest.nearest import month_from, nearest_day, nearest_month, nearest_season
from annotations.suggest.tense import Pointing, pointing
from annotations.units.date_words import SEASONS
from annotations.units.number_words import MONTHS, ORDINALS, in_figures

_SEASON = re.compile(r"\b(" + "|".join(SEASONS) + r")\b")
_THAT_DAY = re.compile(r"sept(?:\.|ember)? 11(?:th)?$")
_ATTACKS = re.compile(
    r"(?:,? 2001,?)? (?:terror\w*|attacks|hijack\w*|commission|victims|families)\b"
)
_YEAR_BEHIND = re.compile(
    r"(?:and|or|to|through|until|till|-|\u2013) (?:the )?(?:\d{1,2} )?"
    rf"(?:{'|'.join(month[:3] for month in MONTHS)})[a-z]*\.?(?: \d{{1,2}})?(?:,| of)? (\d{{4}})\b"
)
_AT = re.compile(r",? (?:at|around|about|@) (?:\d|[a-z-]+\b(?! of\b)).*$")
"""The time of day behind a day."""
_NTH_MONTH = re.compile(rf"({'|'.join(ORDINALS)}) month of\b")
_YEARS = timedelta(3 * 366)
"""How far off a year may be that is chosen by the weekday said beside a day."""
_BESIDE = re.compile(r"(?:days?|weeks?|months?) (before|after) (?:the )?(.+)")
_UNKNOWN = re.compile(r"\banniversary\b|\b(?:same|following|previous) year\b|\bb\.?c\.?e?(?![a-z])")
_PART_OF_DAY = re.compile(
    r"\b(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|day)\b|\d\s?[ap]\.?m|:\d\d"
)
_ELSEWHERE = re.compile(
    r"\b(?:that|same|following|previous)\b|\bnext (?:day|morning|night|evening|after)"
)


def value_between(text: str, published: str | None, before: str, after: str) -> str | None:
    """The value of a date expression: a day, a month, or for a season its year; else `None`.

    Several days in a row are an interval, `2031-06-05/2031-06-07`. `published` is the article's
    date in ISO 8601, `before` and `after` the parts of the sentence around the expression: their
    words decide whether a bare weekday or month lies behind the article or before it.
    """
    said = _said(text)
    if _THAT_DAY.match(said) and _ATTACKS.match(after):
        return "2001-09-11"
    shared = _YEAR_BEHIND.match(_said(after)) if parts.months(said) else None
    if shared and not re.search(r"\d{4}|\b(?:this|last|next)\b", said):
        said += f" {shared[1]}"  # June and July of 2029
    return _Reading(said, parts.day_of(published), pointing(said, before, after)).value()


def meanings(text: str, published: str | None) -> tuple[str, ...]:
    """All that an expression may mean, whether it points back or ahead; none if that is unsure."""
    said, today = _said(text), parts.day_of(published)
    ways = Pointing(-1, True), Pointing(0, True), Pointing(1, True)
    found = (_Reading(said, today, way).value() for way in ways)
    return tuple(dict.fromkeys(value for value in found if value))


def _said(text: str) -> str:
    said = " ".join(text.lower().replace("\u2019", "'").split())
    return _AT.sub("", said)


class _Reading:
    """One expression being read: its words in lower case, today, and where it points."""

    def __init__(self, said: str, today: date | None, points: Pointing) -> None:
        self.said = in_figures(said, lambda year: parts.in_full(year, today))
        said, self.today, self.points = self.said, today, points
        self.direction = points.direction
        self.months, self.days = parts.months(said), parts.days(said)
        years = parts.years(said)
        self.year = years[-1] if years else self._named_year()

    def value(self) -> str | None:
        """The value, by the first way of reading that gives one."""
        if _UNKNOWN.search(self.said):
            return None
        if self.said == "9/11":
            return "2001-09-11"
        if numbers := parts.in_numbers(self.said, self.today):
            first, *more = numbers
            return iso.interval(first, more[-1]) if more else iso.day(first)
        if beside := _BESIDE.search(self.said):
            return self._beside(self.said[: beside.start(1)], *beside.groups())
        days = self.weekday_of, self.weekend, self.interval, self.holiday, self.calendar_day
        ways = *days, self.season, self.month, self.weekday, self.counted, self.relative
        return next((value for way in ways if (value := way())), None)

    def _beside(self, distance: str, side: str, other: str) -> str | None:
        """The day before Christmas, two weeks after May 13, the day after tomorrow."""
        day = parts.day_of(_Reading(other, self.today, self.points).value())
        counts = parts.counts(distance) or [(1, "day")]
        return iso.away(day, counts, 1 if side == "after" else -1) if day else None

    def weekend(self) -> str | None:
        """Both days of a weekend."""
        if "weekend" not in self.said or self.today is None:
            return None
        near, week = self.today, 0
        if self.months or holidays.name_in(self.said):
            day = parts.day_of(self.holiday() or self.calendar_day())
            if day is None:
                return None
            near, week = day, -1 if day.weekday() < 2 else 0  # a Monday belongs to what was before
        elif _ELSEWHERE.search(self.said):
            return None
        elif "next" in self.said:
            week = 1
        elif self._weekend_is_over(near):
            week = -1
        saturday = near + timedelta(5 - near.weekday() + 7 * week)
        return iso.interval(saturday, saturday + timedelta(1))

    def _weekend_is_over(self, today: date) -> bool:
        """Whether the one before is meant: on a weekday, where nothing points ahead."""
        if re.search(r"\b(?:last|past)\b", self.said):
            return True
        soon = "this" in self.said and not self.direction and today.weekday() > 1
        return today.weekday() < 5 and self.direction <= 0 and not soon

    def interval(self) -> str | None:
        """June 5-7, 10 August to 12 September, June to August 2031."""
        return iso.said_interval(self.said, self._in_year)

    def _in_year(self, said: str, year: int | None) -> str | None:
        reading = _Reading(said, self.today, self.points)
        reading.year = year or self.year
        return reading.calendar_day() or reading.month()

    def holiday(self) -> str | None:
        """A holiday with a day of its own."""
        name = holidays.name_in(self.said)
        if name is None:
            return None
        points = Pointing(self.direction, plain=True)  # it is spoken of all the year round
        return iso.day(self._day_in(lambda year: holidays.day_of(name, year), points))

    def calendar_day(self) -> str | None:
        """June 28, 19 May 2029, Friday 14 March, the 15th of this month."""
        if len(self.days) != 1:
            return None
        number = self.days[0]
        if self.months:
            month = self.months[0]
            return iso.day(self._day_in(lambda year: parts.made(year, month, number)))
        is_day = (
            re.search(r"\d(?:st|nd|rd|th)\b", self.said) or parts.weekday(self.said) is not None
        )
        if self.today is None or not is_day:
            return None
        return self._day_of_a_month(number)

    def _day_of_a_month(self, number: int) -> str | None:
        """The nearest 15th, before or after today, on the weekday that is said."""
        assert self.today is not None
        step = self.direction if "month" in self.said and self._pointed() else None
        near = [step] if step is not None else [0] if "month" in self.said else range(-7, 8)
        found = [parts.made(*month_from(self.today, n), number) for n in near]
        weekday = parts.weekday(self.said)
        days = [day for day in found if day and weekday in (None, day.weekday())]
        return iso.day(nearest_day(days, self.today, self.points))

    def season(self) -> str | None:
        """The year of a season."""
        match = _SEASON.search(self.said)
        if match is None:
            return None
        if self.year or self.today is None:
            return str(self.year) if self.year else None
        return str(nearest_season(match.group(1), self.said, self.today, self.points))

    def month(self) -> str | None:
        """June, last month, January 2031, March last year, the end of the month."""
        today = self.today
        if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", self.said):
            return self.said
        if self.months and self.days:
            return None  # a day that the calendar does not have
        if self.months and self.year:
            return iso.month(self.year, self.months[0])
        if which := _NTH_MONTH.match(self.said):
            year = self.year or (today.year if today else None)
            return iso.month(year, ORDINALS[which[1]]) if year else None
        if today is None:
            return None
        if self.months:
            named = self._pointed()
            if re.search(r"\bthis\b", self.said) and not named:
                return iso.month(today.year, self.months[0])
            step = nearest_month(self.months[0], today, self.points, named)
            return iso.month(*month_from(today, step))
        if not re.search(r"\b(?:this|last|next) month\b|\bof (?:the )?month\b", self.said):
            return None
        return iso.month(*month_from(today, self.direction if self._pointed() else 0))

    def weekday_of(self) -> str | None:
        """The first Tuesday in November."""
        which = re.match(r"(first|second|third|fourth|last) .*\b(?:in|of)\b", self.said)
        number = parts.weekday(self.said)
        rest = self.said[which.end() :] if which else ""
        month = _Reading(rest, self.today, self.points).month() if rest else None
        if which is None or number is None or month is None:
            return None
        days = (parts.made(int(month[:4]), int(month[5:]), day) for day in range(1, 32))
        found = [day for day in days if day and day.weekday() == number]
        order = ("first", "second", "third", "fourth", "last").index(which[1])
        return iso.day(found[-1] if order == 4 else found[order])

    def weekday(self) -> str | None:
        """Tuesday, last Friday, next Monday night, Friday of next week."""
        number, today = parts.weekday(self.said), self.today
        if number is None or today is None:
            return None
        if re.search(r"\b(?:following|previous|same)\b", self.said):
            return None  # counted from another day of the story
        monday, back = today - timedelta(today.weekday()), (today.weekday() - number) % 7
        if week := re.search(r"\b(this|last|next) week\b", self.said):
            weeks = {"this": 0, "last": -1, "next": 1}[week[1]]
            return iso.day(monday + timedelta(number + 7 * weeks))
        if re.search(r"\bnext\b", self.said) and self.direction > 0:
            return iso.day(monday + timedelta(number + 7))  # that of this week would be "Friday"
        ahead = (7 - back) % 7
        if self._pointed() and not back:
            back = ahead = 7
        soon = self.direction > 0 or ("this" in self.said and not self.direction)
        return iso.day(today + timedelta(ahead if soon else -back))

    def counted(self) -> str | None:
        """Two days ago, a month from now."""
        counts = parts.counts(self.said)
        ago = re.search(r"\b(?:(ago)|hence|from (?:now|today))\b", self.said)
        if not counts or self.today is None or ago is None:
            return None
        return iso.away(self.today, counts, -1 if ago[1] else 1)

    def relative(self) -> str | None:
        """Today, last night, 4 p.m."""
        said, today = self.said, self.today
        if today is None or parts.counts(said):
            return None
        if re.search(r"\byesterday\b|\blast (?:night|evening)\b", said):
            return iso.day(today - timedelta(1))
        if re.search(r"\btomorrow\b", said):
            return iso.day(today + timedelta(1))
        if _ELSEWHERE.search(said) or re.search(r"\bday (?:before|after)\b", said):
            return None  # another day of the story, which the words before it name
        present = re.search(r"\bto(?:day|night)\b", said) or _PART_OF_DAY.search(said)
        return iso.day(today) if present else None

    def _named_year(self) -> int | None:
        named = re.search(r"\b(this|last|next) year\b", self.said)
        if named is None or self.today is None:
            return None
        return self.today.year + {"this": 0, "last": -1, "next": 1}[named[1]]

    def _pointed(self) -> bool:
        return re.search(r"\b(?:last|next|(?:up)?coming|past)\b", self.said) is not None

    def _day_in(
        self, day_in: Callable[[int], date | None], points: Pointing | None = None
    ) -> date | None:
        """The day in the year that is meant."""
        if self.year:
            return day_in(self.year)
        if self.today is None:
            return None
        today = self.today
        near = (day_in(year) for year in range(today.year - 8, today.year + 9))
        days = [day for day in near if day]
        weekday = parts.weekday(self.said) if self.months else None
        said = [day for day in days if day.weekday() == weekday and abs(day - today) < _YEARS]
        if said:
            return min(said, key=lambda day: abs(day - today))
        return nearest_day(days, today, points or self.points, self._pointed())
