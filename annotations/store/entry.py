"""One article's file as an entry of the index, whether it is the same still, or cannot be read."""

import json
import os
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from annotations.article import Article, digest_of, slug
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged, StoreError
from annotations.listing import Listed, said
from annotations.store.article_file import article_bytes
from annotations.store.folders import Folders
from annotations.store.shape import ArticleRecord, Shape, shape

_RACY_NS = 2_000_000_000


def stamp(about: os.stat_result, started: int) -> int | None:
    """A mark of this state of a file or folder, which no later state has.

    `None` where none is safe: it changed less than two seconds before `started` (in ns), when it
    was looked at, or later than now, and may change once more within one tick of its clock.
    """
    if max(about.st_mtime_ns, about.st_ctime_ns) > started - _RACY_NS:
        return None
    # Of whole numbers this is the same in every process.
    return hash((about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns))


def look(system: System, path: Path | str) -> os.stat_result | None:
    """What the system says of an article's file; `None` where there is none. Raises `Damaged`."""
    try:
        return system.look(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Damaged(*unreadable(error, path)) from error


def entry(system: System, folders: Folders, path: Path, about: os.stat_result) -> Listed | None:
    """What an article's file says of the article; `None` where it has gone since `look`.

    Raises `Damaged`, also where the file is another one than its article's, or `Newer`.
    """
    try:
        data = article_bytes(system, folders, path)
    except OSError as error:
        raise Damaged(*unreadable(error, path)) from error
    if data is None:
        return None
    found = shape(data, path, folders.backup_of(path))
    check_place(folders, path, found.about.id)
    return listed(found.about, found, words(system, folders, found.about), time_of(about))


def check_place(folders: Folders, path: Path, id: str) -> None:
    """Raise `Damaged` where an article's file is another one than its own."""
    if path != (own := folders.article(id)):
        what = f"{path} is in the wrong place: the article {id} belongs in {own.name}."
        raise Damaged(
            what,
            (
                f"If both files exist, copy what you want to keep into {own.name}, then delete the "
                "other."
            ),
        )


def listed(about: ArticleRecord, found: Shape | None, words: int, touched: str) -> Listed:
    """A row of an article, with what is `found` in a file, whether that is its own or a layer's."""
    records = found.records if found else ()
    tags = [record for record in records if record.is_tag and not record.text_digest]
    return Listed(
        id=about.id,
        title=about.title,
        digest=about.digest,
        origin=about.origin,
        imprint=about.imprint,
        status=found.about.status if found else "open",
        length=about.length,
        words=words,
        annotations=len(tags),
        suggestions=sum(one.verdict == "suggested" and not one.text_digest for one in records),
        doubtful=sum(one.is_tag and bool(one.text_digest) for one in records),
        notes=sum(bool(record.note) for record in tags),
        labels=Counter(record.label for record in tags),
        annotators=Counter(record.annotator for record in tags),
        codes=Counter(said(one.name, one.value) for one in (found.codes.values() if found else ())),
        versions=tuple(about.versions),
        added=about.added,
        touched=touched,
        more=about.more,
        **about.as_dict(),
    )


def words(system: System, folders: Folders, about: ArticleRecord) -> int:
    """The number of words; for files that lack it, from the text itself."""
    if about.words is not None:
        return about.words
    from annotations.units import word_count

    try:
        text = system.read_file(folders.text(about.digest))
    except OSError:
        text = None
    return word_count((text or b"").decode("utf-8", "replace"))


def time_of(about: os.stat_result) -> str:
    """When a file last changed, as ISO 8601; empty where that is in no year of ours."""
    try:
        at = datetime.fromtimestamp(about.st_mtime_ns // 1_000_000 / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Unread:
    """The files and folders of articles that cannot be read, at one moment, by their paths."""

    def __init__(self, system: System, folders: Folders, errors: Mapping[Path, StoreError]) -> None:
        self._system, self._folders, self._errors = system, folders, errors
        self._bytes = {path: _bytes(system, path) for path in errors}

    def may_be(self, article: Article, origin: str | None) -> StoreError | None:
        """Why an article that none of the others is may be one of these; `None` where it is not.

        It is known again by its id, text or place, and where a file does not tell its place any
        more, by the beginning of its name. A text that is there and none of the others has is one
        of theirs. Of a folder that cannot be read nobody can tell what is in it.
        """
        if not self._errors:
            return None
        bare = article.text.rstrip("\n")  # with as many line breaks as it may have been added with
        texts = (article.text, bare, f"{bare}\n", f"{bare}\n\n")
        digests = {article.known_by, *map(digest_of, texts)}
        marks = [*digests, *([json.dumps(origin, ensure_ascii=False)] if origin else [])]
        own = self._folders.article(article.id)
        for path, error in self._errors.items():
            data = self._bytes[path] or b""
            if path.name == own.name or path.suffix != own.suffix:
                return error
            begins = path.stem[:-20] == (slug(article.id) or "article")[:-9] != ""
            if begins and b'"origin"' not in data:
                return error
            if any(mark.encode("utf-8", "surrogatepass") in data for mark in marks):
                return error
        if any(self._system.has(self._folders.text(digest)) for digest in digests):
            return next(iter(self._errors.values()))
        return None


def _bytes(system: System, path: Path) -> bytes | None:
    try:
        return system.read_file(path)
    except OSError:
        return None
