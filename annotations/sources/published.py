"""The date an article was published, in whatever form it came, as ISO 8601."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

from annotations.article import Article
from annotations.expressions import late

KEPT = "published (as given)"
"""What a date that could not be read is kept by, beside the fields."""

_DAY_FIRST = frozenset(
    "bg cs da de el es fi fr hr it nb nl nn no pl pt ro ru sk sr sv tr uk".split()
)
_MONTH_FIRST = frozenset(("en-us", "en-ph", "es-us", "es-pr"))
_MISSING = frozenset(("", "-", "?", "n/a", "na", "nan", "nat", "none", "null", "unknown"))
_LONGEST = 80
_TOLD = 20
_YEARS = range(1500, 2200)

_MONTH_NAMES = """
jan january januar janvier enero gennaio janeiro januari stycznia ledna января січня ocak
 jänner janv ene gen يناير
feb february februar février febrero febbraio fevereiro februari lutego února февраля лютого şubat
 feber févr fév fev fevr فبراير
mar march märz mars marzo março maart marts marca března марта березня mart maerz mär mrz mrt مارس
apr april avril abril aprile kwietnia dubna апреля квітня nisan avr abr أبريل
may mai mayo maggio maio mei maj maja května мая травня may\u0131s mag مايو
jun june juni juin junio giugno junho czerwca června июня червня haziran giu يونيو
jul july juli juillet julio luglio julho lipca července июля липня temmuz juil lug يوليو
aug august août agosto augustus augusti sierpnia srpna августа серпня ağustos aout ago أغسطس
sep september septembre septiembre setiembre settembre setembro września září сентября вересня
 eylül sept set سبتمبر
oct october oktober octobre octubre ottobre outubro października října октября жовтня ekim okt ott
 out أكتوبر
nov november novembre noviembre novembro listopadu ноября листопада kas\u0131m نوفمبر
dec december dezember décembre diciembre dicembre dezembro desember grudnia prosince декабря грудня
 aral\u0131k dez déc dic des ديسمبر
