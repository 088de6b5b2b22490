"""`postil trust`: what a project's settings ask to run, and whether it may."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.errors import PostilError
from tui.cells.display import one_line
from tui.commands.options import existing, project_option
from tui.commands.telling import say

if TYPE_CHECKING:
    from annotations.project import Project


@click.command()
@click.option("--yes/--no", "allowed", default=None, help="The answer; otherwise you are asked.")
@project_option
def trust(allowed: bool | None, folder: Path | None) -> None:
    """Decide whether a project may run what its postil.toml names, such as a spaCy pipeline.

    That is code, and the project may be someone else's. Your answer holds for this folder and this
    name; it is kept in your own state folder, never in the project.

    \b
    Examples:
      postil trust
      postil trust --no --project corpus-from-elsewhere
    """
    project = existing(folder)
    program = project.settings.suggest.program
    if program is None:
        say("postil.toml does not ask to run anything.")
        return
    if allowed is None and not _can_ask():
        raise PostilError(_asks(project, program), "Answer with --yes or --no.")
    _decide(project, program, _ask(project, program) if allowed is None else allowed)


def ask_once(project: "Project") -> None:
    """Ask about what a project's settings name to be run, where nobody has answered that yet."""
    from annotations import trust

    program = project.settings.suggest.program
    if program and trust.answer(project.folder, program) is None and _can_ask():
        _decide(project, program, _ask(project, program))


def _can_ask() -> bool:
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask(project: "Project", program: str) -> bool:
    say(_asks(project, program))
    return click.confirm("Allow it in this folder?", default=False, err=True)


def _asks(project: "Project", program: str) -> str:
    return one_line(f"{project.folder.resolve() / 'postil.toml'} asks to run {program}.")


def _decide(project: "Project", program: str, allowed: bool) -> None:
    from annotations.trust import keep

    try:
        keep(project.folder, program, allowed)
    except OSError as error:
        what = f"Your answer could not be saved: {error.strerror} ({error.filename})."
        raise PostilError(
            what, "Free some space there, or give yourself permission to write there."
        ) from None
    say(
        f"This project {'may' if allowed else 'may not'} run {program}. To change that, run "
        "postil trust."
    )
