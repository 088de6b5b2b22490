"""CoNLL columns in: the token first, the tag last, files of one folder as layers over one text."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from pathlib import Path, PurePath
from typing import BinaryIO

from annotations.errors import PostilError
from annotations.formats.format import Shape
from annotations.formats.offsets import Unit
from annotations.formats.parts import part_of
from annotations.formats.reading import Found, Mended, Unread, unreadable
from annotations.formats.rebuilding import are_labels, entities, is_tag, rebuilt, with_prefixes
from annotations.sources.source import bounded, regular, telling
from annotations.sources.tables.json_lines import place

FLAT = "flat"
ENDING = ".conll"
DOCUMENT = "-DOCSTART- -X- -X- O\n"
_MARK = "-DOCSTART-"
_SEEN = 50  # lines by which such a file is known
_LONGEST = 1_000_000  # tokens of one article
_MOST_PLAIN = 12
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"')
_LABEL = re.compile(r"[A-Za-z][\w.-]{0,39}")


@dataclass(frozen=True)
class _Layout:
    """How the lines of a file are to be read, judging by its first lines.

    Its columns are parted by `tabs`, or else by spaces; `usual` is how many most lines have.
    The first column is the `numbered` place in the sentence, or the token. Tags are `plain` labels
    without prefixes, or as such.
    """

    tabs: bool = False
    usual: int = 2
    numbered: bool = False
    plain: bool = False

    def columns(self, line: str) -> list[str]:
        """The columns of a line: the token first, the tag last, which always has a prefix."""
        found = _columns(line, self.tabs)
        if len(found) < 2 or found[0] == _MARK:
            return found
        if _is_comment(found) and len(found) != self.usual:
            return found
        if self.plain and _LABEL.fullmatch(found[-1]):
            found[-1:] = with_prefixes(found[-1:])
        return found[1:] if self.numbered and found[0].isdecimal() else found


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
    folders: dict[tuple[Path, str], list[Path]] = {}
    for file in Shape(path).those(looks_like):
        # Those of another part of the dataset are no layers of this one.
        folders.setdefault((file.parent, part_of(PurePath(file.name), True)), []).append(file)
    for files in folders.values():
        layers = [file for file in files if file.stem != FLAT]
        yield from _layers(layers or files)


def recognises(shape: Shape) -> bool:
    """Whether it holds columns of tokens and tags."""
    return any(looks_like(head) for _, head in shape.heads)


def looks_like(head: bytes) -> bool:
    """Whether a file begins with tokens and tags in columns."""
    if _JSON.match(head):  # its last word may look like a tag
        return False
    layout = _layout(head)
    rows = [layout.columns(line) for line in _lines(head)]
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
    document, layout = _Document(place(path, 1)), _layout(Shape(path).head(path))
    usual = layout.usual - layout.numbered
    for number, raw in enumerate(bounded(file, path), 1):
        where = place(path, number)
        try:
            columns = layout.columns(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
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
            if len(columns) > usual and not layout.tabs:
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
        elif not _is_comment(columns):
            raise unreadable(where, "it is not a token, columns and a tag such as B-actor or O")
    if document.tags:
        yield document.finished()


def _columns(line: str, tabs: bool) -> list[str]:
    """The columns of a line; where tabs part them, a token may have spaces."""
    line = line.strip("\r\n")
    if not line.strip():
        return []
    parts = line.rstrip("\t ").split("\t") if tabs else line.replace("\t", " ").split(" ")
    columns = [part.strip(" ") for part in parts]
    return columns if tabs and any(columns) else [part for part in columns if part]


def _is_comment(columns: list[str]) -> bool:
    """Whether a line that is no token is a comment."""
    return columns[0] == "#" or columns[0].startswith("# ")


def _lines(head: bytes) -> list[str]:
    """The first lines that are no comments and not blank."""
    whole = head.decode("utf-8", "ignore").removeprefix("\ufeff").split("\n")[:_SEEN]
    return [line for line in whole if line.strip() and not line.startswith(("# ", "#\t"))]


def _layout(head: bytes) -> _Layout:
    """How the lines of a file are to be read."""
    lines = [line for line in _lines(head) if not line.startswith(_MARK)]
    tabs = 2 * sum("\t" in line.strip() for line in lines) > len(lines)
    rows = [row for line in lines if len(row := _columns(line, tabs)) > 1]
    counts = Counter(map(len, rows))
    usual = max(counts, key=lambda count: counts[count], default=2)
    numbered = usual > 2 and _counts_up([row[0] for row in rows])
    return _Layout(tabs, usual, numbered, _are_plain([row[-1] for row in rows]))


def _counts_up(cells: list[str]) -> bool:
    """Whether cells number the tokens of sentences, each from 0 or 1 on."""
    if not all(map(str.isdecimal, cells)) or not cells:
        return False
    numbers, first = [int(cell) for cell in cells], int(cells[0])
    rising = all(b in (a + 1, first) for a, b in pairwise(numbers))
    return first < 2 and rising and max(numbers) > first


def _are_plain(tags: list[str]) -> bool:
    """Whether tags are labels without prefixes: few different ones, and most tokens have none."""
    said = {tag for tag in tags if tag != "O"}
    few = len(said) <= _MOST_PLAIN and all(map(_LABEL.fullmatch, said))
    return bool(said) and few and are_labels(said) and 2 * tags.count("O") > len(tags)
