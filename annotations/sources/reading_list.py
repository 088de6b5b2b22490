"""What the person named on the command line, as groups of articles that are read when shown."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.article import Article
from annotations.errors import PostilError
from annotations.sources.jsonl import Line, article_from, objects, place, read_line
from annotations.sources.table import Fields, Tables
from annotations.sources.text import read_text, regular, whole, wordless


@dataclass(frozen=True)
class Reference:
    """An article of the list, to be read when it is shown: a text file, or a line of a JSONL file.

    `id` is the article's where it is known before reading; `fields` is its metadata from an
    `articles.csv`.
    """

    path: Path
    group: str | None = None
    id: str | None = None
    fields: Fields = ()
    line: Line | None = None

    def read(self) -> Article:
        """The article. Raises `PostilError` where it cannot be read."""
        if self.line is None:
            return read_text(self.path, {"group": self.group or "", **dict(self.fields)})
        article = read_line(self.path, self.line)
        return replace(article, meta=replace(article.meta, group=article.meta.group or self.group))


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

    A sub-folder is a group, as is `group` in a JSONL file or an `articles.csv`; files that are
    named stand beside each other whatever their table says. Raises `PostilError` where nothing
    can be read.
    """
    search = _Search()
    references: list[Reference] = []
    for path in paths:
        try:
            found = search.in_folder if os.path.isdir(path) else search.in_file
            references += found(path)
        except PostilError as error:
            search.notices.append(str(error))
    references = _without_twins(references, search.notices)
    readable = _from_the_first_readable(references, search.notices)
    if not readable:
        raise PostilError(" ".join(search.notices[:1]) or "There is nothing to read.")
    return ReadingList(tuple(readable), tuple(search.notices))


class _Search:
    """Lists files and folders without reading texts, collecting what had to be left out."""

    def __init__(self) -> None:
        self.notices: list[str] = []
        self._tables = Tables(self.notices)

    def in_file(self, path: Path) -> list[Reference]:
        """What one file holds. Raises `PostilError` where it cannot be read."""
        if path.suffix.lower() == ".jsonl":
            return list(self._lines(path, None))
        read_text(path)
        return [self._text(path, None)]

    def in_folder(self, folder: Path) -> list[Reference]:
        """What a folder and those below hold, by name; each below is a group of its own."""
        found: list[Reference] = []
        said = len(self.notices)
        for path in sorted(self._files(folder)):
            inside = path.relative_to(folder).parent
            group = whole(inside.as_posix()) if inside.parts else None
            try:
                if path.suffix.lower() == ".jsonl":
                    found += self._lines(path, group)
                    continue
                if regular(path).st_size == 0:
                    raise wordless(path)
            except PostilError as error:
                self.notices.append(str(error))
                continue
            reference = self._text(path, group)
            found.append(replace(reference, group=dict(reference.fields).get("group") or group))
        if not found and len(self.notices) == said:
            self.notices.append(f"There is no .txt or .jsonl file with articles in {folder}.")
        return found

    def _files(self, folder: Path) -> Iterator[Path]:
        for parent, folders, names in os.walk(folder, onerror=self._unreadable):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.lower().endswith((".txt", ".jsonl")) and not name.startswith("."):
                    yield Path(parent, name)

    def _unreadable(self, error: OSError) -> None:
        self.notices.append(f"{error.filename} cannot be read: {error.strerror}.")

    def _text(self, path: Path, group: str | None) -> Reference:
        fields = self._tables.fields(path)
        return Reference(path, group, dict(fields).get("id"), fields)

    def _lines(self, path: Path, group: str | None) -> Iterator[Reference]:
        for line, found in objects(path):
            try:
                if isinstance(found, PostilError):
                    raise found
                article = article_from(found, place(path, line.number))
            except PostilError as error:
                self.notices.append(str(error))
                continue
            yield Reference(path, article.meta.group or group, article.id, line=line)


def _without_twins(references: Sequence[Reference], notices: list[str]) -> list[Reference]:
    """The references without those whose id came before; a twin with other words is named."""
    kept: list[Reference] = []
    seen: dict[str | Path, Reference] = {}
    for reference in references:
        first = seen.setdefault(reference.id or reference.path, reference)
        if first is reference:
            kept.append(reference)
            continue
        try:
            article, other = reference.read(), first.read()
        except PostilError as error:
            notices.append(str(error))
            continue
        if article.digest != other.digest:
            notices.append(
                f"{article.origin} was left out: {other.origin} is another text with the same id,"
                f" {article.id}. Give one of them an id of its own."
            )
    return kept


def _from_the_first_readable(
    references: Sequence[Reference], notices: list[str]
) -> Sequence[Reference]:
    """The references without unreadable ones at the head, so that there is something to show."""
    for number, reference in enumerate(references):
        try:
            reference.read()
        except PostilError as error:
            notices.append(str(error))
        else:
            return references[number:]
    return ()
