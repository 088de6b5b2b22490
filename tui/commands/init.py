"""`postil init`: a commented postil.toml to begin from."""

from pathlib import Path

import click

from annotations.errors import PostilError
from tui.cells.display import one_line
from tui.commands.options import project_option


@click.command()
@project_option
def init(folder: Path | None) -> None:
    """Write a commented postil.toml to begin from.

    \b
    Example:
      postil init --project my-corpus
    """
    from annotations.project import SETTINGS
    from annotations.settings import TEMPLATE

    file = (folder or Path.cwd()) / SETTINGS
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(TEMPLATE)
    except FileExistsError:
        raise PostilError(f"{file} exists already.", "Edit it, or move it away.") from None
    except OSError as error:
        raise PostilError(f"{file} could not be written: {error.strerror}.", "") from error
    click.echo(one_line(f"Wrote {file}."), err=True)
