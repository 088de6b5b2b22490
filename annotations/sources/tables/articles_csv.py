"""An `articles.csv` beside text files: their metadata, a row for each, found by `path`."""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from annotations.article import META_FIELDS
from annotations.counted import counted
from annotations.errors import PostilError
from annotations.folding import folded
from annotations.sources.letters.decoding import decode
from annotations.sources.source import MEGABYTE, FileSource, Source, read_whole
from annotations.sources.tables.columns import LONGEST, beside, by_name, kept

NAME = "articles.csv"
COLUMNS = ("path", "id", "title", *META_FIELDS)
_MOST = 64 * MEGABYTE
_TOLD = 5
_LEVELS = 8  # of folders above a file in which its row is looked for

Fields = tuple[tuple[str, str], ...]


class Tables:
    """The tables met so far, each read once; what is wrong with one is added to `notices`.

    What else is to be told of one is added to `notes`. `table_at` gives the table at a path, or
    `None` where there is none, and `is_there` tells whether there is a file: those of an archive
    are not files. Tables `without` are passed over.
    """

    def __init__(
        self,
        notices: list[str],
        table_at: Callable[[Path], Source | None] | None = None,
        is_there: Callable[[Path], bool] = os.path.exists,
        notes: list[str] | None = None,
        without: Collection[Path] = (),
    ) -> None:
        self._notices, self._notes = notices, [] if notes is None else notes
        self._absolute: Callable[[Path], str | Path] = os.path.abspath if table_at is None else Path
        self._table_at, self._is_there = table_at or _in_a_file, is_there
        self._without = without
        self._read: dict[Path, dict[str, Fields]] = {}
        self._places: dict[Path, Path] = {}

    def fields(self, path: Path) -> Fields:
        """The metadata of a file, from the nearest table that has it; empty if none does."""
        folder = self._places.get(path.parent)
        if folder is None:
            folder = self._places[path.parent] = Path(self._absolute(path.parent))
        for above in (folder, *folder.parents[:_LEVELS]):
            name = (folder / path.name).relative_to(above).as_posix()
            if found := self._table(above).get(folded(name).text):
                return found
        return ()

    def _has(self, folder: Path, path: str) -> bool:
        return any(self._is_there(folder / form) for form in _forms(path))

    def _table(self, folder: Path) -> dict[str, Fields]:
        if folder not in self._read:
            self._read[folder] = self._rows(folder / NAME)
        return self._read[folder]

    def _rows(self, table: Path) -> dict[str, Fields]:
        try:
            source = None if table in self._without else self._table_at(table)
            if source is None:
                return {}
            decoded = decode(read_whole(source, _MOST), source.name)
            found, notes = rows(decoded.text, str(table))
        except PostilError as error:
            self._notices.append(str(error))
            return {}
        self._notes += filter(None, (decoded.note, *notes))
        absent = [path for path in found if not self._has(table.parent, path)]
        if absent:
            names = ", ".join(absent[:_TOLD]) + (", ..." if len(absent) > _TOLD else "")
            many = "a file that is" if len(absent) == 1 else f"{len(absent):,} files that are"
            self._notes.append(f"{table} names {many} missing: {names}.")
        return {folded(path).text: fields for path, fields in found.items()}


def _forms(path: str) -> Iterator[str]:
    """A path as it is, and with its accents written in both ways."""
    yield path
    for form in ("NFC", "NFD"):
        yield unicodedata.normalize(form, path)


def _in_a_file(table: Path) -> Source | None:
    return FileSource(table) if os.path.isfile(table) else None


def rows(text: str, name: str) -> tuple[dict[str, Fields], list[str]]:
    """The fields of each row that are not empty, by its path, and notes on the table.

    A column of no field's is kept by its own name. Raises `PostilError`.
    """
    import csv  # late: most folders have none
    import io

    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = _names([column.strip() for column in next(reader, [])], name)
        if names is None:
            return {}, []
        read_rows = list(reader)
    except csv.Error as error:
        raise PostilError(
            f"{name}, line {reader.line_num}: {error}.", "Correct that line."
        ) from None
    cells_of = [dict(zip(names, row, strict=False)) for row in read_rows]
    from annotations.sources.published import order_in, read

    order = order_in(cells.get("published", "").strip() for cells in cells_of)
    found: dict[str, Fields] = {}
    long = set[str]()
    for cells in cells_of:
        path = cells.pop("path", "").strip().replace("\\", "/")
        if given := cells.get("published", "").strip():
            # Whoever reads the file of this row reports what is not a date.
            cells["published"] = read(given, order.of(cells.get("language"))).iso or given
        said = {column: kept(value) for column, value in cells.items() if column}
        long |= {column for column in said if said[column] is None and cells[column].strip()}
        if path:
            fields = tuple((column, words) for column, words in said.items() if words)
            found[PurePosixPath(path).as_posix()] = fields
    notes = _told(name, [n for n in names if n and n not in COLUMNS], long)
    over = sum(any(map(str.strip, row[len(names) :])) for row in read_rows)
    beyond = (
        f"{name}: there is no column for the last cells of {counted(over, 'row')}; they "
        "were not used."
    )
    return found, [*notes, *([beyond] if over else [])]


def _names(header: Sequence[str], name: str) -> list[str] | None:
    """What each column of a table is kept by; `None` where the table is a corpus.

    Raises `PostilError` where no column names the files.
    """
    lower = [column.lower() for column in header]
    if "path" not in lower:
        from annotations.sources.tables.forms import is_corpus

        if is_corpus(lower):
            return None
        raise PostilError(
            f"{name} has no column named path, so it was not used.",
            f"Give each file's name in that column; the known columns are: {', '.join(COLUMNS)}.",
        )
    fields = {by_name(field, lower): field for field in COLUMNS[1:]} | {"path": "path"}
    both = zip(lower, header, strict=True)
    return [fields.get(low) or (column and beside(column)) for low, column in both]


def _told(name: str, others: Sequence[str], long: Collection[str]) -> Iterator[str]:
    if words := [column for column in others if column not in long]:
        yield f"{name}: these columns were kept as extra fields: {', '.join(map(repr, words))}."
    if long:
        names = ", ".join(map(repr, sorted(long)))
        yield f"{name}: not kept, because they are longer than {LONGEST:,} characters: {names}."
