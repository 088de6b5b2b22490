"""Datasets out and in: one table, one file for each format."""

from annotations.errors import UsageError
from annotations.formats import conll, jsonl
from annotations.formats.output import FileFormat, FolderFormat, Format

FORMATS: dict[str, Format] = {
    "jsonl": FileFormat("postil's own: one article a line, nothing lost", jsonl.write),
    "conll": FolderFormat(
        "IOB2 columns: a flat file and one for each label", conll.write, conll.owns
    ),
}
"""Every format by the name that `--format` takes."""


def format_named(name: str) -> Format:
    """The format of that name. Raises `UsageError` naming those that there are."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}.", f"There are: {', '.join(FORMATS)}.")
    return FORMATS[name]
