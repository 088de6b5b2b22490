"""What each type of attribute may be, how a form asks for it, and how its values are kept.

Values are kept as JSON has them: a flag is `true` or `false`, a number is a number, all others are
words. Imported values may be of any kind; `objection` says what is wrong with one.
"""

import math
import re
from typing import Any

from annotations.scheme import Attribute

TEXT = Attribute()
"""What an attribute is that the scheme does not have."""

DAY, ENTITY = "value", "entity"
"""The attributes that hold the day of a date and the entity of an actor, where none else does."""

YES, NO = "yes", "no"
_FLAGS: dict[object, bool] = {YES: True, "true": True, NO: False, "false": False}
_LARGEST = 1 << 53  # beyond that not every program that reads JSON tells two numbers apart
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


def objection(attribute: Attribute, name: str, value: object) -> str:
    """What speaks against a value of the attribute `name`, as a sentence; empty for nothing.

    `None` and the empty word are no value at all, and always allowed.
    """
    if value is None or value == "":
        return ""
    if attribute.type == "choice" and worded(value) not in attribute.choices:
        return f"{name} is one of: {', '.join(attribute.choices)}."
    if attribute.type == "date" and not (isinstance(value, str) and is_date(value)):
        return f"{name} is a day, month or year, such as 2031-03-04, 2031-03 or 2031."
    if attribute.type == "number" and _number(value) is None:
        return f"{name} is a number, such as 1200, -3 or 0.5."
    if attribute.type == "flag" and _flag(value) is None:
        return f"{name} is {YES} or {NO}."
    return ""


def offered(attribute: Attribute) -> tuple[str, ...]:
    """The values that a form steps through; none where any words may be typed."""
    return (YES, NO) if attribute.type == "flag" else attribute.choices


def asked(attribute: Attribute) -> str:
    """What a form says of a field that is about to be filled in; empty for free text."""
    told = {
        "date": "a day, month or year: 2031-03-04, 2031-03, 2031",
        "entity": "who or what it is, in the same words wherever it is meant",
        "number": "a number: 1200, -3, 0.5",
    }
    return told.get(attribute.type, " \u00b7 ".join(offered(attribute)))


def worded(value: object) -> str:
    """A value as words: what a form shows of it; empty for none."""
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def named(name: str, value: object) -> str:
    """A value as words that say what it is of, where it does not say so itself; empty for none.

    A flag is told by its name alone, a number behind it.
    """
    if isinstance(value, bool):
        return name if value else f"not {name}"
    return f"{name} {value}" if isinstance(value, int | float) else worded(value)


def kept(attribute: Attribute, words: str) -> Any:
    """The value to keep of words that were filled in, to which there is no objection."""
    value: object = None
    if attribute.type == "number":
        value = _number(words)
    elif attribute.type == "flag":
        value = _flag(words)
    return words if value is None else value


def is_date(value: str) -> bool:
    """Whether a value is a day, month or year of the calendar as ISO 8601 writes them."""
    if not (match := _DAY.fullmatch(value)):
        return False
    year, month, day = int(value[:4]), match[1], int(match[2] or 0)
    if day <= 28:
        return True
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = {"02": 28 + leap, "04": 30, "06": 30, "09": 30, "11": 30}
    return day <= days.get(month or "", 31)


def _number(value: object) -> int | float | None:
    """A number, or words that are one; `None` for anything else, and for one without an end."""
    if isinstance(value, str) and len(value) < 40 and _NUMBER.fullmatch(value):
        value = float(value) if re.search(r"[.eE]", value) else int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) <= _LARGEST else None
    return value if isinstance(value, float) and math.isfinite(value) else None


def _flag(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return _FLAGS.get(value.casefold()) if isinstance(value, str) else None
