"""The options that commands share, and the project that they name."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from annotations.errors import UsageError

if TYPE_CHECKING:
    from annotations.project import Project

F = TypeVar("F", bound=Callable[..., Any])

project_option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project's folder; by default the nearest one upwards with postil.toml or .postil.",
)
annotator_option = click.option(
    "--annotator", metavar="NAME", help="Who tags; by default postil.toml's, else the login name."
)


def found(folder: Path | None, annotator: str | None = None) -> "Project":
    """The project in `folder`, or the nearest one. Raises `UsageError`."""
    from annotations.project import Project

    if folder is not None and folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Name a folder with --project.")
    project = Project.find(folder, annotator=annotator)
    _ = project.settings
    return project


def existing(folder: Path | None, annotator: str | None = None) -> "Project":
    """A project to read from, of which a name typed wrong should not make an empty one."""
    if folder is not None and not folder.exists():
        raise UsageError(f"There is no folder {folder}.", "Check what --project names.")
    return found(folder, annotator)
