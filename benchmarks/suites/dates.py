"""Dates against gold: which are found with their exact extent, and the value of those.

Gold sets tag more than what is a date here (years, weeks, quarters, clock times, "currently") and
draw other borders ("the", "on", "Thursday" before "night"). So gold is read as postil would have
it; what it has beside dates counts neither way, and a suggestion there is not wrong.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from annotations.article import Article, Metadata
from annotations.suggest.dates import DateSuggester
from annotations.suggest.time_limit import pieces
from benchmarks.suites import apart
from benchmarks.suites.suite import Figure

Span = tuple[int, int]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_WEEKEND = re.compile(r"(\d{4})-W(\d\d)-WE")
_DATED = re.compile(r"\d{4}-(?:\d\d(?:-\d\d(?:T.*)?)?|S[PU]|FA|WI|W\d\d-WE)(?:/.*)?")
_LEAD = re.compile(
    r"(?:(?:on|in|at|by|for|from|during|since|until|till|before|after|of|to|between|over|within"
    r"|as of|about|around|through|throughout|the|an?(?! (?:day|week|month)s? )|back|up|starting|,)"
    r"\s+)+|\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:['\u2019]s?|,|(?<=\d)\.)$")
_BEFORE = re.compile(
    r"\b(?:(?:early|late|earlier|later)\s+(?:on\s+)?|mid-)?(?:(?:this|last|next)\s+)?\Z"
    r"|\b(?:early|late|earlier|later)\s+(?:on\s+)?\Z|\b(?:morning|night|evening|afternoon) of\s+\Z",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?:\s+(?:morning|afternoon|evening|night)\b)?(?:,?\s+(?:of\s+)?(?:this|last|next) year\b)?",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(,?\s+(?:(?:at|early)\s+)?)|\s+(?:and|to)\s+")
_AT = re.compile(r"(?:early )?(?:morning at )?\d{1,2}(?::\d\d|\s?[ap]\.?m)")
_DAY_ALONE = re.compile(r"(?i)(?:day|christmas|halloween|\d\d)$")
_MON = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_NAMED = re.compile(rf"(?i)\b(?:{_MON}|\w+day\b|tomorrow\b)")
_MONTHS_ONLY = re.compile(
    rf"(?i)(?:{_MON}(?:[-/, ]+(?:of |in )?\d{{4}})?\s?-?\s?){{1,2}}"
    rf"|\w+ months? (?:ago|after .+|before .+)|(?:early|late|mid|end of) ?-?{_MON}"
)
_BETWEEN = re.compile(
    r"\s+(?:to|through|until|till|and)\s+(?:the\s+)?(?=.*[a-z])|\s-\s(?=(?:next|last|this)\b)"
)
_NAMES_A_DAY = re.compile(  # else it is a clock time, "now", "so far", or in small letters
    r"\b(?:today|tonight|tomorrow|yesterday|weekend)\b"
    r"|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"|\b(?:spring|summer|autumn|fall|winter|month|day|night|morning|afternoon|evening)\b"
    r"|\b(?:Eve|Christmas|Easter|Halloween|Thanksgiving|anniversary|Day)\b"
    r"|\b(?:day|week|month)s? ago\b|\d+[/.-]\d+[/.-]\d+|9/11"
)
_IS_NONE = re.compile(  # weeks, quarters, hours, and what only happens to be dated
    r"\b(?:quarter|weeks?|hours?|minutes?|seconds?|years?|recent|currently|fiscal|now|days|months)\b"
    r"(?!.*\b(?:ago|later|earlier|before|after)\b)|\b(?:minute|hour|second|year)s? ago"
    r"|^(?:\w+ )?days?$|^day \w+|^opening|^(?:daily|monthly)|^(?:\d+|one|a|per) month$",
    re.IGNORECASE,
)


class Text(NamedTuple):
    """A text with its day, and gold: spans with the values that are right, `None` for any."""

    name: str
    text: str
    published: str | None
    gold: tuple[tuple[Span, tuple[str, ...]], ...]


def scored(texts: Iterable[object]) -> Iterator[Figure]:
    """Extent, precision and value over some texts."""
    wanted = found = right = valued = 0
    missed, wrong, values = list[str](), list[str](), list[str]()
    beside: dict[str, list[str]] = {}
    suggester = DateSuggester()
    for one in texts:
        assert isinstance(one, Text)
        article = Article(one.name, "", one.text, Metadata(published=one.published))
        given = [s for piece in pieces(one.text) for s in suggester.propose(article, piece)]
        said = {(s.start, s.end): s.attrs.get("value") for s in given}
        tagged = gold(one)
        dates = {span: v for span, v in tagged.items() if _counts(one.text[slice(*span)], v)}
        for span, values_there in list(dates.items()):
            if (why := apart.kind(one.text, span, values_there)) is not None:
                beside.setdefault(why, []).append(_line("apart", one, span, why))
                del dates[span]
        wanted += len(dates)
        for span in dates.keys() - said.keys():
            near = [one.text[a:b] for a, b in said if a < span[1] and b > span[0]]
            missed.append(_line("extent", one, span, f"got {near}"))
        for span in sorted(dates.keys() & said.keys()):
            right += 1
            valued += said[span] in dates[span]
            if said[span] not in dates[span]:
                values.append(_line("value", one, span, f"{said[span]} for {dates[span]}"))
        for span in said:
            found += 1
            if not any(a < span[1] and b > span[0] for a, b in tagged):
                wrong.append(_line("none", one, span, ""))
    yield Figure("extent", right, wanted, tuple(missed))
    yield Figure("value of what was found", valued, right, tuple(values))
    yield Figure("suggested where gold has a time", found - len(wrong), found, tuple(wrong))
    for why, lines in sorted(beside.items()):
        yield Figure(
            f"apart: {why}", len(lines), wanted + sum(map(len, beside.values())), tuple(lines)
        )


def gold(one: Text) -> dict[Span, tuple[str, ...]]:
    """The gold of a text with the borders and values that postil would give it."""
    tagged = (part for joined in _joined(one) for part in _parted(one.text, *joined))
    read = {_extent(one.text, span): values for span, values in tagged}
    return {span: _plain(one.text[slice(*span)], values) for span, values in read.items()}


def _parted(
    text: str, span: Span, values: tuple[str, ...]
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Two dates of "from March 3 to May 5", which some sets have as one."""
    between = _BETWEEN.search(text, *span)
    ends = [value.split("/") for value in values if "/" in value]
    if between is None or not ends or not _NAMED.search(text, span[0], between.start()):
        yield span, values
        return
    for side, start, end in ((0, span[0], between.start()), (1, between.end(), span[1])):
        days = [pair[side] for pair in ends]
        is_month = not re.search(r"\d|day\b|tomorrow", _YEAR.sub("", text[start:end]))
        if re.search(r"\bend of\b", text[start:end]):  # which they have as the day after
            days = [(date.fromisoformat(day) - timedelta(1)).isoformat() for day in days]
        yield (start, end), tuple(day[:7] for day in days) if is_month else tuple(days)


