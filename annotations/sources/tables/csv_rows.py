"""A CSV or TSV file: its rows one at a time, each with the place where it begins."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Literal

from msgspec import Struct

from annotations.counted import counted
from annotations.errors import PostilError
from annotations.sources.letters.decoding import Encoding, encoding_of, whole
from annotations.sources.source import MEGABYTE, Source, beginning, reading
from annotations.sources.tables.json_lines import Line, Record, place

Quoting = Literal[0, 3]
"""`csv.QUOTE_MINIMAL` or `csv.QUOTE_NONE`."""

_DELIMITERS = ",;\t|"
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SAMPLE = 65536
"""So many characters, in whole lines, are looked at for the delimiter."""
_LONGEST_ROW = 32 * MEGABYTE
"""The most characters of a row, whatever its cells and lines are; an article has 10 MB at most."""
_ANY = (1 << 31) - 1
_HINT = "Correct that row, or save the table as CSV again."


class Shape(Struct, frozen=True):
    """How a table is written: its encoding, delimiter and quoting, its columns.

    `first` is where the row with their names begins, which a line `sep=;` may precede.
    """

    encoding: Encoding
    delimiter: str
    quoting: Quoting
    header: tuple[str, ...]
    first: Line


def shape_of(source: Source) -> Shape:
    """How a table is written, seen from its first rows. Raises `PostilError`."""
    encoding = _encoding(source)
    with _lines(source, encoding.codec, encoding.mark) as lines:
        try:
            first, said, sample = _start(lines)
        except csv.Error as error:
            what = f"{source.name}: the first row is broken: {error}."
            raise PostilError(what, _HINT) from None
        ends = lines.at_end()
    delimiters = said or ("\t" if source.path.suffix.lower() in (".tsv", ".tab") else _DELIMITERS)
    tries = [_Try(sample, delimiter, csv.QUOTE_MINIMAL, ends) for delimiter in delimiters]
    # Databases write tabs without quotation, so that a cell may begin with a mark.
    unquoted = _Try(sample, "\t", csv.QUOTE_NONE, ends)
    if "\t" in delimiters and len(unquoted.rows[0] if unquoted.rows else []) > 1:
        tries.append(unquoted)
    best = max(tries, key=lambda one: one.score)
    if best.broken and not best.rows:
        raise PostilError(f"{source.name}: the first row is broken: {best.broken}.", _HINT)
    columns = tuple(whole(cell.strip()) for cell in (best.rows or [[]])[0])
    if not any(columns):
        raise PostilError(f"{source.name} has no columns.", "The first row should name them.")
    if twice := [c for c in columns if c and columns.count(c) > 1]:
        raise PostilError(
            f"{source.name} has two columns called {twice[0]!r}.", "Rename one of them."
        )
    return Shape(encoding, best.delimiter, best.quoting, columns, first)


def _start(lines: "_Lines") -> tuple[Line, str, list[str]]:
    """Where the first row begins, the delimiter that a line before it says, and some lines."""
    said, number, sample, size = "", 1, list[str](), 0
    offset = lines.offset
    for line in _up_to_a_long_one(lines):
        if not sample and (match := _SEP.fullmatch(line)):
            said = match[1]
        elif sample or line.strip():
            sample.append(line)
            size += len(line)
            if size > _SAMPLE:
                break
        if not sample:
            number, offset = number + 1, lines.offset
    return Line(number, offset), said, sample


def _up_to_a_long_one(lines: "_Lines") -> Iterator[str]:
    """The first line, and those behind it that are no longer than a row may be."""
    if first := next(lines, ""):
        yield first
    with suppress(csv.Error):
        while True:
            lines.begin()
            if (line := next(lines, None)) is None:
                return
            yield line


class _Try:
    """What the first rows are with one delimiter; the best of several has the highest `score`."""

    def __init__(self, lines: Sequence[str], delimiter: str, quoting: Quoting, ends: bool) -> None:
        self.delimiter, self.quoting = delimiter, quoting
        self.rows: list[list[str]] = []
        self.broken = ""
        try:
            self.rows.extend(row for row in _reader(lines, delimiter, quoting) if any(row))
        except csv.Error as error:
            self.broken = str(error) if ends or not self.rows else ""
        width = len(self.rows[0]) if self.rows else 0
        even = sum(len(row) == width for row in self.rows) / max(1, len(self.rows))
        self.score = (width > 1, not self.broken, even, width)


def rows(source: Source, shape: Shape) -> Iterator[tuple[Line, Record]]:
    """Each row's place and its cells by column, or what is wrong with it.

    A row that is broken may have swallowed those after it, so nothing comes behind one.
    """
    with _lines(source, shape.encoding.codec, shape.first.offset) as lines:
        reader = _reader(lines, shape.delimiter, shape.quoting)
        while True:
            line = Line(shape.first.number + reader.line_num, lines.offset)
            where = place(source.name, line.number)
            lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                yield line, PostilError(f"{where} is a broken row: {error}.", _HINT)
                return
            if line == shape.first or not any(cells):
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
        reader = _reader(lines, shape.delimiter, shape.quoting)
        try:
            cells: list[str] = next(reader, [])
        except (csv.Error, UnicodeError) as error:
            raise PostilError(f"{where} is a broken row: {error}.", _HINT) from None
    return _cells(cells, where, shape)


class _Lines:
    """The lines of a table as text; `offset` is the byte at which the next one begins.

    Raises `csv.Error` where those since the last row began are longer than a row may be.
    """

    def __init__(self, lines: io.TextIOWrapper, start: int) -> None:
        self.offset = start
        self._lines = lines
        self.begin()

    def at_end(self) -> bool:
        """Whether there are no more; what is next is lost."""
        return not self._lines.readline(1)

    def begin(self) -> None:
        """Begin a row."""
        self._left = _LONGEST_ROW

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._left + 1)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left < 0:
            raise csv.Error(
                f"it is longer than {_LONGEST_ROW // MEGABYTE} MB, or a quotation mark is "
                "not closed"
            )
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


def _reader(lines: Iterable[str], delimiter: str, quoting: Quoting) -> Any:
    csv.field_size_limit(_ANY)  # for all of Python, so the lines themselves are bounded
    return csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)


def _encoding(source: Source) -> Encoding:
    """The encoding of a table, of which only a part is held in memory at a time."""

    def parts() -> Iterator[bytes]:
        with reading(source) as file:
            while part := file.read(MEGABYTE):
                yield part

    return encoding_of(parts, beginning(source, 8 * MEGABYTE), source.name)


def _cells(cells: list[str], where: str, shape: Shape) -> dict[str, str]:
    width = len(shape.header)
    # Some programs fill every row up to the longest one.
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        raise PostilError(
            f"{where} has {counted(len(cells), 'cell')}, but there are {width:,} columns.", _HINT
        )
    if any("\0" in cell for cell in cells):
        raise PostilError(f"{where} contains a NUL character, which text never does.", "Remove it.")
    return {c: whole(cell) for c, cell in zip(shape.header, cells, strict=False) if c}
