"""The words of dates and times of day, and the patterns they make: how a date is written.

Patterns are told apart by name, so that what needs more than words to be a date can say so.
"""

import re

from annotations.units.named_days import CAPITALS_ONLY, NAMED
from annotations.units.number_words import (
    COUNTED_DAY,
    DAY_IN_WORDS,
    MONTHS,
    NUMBERS,
    YEAR_IN_WORDS,
    either,
)

S = r"(?:[^\S\n]{1,2})"
ENDS = rf"(?=\s*$|\n|[^\w\s'\u2019-](?!\d)|{S}(?:and|but|to|in|at|by|when|was|is|until)\b)"
"""Nothing that would be counted follows."""
PARTS = "morning afternoon evening night midday noon midnight dawn dusk".split()
PART = rf"(?:{'|'.join(PARTS)})"
_ZONE = (
    r"(?:(?i:[ecmp][sd]?t|gmt|bst|utc|cest?|a[ew][sd]t|[jik]st|msk|[sh]kt|sgt|local time)"
    r"|[Ee]astern(?: [Tt]ime)?)\b"
)
CLOCK = (
    rf"(?:(?:1[0-2]|0?[1-9])(?:[:.][0-5]\d){{0,2}}{S}?(?:[ap]\.m\.|[ap]m\b|[AP]\.M\.|[AP]M\b)"
    rf"|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:noon|midnight|dawn)\b)"
    rf"(?:{S}\(?{_ZONE}\)?)?"
)
IN_WORDS = (
    rf"{either(NUMBERS[1:13])}"
    r"(?:[ -](?:fifteen|(?:twenty|thirty|forty|fifty)(?:-\w+)?|o['\u2019]clock))"
)
_HOUR = rf"(?:(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?|{IN_WORDS}|{either(NUMBERS[1:13])})"
_IN_A_PART = rf"{S}(?:(?:in{S}the|early|late){S})?(?:morning|afternoon|evening)\b"
AT = (
    rf"(?:,?{S}(?:(?:at|around|about|by|@){S})?{CLOCK}(?:{_IN_A_PART})?"
    rf"|,?{S}(?:at|around|about){S}{_HOUR}(?:{_IN_A_PART}|{S}at{S}night\b|{ENDS}))"
)
"""The time of day behind a day: at 5 p.m. EST, at 8 in the morning, around seven thirty."""

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
SEASONS = "spring summer autumn fall winter".split()
_APOSTROPHE = "['\u2019]"


def named(name: str) -> str:
    """A pattern for a holiday by its name in small letters; its apostrophe may be anywhere."""
    words = (w if w in ("of", "de") else w.title() for w in name.replace("'s", "'").split())
    capital = "\\s".join(words).replace("Al-", "al-").replace(".", r"\.?")
    anywhere = re.sub("s?'", f"{_APOSTROPHE}?s{_APOSTROPHE}?", capital)
    return anywhere if name in CAPITALS_ONLY else f"(?i:{anywhere})"


