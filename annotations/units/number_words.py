"""Numbers in words: counts, the days of a month and years, as patterns and in figures."""

import re
from collections.abc import Callable
from functools import cache

MONTHS = (
    "january february march april may june july august september october november december".split()
)
NUMBERS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
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


def either(words: list[str]) -> str:
    """A pattern for any of some words, in small letters or with a capital, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"[{w[0].upper()}{w[0]}]{re.escape(w[1:])}" for w in ordered) + ")"


_TENTH = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_TEEN = "(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_BELOW_100 = (
    rf"(?:{_TEEN}|(?:{_TENTH}[ -])?(?:one|two|three|four|five|six|seven|eight|nine)|{_TENTH})"
)
YEAR_IN_WORDS = (
    rf"(?i:(?:(?:fif|six|seven|eigh|nine)teen|twenty)[ -](?:(?=h|oh?\b|{_TEEN}|{_TENTH})"
    rf"(?:hundred(?:[ -]and)?|oh?)?)|two[ -]thousand(?:[ -]and)?)(?i:[ -]?\b{_BELOW_100})?(?![\w-])"
)
"""Nineteen eighty-six, seventeen hundred thirty three, twenty oh one, two thousand and five."""
DAY_IN_WORDS = (
    r"(?i:(?:twenty[ -]|thirty[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
    r"(?![\w-])"
)
"""Third, twenty-first."""
COUNTED_DAY = rf"(?i:{_BELOW_100})(?![\w-])"
"""Twenty nine, five: the day of a month as it is said."""
_SHORT = "(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
_MONTH = rf"(?:{'|'.join(MONTHS)}|{_SHORT}\b\.?)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(pattern)
        for pattern in (
            YEAR_IN_WORDS,
            r"\b(twenty|thirty) (?=[a-z]+(?:st|nd|rd|th)\b)",
            rf"\b({COUNTED_DAY})(?= {_MONTH})|(?<=[a-z.] )({COUNTED_DAY})(?=,? \d{{4}}|\W*$)",
            rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? (?:of )?"
            rf"|\b{_MONTH} (?:(?:\d{{1,2}}(?:st|nd|rd|th)?|{DAY_IN_WORDS}),? |of |(?=')))"
            r"'?(\d\d)(?![\d:/]|\.\d| ?[ap]\.?m)",
            rf"\b({_MONTH})-(?=\d\d?-\d{{4}}|\d{{4}})|\b({_MONTH}|{_SHORT})/?(?=\d)"
            rf"|(?<=\d)(?:/(?={_MONTH}/\d)|-(?={_MONTH}-\d)|(?={_MONTH}))",
            r"\b(?:a\.?d\.? (\d{1,4})|(\d{1,4}) (?:ad\b|ce\b|a\.d\.)|(\d{4}) be\b)",
        )
    )


def in_figures(said: str, in_full: Callable[[int], int]) -> str:
    """A date in small letters with its numbers in figures, and its years with four of them.

    "june five nineteen eighty-six" gives "june 5 1986"; `in_full` says which year one of two
    figures is.
    """
    years, tens, days, short, marks, eras = _patterns()
    said = marks.sub(lambda m: f"{m[1] or m[2] or ''} ", said)
    said = tens.sub(r"\1-", years.sub(lambda m: f"{_year(m.group()):04}", said))
    if re.search(_MONTH, said):
        said = days.sub(lambda m: str(number(m.group())), said)
    said = eras.sub(lambda m: f"{int(m[1] or m[2] or int(m[3]) - 543):04}", said)
    if match := short.match(said):
        before, year = said[: match.start(1)].rstrip("'"), in_full(int(match[1]))
        said = f"{before}{year:04}{said[match.end(1) :]}"
    return said


def number(words: str) -> int:
    """A number below a hundred in small letters."""
    return sum(
        (_TENS.index(word) + 2) * 10 if word in _TENS else NUMBERS.index(word)
        for word in re.split("[ -]", words)
    )


def _year(words: str) -> int:
    parts = [word for word in re.split("[ -]", words) if word not in ("and", "oh", "o", "hundred")]
    if parts[:2] == ["two", "thousand"]:
        return 2000 + (number(" ".join(parts[2:])) if parts[2:] else 0)
    return number(parts[0]) * 100 + (number(" ".join(parts[1:])) if parts[1:] else 0)
