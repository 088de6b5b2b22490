"""A command: one row that says what keys do, with its function; and what keys are called."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec

from annotations.errors import UsageError
from tui.effects import Effect

Where = Literal["articles", "library", "places", "choosing"]
"""A screen with keys of its own: articles side by side, the library, a list of places; or over
articles a place that offers versions to choose from."""

EVERYWHERE: tuple[Where, ...] = ("articles", "library", "places")
CHOOSING: Where = "choosing"

_HELD = {"ctrl", "shift", "alt", "super"}
_NAMED = (
    *"escape enter tab space backspace delete insert home end pageup pagedown".split(),
    *"up down left right".split(),
    *(f"f{number}" for number in range(1, 25)),
)
IN_A_ROW = " "  # between two keys that do something when typed one right after the other


class Command(msgspec.Struct, frozen=True):
    """Something that a key does: its id for postil.toml, its keys, its name in the palette.

    `run` gets what the screen is about (over articles the `Reading`), changes it, and gives back
    what reaches beyond it. Raises `PostilError` where it cannot be done. `sentence` is what help
    and docs say, where the name alone does not say all; `where` are the screens it belongs to. One
    `of_team` is only there in the project of a team.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    run: Callable[[Any], Iterable[Effect]]
    group: str
    sentence: str = ""
    where: tuple[Where, ...] = ("articles",)
    of_team: bool = False

    @property
    def help(self) -> str:
        """What it does, in a few words that begin small."""
        return self.sentence or self.name[:1].lower() + self.name[1:]


def row(
    id: str, keys: str, name: str, run: Callable[[Any], Iterable[Effect]], sentence: str = ""
) -> Command:
    """A row of a table of commands, which has a group and screens once it is part of one."""
    return Command(id, tuple(keys.split()), name, run, "", sentence)


def group(
    name: str,
    *rows: Command,
    where: tuple[Where, ...] = ("articles",),
    of_team: bool = False,
) -> tuple[Command, ...]:
    """Rows under one heading."""
    about = {"group": name, "where": where, "of_team": of_team}
    return tuple(msgspec.structs.replace(one, **about) for one in rows)


def named(key: str, typed: str | None) -> str:
    """A key as rows have it: by its character, or by its name."""
    return typed if typed and typed != " " and not key.startswith("alt+") else key


def check_key(key: str) -> None:
    """Raise `UsageError` for a key, or two in a row, that no terminal sends under that name."""
    if IN_A_ROW in key[1:-1]:
        for one in key.split(IN_A_ROW, 1):
            check_key(one)
        return
    *held, last = key.split("+") if len(key) > 1 else [key]
    is_known = len(last) == 1 or last in _NAMED
    if not (is_known and _HELD.issuperset(held)):
        known = [f"{one}+{last}" for one in _HELD] if held and is_known else _NAMED
        near = difflib.get_close_matches(key, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "Write signs as they are: / or ctrl+u."
        raise UsageError(f"There is no key {key!r}.", hint)


def shown(key: str) -> str:
    """A key's name, or that of two in a row, as people read it."""
    if IN_A_ROW in key[1:-1]:
        first, second = (shown(one) for one in key.split(IN_A_ROW, 1))
        return f"{first} twice" if first == second else f"{first} then {second}"
    signs = {"left": "\u2190", "right": "\u2192", "up": "\u2191", "down": "\u2193"}
    names = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End"}
    *held, last = key.split("+") if len(key) > 1 else [key]
    return "+".join([*held, signs.get(last) or names.get(last, last)])
