"""An `articles.csv` beside text files: their metadata, a row for each, found by `path`."""

import csv
import io
import os
from pathlib import Path, PurePosixPath

from annotations.errors import PostilError
from annotations.sources.text import decoded, read_bytes

NAME = "articles.csv"
COLUMNS = ("path", "id", "title", "source", "author", "published", "url", "language", "group")

Fields = tuple[tuple[str, str], ...]


class Tables:
    """The tables met so far, each read once; what is wrong with one is added to `notices`."""

    def __init__(self, notices: list[str]) -> None:
        self._notices = notices
        self._read: dict[Path, dict[str, Fields]] = {}
        self._places: dict[Path, Path] = {}

    def fields(self, path: Path) -> Fields:
        """The metadata of a file, from the table beside it or one folder up; empty if none."""
        folder = self._places.get(path.parent)
        if folder is None:
            folder = self._places[path.parent] = Path(os.path.abspath(path.parent))
        beside, above = self._table(folder), self._table(folder.parent)
        return beside.get(path.name) or above.get(f"{folder.name}/{path.name}") or ()

    def _table(self, folder: Path) -> dict[str, Fields]:
        if folder not in self._read:
            self._read[folder] = self._rows(folder / NAME)
        return self._read[folder]

    def _rows(self, table: Path) -> dict[str, Fields]:
        if not os.path.isfile(table):
            return {}
        try:
            return rows(decoded(read_bytes(table), str(table)), str(table))
        except PostilError as error:
            self._notices.append(str(error))
            return {}


def rows(text: str, name: str) -> dict[str, Fields]:
    """The fields of each row that are not empty, by its path. Raises `PostilError`."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        header = [column.strip().lower() for column in next(reader, [])]
        if "path" not in header:
            raise PostilError(
                f"{name} has no column named path, so it was not used.",
                f"Its columns are: {', '.join(COLUMNS)}.",
            )
        found: dict[str, Fields] = {}
        for row in reader:
            cells = {c: v.strip() for c, v in zip(header, row, strict=False) if c in COLUMNS}
            path = cells.pop("path", "")
            fields = tuple((column, value) for column, value in cells.items() if value)
            if path and fields:
                found[PurePosixPath(path).as_posix()] = fields
    except csv.Error as error:
        raise PostilError(f"{name}, line {reader.line_num}: {error}.", "Mend that line.") from None
    return found
