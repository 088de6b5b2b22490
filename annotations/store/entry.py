"""One article's file as an entry of the index, and the stamp that tells whether it is the same."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.errors import Damaged
from annotations.listing import Listed, said
from annotations.store.article_file import article_bytes
from annotations.store.folders import Folders
from annotations.store.shape import Shape, shape

_RACY_NS = 2_000_000_000


def stamp(about: os.stat_result, started: int) -> int | None:
    """What tells this state of a file or folder from later ones; looked at since `started`, in ns.

    `None` where nothing can: it changed less than two seconds before, or later than now, and may
    change once more within one tick of its clock.
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
    return _listed(found, _words(system, folders, found), about.st_mtime_ns)


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


def _listed(found: Shape, words: int, touched: int) -> Listed:
    about, records = found.about, found.records
    tags = [record for record in records if record.is_tag and not record.text_digest]
    return Listed(
        id=about.id,
        title=about.title,
        digest=about.digest,
        origin=about.origin,
        imprint=about.imprint,
        status=about.status,
        length=about.length,
        words=words,
        annotations=len(tags),
        suggestions=sum(one.verdict == "suggested" and not one.text_digest for one in records),
        doubtful=sum(one.is_tag and bool(one.text_digest) for one in records),
        labels=Counter(record.label for record in tags),
        annotators=Counter(record.annotator for record in tags),
        codes=Counter(said(code.name, code.value) for code in found.codes.values()),
        versions=tuple(about.versions),
        added=about.added,
        touched=_time(touched),
        more=about.more,
        **about.as_dict(),
    )


def _words(system: System, folders: Folders, found: Shape) -> int:
    """The number of words, for files that do not tell it yet from the text itself."""
    if found.about.words is not None:
        return found.about.words
    from annotations.units import word_count

    try:
        text = system.read_file(folders.text(found.about.digest))
    except OSError:
        text = None
    return word_count((text or b"").decode("utf-8", "replace"))


def _time(ns: int) -> str:
    try:
        at = datetime.fromtimestamp(ns // 1_000_000 / 1000, UTC)
    except (ValueError, OverflowError, OSError):  # no year of ours
        return ""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
