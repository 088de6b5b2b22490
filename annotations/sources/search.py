"""Finds what can be read in files, folders and archives, without reading texts."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from annotations.errors import PostilError
from annotations.sources import document
from annotations.sources.folder import Folder
from annotations.sources.found import wordless
from annotations.sources.letters.decoding import is_text, recoded, whole
from annotations.sources.source import CORPORA, FRONT_MATTER, PACKED, FileSource, Source, beginning
from annotations.sources.tables.articles_csv import NAME, Fields, Tables
from annotations.sources.tables.forms import form_of, is_corpus

_ARCHIVE = ".zip"


class Named(Struct, frozen=True):
    """A file to read articles from: a document, or, as `corpus` tells, a file of many.

    `group` is the folder that it lies in below the one that was named, `fields` its metadata
    from an `articles.csv`.
    """

    source: Source
    corpus: bool = False
    group: str | None = None
    fields: Fields = ()


@dataclass
class Search:
    """A walk through what was named; `notices` says what had to be left out and why.

    `notes` says what there is to know of tables beside files.
    `others` counts the files of other kinds that folders held, by their endings. Texts are in
    `encoding`, a codec, where that is said.
    """

    notices: list[str] = field(default_factory=list)
    others: dict[str, int] = field(default_factory=dict)
    encoding: str | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._foreign = set[Path]()
        self._tables = Tables(self.notices, notes=self.notes, without=self._foreign)

    def all(self, paths: Iterable[Path | Source]) -> Iterator[Named]:
        """Every file in what was named, in that order and by name within a folder."""
        for named in self._named(paths):
            if self.encoding and is_text(named.source):
                yield replace(named, source=recoded(named.source, self.encoding))
            else:
                yield named

    def _named(self, paths: Iterable[Path | Source]) -> Iterator[Named]:
        for path in paths:
            try:
                if not isinstance(path, Path):
                    yield from self._one(path)
                elif os.path.isdir(path):
                    yield from self._in_folder(path)
                else:
                    yield from self._one(FileSource(path))
            except PostilError as error:
                self.notices.append(str(error))

    def _one(self, source: Source) -> Iterator[Named]:
        """What one file holds, whatever its name. Raises `PostilError` where it is none."""
        if source.path.suffix.lower() != _ARCHIVE and source.size() == 0:
            raise wordless(source.name)
        form = form_of(source, tuple(document.KINDS))
        if form == "zip":
            yield from self._in_archive(source, None)
            return
        if form == "packed":
            source = _unpacked(source)
            form = form_of(source, tuple(document.KINDS))
            if form in ("zip", "packed"):
                what = f"{source.name} is packed twice."
                raise PostilError(what, "Unpack it, and name the file inside.")
        many = form != "document"
        fields = self._tables.fields(source.path) if source.lasting and not many else ()
        yield Named(source, many, None, fields)

    def _in_folder(self, folder: Path) -> Iterator[Named]:
        """What a folder and those below hold, by name; each below is a group of its own."""
        said, found = len(self.notices), False
        for path in sorted(Folder(folder, self.notices, self._foreign).files()):
            inside = path.relative_to(folder).parent
            group = whole(inside.as_posix()) if inside.parts else None
            try:
                for named in self._listed(FileSource(path), group, self._tables):
                    found = True
                    yield named
            except PostilError as error:
                self.notices.append(str(error))
        if not found and len(self.notices) == said:
            self.notices.append(f"There are no articles in {folder}.")

    def _in_archive(self, source: Source, above: str | None) -> Iterator[Named]:
        from annotations.sources.packed import Archive

        archive = Archive(source)
        members = {member.path: member for member in archive.members()}
        tables = Tables(self.notices, members.get, members.__contains__, self.notes)
        found = False
        for path, member in members.items():
            inside = whole(path.parent.as_posix()) if path.parent.parts else None
            group = "/".join(filter(None, (above, inside))) or None
            try:
                for named in self._listed(member, group, tables):
                    found = True
                    yield named
            except PostilError as error:
                self.notices.append(str(error))
        if not found:
            self.notices.append(f"There are no articles in {source.name}.")

    def _listed(self, source: Source, group: str | None, tables: Tables) -> Iterator[Named]:
        """A file that a folder holds, if it is of a kind to read. Raises `PostilError`."""
        ending = source.path.suffix.lower()
        if ending in PACKED:
            source = _unpacked(source)
            ending = source.path.suffix.lower()
        if ending == _ARCHIVE and isinstance(source, FileSource):
            yield from self._in_archive(source, group)
        elif source.path.name.lower() == NAME and not _table_is_corpus(source):
            return
        elif ending in CORPORA:
            yield Named(source, True, group)
        elif ending in document.KINDS and (ending not in _NOTES or _has_front_matter(source)):
            if source.size() == 0:
                raise wordless(source.name)
            fields = tables.fields(source.path)
            yield Named(source, False, dict(fields).get("group") or group, fields)
        else:
            self.others[ending] = self.others.get(ending, 0) + 1


_NOTES = (".md", ".markdown")
"""Endings that notes about a folder have as well: there, front matter makes an article."""


def _has_front_matter(source: Source) -> bool:
    head = beginning(source, 8).removeprefix(b"\xef\xbb\xbf")
    return head.split(b"\n")[0].strip().decode("ascii", "replace") in FRONT_MATTER


def _unpacked(source: Source) -> Source:
    from annotations.sources.packed import unpacked

    return unpacked(source)


def _table_is_corpus(source: Source) -> bool:
    from annotations.sources.tables.csv_rows import shape_of

    try:
        return is_corpus([column.lower() for column in shape_of(source).header])
    except PostilError:
        return False