_DASH = r"[-\u2013]"
_WEEKDAY = (
    r"(?:(?:[Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
)
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b"
_MON = "(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_MONTH = (
    r"(?:[Jj]anuary|[Ff]ebruary|March|[Aa]pril|May|[Jj]une|[Jj]uly|August|[Ss]eptember|[Oo]ctober"
    rf"|[Nn]ovember|[Dd]ecember|{_MON}\b\.?)"
)
_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_DAY = rf"(?:{_DIGITS}(?:st|nd|rd|th)?(?![\w%$\u20ac\u00a3]|[.,:/]\d))"
_ALONE = r"(?![-\u2013]\d)"  # or it is a score
_TO = rf"(?:{S}?{_DASH}{S}?|{S}(?:and|or|to|through|until|till){S}(?:the{S})?)"
_YEAR_NUMBER = r"(?:1[5-9]|20|21)\d\d(?![\w%]|[.,]\d)"
_THIS_YEAR = rf"(?:this|last|next|(?:the{S})?(?:same|following|previous)){S}year\b"
_ERA = rf"(?:{S}(?:AD|B?CE|BC|BE|A\.D\.|B\.C\.(?:E\.)?))"
_YEAR = rf"(?:{S}?,?{S}(?:of{S})?(?:{_YEAR_NUMBER}{_ERA}?|{_THIS_YEAR}|{_APOSTROPHE}\d\d(?!\w)))"
_RARE_YEAR = (  # of two figures, of an era, in words
    rf"(?:{S}(?:(?:of{S})?\d\d(?![\w%]|[.,]\d){ENDS}|A\.?D\.?{S}\d{{1,4}}\b)"
    rf"|,?{S}(?:of{S})?\d{{1,4}}{_ERA}|,{S}\d\d(?=[.;)]?\s*$)|{S}(?:of{S})?{YEAR_IN_WORDS}{ENDS})"
)
_ANY_YEAR = rf"(?:{_YEAR}|{_RARE_YEAR})"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_ANY_PART = rf"(?:{PART}|(?:Morning|Afternoon|Evening|Night)(?!{S}[A-Z]))"
_POINTS = rf"(?:[Tt]his(?:{S}(?:past|coming|upcoming))?|[Ll]ast|[Nn]ext)"
_NEAR = r"(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater)"
_SOON = r"(?:[Ee]arly|[Ll]ate|[Mm]id)"
_LEAD = rf"(?:(?:{_SOON}{S})?{_POINTS}{S}|{_SOON}(?:{S}(?:on{S})?|-))"
_DAY_LEAD = (
    rf"(?:(?:{_NEAR}{S}(?:on{S})?)?{_POINTS}{S}|{_NEAR}{S}(?:on{S})?|[Mm]id-"
    rf"|(?:[Ff]ollowing|[Pp]revious|[Pp]ast|[Cc]oming|[Uu]pcoming){S})"
)
_MONTH_DAY = (
    rf"(?:{_MONTH}{S}(?:{_DAY}{_TO}{_DAY}{_ALONE}|{_DAY}{_ALONE})"
    rf"|{_DAY}(?:{_TO}{_DAY})?(?:{S}(?:day{S})?of)?{S}{_MONTH})"
)
_FULL_DAY = rf"(?:{_MONTH_DAY}{_YEAR}?)"
_SAID = rf"(?:{DAY_IN_WORDS}|{COUNTED_DAY})"
_RARE_DAY = (  # as it is said, glued together, or with marks between its parts
    rf"(?:(?:{_MONTH}{S}{_SAID}(?:{_TO}{_SAID})?(?={ENDS}|,?{S}(?:of{S})?(?:\d|{YEAR_IN_WORDS}))"
    rf"|{DAY_IN_WORDS}(?:{_TO}{DAY_IN_WORDS})?{S}(?:(?:day{S})?of{S})?{_MONTH}"
    rf"|{COUNTED_DAY}{S}{_MONTH}(?={S}(?:\d\d\d\d|{YEAR_IN_WORDS}))|{_MONTH},{S}{_DIGITS}(?:st|nd|rd|th)\b"
    rf"|{_MON}{_DIGITS}(?!\w)|{_DIGITS}{_MON}(?!\w)){_ANY_YEAR}?"
    rf"|{_MONTH_DAY}{_RARE_YEAR}|{_YEAR_NUMBER}{S}{_MONTH}{S}{_DAY}{_ALONE}"
    rf"|(?:1[5-9]|20|21)\d\d[-/](?i:{_MONTH})[-/]{_DIGITS}(?![\w/-])"
    rf"|{_MONTH}(?:[-/]{_DIGITS}[-/](?:19|20)\d\d\b|/{_DIGITS}(?![\w/-])))"
)
_DAYS = rf"(?:{_FULL_DAY}(?:{S}?{_DASH}{S}?{_FULL_DAY})?)"
_SLASHED = (
    r"(?:(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?:19|20)?\d\d(?![\d/])"
    r"|(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d(?![\d/])"
    r"|(?:0?[1-9]|[12]\d|3[01])-(?:0?[1-9]|[12]\d|3[01])-(?:19|20)\d\d(?![\d/]))"
)
_ISO_DAY = (
    r"(?:1[5-9]|20|21)\d\d(?:-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])"
    r"|/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))(?!\d)"
)
_NUMBER_DAY = r"(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])"
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
_ITS = rf"(?:the|that|this|those|these|his|her|their|its|our|my|[A-Z][\w-]+{_APOSTROPHE}s){S}"
_ITS_EVENT = (
    rf"(?:{_ITS}[\w-]+(?:{S}[\w-]+){{0,4}}?(?={_APOSTROPHE}?{_STOP}|{S}(?:{_VERBS}|\w+ed)\b|$)"
    rf"|{_ONE_DAY}|(?:the{S})?{_HOLIDAY}{_YEAR}?)"
)
_BOUND = r"(?:[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd|[Cc]lose)"
_NEXT = rf"(?:[Nn]ext|[Ff]ollowing|[Pp]revious){S}(?:day|month|{PART})"

