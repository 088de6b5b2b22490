"""The options that commands share, and the project that they name."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotations.errors import UsageError
from tui.commands.telling import say

if TYPE_CHECKING:
    from annotations.project import Project

F = TypeVar("F", bound=Callable[..., Any])


class _Whole(click.types.IntParamType):
    """A whole number that anybody could mean; a seed becomes part of a file's name."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed."""
        if not re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", str(value)):
            typed = shorten(repr(value), 40, placeholder="...")
            self.fail(f"{typed} is not a whole number of up to 18 digits.", param, ctx)
        return int(value)


WHOLE = _Whole()

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project's folder; by default the nearest folder upwards with postil.toml or .postil.",
)
annotator_option = click.option(
    "--annotator",
    metavar="NAME",
    help="Who tags; by default the one in postil.toml, else the login name.",
)

offsets_option = click.option(
    "--offsets",
    "unit",
    type=click.Choice(["code-points", "utf-16", "bytes"]),
    help="What offsets count; by default code points, unless they look like something else.",
)
names_option = click.option(
    "--names",
    "numbered",
    metavar="NAMES",
    help="What numbers of tags stand for, in order, as in O,B-actor,I-actor.",
)


def found(folder: Path | None, annotator: str | None = None, *, writes: bool = False) -> "Project":
    """The project in `folder`, or the nearest one. Raises `UsageError`.

    A command that `writes` takes away first what programs that ended left in it.
    """
    from annotations.project import Project

    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Give a folder with --project.")
    project = Project.find(folder, annotator=annotator)
    _ = project.settings
    if writes:
        project.sweep()
    return project


def existing(
    folder: Path | None, annotator: str | None = None, *, writes: bool = False
) -> "Project":
    """The project to work on in `folder`, or the nearest one; see `found`.

    Whoever's changes wait for a server hears that they are not in it yet. Raises `UsageError` where
    there is none.
    """
    if folder is not None and not folder.exists():
        raise UsageError(f"There is no folder {folder}.", "Check --project.")
    project = found(folder, annotator)
    if not project.is_there:
        raise no_project(folder)
    if writes:
        project.sweep()
    with suppress(UsageError):  # somebody who is not in the team has none
        if count := project.unsent.count() if project.unsent else 0:
            from tui.reading.changed import waiting

            told = waiting(count)
            say(f"{told}, and will be missing here. To send them, open the project with postil.")
    return project


def no_project(folder: Path | None) -> UsageError:
    """What to say where a command needs a project."""
    where = "here, or in any folder above"
    if folder:
        where = f"in {folder if folder.name else folder.resolve()}"
    hint = "To make one, add articles with postil add PATH, or make an empty one with postil init."
    return UsageError(f"There is no project {where}.", hint)
