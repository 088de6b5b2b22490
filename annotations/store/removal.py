"""Taking an article out: all of it is kept among the backups before anything of it goes."""

import contextlib
import re
from collections.abc import Collection
from pathlib import Path

from annotations.disk.system import System
from annotations.errors import Damaged
from annotations.store.article_file import article_bytes
from annotations.store.folders import Folders
from annotations.store.index import Index
from annotations.store.shape import head

_DIGEST = re.compile("[0-9a-f]{64}")


def copied(system: System, folders: Folders, id: str, into: Path) -> tuple[str, ...]:
    """Copy an article's texts, history and file into a folder, laid out as where they come from.

    Its file, by which it is there, comes last: a copy that was broken off is none.
    Returns the digests of the texts, where those can be told from the article's file. Raises
    `Refused`, `Unsure` or `OSError`; then the article is as it was.
    """
    path, digests = folders.article(id), tuple[str, ...]()
    with contextlib.suppress(Damaged):
        about = head(article_bytes(system, folders, path) or b"", path, folders.backup(id))
        # They become names of files, and may come from anywhere.
        digests = tuple(filter(_DIGEST.fullmatch, (about.digest, *about.versions)))
    for source in (*map(folders.text, digests), folders.history(id), path):
        if (data := system.read_file(source)) is not None:
            system.save(into / source.relative_to(folders.root), data)
    return digests


def taken_out(system: System, folders: Folders, id: str) -> None:
    """Delete an article's file, history and backup, the file first. Raises `Unsure`, `OSError`."""
    system.remove(folders.article(id))
    for path in (folders.history(id), folders.backup(id)):
        with contextlib.suppress(FileNotFoundError):
            system.remove(path)


def discarded(system: System, folders: Folders, index: Index, digests: Collection[str]) -> bool:
    """Delete texts that no article has or, unread, may have; whether that was done to all.

    Where there are several layers, texts stay: any of them may count on one. Raises `OSError` or
    `StoreError`.
    """
    index.refresh(thorough=True)
    if not digests or index.totals().unread or system.has(folders.layers):
        return False
    free = [digest for digest in digests if not index.has_text(digest)]
    for digest in free:
        with contextlib.suppress(FileNotFoundError):
            system.remove(folders.text(digest))
    return len(free) == len(digests)
