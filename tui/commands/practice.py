"""`postil demo` and `postil tutor`: to try postil, on a pair of reports that come with it."""

import click

from tui.commands.open import on_screen
from tui.commands.telling import say


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
    from tui.practice.pair import practice

    with practice() as (project, reading):
        on_screen(project, reading, lessons=lessons)
    say("That was for practice, and nothing of it is kept. To read your own: postil open FILE FILE")
