"""The words of dates, and the patterns they make: what a date expression looks like.

Patterns are told apart by name, so that what needs more than words to be a date can say so.
"""

import re

from annotations.units.named_days import NAMED

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = (
    "january february march april may june july august september october november december".split()
)
SEASONS = "spring summer autumn fall winter".split()
PARTS = "morning afternoon evening night midday noon midnight dawn dusk".split()
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)} | {
    f"{tens}{word}": number
    for tens, start in (("twenty-", 21), ("thirty-", 31))
    for number, word in enumerate(_ORDINALS[:9], start)
    if number < 32
}
ORDINALS["thirtieth"] = 30
"""The days of a month in words: "twenty-first" is 21."""


_APOSTROPHE = "['\u2019]"


def either(words: list[str]) -> str:
    """A pattern for any of some words, in small letters or with a capital, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" for w in ordered) + ")"


def named(name: str) -> str:
    """A pattern for a holiday by its name in small letters; its apostrophe may be anywhere."""
    words = (w if w in ("of", "de") else w.title() for w in name.replace("'s", "'").split())
    capital = "\\s".join(words).replace("Al-", "al-").replace(".", r"\.?")
    return re.sub("s?'", f"{_APOSTROPHE}?s{_APOSTROPHE}?", capital)


S = r"(?:[^\S\n]{1,2})"
_DASH = r"[-\u2013]"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY = rf"(?:{_DIGITS}(?:st|nd|rd|th)?(?![\w%$\u20ac\u00a3]|[.,:/]\d))"
_DAY_IN_WORDS = (
    rf"(?:(?:[Tt]wenty-|[Tt]hirty-)?{either(_ORDINALS[:9])}|{either(_ORDINALS[9:])}|[Tt]hirtieth)"
    r"(?![\w-])"
)
_ALONE = r"(?![-\u2013]\d)"  # or it is a score
_TO = rf"(?:{S}?{_DASH}{S}?|{S}(?:and|or|to|through|until|till){S}(?:the{S})?)"
_YEAR_NUMBER = r"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,]\d)"
_THIS_YEAR = rf"(?:this|last|next|(?:the{S})?(?:same|following|previous)){S}year\b"
_YEAR = rf"(?:{S}?,?{S}(?:of{S})?(?:{_YEAR_NUMBER}|{_THIS_YEAR}))"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_PART = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk)"
_ANY_PART = rf"(?:{_PART}|(?:Morning|Afternoon|Evening|Night)(?!{S}[A-Z]))"
_ZONE = r"(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|local time|[Ee]astern(?: [Tt]ime)?)\b"
_CLOCK = (
    rf"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?{S}?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:noon|midnight|dawn)\b)"
    rf"(?:{S}\(?{_ZONE}\)?)?"
)
_AT = rf"(?:,?{S}(?:(?:at|around|about|by){S})?{_CLOCK})"
_POINTS = rf"(?:[Tt]his(?:{S}(?:past|coming))?|[Ll]ast|[Nn]ext)"
_NEAR = r"(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)"
_SOON = r"(?:[Ee]arly|[Ll]ate|[Mm]id)"
_LEAD = rf"(?:(?:{_SOON}{S})?{_POINTS}{S}|{_SOON}(?:{S}(?:on{S})?|-))"
_DAY_LEAD = (
    rf"(?:(?:{_NEAR}{S}(?:on{S})?)?{_POINTS}{S}|{_NEAR}{S}(?:on{S})?|[Mm]id-"
    rf"|(?:[Ff]ollowing|[Pp]revious|[Pp]ast|[Cc]oming){S})"
)
_MONTH_DAY = (
    rf"(?:{_MONTH}{S}(?:{_DAY}{_TO}{_DAY}{_ALONE}|{_DAY}{_ALONE})"
    rf"|{_MONTH}{S}{_DAY_IN_WORDS}(?={S}(?:at|and|to|through|is|was|when|\d)\b|[^\w\s]|\s*$)"
    rf"|{_DAY}(?:{_TO}{_DAY})?(?:{S}(?:day{S})?of)?{S}{_MONTH}"
    rf"|{_DAY_IN_WORDS}{S}(?:day{S})?of{S}{_MONTH})"
)
_FULL_DAY = rf"(?:{_MONTH_DAY}{_YEAR}?)"
_DAYS = rf"(?:{_FULL_DAY}(?:{S}?{_DASH}{S}?{_FULL_DAY})?)"
_SLASHED = (
    r"(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)?\d\d(?![\d/])"
    r"|(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d(?![\d/]))"
)
_HOLIDAY = rf"(?:{'|'.join(named(name) for name in NAMED)})(?!\w)"
_NOW = r"(?:[Tt]oday|[Tt]onight|[Tt]omorrow|[Yy]esterday)"
_OF_WEEK = rf"{S}(?:of{S})?(?:this|last|next){S}week\b"
_DAY_NAME = rf"(?:{_DAY_LEAD}?{_WEEKDAY}|(?:{_NEAR}{S})?{_NOW})"
_NTH = rf"\d{{1,2}}(?:st|nd|rd|th)\b(?=[^\w\s]|\s*$|{S}(?:and|to|until|through|at|of)\b)"
_ONE_DAY = rf"(?:(?:{_DAY_NAME},?{S})?{_FULL_DAY}|{_DAY_NAME})"
_COUNT = rf"(?:\d{{1,3}}|[Aa]|{either(NUMBERS[1:])})"
_ORDINAL = r"(?:(?:[a-z]{5,7}-)?(?:first|second|third|[a-z]{2,11}th)|\d{1,3}(?:st|nd|rd|th))"
_STOP = r"(?:[,;:()\n\"\u201c\u201d\u2014]|(?<!\bv)(?<!\bvs)(?<!\b[A-Z])\.(?!\s\d))"
_VERBS = (
    r"on|in|at|with|by|when|as|next|this|is|was|has|had|will|would|that|which|who|after|before|to"
    r"|and|but|nears|approaches|falls|fell|comes|came|marks|passes|passed|coincide[sd]"
)
_EVENT = rf"(?:(?!{_STOP}).){{3,80}}?(?={_APOSTROPHE}?{_STOP}|{S}(?:{_VERBS})\b|$)"
_ITS = rf"(?:the|his|her|their|its|our|my|[A-Z][\w-]+{_APOSTROPHE}s){S}"
_ITS_EVENT = (
    rf"(?:{_ITS}[\w-]+(?:{S}[\w-]+){{0,4}}?(?={_APOSTROPHE}?{_STOP}|{S}(?:{_VERBS}|\w+ed)\b|$)"
    rf"|{_ONE_DAY}|(?:the{S})?{_HOLIDAY}{_YEAR}?)"
)
_BOUND = r"(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)"

PATTERNS = {
    "anniversary": rf"{_ORDINAL}{S}anniversary{S}of{S}{_EVENT}",
    "beside": (
        rf"[Dd]ay{S}(?:before{S}yesterday|after{S}tomorrow)\b"
        rf"|(?:[Dd]ay|{_COUNT}{S}(?:day|week|month)s?){S}(?:before|after)(?:{S}{_ITS_EVENT})?"
    ),
    "counted": (
        rf"{_COUNT}{S}(?:day|week|month)s?{S}(?:ago|earlier|later|hence|from{S}(?:now|today))\b"
    ),
    "bound": (
        rf"{_BOUND}{S}of{S}(?:{_POINTS}{S}(?:month|{_SEASON})|the{S}(?:month|{_SEASON})"
        rf"|{_LEAD}?{_MONTH}{_YEAR}?)"
    ),
    "part of": (
        rf"(?:(?:{_NEAR}|[Mm]id){S})?{_PART}{S}of{S}"
        rf"{_ONE_DAY}"
        rf"|(?:(?:{_NEAR}{S}|[Mm]id-?){S}?)?(?:morning|afternoon|evening){S}"
        rf"(?:{_NOW}|on{S}{_WEEKDAY})"
    ),
    "weekday of": (
        rf"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast){S}{_WEEKDAY}{S}(?:in|of){S}"
        rf"(?:{_MONTH}{_YEAR}?|(?:{_POINTS}|the){S}month)"
    ),
    "weekday": (
        rf"{_DAY_NAME}(?:{S}(?:(?:early|late){S})?{_ANY_PART})?"
        rf"(?:{_OF_WEEK}|,?{S}(?:{_FULL_DAY}|{_SLASHED}|the{S}{_NTH}))?{_AT}?"
    ),
    "short weekday": rf"{_SHORT_WEEKDAY}\.?,?{S}(?:{_FULL_DAY}|{_NTH}){_AT}?",
    "days": rf"{_LEAD}?{_DAYS}(?:{S}{_PART})?{_AT}?",
    "holiday": rf"{_LEAD}?{_HOLIDAY}(?:{S}(?:weekend|{_PART}))?{_YEAR}?",
    "9/11": r"9/11(?![/\d])",
    "month": (rf"{_LEAD}?{_MONTH}(?:{_YEAR}|{S}?{_DASH}{S}?{_MONTH}{_YEAR}?)?"),
    "season": rf"(?:{_LEAD}?{_SEASON}{_YEAR}|(?:{_SOON}{S})?{_POINTS}{S}{_SEASON}\b)",
    "bare season": rf"(?:{_SOON}{S}|[Mm]id-)?(?:spring|summer|autumn|fall|winter)\b",
    "weekend": (
        rf"(?:(?:{_POINTS}|[Tt]hat|[Ff]ollowing|[Pp]revious|[Cc]oming|[Pp]ast){S})?weekend\b"
        rf"(?:{S}of{S}(?:{_FULL_DAY}|{_HOLIDAY}{_YEAR}?))?"
    ),
    "pointed": rf"(?:{_NEAR}{S})?{_POINTS}{S}(?:month|{_PART}){_AT}?",
    "that": (
        rf"(?:(?:[Ee]arlier|[Ll]ater){S})?(?:[Tt]hat{S}(?:day|month|summer|autumn|winter|{_PART})"
        rf"|[Ss]ame{S}(?:day|{_PART}))"
    ),
    "next": rf"(?:[Nn]ext|[Ff]ollowing|[Pp]revious){S}(?:day|month|{_PART})",
    "numbers": (
        r"(?:1[5-9]|20|21)\d\d(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
        r"|/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))"
        r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
        r"|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\d.]\d)"
        rf"|{_DIGITS}[-/]{_MONTH}[-/](?:19|20)\d\d\b"
        rf"|{_SLASHED}(?:{S}?{_DASH}{S}?{_SLASHED}|{_AT})?"
    ),
    "day of": rf"\d{{1,2}}(?:st|nd|rd|th)(?:{S}(?:day{S})?of{S}(?:{_POINTS}|the){S}month)?\b",
    "clock": (
        rf"{_CLOCK},?{S}(?:on{S})?(?:(?:{_DAY_NAME}(?:{S}{_PART})?,{S})?{_FULL_DAY}"
        rf"|{_DAY_NAME}(?:{S}{_PART})?)"
    ),
}
"""The date expressions by kind; of several that match, the first is taken."""

EXPRESSION = (
    r"(?<![\w$\u20ac\u00a3/-])(?<!\d[.,:])(?<![$\u20ac\u00a3][^\S\n])(?:"
    + "|".join(f"(?P<k{number}>{pattern})" for number, pattern in enumerate(PATTERNS.values()))
    + r")(?!\w|-(?:year|month|week|day|hour|minute|old|elect|foot|inch|mile|acre|point|member)\b)"
)

_SHORT = "mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec"
_OTHERS = "today tonight tomorrow yesterday day days week weeks month months weekend anniversary"
TRIGGERS = frozenset(
    [*WEEKDAYS, *MONTHS, *SEASONS, *PARTS, *_SHORT.split(), *_OTHERS.split()]
    + [re.findall(r"[^\W\d_]{2,}", name)[-1] for name in NAMED if name != "new year's"]
)
"""Words that give a date expression away, in small letters; "New Year's" does so itself."""
