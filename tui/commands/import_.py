"""`postil import`: articles and tags from a dataset."""

from pathlib import Path
from typing import Any

import click

from tui.commands.options import found, project_option
from tui.commands.telling import end_with, say


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@project_option
def import_(file: Path, folder: Path | None) -> None:
    """Bring in articles and tags from postil's own JSONL.

    An article that the project lacks is added with its text. Tags that are there already are left
    alone, so importing a file twice adds nothing. An article that the project has with another
    text is refused, the others are brought in, and the command ends with exit 1.

    \b
    Example:
      postil import gold.jsonl
    """
    from annotations.formats import jsonl
    from annotations.importing import bring_in

    def examples() -> Any:
        for example in jsonl.read(file):
            if isinstance(example, jsonl.Mended):
                say(str(example))
            else:
                yield example

    counts, problems = bring_in(found(folder).store, examples())
    click.echo(f"Articles added: {counts.articles}. Tags added: {counts.annotations}.", err=True)
    end_with(problems)
