"""What gold has for a date and the guideline does not, or no news text would write, by kind.

It counts neither way; the kinds are told beside the figures.
"""

import re
from collections.abc import Sequence
from datetime import date

Span = tuple[int, int]

_KINDS = {
    "spans of time, and no day in particular": (
        r"month|end of (?:the )?day|(?:a )?(?:few|several|couple of) \w+ ago|less than .+"
    ),
    "from a bare year on": r"\d{4} (?:through|to|-) .+",
    "numbers like a score or a fraction": (
        r"(?:(?:this )?\w+day )?\d{1,2}[-/.]\d{1,2}(?:-\d{1,2}/\d{1,2})?"
    ),
    "parts in an order of no calendar": (
        r"\d{4}/\d\d?/[A-Z][a-z]+|[A-Z][a-z]+-\d{4}-\d\d?|\d\d?-\d{4}-[A-Z][a-z]+"
    ),
    "short for a chat": (
        r"\w+ at \d{1,2}(?::\d\d)?[ap]|\d{1,2}, \w+|(?:Sat|Tue)(?: at \d)?|\d+-\d+ in .+"
        r"|.+\(\w+\).+|.+day-\w+-\d+|.+ for \d+:\d+:\d+[ap]m"
    ),
}
_WEEKDAYS = "mon tue wed thu fri sat sun".split()


def kind(text: str, span: Span, values: Sequence[str]) -> str | None:
    """The kind of what is counted apart; `None` for a date."""
    words = text[slice(*span)].strip()
    if re.search(r"[\w/]-?\Z|-\Z", text[max(0, span[0] - 2) : span[0]]):
        return "in the name of a file or an address"
    if _contradicts(words, values):
        return "a day on another weekday than it says"
    return next((name for name, pattern in _KINDS.items() if re.fullmatch(pattern, words)), None)


def _contradicts(words: str, values: Sequence[str]) -> bool:
    said = re.match(r"(?i)(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? (?=.*[a-z])(?=.*\d)", words)
    days = [value for value in values if re.fullmatch(r"\d{4}-\d\d-\d\d", value)]
    return bool(said and days) and all(
        date.fromisoformat(day).weekday() != _WEEKDAYS.index(said[1].lower())
        for day in days
        if said
    )
