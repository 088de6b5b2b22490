"""An `articles.csv` beside text files: their metadata, a row for each, found by `path`."""

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from annotations.errors import PostilError
from annotations.sources.decoding import decode
from annotations.sources.published import order_in, read
from annotations.sources.source import MEGABYTE, FileSource, read_whole

NAME = "articles.csv"
COLUMNS = ("path", "id", "title", "source", "author", "published", "url", "language", "group")

Fields = tuple[tuple[str, str], ...]


class Tables:
    """The tables met so far, each read once; what is wrong with one is added to `notices`.

    `text_at` gives the text of the table at a path, or `None` where there is none: those of an
    archive are not files.
    """

    def __init__(
        self, notices: list[str], text_at: Callable[[Path], str | None] | None = None
    ) -> None:
        self._notices = notices
        self._absolute: Callable[[Path], str | Path] = os.path.abspath if text_at is None else Path
        self._text_at = text_at or _in_a_file
        self._read: dict[Path, dict[str, Fields]] = {}
        self._places: dict[Path, Path] = {}

    def fields(self, path: Path) -> Fields:
        """The metadata of a file, from the table beside it or one folder up; empty if none."""
        folder = self._places.get(path.parent)
        if folder is None:
            folder = self._places[path.parent] = Path(self._absolute(path.parent))
        beside, above = self._table(folder), self._table(folder.parent)
        return beside.get(path.name) or above.get(f"{folder.name}/{path.name}") or ()

    def _table(self, folder: Path) -> dict[str, Fields]:
        if folder not in self._read:
            self._read[folder] = self._rows(folder / NAME)
        return self._read[folder]

    def _rows(self, table: Path) -> dict[str, Fields]:
        try:
            text = self._text_at(table)
            return rows(text, str(table)) if text is not None else {}
        except PostilError as error:
            self._notices.append(str(error))
            return {}


def _in_a_file(table: Path) -> str | None:
    if not os.path.isfile(table):
        return None
    source = FileSource(table)
    return decode(read_whole(source, 256 * MEGABYTE), source.name).text


def rows(text: str, name: str) -> dict[str, Fields]:
    """The fields of each row that are not empty, by its path. Raises `PostilError`."""
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        if "path" not in header:
            from annotations.sources.forms import is_corpus

            if is_corpus(header):
                return {}
            raise PostilError(
                f"{name} has no column named path, so it was not used.",
                f"Name each file in that column; known are: {', '.join(COLUMNS)}.",
            )
        found: dict[str, Fields] = {}
        cells_of = [
            {c: v.strip() for c, v in zip(header, row, strict=False) if c in COLUMNS}
            for row in reader
        ]
        order = order_in(cells.get("published", "") for cells in cells_of)
        for cells in cells_of:
            if given := cells.get("published"):
                # What is no date is told of by whoever reads the file that this row is about.
                cells["published"] = read(given, order.of(cells.get("language"))).iso or given
            path = cells.pop("path", "")
            fields = tuple((column, value) for column, value in cells.items() if value)
            if path and fields:
                found[PurePosixPath(path).as_posix()] = fields
    except csv.Error as error:
        raise PostilError(f"{name}, line {reader.line_num}: {error}.", "Mend that line.") from None
    return found
