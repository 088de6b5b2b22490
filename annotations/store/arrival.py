"""Articles taken in: their texts, and what git should know of the folder, before their files."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from annotations.article import Article
from annotations.clock import now
from annotations.store.article_file import article_document, encoded
from annotations.store.folders import Folders
from annotations.store.system import System, aside_of, refusal

_GIT = {
    ".gitignore": b"locks/\nbackup/\ncache/\n*.tmp\n",
    ".gitattributes": b"history/** merge=union\ntexts/** -text\n",
}


def prepare(system: System, folders: Folders, article: Article, again: bool) -> None:
    """Bring in an article's text, or make sure of it `again`."""
    _tell_git(system, folders)
    text = folders.text(article.digest)
    if again or not text.exists():
        system.save(text, article.text.encode())


def add_batch(system: System, folders: Folders, articles: Sequence[Article]) -> None:
    """Write articles without tags, and make them last together. Raises `Refused`."""
    texts: dict[Path, Path] = {}
    files: dict[Path, Path] = {}
    try:
        _tell_git(system, folders)
        for article in articles:
            tables = {"article": {"0": article_document(article, now())}}
            _write(system, texts, folders.text(article.digest), article.text.encode())
            _write(system, files, folders.article(article.id), encoded(tables))
        system.sync()
        # The texts first: no file of an article may ever be found without.
        for waiting in (texts, files):
            for target, aside in waiting.items():
                # A link never replaces what another program has put there in the meantime.
                with contextlib.suppress(FileExistsError):
                    system.link(aside, target)
                system.unlink(aside)
            system.sync()
    except (OSError, KeyboardInterrupt) as error:  # ctrl+c leaves nothing behind either
        for aside in (*texts.values(), *files.values()):
            system.discard(aside)
        if isinstance(error, OSError):
            raise refusal(error, folders.root / "articles") from error
        raise


def _write(system: System, waiting: dict[Path, Path], target: Path, data: bytes) -> None:
    system.make_folder(target.parent)
    waiting[target] = aside_of(target)
    system.write_aside(target, data, lasting=False)


def _tell_git(system: System, folders: Folders) -> None:
    for name, data in _GIT.items():
        if not (folders.root / name).exists():
            system.save(folders.root / name, data)
