"""Date expressions: the words that name a calendar day, a month, a season or a part of a day.

With the words for the time of day and those that point ("this June", "late Tuesday"), without
preposition and article. Durations, bare years and weeks are none.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import cache

from annotations.units.words import LONGEST_EXPRESSION, Span

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = (
    "january february march april may june july august september october november december".split()
)
SEASONS = "spring summer autumn fall winter".split()
PARTS = "morning afternoon evening night midday noon midnight dawn dusk".split()

_S = r"[^\S\n]{1,2}"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_YEAR = r"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,]\d)"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_PART = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk)"
_ZONE = r"(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|local time|[Ee]astern(?: [Tt]ime)?)\b"
_CLOCK = (
    rf"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{_S}?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?={_S}{_ZONE}))(?:{_S}\(?{_ZONE}\)?)?"
)
_POINTS = r"(?:[Tt]his(?: past| coming)?|[Ll]ast|[Nn]ext)"
_NEAR = r"(?:[Ee]arly|[Ll]ate)"
_LEAD = rf"(?:(?:{_NEAR}{_S})?{_POINTS}{_S}|{_NEAR}{_S}(?:on{_S})?|[Mm]id-)"
_MONTH_DAY = (
    rf"(?:{_MONTH}{_S}{_DAY}(?:(?:[-\u2013]|{_S}(?:and|to|or){_S}){_DAY})?"
    rf"|{_DAY}(?:{_S}of)?{_S}{_MONTH})"
)
_FULL_DAY = rf"{_MONTH_DAY}(?:,?{_S}{_YEAR})?"
_HOLIDAY = (
    r"(?:Christmas (?:Day|Eve)|New Year[\u2019']?s?[\u2019']? (?:Day|Eve)|Boxing Day"
    r"|Good Friday|Easter (?:Sunday|Monday)|Palm Sunday|Ash Wednesday|Super Tuesday"
    r"|Thanksgiving(?: Day)?|(?:Labor|Memorial|Veterans|Independence|Election|Inauguration"
    r"|Columbus|Presidents[\u2019']?|(?:Mother|Father|Valentine|St\. Patrick)[\u2019']s|May"
    r"|Armistice|Remembrance|Bastille|Earth|Groundhog|Tax) Day"
    r"|Halloween|Easter|Christmas|Fourth of July)"
)
_AT = rf"(?:,?{_S}(?:(?:at|around|about){_S})?(?:{_CLOCK}|noon|midnight))"
_DAY_NAME = rf"(?:{_LEAD}?{_WEEKDAY}|(?:[Tt]oday|[Tt]onight|[Tt]omorrow|[Yy]esterday))"
_ORDINAL = r"(?:(?:[a-z]{5,7}-)?(?:first|second|third|[a-z]{2,11}th)|\d{1,3}(?:st|nd|rd|th))"
_STOP = r"[.,;:()\n\"\u201c\u201d\u2014]"
_AFTER_ANNIVERSARY = r"on|in|at|with|by|when|as|next|this|is|was|has|will|that|which|after|to"

_EXPRESSION = (
    r"(?<![\w$\u20ac\u00a3/-])(?<!\d[.,:])(?:"
    + "|".join(
        (
            rf"{_ORDINAL}{_S}anniversary{_S}of{_S}(?:(?!{_STOP}).){{3,80}}?"
            rf"(?=['\u2019]?{_STOP}|{_S}(?:{_AFTER_ANNIVERSARY})\b|$)",
            rf"(?:(?:early|late){_S})?{_PART}{_S}of{_S}(?:{_WEEKDAY}|{_FULL_DAY})",
            rf"{_DAY_NAME}(?:{_S}{_PART})?(?:,?{_S}{_FULL_DAY})?{_AT}?",
            rf"{_FULL_DAY}(?:{_S}{_PART})?{_AT}?",
            rf"{_LEAD}?{_HOLIDAY}(?:,?{_S}{_YEAR})?",
            rf"{_LEAD}?{_MONTH}(?:,?{_S}(?:of{_S})?{_YEAR})?",
            rf"{_LEAD}?{_SEASON}{_S}(?:of{_S})?{_YEAR}",
            rf"(?:{_NEAR}{_S})?{_POINTS}{_S}(?:month|{_SEASON}|{_PART}){_AT}?",
            rf"[Tt]hat{_S}(?:day|month|summer|autumn|winter|{_PART})",
            rf"(?:[Nn]ext|[Ff]ollowing|[Pp]revious){_S}(?:day|month|{_PART})",
            r"(?:1[5-9]|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])",
            r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)?\d\d(?![\d/])",
            rf"{_CLOCK}(?:,?{_S}(?:on{_S})?(?:{_DAY_NAME}(?:{_S}{_PART})?(?:,{_S}{_FULL_DAY})?"
            rf"|{_FULL_DAY}))?",
            rf"(?:noon|midnight|dawn)(?:{_S}(?:on{_S})?(?:{_DAY_NAME}|{_FULL_DAY}))?",
        )
    )
    + r")(?!\w|-(?:year|month|old|elect)\b)"
)

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SHORT = "mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec"
_OTHERS = (
    "today tonight tomorrow yesterday month day anniversary thanksgiving halloween easter "
    "christmas gmt"
)
_TRIGGERS = frozenset([*WEEKDAYS, *MONTHS, *SEASONS, *PARTS, *_SHORT.split(), *_OTHERS.split()])
_CLOCK_FOLLOWS = re.compile(r"(?:[:.]\d\d)?\s?(?:[aApP]\.?[mM]\b)|[/-]\d\d?[/-]\d|:\d\d\s")
_BACK = 7  # the most words that stand before the one that gives an expression away

# What is a name or a verb as often as a month needs a word that says so.
_DOUBTFUL = re.compile(
    r"(?:May|March|April|June|August|Jan|Mar|Jun|Sat|Sun|Wed|Dec)\b\.?$|(?:noon|midnight|dawn)$"
)
_NAME_FOLLOWS = re.compile(r"[^\S\n][A-Z][a-z]")
_BEFORE_A_DATE = re.compile(
    r"\b(?:in|since|until|till|by|of|from|for|through|between|and|or|before|after|during|to|at|around"
    r"|about|on|past|last|every|each|the|a|early|late)[^\S\n]+$",
    re.IGNORECASE,
)


def date_expressions(text: str, start: int, end: int) -> Iterator[Span]:
    """The date expressions in `text[start:end]`, which begins and ends between words."""
    recent: deque[int] = deque(maxlen=_BACK)
    done = start
    for token in _TOKEN.finditer(text, start, end):
        if token.start() < done:
            continue
        recent.append(token.start())
        word = token.group()
        if word.lower() in _TRIGGERS or (
            word.isdigit() and _CLOCK_FOLLOWS.match(text, token.end(), end)
        ):
            found = _around(text, token.start(), recent, end)
            if found is not None:
                yield found
                done = found[1]
                recent.clear()


def dates_at(text: str, start: int, end: int) -> list[Span]:
    """The date expressions that hold `[start, end)`."""
    if end - start > LONGEST_EXPRESSION:
        return []
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    near = max(line_start, start - 150), min(end + 150, len(text) if line_end < 0 else line_end)
    found = date_expressions(text, *near)
    return [span for span in found if span[0] <= start and span[1] >= end]


@cache
def _expression() -> re.Pattern[str]:
    # Compiled when it is first used: that takes a fifteenth of the time that postil starts in.
    return re.compile(_EXPRESSION)


def _around(text: str, trigger: int, starts: deque[int], end: int) -> Span | None:
    """The expression over the word at `trigger` that begins first at one of `starts`."""
    for start in starts:
        match = _expression().match(text, start, end)
        if match and match.end() > trigger:
            return match.span() if _is_date(text, match) else None
    return None


def _is_date(text: str, match: re.Match[str]) -> bool:
    if not _DOUBTFUL.match(match.group()):
        return True
    if _NAME_FOLLOWS.match(text, match.end()):
        return False
    return bool(_BEFORE_A_DATE.search(text, max(0, match.start() - 12), match.start()))
