"""`postil open`: articles side by side on the screen."""

import sys
from pathlib import Path

import click

from annotations.errors import PostilError
from tui.commands.options import annotator_option, found, project_option


@click.command("open")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@project_option
@annotator_option
def open_(paths: tuple[Path, ...], folder: Path | None, annotator: str | None) -> None:
    """Open articles side by side, to read and to tag.

    They are .txt files, .jsonl files of articles, or folders of these. Files named together
    stand beside each other; of a folder, the articles of one sub-folder do, and > and < go on and
    back. Reading writes nothing; the first tag makes the project.

    \b
    Examples:
      postil open gazette.txt herald.txt
      postil open corpus/ --annotator ana
    """
    from annotations.sources import reading_list

    project = found(folder, annotator)
    need_terminal()
    reading = reading_list(paths)
    from tui.app import run

    run(project, reading)


def need_terminal() -> None:
    """Raise `PostilError` where there is no terminal to draw on."""
    # Textual draws by way of stderr. A stream that the shell has closed is None.
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise PostilError("postil open needs a terminal to show articles in.")
