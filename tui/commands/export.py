"""`postil export`: the project as a dataset."""

import sys
from pathlib import Path
from typing import Any

import click

from annotations.errors import PostilError
from tui.commands.options import existing, project_option
from tui.commands.telling import end_with, say


@click.command()
@click.option("--format", "name", required=True, metavar="NAME", help="jsonl or conll.")
@click.option("--output", required=True, metavar="PATH", help="A file or folder; - is stdout.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@project_option
def export(name: str, output: str, force: bool, folder: Path | None) -> None:
    """Write the project's articles and tags as a dataset.

    What the format cannot carry is said on stderr. Damaged articles are named and left out, and
    the command ends with exit 1.

    \b
    Examples:
      postil export --format jsonl --output corpus.jsonl
      postil export --format conll --output corpus/ --force
    """
    from annotations.example import Example
    from annotations.formats import format_named
    from tui.display import harmless

    chosen, project = format_named(name), existing(folder)
    damaged: dict[str, None] = {}
    doubtful: dict[str, int] = {}

    def examples() -> Any:
        for example in project.examples():
            if isinstance(example, Example):
                doubtful[example.article.id] = len(example.doubtful)
                yield example
            else:
                damaged[str(example)] = None

    if output == "-":
        if sys.stdout is None:
            raise PostilError("Stdout is closed.", "Name a file with --output.")
        loss = chosen.stream(examples, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        loss = chosen.export(examples, Path(output), force)
    for line in loss.lines():
        click.echo(harmless(line), err=True)
    if left := sum(doubtful.values()):
        say(f"{left} tags on earlier texts wait for a decision and were left out.")
    end_with(list(damaged))
