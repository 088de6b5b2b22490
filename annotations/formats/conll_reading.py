"""CoNLL columns in: the token first, the tag last, files of one folder as layers over one text."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from annotations.formats.reading import Found, unreadable
from annotations.formats.rebuilding import entities, is_tag, rebuilt
from annotations.formats.shape import Shape
from annotations.sources.jsonl import place
from annotations.sources.text import bounded, regular, telling

FLAT = "flat"
ENDING = ".conll"
DOCUMENT = "-DOCSTART- -X- -X- O\n"
_MARK = "-DOCSTART-"
_LONGEST = 1_000_000  # tokens of one article


@dataclass
class _Document:
    """The tokens and tags of one article in one file."""

    where: str
    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    tags: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Found]:
    """The examples of a file, or of a folder whose files are layers over the same tokens.

    Of a folder with layers the flat file is left out: it has nothing that they lack. Raises
    `PostilError` for anything that is not such columns, as where a file is cut off.
    """
    if not path.is_dir():
        regular(path)
        yield from _layers([path])
        return
    folders: dict[Path, list[Path]] = {}
    for file, head in Shape(path).heads:
        if looks_like(head):
            folders.setdefault(file.parent, []).append(file)
    for files in folders.values():
        layers = [file for file in files if file.stem != FLAT]
        yield from _layers(layers or files)


def recognises(shape: Shape) -> bool:
    """Whether it holds columns of tokens and tags."""
    return any(looks_like(head) for _, head in shape.heads)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with tokens and tags in columns."""
    whole = head.decode("utf-8", "ignore").removeprefix("\ufeff").split("\n")[:50]
    rows = [row.split() for row in whole if row.strip() and not row.startswith("# ")]
    if any(len(row) < 2 for row in rows):
        return False
    return bool(rows) and all(row[0] == _MARK or is_tag(row[-1]) for row in rows)


def _layers(paths: list[Path]) -> Iterator[Found]:
    with ExitStack() as stack:
        found = []
        for path in paths:
            stack.enter_context(telling(path))
            found.append(_documents(stack.enter_context(path.open("rb")), path))
        for layers in zip_longest(*found):
            first = layers[0] or next(one for one in layers if one)
            for path, layer in zip(paths, layers, strict=True):
                if layer is None or layer.sentences != first.sentences:
                    raise unreadable(path, f"its tokens are not those of {first.where}")
            tags = [entity for layer in layers for entity in entities(layer.tags)]
            yield rebuilt(first.sentences, tags, first.where)


def _documents(file: BinaryIO, path: Path) -> Iterator[_Document]:
    document = _Document(place(path, 1))
    for number, raw in enumerate(bounded(file, path), 1):
        where = place(path, number)
        try:
            columns = raw.decode("utf-8-sig" if number == 1 else "utf-8").split()
        except UnicodeDecodeError:
            raise unreadable(where, "it is not UTF-8") from None
        if not columns:
            if document.sentences[-1]:
                document.sentences.append([])
        elif columns[0] == _MARK:
            if document.tags:
                yield _finished(document)
            document = _Document(where)
        elif is_tag(columns[-1]) and len(columns) > 1:
            document.sentences[-1].append(columns[0])
            document.tags.append(columns[-1])
            if len(document.tags) > _LONGEST:
                what = f"an article has more than {_LONGEST:,} tokens; {_MARK} lines part articles"
                raise unreadable(where, what)
        elif columns[0] != "#":
            raise unreadable(where, "it is not a token, columns and a tag such as B-actor or O")
    if document.tags:
        yield _finished(document)


def _finished(document: _Document) -> _Document:
    if not document.sentences[-1]:
        document.sentences.pop()
    return document
