"""Tables of spans and links in: recognised by their header, joined with the articles by id."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations.counted import counted
from annotations.errors import PostilError
from annotations.formats import jsonl
from annotations.formats.format import Shape, first_line
from annotations.formats.json_records import records
from annotations.formats.jsonl import Span
from annotations.formats.offsets import Unit
from annotations.formats.reading import Found, unreadable
from annotations.formats.record_reading import found_in, unplaced_in
from annotations.formats.tools.dialects import unpacked
from annotations.sources.letters.decoding import whole
from annotations.sources.source import bounded, regular, telling
from annotations.sources.tables.json_lines import place

BESIDE = ("agreed", "way", "guideline")
"""What few spans have: it stands in the cell of `extra`."""
SPAN_COLUMNS = tuple(name for name in Span.__struct_fields__ if name not in ("sha256", *BESIDE))
LINK_COLUMNS = ("article", "type", "from", "to")
GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", GUARD)
_NEEDED = {"article", "start", "end", "label"}
_LONGEST = 16 * 1024 * 1024  # code points of one cell
_SEPARATORS = "\t,;"


@dataclass
class _Tables:
    """The rows of one folder's tables, by article."""

    spans: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    where: str = ""


def read(path: Path, unit: Unit = "code-points") -> Iterator[Found]:
    """The examples of a folder of tables, or the spans of one table for articles known already.

    The tables are held in memory, the articles read one at a time. Raises `PostilError` for a
    table that is cut off, or where there is none of spans.
    """
    if not path.is_dir():
        regular(path)
    shape = Shape(path)
    if not recognises(shape):
        raise unreadable(path, "it has no table of spans")
    folders: dict[Path, list[tuple[Path, bytes]]] = {}
    for file in shape.files:
        head = shape.head(file)
        folders.setdefault(file.parent, []).append((file, head))
    for files in folders.values():
        yield from _folder(files, unit)


def recognises(shape: Shape, separators: str = _SEPARATORS) -> bool:
    """Whether it holds a table of spans with one of these separators."""
    headers = [_header(head, separators) for _, head in shape.heads]
    return any(found and set(found[1]) >= _NEEDED for found in headers)


def _folder(files: list[tuple[Path, bytes]], unit: Unit) -> Iterator[Found]:
    tables, problems = _Tables(), list[PostilError]()
    documents = []
    for file, head in files:
        header = _header(head, _SEPARATORS)
        if header and set(header[1]) >= _NEEDED:
            tables.where = tables.where or str(file)
            for number, row in rows(file, header[0], _NEEDED):
                try:
                    tables.spans[row.pop("article")].append(_span(row))
                except ValueError as error:
                    what = f"{place(file, number)}: {error}; left out."
                    problems.append(PostilError(what, "Correct the line."))
        elif header and set(header[1]) >= set(LINK_COLUMNS):
            for _, row in rows(file, header[0], set(LINK_COLUMNS)):
                tables.links[row.pop("article")].append(row)
        elif jsonl.looks_like(head):
            documents.append(file)
    yield from problems
    for file in documents:
        yield from _articles(file, tables, unit)
    for article, spans in tables.spans.items():
        record = {"id": article, "spans": spans, "links": tables.links.pop(article, [])}
        unplaced, wrong = unplaced_in(record, "", tables.where, unit)
        yield from wrong
        yield unplaced
    for article, links in tables.links.items():
        what = (
            f"{counted(len(links), 'link')} of {article} left out, because its spans are not here."
        )
        yield PostilError(what, "Import them together with their spans.")


def _articles(file: Path, tables: _Tables, unit: Unit) -> Iterator[Found]:
    """The articles of a file with their rows, which are taken out of the tables."""
    for where, found in records(file):
        try:
            if isinstance(found, PostilError):
                raise found
            id = str(found.get("id"))
            own = {"spans": tables.spans.pop(id, []), "links": tables.links.pop(id, [])}
            example, wrong = found_in(found | own, where, unit)
        except PostilError as error:
            yield error
            continue
        yield from wrong
        yield example


def _span(row: dict[str, Any]) -> dict[str, Any]:
    """The span of a row. Raises `ValueError` where its offsets are no numbers."""
    span: dict[str, Any] = {name: value for name, value in row.items() if value != ""}
    for name in ("start", "end"):
        try:
            # Spreadsheets and data frames write whole numbers as 12.0.
            span[name] = int(row[name].removesuffix(".0"))
        except ValueError:
            raise ValueError(f"{name} is not a number but {row[name][:20]!r}") from None
    if "score" in span:
        span["score"] = float(span["score"])
    for name in ("attrs", "extra"):
        if name in span:
            span[name] = unpacked(span[name])
    extra = span.get("extra")
    if isinstance(extra, dict):
        span |= {name: extra.pop(name) for name in BESIDE if name in extra}
    return span


def rows(
    path: Path, separator: str, needed: Set[str], called: Callable[[str], str] = str.lower
) -> Iterator[tuple[int, dict[str, str]]]:
    """Every row with its line, by column as it is `called`.

    Raises `PostilError` where the table is broken, or has not each of the `needed` columns once.
    """
    with telling(path), path.open("rb") as file, _long_cells():
        lines = (whole(_decoded(raw, path)) for raw in bounded(file, path))
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            header = [called(column.strip('\ufeff" ')) for column in next(reader, [])]
            # A stray quotation mark makes other columns of it than its commas do.
            if odd := sorted(name for name in needed if header.count(name) != 1):
                what = f"its first row should have one column called {odd[0]!r}"
                raise unreadable(place(path, 1), what)
            guarded = "guard" in header
            for row in reader:
                if not row:
                    continue
                if len(row) != len(header):
                    what = f"it has {len(row)} cells, but the header has {len(header)}"
                    raise unreadable(place(path, reader.line_num), what)
                if guarded:
                    row = [_unguarded(cell) for cell in row]
                cells = dict(zip(header, row, strict=True))
                cells.pop("guard", None)
                yield reader.line_num, cells
        except csv.Error as error:
            raise unreadable(place(path, reader.line_num), error) from None


def _header(head: bytes, separators: str) -> tuple[str, list[str]] | None:
    """The separator and the columns of a table of spans or links, if it is one."""
    line = first_line(head).decode("utf-8", "replace")
    for separator in separators:
        columns = [column.strip(' "').lower() for column in line.split(separator)]
        if set(columns) >= _NEEDED or set(columns) >= set(LINK_COLUMNS):
            return separator, columns
    return None


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(GUARDED) else cell


def _decoded(raw: bytes, path: Path) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise unreadable(
            path, f"it is not in UTF-8: {error.object[error.start :][:10]!r}"
        ) from None


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be as long as articles are; the limit is one for the whole process."""
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
