"""What commands ask of what lies beyond them: frozen values, which the screen carries out."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

Switch = tuple[str, str]
"""A key that gives the words that are asked for another meaning, and the sign that tells of it."""


class Effect(msgspec.Struct, frozen=True):
    """One thing to be done. Where it has an answer, a continuation gets it, with effects again."""


Effects: TypeAlias = Iterable[Effect]


class Say(Effect, frozen=True):
    """Tell the person something: in the bottom line, or where it matters as a notice."""

    words: str
    severe: bool = False


class Ask(Effect, frozen=True):
    """Ask for words in a line behind `sign`, with `words` in it to begin with.

    `done` gets what was typed, and whether `switch` gave it its other meaning. `live` gets it after
    each key, and `None` where the line is left.
    """

    sign: str
    done: Callable[[str, bool], Effects]
    switch: Switch | None = None
    words: str = ""
    live: Callable[[str | None], Effects] | None = None


class Copy(Effect, frozen=True):
    """Copy words by way of the terminal."""

    words: str


class SaveAgain(Effect, frozen=True):
    """Try to save what could not be saved."""


class ShowKeys(Effect, frozen=True):
    """Show all keys of the screen."""


class ShowCommands(Effect, frozen=True):
    """Show everything by name."""


class Suspend(Effect, frozen=True):
    """Suspend postil to the shell."""


class Leave(Effect, frozen=True):
    """Leave, asking first where changes are not saved."""