def _joined(one: Text) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The gold of a text, where "Thursday" and "Jan. 6" beside each other are one expression."""
    last: tuple[Span, tuple[str, ...]] | None = None
    for span, values in sorted(one.gold):
        if last and (between := _JOINED.fullmatch(one.text, last[0][1], span[0])):
            words = one.text[slice(*span)]
            first = one.text[slice(*last[0])]
            days = between[1] is None and (words.isdigit() or first.isdigit())  # April 24 and 25
            if _AT.match(one.text, *span) and between[1] and _DAY_ALONE.search(first):
                last = (last[0][0], span[1]), last[1]
                continue
            if days or (between[1] and values == last[1] and not words.startswith("the ")):
                both = tuple(f"{a}/{b}" for a, b in zip(last[1], values, strict=False))
                last = (last[0][0], span[1]), both if days else values
                continue
        if last:
            yield last
        last = span, values
    if last:
        yield last


def _extent(text: str, span: Span) -> Span:
    """A gold span without preposition, article and possessive, with the words that point."""
    start, end = span
    if lead := _LEAD.match(text, start, end):
        start = lead.end()
    while tail := _TAIL.search(text[start:end]):
        end = start + tail.start()
    if _NAMES_A_DAY.search(text, start, end):
        if more := _BEFORE.search(text, max(0, start - 24), start):
            start = more.start()
        if more := _BEHIND.match(text, end):
            end = more.end()
    return start, end


def _counts(words: str, values: tuple[str, ...]) -> bool:
    """Whether gold is a date as the guidelines have it."""
    if not values or not _NAMES_A_DAY.search(words):
        return False
    return not _IS_NONE.search(words)


def _plain(words: str, values: Iterable[str]) -> tuple[str, ...]:
    """Values as postil writes them: the day of a time, the year of a season, a month as such."""
    dated = (value for value in values if _DATED.fullmatch(value))
    plain = tuple("/".join(_one(part) for part in value.split("/")) for value in dated)
    if not _MONTHS_ONLY.fullmatch(words):
        return plain
    return tuple("/".join(part[:7] for part in value.split("/")) for value in plain)


def _one(value: str) -> str:
    if day := _DAY.match(value):
        return day.group()
    if weekend := _WEEKEND.fullmatch(value):
        year, week = map(int, weekend.groups())
        return "/".join(date.fromisocalendar(year, week, day).isoformat() for day in (6, 7))
    return value[:4] if re.search(r"-(?:S[PU]|FA|WI)$", value) else value


def _line(kind: str, one: Text, span: Span, note: str) -> str:
    start, end = span
    text = one.text
    around = f"{text[max(0, start - 70) : start]}[{text[start:end]}]{text[end : end + 50]}"
    return f"  {kind} {one.name} {one.published}: {' '.join(around.split())} | {note}"
