"""Expressions that are compiled when they are first used: what a start does not need it skips."""

import re
from typing import Any, AnyStr, cast


class _Late:
    """Stands for a compiled expression, whose methods become its own when they are asked for."""

    def __init__(self, given: tuple[Any, int]) -> None:
        self._given = given

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        setattr(self, name, found)
        return found


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The expression as `re.compile` would make it, made at its first use.

    What is wrong with it is told only then, as `re.error`.
    """
    return cast("re.Pattern[AnyStr]", _Late((pattern, flags)))
