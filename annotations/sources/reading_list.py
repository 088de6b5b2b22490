"""What the person named on the command line, as groups of articles that are read when shown."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from annotations.article import Article
from annotations.errors import PostilError
from annotations.sources.jsonl import read_jsonl
from annotations.sources.text import decoded, read_bytes, read_text

_TABLE = "articles.csv"


@dataclass(frozen=True)
class Reference:
    """An article of the list: one that has been read, or a file to be read when it is shown."""

    path: Path
    group: str | None = None
    known: Article | None = None
    fields: tuple[tuple[str, str], ...] = ()

    def read(self) -> Article:
        """The article. Raises `PostilError` where it cannot be read."""
        return self.known or read_text(self.path, {"group": self.group or "", **dict(self.fields)})


@dataclass(frozen=True)
class ReadingList:
    """Articles in reading order, those of one group together; `notices` says what was left out."""

    references: tuple[Reference, ...]
    notices: tuple[str, ...] = ()

    def groups(self) -> list[tuple[Reference, ...]]:
        """The articles by group; those without one count as one group together."""
        groups: dict[str | None, list[Reference]] = {}
        for reference in self.references:
            groups.setdefault(reference.group, []).append(reference)
        return [tuple(group) for group in groups.values()]


def reading_list(paths: Iterable[Path]) -> ReadingList:
    """The articles in files and folders, in the order named and by name within a folder.

    A sub-folder is a group, as is `group` in a JSONL file. Raises `PostilError` where nothing
    can be read.
    """
    references: list[Reference] = []
    notices: list[str] = []
    for path in paths:
        try:
            references += _in_folder(path, notices) if path.is_dir() else _in_file(path, notices)
        except PostilError as error:
            notices.append(str(error))
    references = _without_twins(references, notices)
    if not references:
        raise PostilError(notices[0] if notices else "There is nothing to read.", "")
    return ReadingList(tuple(references), tuple(notices))


def _in_file(path: Path, notices: list[str], group: str | None = None) -> list[Reference]:
    if path.suffix.lower() != ".jsonl":
        read_text(path)
        return [Reference(path, group, fields=_fields(path))]
    found = []
    for article in read_jsonl(path):
        if isinstance(article, PostilError):
            notices.append(str(article))
        else:
            found.append(Reference(path, article.meta.group or group, article))
    return found


def _in_folder(folder: Path, notices: list[str]) -> list[Reference]:
    found: list[Reference] = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or not path.is_file():
            continue
        group = inside.parts[-2] if len(inside.parts) > 1 else None
        if path.suffix.lower() == ".txt":
            fields = _fields(path)
            found.append(Reference(path, dict(fields).get("group") or group, None, fields))
        elif path.suffix.lower() == ".jsonl":
            try:
                found += _in_file(path, notices, group)
            except PostilError as error:
                notices.append(str(error))
    return found


def _fields(path: Path) -> tuple[tuple[str, str], ...]:
    """The metadata of a file in the `articles.csv` beside it or one folder up."""
    for folder in (path.parent, path.parent.parent):
        table = folder / _TABLE
        if table.is_file():
            rows = _table(table, table.stat().st_mtime_ns)
            if fields := rows.get(path.relative_to(folder).as_posix()):
                return fields
    return ()


@lru_cache(maxsize=32)
def _table(table: Path, _changed: int) -> Mapping[str, tuple[tuple[str, str], ...]]:
    rows = csv.DictReader(io.StringIO(decoded(read_bytes(table), str(table))))
    return {
        row["path"]: tuple((k, v) for k, v in row.items() if k and k != "path" and v)
        for row in rows
        if row.get("path")
    }


def _without_twins(references: Sequence[Reference], notices: list[str]) -> list[Reference]:
    """The references without those whose id came before; a twin with other words is named."""
    kept: list[Reference] = []
    seen: dict[str, Reference] = {}
    for reference in references:
        known = reference.known
        id = known.id if known else dict(reference.fields).get("id") or str(reference.path)
        first = seen.setdefault(id, reference)
        if first is reference:
            kept.append(reference)
        elif known and first.known and known.digest != first.known.digest:
            notices.append(f"{known.origin} has the id of another article, {id}; it was left out.")
    return kept
