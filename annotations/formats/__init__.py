"""Datasets out and in: one table, one file for each format, loaded when it is asked for.

Other packages offer theirs as entry points of the group `postil.formats`, each a `Format` of that
name. No name of postil's own is given away, and no file that one of its own formats recognises.
"""

from collections.abc import Callable, Iterator
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
    "format_names",
    "formats",
    "of_others",
    "recognised",
]

Tell = Callable[[PostilError], object]

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
    """The format of that name, postil's own or another package's.

    Raises `UsageError` naming those that there are, `PostilError` for one that cannot be loaded.
    """
    if name in FORMATS:
        module, _, value = FORMATS[name].partition(":")
        found: Format = getattr(import_module(f"annotations.formats.{module}"), value)
        return found
    from annotations import plugins  # milliseconds that hardly anybody needs

    if point := plugins.offered(plugins.FORMATS).get(name):
        from annotations.formats.others import loaded

        return loaded(point)
    raise UsageError(f"There is no format {name!r}.", f"Use one of: {', '.join(format_names())}.")


def format_names() -> tuple[str, ...]:
    """What the formats are called, those of other packages last."""
    from annotations import plugins

    return tuple(dict.fromkeys((*FORMATS, *plugins.offered(plugins.FORMATS))))


def formats() -> Iterator[Format]:
    """Every format of postil's own, in the order of the table."""
    return map(format_named, FORMATS)


def of_others(tell: Tell = lambda error: None) -> Iterator[Format]:
    """The formats of other packages, by name; `tell` is called for what is wrong with one."""
    for name in format_names()[len(FORMATS) :]:
        try:
            yield format_named(name)
        except PostilError as error:
            tell(error)


def recognised(path: Path) -> Format:
    """The format of a file or folder, recognised by what is in it. Raises `PostilError` for none.

    Where several would do, as a table beside a file of texts, the last of the table is taken: it
    asks for more. Those of other packages are asked where none of postil's own would do.
    """
    if not path.is_dir():
        regular(path)
    shape = Shape(path)
    if not any(head for _, head in shape.heads):
        raise PostilError(f"{path} is empty.", "Check the program that wrote it.")
    wrong = list[PostilError]()
    found = [one for one in formats() if one.recognises and one.recognises(shape)]
    found = found or list(_others_that_recognise(shape, wrong.append))
    if not found:
        if other := stranger(shape):
            raise PostilError(*other)
        known = ", ".join(one.name for one in (*formats(), *of_others()) if one.read)
        what = f"{path} is not in a format that postil can read."
        hint = f"Give one with --format: {known}; to add plain texts, use postil add."
        raise PostilError(" ".join((what, *(error.message for error in wrong))), hint)
    return found[-1]


def _others_that_recognise(shape: Shape, tell: Tell) -> Iterator[Format]:
    for one in of_others(tell):
        try:
            if one.recognises and one.recognises(shape):
                yield one
        except PostilError as error:
            tell(error)
