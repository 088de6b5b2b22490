"""A command: one row that says what a key does, with the function that does it."""

from collections.abc import Callable, Iterable
from typing import Any, Literal

import msgspec

from tui.effects import Effect

Where = Literal["articles", "library", "places", "choosing"]
"""A screen with keys of its own: articles side by side, the library, a list of places; or over
articles a place that offers versions to choose from."""

EVERYWHERE: tuple[Where, ...] = ("articles", "library", "places")
CHOOSING: Where = "choosing"


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
