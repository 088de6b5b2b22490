"""`postil convert`: from one format to another, by way of a project that is gone afterwards."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from annotations.counted import listed
from tui.commands.choices import format_names
from tui.commands.export import export
from tui.commands.import_ import bring, import_, name_of
from tui.commands.named import as_files
from tui.commands.telling import end_with, say

if TYPE_CHECKING:
    from annotations.formats.offsets import Unit


@click.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--to", "name", required=True, metavar="NAME", shell_complete=format_names,
    help="The format to write, by its name in `postil formats`.",
)  # fmt: skip
@click.option(
    "--from", "known", metavar="NAME", shell_complete=format_names,
    help="The format to read; otherwise recognised by the content.",
)  # fmt: skip
def convert(
    paths: tuple[Path, ...],
    known: str | None,
    annotator: str | None,
    unit: "Unit | None",
    ignored: tuple[str, ...],
    numbered: str | None,
    **asked: Any,
) -> None:
    """Convert datasets, or what is piped in (-), to another format, without a project.

    It is read as postil import reads it and written as postil export does, with the labels that
    are in it. What cannot be read is named, the rest is converted, and the exit code is 1.

    \b
    Examples:
      postil convert project.json --to spacy --output corpus/ --split 80/10/10
      postil convert export.zip --to brat --output for-brat/
      postil convert gold.jsonl --to chat --output -
    """
    from annotations.errors import PostilError
    from annotations.project import Project

    annotator = name_of(annotator)
    with TemporaryDirectory(prefix="postil-") as folder, as_files(*paths) as (files, named):
        project = Project(Path(folder))
        brought, problems = bring(project, files, known, annotator, unit, ignored, named, numbered)
        for mended in brought.mended:
            say(named(mended))
        if not brought.articles:
            end_with(problems)  # they say why
            what = f"There are no articles in {listed(list(map(str, files)))}."
            raise PostilError(named(what), "Check that it is the right file.")
        assert export.callback
        export.callback(folder=Path(folder), layers=(), **asked)
    end_with(problems)


_OF_PROJECTS = ("name", "folder", "layers")
_AS_IMPORTED = ("annotator", "unit", "ignored", "numbered")
convert.params += [one for one in import_.params if one.name in _AS_IMPORTED]
convert.params += [one for one in export.params if one.name not in _OF_PROJECTS]