"""
# Polish listopada is November, Croatian listopada October: it is left out.
_MONTHS = {
    name: number
    for number, names in enumerate(re.split(r"\n(?! )", _MONTH_NAMES.strip()), 1)
    for name in names.split()
}
"""The number of the month, 1 to 12, behind each name, in lower case, in some twenty languages."""

_ISO = late(
    r"(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII
)
_WEEK = late(r"\d{4}-?W\d\d(?!-?\d)")
_EPOCH = late(r"\d{9,10}(?:\d{3}){0,3}(?:\.\d+)?", re.ASCII)
_UHR = late(r"(\d{1,2})\.(\d\d)(?=\s?Uhr)", re.IGNORECASE)
_TIME = late(
    r"(?<!\d)T?(?P<hour>\d{1,2})(?:[:h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?|\s?(?P<bare>[ap])\.?m\b\.?)"
    r"(?:\s?(?P<utc>UTC|GMT|Z)\b)?(?:\s?(?P<offset>[+-]\d\d:?[0-5]\d)\b)?",
    re.IGNORECASE,
)
_TRIPLE = late(r"(?<!\d)(\d{1,4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)(?!\d)")
_WORD = late(r"[^\W\d_]+")
_NUMBER = late(r"\d+")


class Said(Struct, frozen=True):
    """What a date comes to: `iso`, a day, a day with its time, a month or a year; or why not."""

    iso: str | None
    why_not: str = ""


class Order(Struct, frozen=True):
    """Whether the day stands first in dates such as 8/5/2031: by separator, and by language."""

    by_mark: Mapping[str, bool]
    language: str | None = None

    def day_first(self, mark: str) -> bool | None:
        """Whether it does; `None` where nothing shows it."""
        if mark in self.by_mark:
            return self.by_mark[mark]
        if mark == ".":
            return True
        tag = (self.language or "").lower().replace("_", "-")
        if tag in _MONTH_FIRST:
            return False
        return True if tag.partition("-")[0] in _DAY_FIRST or tag.startswith("en-") else None

    def of(self, language: str | None) -> "Order":
        """The same for an article in a language, a BCP 47 tag."""
        return Order(self.by_mark, language)


UNKNOWN = Order({})


def order_in(column: Iterable[str]) -> Order:
    """The order of a column's dates, from those of its own rows that can be read in one way only.

    Where rows speak against each other, none counts.
    """
    first: dict[str, set[bool]] = {}
    for given in column:
        for one, mark, two, year in _TRIPLE.findall(given[:_LONGEST]):
            a, b = int(one), int(two)
            # Two digits may be a year wherever they stand, unless the day is in the middle.
            if b > 12 >= a > 0:
                first.setdefault(mark, set()).add(False)
            elif 31 >= a > 12 >= b > 0 and len(year) == 4:
                first.setdefault(mark, set()).add(True)
    return Order({mark: found.pop() for mark, found in first.items() if len(found) == 1})


def read(given: str, order: Order = UNKNOWN) -> Said:
    """A date in any of the forms that pages, feeds, tables and databases write, as ISO 8601.

    The time of day and its offset stay where they are given; nothing is filled in. Epoch numbers
    are seconds, or ms, us, ns by their length, in UTC.
    """
    plain = " ".join(unicodedata.normalize("NFKC", given).split())
    if plain.lower() in _MISSING:
        return Said(None)
    if len(plain) > _LONGEST:
        return Said(None, "is not a date")
    try:
        iso = _plain_iso(plain) or _epoch(plain) or _worded(plain, order)
        return Said(iso) if int(iso[:4]) in _YEARS else Said(None, "is not a date")
    except _Unsure as two:
        return Said(None, f"could be {two}")
    except (ValueError, OverflowError):
        return Said(None, "is not a date")


def dated(article: Article, order: Order = UNKNOWN) -> tuple[Article, Said]:
    """An article with its date as ISO 8601, and how it was read.

    Where it cannot be read it is empty, and what was given is kept beside the fields.
    """
    given = article.meta.published
    if given is None:
        return article, Said(None)
    said = read(given, order.of(article.meta.language))
    if said.iso == given:
        return article, said
    more = {**article.meta.more, KEPT: given} if said.why_not else article.meta.more
    return replace(article, meta=replace(article.meta, published=said.iso, more=more)), said


def undated(where: str, given: str | None, said: Said) -> str:
    """A sentence on the date of an article that could not be read; empty where it could."""
    kept = f"{where}: published is empty, but the date is kept as given"
    return f"{kept}: {(given or '')[:_LONGEST]!r} {said.why_not}." if said.why_not else ""


def unread(name: str, rows: Iterable[tuple[int, str, str]]) -> str:
    """The same on the rows of a table: line, what it says, why not; empty where there are none."""
    told = [f"line {line} {given[:_LONGEST]!r} {why}" for line, given, why in rows]
    if not told:
        return ""
    more = f"; and {len(told) - _TOLD:,} more" if len(told) > _TOLD else ""
    what = f"{name}: published is empty where the date is not clear; the date is kept as given"
    return f"{what}: {'; '.join(told[:_TOLD])}{more}."


class _Unsure(Exception):
    """A date that can be read in two ways; its words are these two."""


def _plain_iso(plain: str) -> str | None:
    if match := _ISO.fullmatch(plain):
        date.fromisoformat(match[1])
        datetime.fromisoformat(plain)
        return plain
    if plain.isdecimal() and len(plain) in (12, 14) and int(plain[:4]) in _YEARS:
        try:
            form = "%Y%m%d%H%M%S"[: len(plain) - 2]
            return datetime.strptime(plain, form).isoformat()
        except ValueError:
            return None
    if _WEEK.match(plain):
        raise ValueError(plain)
    try:
        return date.fromisoformat(plain).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(plain).isoformat()
    except ValueError:
        return None


def _epoch(plain: str) -> str | None:
    if not _EPOCH.fullmatch(plain):
        return None
    whole = plain.partition(".")[0]
    moment = datetime.fromtimestamp(int(whole) // 1000 ** ((len(whole) - 8) // 3), UTC)
    # A day that a database or pandas wrote as a number is midnight.
    return moment.isoformat().removesuffix("T00:00:00+00:00")


def _worded(plain: str, order: Order) -> str:
    """A date in words, or in numbers in any order. Raises `ValueError` where it is none."""
    plain = _UHR.sub(r"\1:\2", plain)
    time = _TIME.search(plain)
    rest = plain.replace(time[0], " ", 1) if time else plain
    months = {_MONTHS[word] for word in _WORD.findall(rest.lower()) if word in _MONTHS}
    if len(months) > 1:
        raise ValueError(plain)
    numbers = _NUMBER.findall(rest)
    day = _with_month(numbers, months.pop()) if months else _in_numbers(rest, numbers, order)
    if time is None or len(day) < 10:
        return day
    return datetime.fromisoformat(f"{day}T{_clock(time)}").isoformat()


def _with_month(numbers: list[str], month: int) -> str:
    """A day or a month in which the month is a word: 8 May 2031, May 8, 2031, May 2031."""
    years = [n for n in numbers if len(n) == 4 and int(n) in _YEARS]
    days = [n for n in numbers if len(n) < 3]
    if len(years) == 1 and len(numbers) == 1:
        return f"{int(years[0])}-{month:02}"
    if len(years) == 1 and len(days) == 1 and len(numbers) == 2:
        return date(int(years[0]), month, int(days[0])).isoformat()
    if len(numbers) == 2 and len(days) == 2 and len(numbers[1]) == 2:
        return date(_in_full(numbers[1]), month, int(numbers[0])).isoformat()
    raise ValueError(numbers)


def _in_numbers(rest: str, numbers: list[str], order: Order) -> str:
    """A day, a month or a year in numbers: 8.5.2031, 2031/5/8, 5/2031, 2031."""
    if re.fullmatch(r"\d{4}", rest.strip()):
        return f"{int(rest):04}"
    if re.fullmatch(r"\d{4}[./-]\d{1,2}|\d{1,2}[./-]\d{4}", rest.strip()):
        year, month = sorted(numbers, key=len, reverse=True)
        return date(int(year), int(month), 1).isoformat()[:7]
    if len(numbers) == 3 and len(numbers[0]) == 4:
        return date(*map(int, numbers)).isoformat()
    match = _TRIPLE.search(rest)
    if match is None or len(numbers) != 3:
        raise ValueError(rest)
    first, mark, second, year = match.groups()
    return _ordered(int(first), int(second), year, order.day_first(mark))


def _ordered(first: int, second: int, year: str, day_first: bool | None) -> str:
    in_full = int(year) if len(year) == 4 else _in_full(year)
    if len(year) == 2 and day_first is None:
        raise ValueError(year)
    if len(year) == 4 and (first == second or max(first, second) > 12):
        day_first = first > 12
    if day_first is None:
        dates = (date(in_full, second, first), date(in_full, first, second))
        raise _Unsure(" or ".join(one.isoformat() for one in dates))
    day, month = (first, second) if day_first else (second, first)
    return date(in_full, month, day).isoformat()


def _in_full(year: str) -> int:
    """A year of two digits as POSIX reads it: 69 to 99 are of the last century."""
    return int(year) + (1900 if int(year) > 68 else 2000)


def _clock(time: re.Match[str]) -> str:
    hour, half = int(time["hour"]), (time["half"] or time["bare"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    offset = time["offset"] or ("+00:00" if time["utc"] else "")
    return f"{hour:02}:{time['minute'] or '00'}:{time['second'] or '00'}{offset}"