PATTERNS = {
    "anniversary": rf"{_ORDINAL}{S}anniversary{S}of{S}{_EVENT}",
    "beside": (
        rf"[Dd]ay{S}(?:before{S}yesterday|after{S}tomorrow)\b"
        rf"|(?:[Dd]ay|{_COUNT}{S}(?:day|week|month)s?){S}(?:before|after)(?:{S}{_ITS_EVENT})?"
    ),
    "counted": (
        rf"(?:(?<!ast ){_COUNT}{S}(?:year|month|week)s?(?:,|,?{S}and)?{S}){{0,2}}"
        rf"{_COUNT}{S}(?:day|week|month)s?{S}(?:ago|earlier|later|hence|from{S}(?:now|today))\b"
    ),
    "bound": (
        rf"{_BOUND}{S}of{S}(?:{_POINTS}{S}(?:month|{_SEASON})|the{S}(?:month|{_SEASON})|month\b"
        rf"|{_DAY_NAME}(?!{S}{_ANY_PART}|{_APOSTROPHE}s)"
        rf"|{_LEAD}?{_MONTH}{_YEAR}?)"
    ),
    "part of": (
        rf"(?:(?:{_NEAR}|[Mm]id){S})?{PART}{S}of{S}"
        rf"{_ONE_DAY}"
        rf"|(?:(?:{_NEAR}{S}|[Mm]id-?){S}?)?(?:morning|afternoon|evening){S}"
        rf"(?:{_NOW}|on{S}{_WEEKDAY})"
    ),
    "weekday of": (
        rf"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast){S}{_WEEKDAY}{S}(?:in|of){S}"
        rf"(?:{_MONTH}{_YEAR}?|(?:{_POINTS}|the){S}month)"
    ),
    "rare days": rf"(?:(?:{_DAY_NAME}|{_SHORT_WEEKDAY}),?{S})?{_RARE_DAY}",
    "weekday": (
        rf"{_DAY_NAME}(?:{S}(?:(?:early|late){S})?{_ANY_PART})?"
        rf"(?:{_OF_WEEK}|,?{S}(?:{_FULL_DAY}|{_SLASHED}|{_ISO_DAY}"
        rf"|the{S}{_NTH}|{_DIGITS}(?=[.!?]?\s*(?:$|\n))))?"
    ),
    "short weekday": rf"{_SHORT_WEEKDAY}\.?,?{S}(?:{_FULL_DAY}|{_NTH})",
    "days": rf"{_LEAD}?{_DAYS}(?:{S}{PART})?",
    "holiday": (
        rf"{_LEAD}?{_HOLIDAY}(?:{_YEAR}?{S}(?:weekend|(?:early{S}|late{S})?{PART}))?{_YEAR}?"
    ),
    "9/11": r"9/11(?![/\d])",
    "month": (
        rf"{_LEAD}?{_MONTH}(?:{_YEAR}|{S}in{S}{_YEAR_NUMBER}|{S}?{_DASH}{S}?{_MONTH}{_YEAR}?"
        rf"|{S}(?:of{S})?{YEAR_IN_WORDS}{ENDS}|{S}of{S}\d\d(?![\w%]|[.,]\d){ENDS}"
        rf"|[-/](?:19|20)\d\d(?![\d/])(?:{_DASH}{_MONTH}[-/](?:19|20)\d\d\b)?)?"
        rf"|(?:[Ff]irst|[Ss]econd|[Tt]hird|[a-z]{{2,5}}th){S}month{S}of{S}"
        rf"(?:{_YEAR_NUMBER}|the{S}year\b)"
    ),
    "season": (
        rf"(?:{_LEAD}?{_SEASON}(?:{_YEAR}|{S}of{S}{YEAR_IN_WORDS})"
        rf"|(?:{_SOON}{S})?{_POINTS}{S}{_SEASON}\b)"
    ),
    "bare season": rf"(?:{_SOON}{S}|[Mm]id-)?(?:spring|summer|autumn|fall|winter)\b",
    "weekend": (
        rf"(?:(?:{_POINTS}|[Tt]hat|[Ff]ollowing|[Pp]revious|[Cc]oming|[Pp]ast){S})?weekend\b"
        rf"(?:{S}of{S}(?:{_FULL_DAY}|{_HOLIDAY}{_YEAR}?))?"
    ),
    "pointed": rf"(?:{_NEAR}{S})?{_POINTS}{S}(?:month|{PART})",
    "that": (
        rf"(?:(?:[Ee]arlier|[Ll]ater){S})?(?:[Tt]hat{S}(?:day|month|summer|autumn|winter|{PART})"
        rf"|[Ss]ame{S}(?:day|{PART}))"
    ),
    "next": _NEXT,
    "numbers": (
        r"(?:1[5-9]|20|21)\d\d(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
        r"|/(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01]))"
        r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-])"
        r"|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\d.]\d)"
        rf"|{_DIGITS}[-/]{_MONTH}[-/](?:19|20)\d\d\b"
        rf"|{_SLASHED}(?:{S}?{_DASH}{S}?{_SLASHED})?"
        rf"|{_NUMBER_DAY}{_DASH}{_NUMBER_DAY}(?:/|,{S})(?:19|20)\d\d\b"
    ),
    "day of": (
        rf"\d{{1,2}}(?:st|nd|rd|th)(?:{S}(?:day{S})?(?:of{S})?(?:{_POINTS}|of{S}the){S}month)?\b"
    ),
    "clock": (
        rf"(?:{CLOCK}|{IN_WORDS}),?{S}(?:on{S}|the{S})?(?:(?:{_DAY_NAME}(?:{S}{PART})?,{S})?{_FULL_DAY}"
        rf"|{_DAY_NAME}(?:{S}{PART})?|{_POINTS}{S}{PART}|{_NEXT})"
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
