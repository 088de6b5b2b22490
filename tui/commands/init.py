"""`postil init`: a commented postil.toml to begin from."""

from pathlib import Path

import click

from annotations.errors import PostilError, UsageError
from tui.commands.options import project_option
from tui.commands.telling import say


@click.command()
@click.option("--nested", is_flag=True, help="Also inside another project.")
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
        what = f"{here} lies in the project {outer.folder}, which commands here work on."
        raise UsageError(what, "postil init --nested makes one of its own here.")
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
        hint = "Make room or give yourself the right to write there."
        raise PostilError(f"{file} could not be written: {error.strerror}.", hint) from error
    more = f", a project of its own inside {outer.folder}" if inside else ""
    say(f"Wrote {file}{more}.")
