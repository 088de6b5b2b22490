"""Date expressions: the words that name a calendar day, a month, a season or a part of a day.

With the words for the time of day and those that point ("this June", "late Tuesday"), without
preposition and article. Durations, bare years and weeks are none.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby

from annotations.expressions import late
from annotations.units.date_words import AT, EXPRESSION, PATTERNS, TRIGGERS
from annotations.units.words import LONGEST_EXPRESSION, PIECES_KEPT, Span

_TOKEN = late(r"[^\W\d_]+|\d+")
_NUMBER_GOES_ON = (
    r"(?=(?:[:.]\d\d)?\s?[aApP]\.?[mM]\b|[/.-]\d\d?[/.-]\d|:\d\d\s|(?:st|nd|rd|th)\b|/11\b)"
)
_BACK = 8  # the most words up to the one that gives an expression away, itself included
_REACH = 90  # and the most code points

_BEGIN_NONE = frozenset(
    "the of to in and on at for by with said says was is are were he she it they his her from as"
    " but who will has had have be been not its their which or after before since until".split()
)
"""The most frequent words that begin no expression: there it need not be tried."""
_S = r"[^\S\n]+"
_GOES_ON = (
    r"and|or|but|when|while|as|because|since|until|till|before|after|by|with|without|at|to|from|in"
    r"|on|of|for|through|during|over|that|which|who|where|this|last|next|he|she|they|it|we|I|you"
    r"|his|her|their|the|a|an|is|was|were|are|has|had|have|will|would|could|may|says?|said|told"
)
# Compiled when they are first used, as `re` does with words.
_ENDS = rf"(?={_S}(?:{_GOES_ON}|\w+ed)\b|['\u2019]s\b|[^\w\s'\u2019-]|\s*$|\s*\n)"
_IN_TIME = (
    r"(?:in|since|until|till|by|of|from|for|through|throughout|between|and|or|before|after|during"
    r"|to|at|around|about|on|over|into|past|last|this|early|late)"
)
# What is a name or a verb as often as a month needs a word that says so.
_DOUBTFUL = r"(?:May|March|April|June|August|Jan|Mar|Jun|Sat|Sun|Wed|Dec)\b\.?$"
_NAME_FOLLOWS = r"[^\S\n][A-Z][a-z]"
_TO_A_MONTH = (
    rf"{_S}(?:to|through|until|till|and|or){_S}"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)
_BEFORE_A_MONTH = rf"(?i)\b(?:{_IN_TIME}|the|a){_S}$"
_AGAIN = rf"(?i)\b(?:every|each){_S}$"
_IN = r"(?:in|by|since|until|till|through|throughout|during|early|late|for|before|after)"
_BEFORE_A_SEASON = rf"(?i)\b(?:{_IN}{_S}|the{_S})$"
_BEFORE_THE_FALL = rf"(?i)\b(?:{_IN}{_S}|{_IN_TIME}{_S}the{_S})$"
_FALL_OF = rf"{_S}(?:of|in|from|to|by|into|for|at|below|behind|under|and|or)\b"
_THE = rf"(?i)\b(?:the|over){_S}$"
_BEFORE_A_DAY = rf"(?i)\b(?:on|by|until|till|since|from|before|after){_S}the{_S}$"
_CAPITALS = r"\b[A-Z]{2,}[^\S\n]$"
_A_NAME_BEFORE = (
    r"\b(?!(?:Before|After|Since|Until|By|On|At|This|Last|Next|For|During|Over|In|From|The)\b)"
    rf"[A-Z][a-z]+{_S}$"
)
_COUNTED = (  # "in March 12 people" is no day of March
    r"[^\S\n](?:people|men|women|children|others|members|votes|points|goals|seats|cents|dollars"
    r"|euros|pounds|percent|per cent|percentage|million|billion|thousand|times|years|months|weeks"
    r"|days|hours|minutes|seconds|miles|degrees|[ap]\.?m|ft|km)\b"
)
_PAPERS = (
    r"[^\S\n](?:(?:Evening[^\S\n])?(?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Independent"
    r"|Star)\b|(?:Night|Morning|Evening)[^\S\n][A-Z])"
)


@lru_cache(maxsize=PIECES_KEPT)
def date_expressions(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The date expressions in `text[start:end]`, which begins and ends between words.

    Several rules ask for those of one piece.
    """
    return tuple(_expressions(text, start, end))


def _expressions(text: str, start: int, end: int) -> Iterator[Span]:
    done = start
    for trigger in _triggers().finditer(text, start, end):
        if trigger.start() < done:
            continue
        near = _TOKEN.finditer(text, max(done, trigger.start() - _REACH), trigger.end())
        starts = [token.start() for token in [*near][-_BACK:] if token.group() not in _BEGIN_NONE]
        found = _around(text, trigger.start(), starts, end)
        if found is not None:
            yield found
            done = found[1]


def dates_at(text: str, start: int, end: int) -> list[Span]:
    """The date expressions that hold `[start, end)`."""
    if end - start > LONGEST_EXPRESSION:
        return []
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    near = max(line_start, start - 150), min(end + 150, len(text) if line_end < 0 else line_end)
    found = date_expressions(text, *near)
    return [span for span in found if span[0] <= start and span[1] >= end]


