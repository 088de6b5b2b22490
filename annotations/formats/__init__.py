"""Datasets out and in: one table, one file for each format, loaded when it is asked for."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from annotations.errors import PostilError, UsageError
from annotations.formats.format import FileFormat, FolderFormat, Format, Shape
from annotations.formats.request import Request
from annotations.formats.tools.strangers import stranger
from annotations.sources.source import regular

__all__ = [
    "FORMATS",
    "FileFormat",
    "FolderFormat",
    "Format",
    "Request",
    "format_named",
    "formats",
    "recognised",
]

FORMATS = {
    "jsonl": "jsonl:FORMAT",
    "conll": "training.conll:FORMAT",
    "hf": "training.hf:PARQUET",
    "hf-jsonl": "training.hf:LINES",
    "spacy": "training.docbin:FORMAT",
    "gliner": "training.gliner:FORMAT",
    "chat": "training.chat:CHAT",
    "sharegpt": "training.chat:SHAREGPT",
    "pairs": "training.pairs:FORMAT",
    "csv": "table:CSV",
    "tsv": "table:TSV",
    "html": "pages.page:FORMAT",
    "doccano": "tools.doccano:FORMAT",
    "prodigy": "tools.prodigy:FORMAT",
    "labelstudio": "tools.labelstudio:FORMAT",
    "brat": "tools.brat:FORMAT",
    "xmi": "tools.xmi:FORMAT",
    "tei": "tools.tei:FORMAT",
    "w3c": "tools.w3c:FORMAT",
    "markdown": "pages.markdown:FORMAT",
}
"""Each format's module here and its name there, in the order of the documentation."""


def format_named(name: str) -> Format:
    """The format of that name. Raises `UsageError` naming those that there are."""
    if name not in FORMATS:
        raise UsageError(f"There is no format {name!r}.", f"Use one of: {', '.join(FORMATS)}.")
    module, _, value = FORMATS[name].partition(":")
    found: Format = getattr(import_module(f"annotations.formats.{module}"), value)
    return found


def formats() -> Iterator[Format]:
    """Every format, in the order of the table."""
    return map(format_named, FORMATS)


def recognised(path: Path) -> Format:
    """The format of a file or folder, recognised by what is in it. Raises `PostilError` for none.

    Where several would do, as a table beside a file of texts, the last of the table is taken: it
    asks for more.
    """
    if not path.is_dir():
        regular(path)
    shape = Shape(path)
    if not any(head for _, head in shape.heads):
        raise PostilError(f"{path} is empty.", "Check the program that wrote it.")
    found = [one for one in formats() if one.recognises and one.recognises(shape)]
    if not found:
        if other := stranger(shape):
            raise PostilError(*other)
        known = ", ".join(one.name for one in formats() if one.read)
        what = f"{path} is not in a format that postil can read."
        hint = f"Give one with --format: {known}; to add plain texts, use postil add."
        raise PostilError(what, hint)
    return found[-1]
