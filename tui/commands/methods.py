"""`postil methods`: what a methods section says of a project, each number with its command."""

from pathlib import Path

import click

from tui.cells.display import one_line
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, show_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A list of sentences with their commands.")
@project_option
def methods(as_json: bool, folder: Path | None) -> None:
    """Write the paragraph of a paper that says how the tags were made, and how far people agree.

    Below it stand the commands that print each number. It reads all layers of a team: it is for
    whoever publishes the corpus, not for those who still annotate blind.

    \b
    Examples:
      postil methods
      postil methods --json
    """
    from importlib.metadata import version
    from textwrap import fill

    from msgspec.structs import asdict

    from annotations.corpus.methods import Methods

    found = Methods(existing(folder), version("postil"))
    sentences = list(found.sentences())
    if as_json:
        show_json([asdict(one) for one in sentences], indent=2)
    else:
        commands = list(dict.fromkeys(one.command for one in sentences if one.command))
        marked = (
            f"{one.words[:-1]} [{commands.index(one.command) + 1}]." if one.command else one.words
            for one in sentences
        )
        words = one_line(" ".join(marked))
        click.echo(fill(words, 80, break_long_words=False, break_on_hyphens=False))
        click.echo()
        for number, command in enumerate(commands, 1):
            click.echo(one_line(f"[{number}] {command}"))
    end_with(found.problems)