@cache
def _triggers() -> re.Pattern[str]:
    # By their first letters, so that few are tried at each place.
    listed = "|".join(
        f"[{first.upper()}{first}](?:{'|'.join(word[1:] for word in group)})"
        for first, group in groupby(sorted(TRIGGERS), key=lambda word: word[0])
    )
    listed += "|Year(?=['\u2019]?s)"
    return re.compile(rf"(?<![^\W\d_])(?:{listed})(?![^\W\d_])|(?<!\d)\d+(?:{_NUMBER_GOES_ON})")


@cache
def _expression() -> re.Pattern[str]:
    # Compiled when it is first used: that takes a tenth of the time that postil starts in.
    return re.compile(EXPRESSION)


def _around(text: str, trigger: int, starts: Iterable[int], end: int) -> Span | None:
    """The expression over the word at `trigger` that begins first at one of `starts`."""
    for start in starts:
        match = _expression().match(text, start, end)
        if match and match.end() > trigger:
            if _is_date(text, match):
                return match.start(), _with_clock(text, match, end)
            if (month := _month_alone(text, match)) and month[1] > trigger:
                return month
    return None


def _with_clock(text: str, match: re.Match[str], end: int) -> int:
    """Where an expression ends with the time of day behind it, which belongs to a day."""
    names_a_day = _KINDS[match.lastgroup or ""] in _WITH_CLOCK and not match.group().endswith(
        "month"
    )
    clock = re.compile(AT).match(text, match.end(), end) if names_a_day else None
    return clock.end() if clock else match.end()


def _month_alone(text: str, match: re.Match[str]) -> Span | None:
    """The month of what is no day of it: in March 3-1."""
    number = re.search(rf"{_S}\d", match.group())
    if _KINDS[match.lastgroup or ""] != "days" or number is None:
        return None
    start, end = match.start(), match.start() + number.start()
    is_one = _month(text[start:end], text[max(0, start - 24) : start], text[end : end + 24])
    return (start, end) if is_one else None


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a date is one where it stands."""
    kind = _KINDS[match.lastgroup or ""]
    before = text[max(0, match.start() - 24) : match.start()]
    if re.search(_AGAIN, before):
        return False  # every Friday is no day
    check = _CHECKS.get(kind)
    return check is None or check(match.group(), before, text[match.end() : match.end() + 24])


def _month(words: str, before: str, after: str) -> bool:
    if not re.match(_DOUBTFUL, words):
        return True
    if re.match(_TO_A_MONTH, after):
        return True
    return not re.match(_NAME_FOLLOWS, after) and bool(re.search(_BEFORE_A_MONTH, before))


def _weekday(words: str, before: str, after: str) -> bool:
    if words == "Today" and re.search(_CAPITALS, before):
        return False
    return not re.match(_PAPERS, after) and _month(words, before, after)


def _days(words: str, before: str, after: str) -> bool:
    """No score, where the first of two numbers is not the smaller one, and no number of people."""
    span = re.search(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[-\u2013](\d{1,2})", words)
    if span and int(span[1]) >= int(span[2]):
        return False
    return not (words[-1].isdigit() and re.match(_COUNTED, after))


def _holiday(words: str, before: str, after: str) -> bool:
    if " " in words and not re.fullmatch("New Year['\u2019]?s", words):
        return True
    return bool(re.match(_ENDS, after)) and not re.search(_A_NAME_BEFORE, before)


def _bare_season(words: str, before: str, after: str) -> bool:
    if not re.match(_ENDS, after) or re.match(rf"{_S}of\b", after):
        return False
    if not words.endswith("fall"):
        return bool(re.search(_BEFORE_A_SEASON, before))
    return bool(re.search(_BEFORE_THE_FALL, before)) and not re.match(_FALL_OF, after)


def _counted(words: str, before: str, after: str) -> bool:
    """No duration: for two days after, more than a month before."""
    return words.endswith("ago") or not re.search(rf"(?i)\b(?:than|for|within){_S}$", before)


def _beside(words: str, before: str, after: str) -> bool:
    if not words.lower().startswith("day"):
        return _counted(words, before, after)
    if words.endswith(("yesterday", "tomorrow")):
        return True
    if re.search(rf"\b[io][nf]{_S}the{_S}$", before) or re.match(rf"{_S}day\b", after):
        return False  # later in the day before returning; day after day
    return bool(re.search(_THE, before))


def _weekend(words: str, before: str, after: str) -> bool:
    return " " in words or bool(re.search(_THE, before))


def _day_of(words: str, before: str, after: str) -> bool:
    if words.endswith("month"):
        return True
    ends = re.match(r"[^\w\s]|\s*$|\s+(?:and|or)\b", after)
    return bool(ends and re.search(_BEFORE_A_DAY, before))


_CHECKS: dict[str, Callable[[str, str, str], bool]] = {
    "month": _month,
    "weekday": _weekday,
    "short weekday": lambda words, before, after: not re.search(_A_NAME_BEFORE, before),
    "days": _days,
    "holiday": _holiday,
    "bare season": _bare_season,
    "beside": _beside,
    "counted": _counted,
    "weekend": _weekend,
    "9/11": lambda words, before, after: not re.match(rf"{_COUNTED}|{_S}of\b", after),
    "day of": _day_of,
}
"""By kind: whether the words are a date, by up to 24 code points before and behind them."""

_WITH_CLOCK = frozenset(
    ("rare days", "weekday", "short weekday", "days", "holiday", "pointed", "numbers")
)
"""The kinds to which a time of day behind them belongs."""

_KINDS = {f"k{number}": kind for number, kind in enumerate(PATTERNS)}
