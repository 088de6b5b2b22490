"""`postil open`: articles side by side on the screen."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotations.errors import PostilError, UsageError
from tui.commands.choices import files
from tui.commands.named import encoding_option, sources
from tui.commands.options import WHOLE, annotator_option, found, no_project, project_option
from tui.commands.trust import ask_once
from tui.served import is_served

if TYPE_CHECKING:
    from annotations.corpus.adjudicating import Ready
    from annotations.project import Project
    from annotations.sources.reading_list import ReadingList
    from annotations.units import Span

MOST_AT_ONCE = 4
"""So many articles, all of one group, stand side by side without a list of them first."""


@click.command("open")
@click.argument("paths", nargs=-1, metavar="[PATHS...]", shell_complete=files)
@click.option(
    "--least-sure", "unsure", type=WHOLE, default=0, metavar="N",
    help="List the N suggestions of which their sources are least sure.",
)  # fmt: skip
@click.option("--again", is_flag=True, help="Read once more what is due for it in a team.")
@encoding_option
@project_option
@annotator_option
def open_(
    paths: tuple[str, ...],
    unsure: int,
    again: bool,
    encoding: str | None,
    folder: Path | None,
    annotator: str | None,
) -> None:
    """Open articles to read and tag; without PATHS, open the project's library.

    PATHS are .txt, .md, .html, .pdf and .docx files, corpora in .jsonl, .csv or .tsv, .zip
    archives or folders of these, or - for standard input. Files named one by one open side by side
    at once, and so do the articles of a folder or a corpus with up to four; more are listed in the
    library first. Ids open articles of the project, several side by side, and ARTICLE#TAG one with
    that tag selected. Reading writes nothing; the first tag makes the project.

    \b
    Examples:
      postil open gazette.txt herald.txt
      postil open corpus/ --annotator ana
      postil open --project my-corpus
      postil open harbour-talks-wire harbour-talks-gazette
      postil open --least-sure 20
      postil open --again
      curl -s https://example.org/news.html | postil open -
      ls -t *.txt | head -4 | xargs postil open
    """
    project = _project(paths, folder, annotator)
    place = _place(paths, project)
    need_terminal()
    ask_once(project)
    if again:
        project = _again(project, paths)
    reading = None if place else _reading(paths, project, encoding)
    lists = unsure > 0 or reading is None or not _fits(paths, reading)
    on_screen(project, reading, lists, place, unsure=unsure)


def on_screen(
    project: "Project",
    reading: "ReadingList | None",
    lists: bool = False,
    place: "tuple[Sequence[str], Span | None] | None" = None,
    lessons: bool = False,
    unsure: int = 0,
    ready: "Sequence[Ready] | None" = None,
) -> None:
    """Show articles until the person leaves; see `tui.running.run`. Raises `PostilError`."""
    need_terminal()
    take_keys_from_terminal()
    if lists and reading is None:
        _read_ahead(project)
    # What is loaded here stays: to look for garbage in it, again and again, would take its time,
    # and so it would after every row that is painted.
    gc.disable()
    from tui.running import run

    gc.freeze()
    gc.set_threshold(50_000)
    gc.enable()
    run(project, reading, lists, place, lessons, unsure, ready)


def _read_ahead(project: "Project") -> None:
    """Have the library know all articles; the first time that takes long, so a bar tells of it."""
    from tui.commands.progress import Watched

    if project.is_there:
        for _ in Watched(project.store.looked, "Articles read")():
            pass


def _project(paths: Sequence[str], folder: Path | None, annotator: str | None) -> "Project":
    """The project to open: a folder that is one and is named alone, else the usual one."""
    from annotations.project import is_project

    if folder is None and len(paths) == 1 and is_project(Path(paths[0])):
        return found(Path(paths[0]), annotator)
    project = found(folder, annotator)
    if not paths and not project.is_there:
        raise no_project(folder)
    return project


def _again(project: "Project", paths: Sequence[str]) -> "Project":
    """The project as who reads once more has it. Raises `PostilError` where nothing is due."""
    from annotations.corpus.again import due, other_reading

    team = project.team
    if paths or team is None or project.annotator not in team.annotators:
        raise UsageError("--again is for what an annotator of a team has read.", "Leave it out.")
    if not due(project, team, datetime.now(UTC)):
        what = "There is nothing for you to read once more yet."
        hint = "repeat and repeat_after under [team] in postil.toml say how much, and when."
        raise PostilError(what, hint)
    return other_reading(project)


def _place(paths: Sequence[str], project: "Project") -> "tuple[Sequence[str], Span | None] | None":
    """The articles of the project, or the one tag, that are named. Raises `PostilError`."""
    if not paths or not project.is_there:
        return None
    from annotations.corpus.naming import place_named

    found = [place_named(project, path) for path in paths]
    places = [one for one in found if one]
    if len(places) < len(paths):  # files, perhaps; what is neither will be told as none
        return None
    if len(places) > MOST_AT_ONCE:
        what = f"{len(places)} articles do not fit side by side."
        raise UsageError(what, f"Name {MOST_AT_ONCE} at most, or open the library.")
    return [name for name, _ in places], places[0][1]


def _reading(
    paths: Sequence[str], project: "Project", encoding: str | None
) -> "ReadingList | None":
    """What is named to be read; `None` where that is the project itself. Raises `PostilError`."""
    from annotations.sources.reading_list import reading_list

    if not paths:
        return None
    try:
        return reading_list(sources(paths), project.settings.columns, encoding)
    except PostilError:
        # A folder with nothing to read in it, but for what the project keeps.
        if project.folder == Path(paths[0]) and project.is_there:
            return None
        raise


def _fits(paths: Sequence[str], reading: "ReadingList") -> bool:
    """Whether what was named stands side by side at once."""
    many = len(reading.references)
    return many <= len(paths) or (many <= MOST_AT_ONCE and len(reading.groups()) == 1)


def need_terminal() -> None:
    """Raise `PostilError` where there is no terminal to draw on, nor a page in its place."""
    if is_served():
        return
    # Textual draws by way of stderr. A stream that the shell has closed is None.
    if not all(stream and stream.isatty() for stream in (sys.stdout, sys.stderr)):
        raise PostilError("postil open needs a terminal to show articles in.")
    if os.environ.get("TERM") in ("dumb", "unknown"):
        what = f"postil open cannot draw on a terminal whose TERM is {os.environ['TERM']}."
        raise PostilError(
            what, "If your terminal is another one, say so: TERM=xterm-256color postil open"
        )


def take_keys_from_terminal() -> None:
    """Put the terminal in the place of standard input where that is a pipe, a file or closed.

    So it is under `xargs`, in a loop over a list, and where the articles themselves are piped in.
    Textual reads keys from the file of standard input, whatever that is by then.
    """
    if is_served() or (sys.stdin and sys.stdin.isatty()):
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise PostilError("There is no terminal to read keys from.") from None
    if terminal != 0:  # as it is where standard input was closed
        os.dup2(terminal, 0)
        os.close(terminal)
    if sys.__stdin__ is None:
        sys.stdin = sys.__stdin__ = os.fdopen(0)  # type: ignore[misc]
