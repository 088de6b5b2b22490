"""`postil demo` and `postil tutor`: to try postil, on a pair of reports that come with it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import click

from annotations.project import Project
from annotations.sources.reading_list import ReadingList, reading_list
from tui.commands.open import on_screen
from tui.commands.telling import say
from tui.remembered import forget

REPORTS = ("gazette.md", "wire.md")


@click.command()
def demo() -> None:
    """Try postil on two short reports of one event.

    They come with postil. What you do to them is not kept.

    \b
    Example:
      postil demo
    """
    _practise(lessons=False)


@click.command()
def tutor() -> None:
    """Learn postil in ten lessons of half a minute.

    Each lesson says what to press and goes on when you have done it. Nothing is kept afterwards.

    \b
    Example:
      postil tutor
    """
    _practise(lessons=True)


def _practise(lessons: bool) -> None:
    with practice() as (project, reading):
        on_screen(project, reading, lessons=lessons)
    say("That was for practice, and nothing of it is kept. To read your own: postil open FILE FILE")


@contextmanager
def practice() -> Iterator[tuple[Project, ReadingList]]:
    """A new project and its two reports, both gone at the end, with where one was in them.

    Raises `OSError` where there is no room for them.
    """
    with tempfile.TemporaryDirectory(prefix="postil-", ignore_cleanup_errors=True) as made:
        folder, reports = Path(made), Path(__file__).parent.parent / "practice"
        for name in REPORTS:
            copyfile(reports / name, folder / name)
        try:
            yield Project(folder), reading_list([folder / name for name in REPORTS])
        finally:
            forget(folder)
