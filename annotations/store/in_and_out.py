"""Articles in and out: what is written before their files are, and kept before they go."""

import contextlib
import errno
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from annotations.article import Article
from annotations.clock import now
from annotations.disk.lock import locked
from annotations.disk.refusals import refusal
from annotations.disk.system import System, aside_of
from annotations.errors import Damaged
from annotations.expressions import late
from annotations.store.article_file import article_bytes
from annotations.store.documents import article_document
from annotations.store.folders import Folders
from annotations.store.index import Index
from annotations.store.shape import head
from annotations.store.written import encoded

# What file systems say that know no second names (exFAT, some shares).
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_GIT = {
    ".gitignore": b"locks/\nbackup/\ncache/\n*.tmp\n",
    ".gitattributes": b"history/** merge=union\ntexts/** -text\n",
}
_DIGEST = late("[0-9a-f]{64}")


def prepare(system: System, folders: Folders, article: Article, again: bool) -> None:
    """Bring in an article's text, or make sure of it `again`."""
    _tell_git(system, [folders])
    text = folders.text(article.digest)
    if again or system.read_file(text) is None:
        system.save(text, article.text.encode())


def add_batch(system: System, folders: Folders, articles: Sequence[Article]) -> int:
    """Write articles without tags, and make them last together; how many are not another's.

    Raises `Refused`.
    """
    at = now()
    tables = {article.id: {"0": article_document(article, at)} for article in articles}
    texts = {folders.text(article.digest): article.text.encode() for article in articles}
    files = {folders.article(id): encoded({"article": about}) for id, about in tables.items()}
    return len(place_batch(system, [folders], (texts, files)) & files.keys())


def place_batch(
    system: System, layers: Sequence[Folders], groups: Sequence[Mapping[Path, bytes]]
) -> set[Path]:
    """Write new files of these layers, one group after the other, and make them last together.

    What is there stays, whoever puts it there meanwhile; the names that are not another's.
    Raises `Refused`.
    """
    ours = set[Path]()
    asides: dict[Path, Path] = {}
    try:
        with system.together(layers[0].root) as settle:
            _tell_git(system, layers)
            for target, data in (item for group in groups for item in group.items()):
                asides[target] = aside_of(target)
                system.write_aside(target, data, lasting=False)
            settle(asides.values())
            # The texts come first: no file of an article may ever be found without.
            for group in groups:
                ours.update(target for target in group if _place(system, asides[target], target))
                settle({target.parent for target in group})
    except (OSError, KeyboardInterrupt) as error:  # ctrl+c leaves nothing behind either
        for aside in asides.values():
            system.discard(aside)
        if isinstance(error, OSError):
            raise refusal(error, layers[0].home / "articles") from error
        raise
    return ours


def _place(system: System, aside: Path, target: Path) -> bool:
    """Give a file its name; whether no other program has put one there in the meantime."""
    ours = True
    try:
        system.link_beside(aside, target)
    except FileExistsError:
        ours = False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        lock = target.parents[2] / "locks" / target.parent.name
        # Such a file system renames only over what is there, so others are kept out meanwhile.
        with locked(system, lock, target.parent, "this article"):
            if not system.has(target):
                system.put(aside, target)
                return True
        ours = False
    system.discard(aside)
    return ours


def _tell_git(system: System, layers: Iterable[Folders]) -> None:
    # What it says of the histories of one layer holds in no other.
    for home in dict.fromkeys(home for one in layers for home in (one.root, one.home)):
        for name, data in _GIT.items():
            if not system.has(home / name):
                system.save(home / name, data)


def layers_with(system: System, folders: Folders, id: str) -> list[Folders]:
    """The layers that have an article, the shared one last. Raises `OSError`."""
    try:
        names = sorted(system.names(folders.layers))
    except FileNotFoundError:
        names = []
    home = folders.layers
    names = [name for name in names if stat.S_ISDIR(system.look(home / name).st_mode)]
    every = [Folders(folders.root, name) for name in (*names, "")]
    return [one for one in every if system.has(one.article(id))]


@contextlib.contextmanager
def held(system: System, layers: Iterable[Folders], id: str) -> Iterator[None]:
    """Keep other programs from changing an article meanwhile, in all of these layers."""
    with contextlib.ExitStack() as stack:
        for one in layers:
            over = one.article(id).parent
            stack.enter_context(locked(system, one.lock(id), over, "this article"))
        yield


def copied(system: System, layers: Iterable[Folders], id: str, into: Path) -> set[str]:
    """Copy an article's texts, histories and files into a folder, laid out as they come.

    The file by which it is there comes last: a copy that was broken off is none.
    Returns the digests of the texts, where those can be told from the article's files. Raises
    `Refused`, `Unsure` or `OSError`; then the article is as it was.
    """
    return {digest for one in layers for digest in _copied(system, one, id, into)}


def _copied(system: System, folders: Folders, id: str, into: Path) -> tuple[str, ...]:
    path, digests = folders.article(id), tuple[str, ...]()
    with contextlib.suppress(Damaged):
        about = head(article_bytes(system, folders, path) or b"", path, folders.backup(id))
        # They become names of files, and may come from anywhere.
        digests = tuple(filter(_DIGEST.fullmatch, (about.digest, *about.versions)))
    for source in (*map(folders.text, digests), folders.history(id), path):
        if (data := system.read_file(source)) is not None:
            system.save(into / source.relative_to(folders.root), data)
    return digests


def taken_out(system: System, layers: Iterable[Folders], id: str) -> None:
    """Delete an article's file, history and backup, the file first. Raises `Unsure`, `OSError`."""
    for one in layers:
        system.remove(one.article(id))
        for path in (one.history(id), one.backup(id)):
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
