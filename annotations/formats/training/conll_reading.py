"""CoNLL columns in: the token first, the tag last, files of one folder as layers over one text."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, Mended, Unread, unreadable
from annotations.formats.rebuilding import entities, is_tag, rebuilt
from annotations.sources.source import bounded, regular, telling
from annotations.sources.tables.json_lines import place

FLAT = "flat"
ENDING = ".conll"
DOCUMENT = "-DOCSTART- -X- -X- O\n"
_MARK = "-DOCSTART-"
_SEEN = 50  # lines by which such a file is known
_LONGEST = 1_000_000  # tokens of one article


@dataclass
class _Document:
    """The tokens and tags of one article in one file, and what was wrong with its lines.

    `between` has what else each column has between them.
    """

    where: str
    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    tags: list[str] = field(default_factory=list)
    between: dict[int, set[str]] = field(default_factory=dict)
    problems: list[PostilError] = field(default_factory=list)

    def add(self, columns: list[str]) -> None:
        """Take in a line: the token first, the tag last."""
        self.sentences[-1].append(columns[0])
        self.tags.append(columns[-1])
        for number, said in enumerate(columns[1:-1], 2):
            self.between.setdefault(number, set()).add(said)

    def finished(self) -> "_Document":
        """The document, once its last line has been read."""
        if not self.sentences[-1]:
            self.sentences.pop()
        for number, said in self.between.items():
            if said != {"O"} and all(map(is_tag, said)):
                self.problems.append(Unread(f"Column {number}, with other tags,", self.where))
        return self


def read(path: Path, _: Unit = "code-points") -> Iterator[Found]:
    """The examples of a file, or of a folder whose files are layers over the same tokens.

    Of a folder with layers the flat file is left out: it has nothing that they lack. Raises
    `PostilError` for anything that is not such columns, as where a file is cut off.
    """
    if not path.is_dir():
        regular(path)
        yield from _layers([path])
        return
    folders: dict[Path, list[Path]] = {}
    for file in Shape(path).those(looks_like):
        folders.setdefault(file.parent, []).append(file)
    for files in folders.values():
        layers = [file for file in files if file.stem != FLAT]
        yield from _layers(layers or files)


def recognises(shape: Shape) -> bool:
    """Whether it holds columns of tokens and tags."""
    return any(looks_like(head) for _, head in shape.heads)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with tokens and tags in columns."""
    whole = head.decode("utf-8", "ignore").removeprefix("\ufeff").split("\n")[:_SEEN]
    rows = [_columns(row) for row in whole if row.strip() and not row.startswith("# ")]
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
                    raise unreadable(path, f"its tokens are not the tokens of {first.where}")
                yield from layer.problems
            tags = [entity for layer in layers for entity in entities(layer.tags)]
            try:
                yield rebuilt(first.sentences, tags, first.where)
            except ValueError as error:
                yield PostilError(f"{first.where}: {error}; left out.", "Correct these lines.")


def _documents(file: BinaryIO, path: Path) -> Iterator[_Document]:
    document, usual = _Document(place(path, 1)), _usual(Shape(path).head(path))
    for number, raw in enumerate(bounded(file, path), 1):
        where = place(path, number)
        try:
            columns = _columns(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            raise unreadable(where, "it is not in UTF-8") from None
        if not columns:
            if document.sentences[-1]:
                document.sentences.append([])
        elif columns[0] == _MARK:
            if document.tags:
                yield document.finished()
            document = _Document(where)
        elif is_tag(columns[-1]) and len(columns) > 1:
            if len(columns) > usual and b"\t" not in raw:
                more = len(columns) - usual + 1
                columns[:more] = [" ".join(columns[:more])]
                what = (
                    f"{where} has more columns than other lines; its token was read as "
                    f"{columns[0]}."
                )
                document.problems.append(Mended(what, "Separate the columns with tabs."))
            document.add(columns)
            if len(document.tags) > _LONGEST:
                what = (
                    f"an article has more than {_LONGEST:,} tokens; articles are separated by "
                    f"{_MARK} lines"
                )
                raise unreadable(where, what)
        elif columns[0] != "#":
            raise unreadable(where, "it is not a token, columns and a tag such as B-actor or O")
    if document.tags:
        yield document.finished()


def _columns(line: str) -> list[str]:
    """The columns of a line. Tabs part them where there are any: then a token may have spaces."""
    line = line.strip("\r\n")
    if not line.strip():
        return []
    parts = line.rstrip("\t ").split("\t") if "\t" in line else line.split(" ")
    columns = [part.strip(" ") for part in parts]
    return columns if "\t" in line and any(columns) else [part for part in columns if part]


def _usual(head: bytes) -> int:
    """How many columns most of the first lines have."""
    lines = head.decode("utf-8", "ignore").split("\n")[:_SEEN]
    counts = Counter(len(columns) for columns in map(_columns, lines) if len(columns) > 1)
    return max(counts, key=lambda count: counts[count], default=2)
