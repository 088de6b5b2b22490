"""`postil cat`: an article with its tags in colour."""

import os
import sys
from pathlib import Path

import click

from tui.commands.choices import article_names
from tui.commands.options import existing, found, project_option


@click.command()
@click.argument("article", shell_complete=article_names)
@click.option(
    "--color/--plain", "colours", default=None, help="Print with colours, or as plain text."
)
@project_option
def cat(article: str, colours: bool | None, folder: Path | None) -> None:
    """Print an article with its tags.

    ARTICLE is an id, the beginning of one that no other has, or a file. On a terminal tags are
    coloured like their labels, or in brackets if there are no colours; elsewhere the text comes as
    it is stored. --color also colours what goes to another program. On a terminal, characters that
    would control it are shown as visible signs.

    \b
    Examples:
      postil cat harbour-talks-wire
      postil cat harbour-talks-wire --color | less -R
      postil cat gazette.txt --plain | wc -w
    """
    from annotations.corpus.naming import example_named

    project = found(folder) if os.path.isfile(article) else existing(folder)
    example = example_named(project, article)
    if colours is None:
        colours = bool(sys.stdout and sys.stdout.isatty())
    if not colours:
        from tui.commands.telling import stdout

        text = example.article.text
        out = stdout()
        out.write(text.encode() if text.endswith("\n") else f"{text}\n".encode())
        out.flush()
        return
    from tui.cells.coloured import printed

    click.echo(printed(example, project.settings.scheme), color=True)
