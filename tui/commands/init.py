"""`postil init`: a commented postil.toml to begin from."""

from pathlib import Path

import click

from annotations.errors import PostilError, UsageError
from tui.commands.options import project_option
from tui.commands.telling import say


@click.command()
@click.option("--nested", is_flag=True, help="Make one even inside another project.")
@project_option
def init(nested: bool, folder: Path | None) -> None:
    """Write a postil.toml with comments to start from.

    Inside a project, this makes another one only with --nested or --project.

    \b
    Example:
      postil init --project my-corpus
    """
    from annotations.project import SETTINGS, Project
    from annotations.settings import TEMPLATE

    here = (folder or Path.cwd()).resolve()
    outer = Project.find(None, near=here.parent)
    inside = outer.is_there and outer.folder in here.parents
    if inside and not (nested or folder):
        what = f"{here} is inside the project {outer.folder}, which commands here use."
        raise UsageError(what, "To make a separate project here, run postil init --nested.")
    file = (folder or Path.cwd()) / SETTINGS
    begun = False
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            begun = True
            out.write(TEMPLATE)
    except FileExistsError:
        raise PostilError(f"{file} exists already.", "Edit it, or move it away.") from None
    except OSError as error:
        if begun:  # half a file would be taken for settings
            file.unlink(missing_ok=True)
        hint = "Free some space, or give yourself permission to write there."
        raise PostilError(f"{file} could not be written: {error.strerror}.", hint) from error
    more = f", a separate project inside {outer.folder}" if inside else ""
    say(f"Wrote {file}{more}.")
