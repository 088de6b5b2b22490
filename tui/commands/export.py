"""`postil export`: the project as a dataset."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from annotations.errors import PostilError
from tui.commands.options import existing, project_option
from tui.commands.progress import watched
from tui.commands.telling import end_with, say


@click.command()
@click.option(
    "--format", "name", required=True, metavar="NAME",
    help="jsonl, conll, hf, hf-jsonl, spacy, csv, tsv or html; `postil formats` tells of them.",
)  # fmt: skip
@click.option("--output", required=True, metavar="PATH", help="A file or folder; - is stdout.")
@click.option("--force", is_flag=True, help="Replace what is there.")
@click.option(
    "--tokens", default="", metavar="WAY",
    help="How texts are cut: words (and signs, the default), or space.",
)  # fmt: skip
@click.option(
    "--unaligned", type=click.Choice(["widen", "drop", "split"]), default="widen",
    help="What becomes of a span that begins or ends inside a token.", show_default=True,
)  # fmt: skip
@click.option("--bioes", is_flag=True, help="Tags in BIOES, not IOB2.")
@click.option(
    "--no-text", is_flag=True, help="Offsets and digests only, for texts that may not be shared."
)
@click.option("--negatives", is_flag=True, help="Rejected suggestions too, apart from the spans.")
@click.option("--spreadsheet", is_flag=True, help="Cells that no spreadsheet takes for formulas.")
@project_option
def export(
    name: str,
    output: str,
    force: bool,
    tokens: str,
    unaligned: str,
    bioes: bool,
    no_text: bool,
    negatives: bool,
    spreadsheet: bool,
    folder: Path | None,
) -> None:
    """Write the project's articles and tags as a dataset.

    What the format cannot carry is said on stderr and in LOSS.json. Damaged articles are named
    and left out, and the command ends with exit 1.

    \b
    Examples:
      postil export --format jsonl --output corpus.jsonl
      postil export --format spacy --output corpus/
      postil export --format conll --output corpus/ --bioes --force
    """
    from annotations.example import Example
    from annotations.formats import Request, format_named
    from tui.display import harmless

    chosen, project = format_named(name), existing(folder)
    request = Request(
        tokens=tokens,
        unaligned=unaligned,  # type: ignore[arg-type]
        bioes=bioes,
        text=not no_text,
        negatives=negatives,
        spreadsheet=spreadsheet,
        scheme=project.settings.scheme,
    )
    damaged: dict[str, None] = {}
    doubtful: dict[str, int] = {}

    def examples() -> Iterator[Example]:
        for example in project.examples():
            if isinstance(example, Example):
                doubtful[example.article.id] = len(example.doubtful)
                yield example
            else:
                damaged[str(example)] = None

    def count() -> int:
        return sum(1 for _ in project.store.ids())

    shown = watched(examples, "Exporting", count)
    if output == "-":
        if sys.stdout is None:
            raise PostilError("Stdout is closed.", "Name a file with --output.")
        loss = chosen.stream(shown, sys.stdout.buffer, request)
        sys.stdout.buffer.flush()
    else:
        loss = chosen.export(shown, Path(output), force, request)
    for line in loss.lines():
        click.echo(harmless(line), err=True)
    if left := sum(doubtful.values()):
        say(f"{left} tags on earlier texts wait for a decision and were left out.")
    end_with(list(damaged))
