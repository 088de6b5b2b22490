"""Which values an attribute may have, and what is wrong with one that it may not."""

import re

from annotations.scheme import Label

_DAY = re.compile(r"[0-9]{4}(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


def objection(label: Label | None, name: str, value: str, dated: bool = False) -> str:
    """What speaks against a value, as a sentence; empty where nothing does.

    A value must be among the choices, where the label has some for this attribute, and a day,
    month or year where it is `dated`. An empty one is none at all, and always allowed.
    """
    choices = label.attributes.get(name, ()) if label else ()
    if not value:
        return ""
    if choices and value not in choices:
        return f"{name} is one of: {', '.join(choices)}."
    if dated and not is_date(value):
        return f"{name} is a day, month or year, such as 2031-03-04, 2031-03 or 2031."
    return ""


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
