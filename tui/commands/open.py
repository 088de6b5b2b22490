"""`postil open`: articles side by side on the screen."""

import os
import sys
from pathlib import Path

import click

from annotations.errors import PostilError
from tui.commands.named import sources
from tui.commands.options import annotator_option, found, project_option


@click.command("open")
@click.argument("paths", nargs=-1, required=True)
@project_option
@annotator_option
def open_(paths: tuple[str, ...], folder: Path | None, annotator: str | None) -> None:
    """Open articles side by side, to read and to tag.

    PATHS are .txt, .md, .html, .pdf and .docx files, corpora in .jsonl, .csv or .tsv, .zip
    archives or folders of these, or - for what is piped in. Files named together stand beside
    each other; of a folder, the articles of one sub-folder do, and > and < go on and back.
    Reading writes nothing; the first tag makes the project.

    \b
    Examples:
      postil open gazette.txt herald.txt
      postil open corpus/ --annotator ana
      curl -s https://example.org/news.html | postil open -
    """
    from annotations.sources import reading_list

    project = found(folder, annotator)
    piped = "-" in paths
    need_terminal(piped=True) if piped else need_terminal()
    reading = reading_list(sources(paths), project.settings.columns)
    if piped:
        take_keys_from_terminal()
    from tui.app import run

    run(project, reading)


def need_terminal(piped: bool = False) -> None:
    """Raise `PostilError` where there is no terminal to draw on, and to type on unless `piped`."""
    # Textual draws by way of stderr. A stream that the shell has closed is None.
    needed = (sys.stdout, sys.stderr) if piped else (sys.stdin, sys.stdout, sys.stderr)
    if not all(stream and stream.isatty() for stream in needed):
        raise PostilError("postil open needs a terminal to show articles in.")
    if os.environ.get("TERM") in ("dumb", "unknown"):
        what = f"postil open cannot draw on a terminal whose TERM is {os.environ['TERM']}."
        raise PostilError(what, "If it is another one, say so: TERM=xterm-256color postil open")


def take_keys_from_terminal() -> None:
    """Put the terminal in the place of standard input, which was a pipe and has been read.

    Textual reads keys from the file of standard input, whatever that is by then.
    """
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise PostilError("There is no terminal to read keys from.") from None
    os.dup2(terminal, 0)
    os.close(terminal)
