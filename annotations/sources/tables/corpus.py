"""A file of many articles, JSONL, CSV or TSV: its columns, and its rows as articles."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from annotations.article import Article
from annotations.errors import PostilError
from annotations.sources.letters.decoding import INCOMPLETE, lost_in, marked, recoded
from annotations.sources.published import Order, dated, order_in, unread
from annotations.sources.source import MEGABYTE, Source, beginning
from annotations.sources.tables import json_lines
from annotations.sources.tables.annotation_columns import SPAN_COLUMNS, spans_in
from annotations.sources.tables.columns import (
    LONGEST,
    SAMPLE,
    Columns,
    Wanted,
    Wordless,
    article_of,
    columns_in,
    kept,
    words,
)
from annotations.sources.tables.forms import Form, form_of
from annotations.sources.tables.json_lines import Line, Record, as_lines, place

if TYPE_CHECKING:
    from annotations.sources.tables.csv_rows import Shape

_SAMPLE_SIZE = 16 * MEGABYTE  # characters


class Corpus:
    """The articles in one file, read one at a time.

    Everything here raises `PostilError` where the file as a whole cannot be read, and
    `UsageError` where a column was asked for that it has not.
    """

    def __init__(self, source: Source, wanted: Wanted | None = None) -> None:
        form = form_of(source)
        self.source = _as_lines(source, form)
        self._wanted = wanted or Wanted()
        self._tagged: set[int] = set()
        self._left: dict[str, set[int]] = {}
        self._undated: dict[int, tuple[int, str, str]] = {}
        self._lost: set[int] = set()
        self._table = form not in ("lines", "json")

    @cached_property
    def columns(self) -> Columns:
        """Which column is what."""
        return columns_in(self._sample(), self._wanted, self.source.name)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes on how the file was read."""
        notes = [self._shape.encoding.note_on(self.source.name)] if self._table else []
        if next(self._records(), None) is None:
            notes.append(f"{self.source.name} has no rows.")
        if self.columns.others or any(c != name for name, c in self.columns.of.items()):
            notes.append(f"{self.source.name} was read with these columns: {self.columns}.")
        return tuple(filter(None, notes))

    @property
    def undated(self) -> str:
        """A note on dates of publication that could not be read in the rows so far."""
        return unread(self.source.name, self._undated.values())

    @property
    def lost(self) -> str:
        """A note on letters in the rows so far that no text can hold, or were lost before."""
        if not self._lost:
            return ""
        lines = f"{len(self._lost):,} lines" if len(self._lost) > 1 else "a line"
        where = place(self.source.name, min(self._lost))
        return f"{where}: {INCOMPLETE}; this happens in {lines}."

    @property
    def tagged(self) -> str:
        """A note on the rows so far that have spans, which are not read here."""
        count = len(self._tagged)
        lines = f"{count} lines" if count > 1 else "a line"
        return (
            f"{self.source.name} has spans in {lines}; only the texts were read." if count else ""
        )

    @property
    def left(self) -> str:
        """A note on columns that could not be kept in the rows so far."""
        if not self._left:
            return ""
        names = ", ".join(f"{name!r} ({len(rows):,})" for name, rows in self._left.items())
        what = "values that are not words, or longer than"
        return (
            f"{self.source.name}: not kept, because they are {what} {LONGEST:,} characters: "
            f"{names}."
        )

    def rows(self) -> Iterator[tuple[Line, Article | PostilError]]:
        """Each row's place and its article, `Wordless`, or what is broken about it."""
        for line, found in self._records():
            yield line, found if isinstance(found, PostilError) else self._article(found, line)

    def at(self, line: Line) -> Article:
        """The article of one row. Raises `PostilError`."""
        if self._table:
            from annotations.sources.tables import csv_rows

            found = self._article(csv_rows.row_at(self.source, self._shape, line), line)
        else:
            found = self._article(json_lines.object_at(self.source, line), line)
        if isinstance(found, PostilError):
            raise found
        return found

    def broken(self) -> PostilError | None:
        """The first row that cannot be read, and how many more there are, as one error."""
        first, more = None, 0
        for _, found in self.rows():
            if isinstance(found, PostilError) and not isinstance(found, Wordless):
                more += first is not None
                first = first or found
        if first is None:
            return None
        others = f" {more} more rows cannot be read." if more else ""
        hint = f"Nothing in the file was added. {first.hint} Or skip such rows with --lenient."
        return PostilError(f"{first.message}{others}", hint)

    def _sample(self) -> Iterator[dict[str, Any]]:
        """The first rows, as many as it takes and memory holds."""
        rows = (found for _, found in self._records() if isinstance(found, dict))
        size = 0
        for row in islice(rows, SAMPLE):
            yield row
            size += sum(len(cell) for cell in row.values() if isinstance(cell, str))
            if size > _SAMPLE_SIZE:
                return

    @cached_property
    def _shape(self) -> "Shape":
        from annotations.sources.tables.csv_rows import shape_of

        return shape_of(self.source)

    def _records(self) -> Iterator[tuple[Line, Record]]:
        if self._table:
            from annotations.sources.tables.csv_rows import rows

            return rows(self.source, self._shape)
        return json_lines.objects(self.source)

    def _article(self, found: Mapping[str, object], line: Line) -> Article | PostilError:
        try:
            article = article_of(found, self.columns, place(self.source.name, line.number))
        except Wordless as error:
            return error
        if any(spans_in(found.get(name)) for name in SPAN_COLUMNS):
            self._tagged.add(line.number)
        for name, value in self.columns.beside(found):
            if value not in (None, "", [], {}) and kept(value) is None:
                self._left.setdefault(name, set()).add(line.number)
        # What was lost in the bytes of a table its encoding tells.
        if not self._table and lost_in(*article.words):
            self._lost.add(line.number)
        given = article.meta.published
        if given is not None:
            article, said = dated(article, self._order)
            if said.why_not:
                self._undated[line.number] = (line.number, given, said.why_not)
        return article if self.source.lasting else replace(article, origin=None)

    @cached_property
    def _order(self) -> Order:
        found = (
            self.columns.value(row, "published")
            for _, row in self._records()
            if isinstance(row, dict)
        )
        return order_in(filter(None, map(words, found)))


def _as_lines(source: Source, form: Form) -> Source:
    """A corpus as the readers of its form need it: JSON as lines of it, and lines as UTF-8."""
    if form == "json":
        return as_lines(source)
    if form == "lines" and (mark := marked(beginning(source, 4))) and mark[0] != "utf-8":
        return recoded(source, mark[0])
    return source
