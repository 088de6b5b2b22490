"""The types of attributes: what a value may be, how a form asks for it, and how it is kept.

Values are kept as JSON has them: a flag is `true` or `false`, a number is a number, all others are
words. Imported values may be of any kind; `objection` says what is wrong with one.
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from annotations.expressions import late
from annotations.scheme import Attribute, AttributeType, Scheme

TEXT = Attribute()
"""What an attribute is that the scheme does not have."""

DAY, ENTITY = "value", "entity"
"""The attributes that hold the day of a date and the entity of an actor, where none else does."""

PAIR = "pair"
"""The attribute that holds the id of a pair: the same quote, or proposal, in several articles."""

YES, NO = "yes", "no"
_FLAGS: dict[object, bool] = {YES: True, "true": True, NO: False, "false": False}
_LARGEST = 1 << 53  # beyond that not every program that reads JSON tells two numbers apart
_NUMBER = late(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_DAY = late(r"[0-9]{4}(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")


class Type(Struct, frozen=True):
    """What the values of an attribute are.

    `value` gives what to keep of a value, or of the words that were typed for one; `None` where
    it is not of this type. `wanted` says what is, in an error; `asked` says it in a form, which
    steps through the `offered` values where there are any.
    """

    value: Callable[[object], Any] = lambda value: value
    wanted: str = ""
    asked: str = ""
    offered: tuple[str, ...] = ()


def objection(attribute: Attribute, name: str, value: object) -> str:
    """What speaks against a value of the attribute `name`, as a sentence; empty for nothing.

    `None` and the empty word are no value at all, and always allowed.
    """
    if value is None or value == "":
        return ""
    if attribute.type == "choice" and worded(value) not in attribute.choices:
        return f"{name} is one of: {', '.join(attribute.choices)}."
    type = TYPES[attribute.type]
    return f"{name} is {type.wanted}." if type.value(value) is None else ""


def offered(attribute: Attribute) -> tuple[str, ...]:
    """The values that a form steps through; none where any words may be typed."""
    return TYPES[attribute.type].offered or attribute.choices


def asked(attribute: Attribute) -> str:
    """What a form says of a field that is about to be filled in; empty for free text."""
    return TYPES[attribute.type].asked or " \u00b7 ".join(offered(attribute))


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
    value = TYPES[attribute.type].value(words)
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


def is_interval(value: str) -> bool:
    """Whether a value is an ISO 8601 interval of days or months: `2031-06-05/2031-06-07`."""
    first, _, last = value.partition("/")
    return len(first) == len(last) and is_date(first) and is_date(last) and first < last


def entity_attribute(scheme: Scheme, label: str) -> str:
    """The attribute that holds the entity of a tag with this label; empty where none does."""
    known = scheme.label(label)
    if known is None:
        return ""
    typed = any(one.type == "entity" for one in known.attributes.values())
    return known.holding("entity", ENTITY) if typed or known.role == "actor" else ""


def _day(value: object) -> str | None:
    """A day, month or year, or an interval of them."""
    return value if isinstance(value, str) and (is_date(value) or is_interval(value)) else None


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


TYPES: Mapping[AttributeType, Type] = {
    "text": Type(),
    "choice": Type(),
    "date": Type(
        _day,
        "a day, month or year, such as 2031-03-04, 2031-03 or 2031, or two with a slash between",
        "a day, month or year: 2031-03-04, 2031-03, 2031",
    ),
    "entity": Type(asked="who or what it is, always in the same words"),
    "number": Type(_number, "a number, such as 1200, -3 or 0.5", "a number: 1200, -3, 0.5"),
    "flag": Type(_flag, f"{YES} or {NO}", offered=(YES, NO)),
}
"""Every type by its name in `postil.toml`, where a choice is a list."""
