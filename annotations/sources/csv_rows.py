"""A CSV or TSV file: its rows one at a time, each with the place where it begins."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from annotations.errors import PostilError
from annotations.sources.decoding import Encoding, encoding_of
from annotations.sources.jsonl import Line, Record, place
from annotations.sources.source import MEGABYTE, Source, beginning, reading
from annotations.sources.text import whole

_LONGEST_CELL = 256 * MEGABYTE
_HINT = "Mend that row, or save the table as CSV again."


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written: its encoding, its delimiter, its columns."""

    encoding: Encoding
    delimiter: str
    header: tuple[str, ...]


def shape_of(source: Source) -> Shape:
    """How a table is written, seen from its first line. Raises `PostilError`."""
    encoding = _encoding(source)
    with _lines(source, encoding.codec, encoding.mark) as lines:
        first = next(lines, "")
    delimiters = "\t" if source.path.suffix.lower() == ".tsv" else ",;\t|"
    delimiter = max(delimiters, key=first.count)
    try:
        header: list[str] = next(_reader([first], delimiter), [])
    except csv.Error as error:
        raise PostilError(f"{source.name}: the first row is broken: {error}.", _HINT) from None
    columns = tuple(whole(cell.strip()) for cell in header)
    if not any(columns):
        raise PostilError(f"{source.name} has no columns.", "Its first row should name them.")
    if twice := [c for c in columns if c and columns.count(c) > 1]:
        raise PostilError(f"{source.name} has two columns {twice[0]!r}.", "Rename one.")
    return Shape(encoding, delimiter, columns)


def rows(source: Source, shape: Shape) -> Iterator[tuple[Line, Record]]:
    """Each row's place and its cells by column, or what is wrong with it.

    A row that is broken may have swallowed those after it, so nothing comes behind one.
    """
    with _lines(source, shape.encoding.codec, shape.encoding.mark) as lines:
        reader = _reader(lines, shape.delimiter)
        while True:
            line = Line(reader.line_num + 1, lines.offset)
            where = place(source.name, line.number)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                yield line, PostilError(f"{where} is a broken row: {error}.", _HINT)
                return
            if line.number == 1 or not any(cells):
                continue
            try:
                found: Record = _cells(cells, where, shape)
            except PostilError as error:
                found = error
            yield line, found


def row_at(source: Source, shape: Shape, line: Line) -> dict[str, str]:
    """The cells of one row by column. Raises `PostilError` where it is broken."""
    where = place(source.name, line.number)
    with _lines(source, shape.encoding.codec, line.offset) as lines:
        reader = _reader(lines, shape.delimiter)
        try:
            cells: list[str] = next(reader, [])
        except (csv.Error, UnicodeError) as error:
            raise PostilError(f"{where} is a broken row: {error}.", _HINT) from None
    return _cells(cells, where, shape)


class _Lines:
    """The lines of a table as text; `offset` is the byte at which the next one begins."""

    def __init__(self, lines: io.TextIOWrapper, start: int) -> None:
        self.offset = start
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.offset += len(line.encode(self._lines.encoding, "surrogateescape"))
        return line


@contextmanager
def _lines(source: Source, encoding: str, start: int) -> Iterator[_Lines]:
    with reading(source) as file:
        file.seek(start)
        wrapped = io.TextIOWrapper(file, encoding, "surrogateescape", newline="")
        try:
            yield _Lines(wrapped, start)
        finally:
            # Else it would close the file a second time.
            wrapped.detach()


def _reader(lines: Iterable[str], delimiter: str) -> Any:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _encoding(source: Source) -> Encoding:
    """The encoding of a table, of which only a part is held in memory at a time."""

    def parts() -> Iterator[bytes]:
        with reading(source) as file:
            while part := file.read(MEGABYTE):
                yield part

    return encoding_of(parts, beginning(source, 8 * MEGABYTE), source.name)


def _cells(cells: list[str], where: str, shape: Shape) -> dict[str, str]:
    if len(cells) != len(shape.header):
        raise PostilError(
            f"{where} has {len(cells)} cells, but there are {len(shape.header)} columns.", _HINT
        )
    return {c: whole(cell) for c, cell in zip(shape.header, cells, strict=True) if c}
