"""The local store: a TinyDB database for each article, saved whole, merged under a lock."""

import contextlib
import os
import socket
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from annotations.annotation import Change, Contents, difference, fit
from annotations.article import Article, Metadata, digest_of
from annotations.clock import now
from annotations.store import history
from annotations.store.article_file import (
    TABLES,
    ArticleFile,
    ArticleRecord,
    article_document,
    document,
    encoded,
    head,
    link_documents,
    renewed,
    stored,
    table_of,
    whole,
)
from annotations.store.folders import Folders
from annotations.store.protocol import Damaged, Refused, Saved, Stored, Unsure
from annotations.store.system import System, refusal

if TYPE_CHECKING:
    from tinydb import TinyDB

T = TypeVar("T")
LOCK_SECONDS = 10.0
_BATCH = 256
_KEPT = 64
_GIT = {
    ".gitignore": b"locks/\nbackup/\ncache/\n*.tmp\n",
    ".gitattributes": b"history/** merge=union\ntexts/** -text\n",
}


@dataclass
class _Looked:
    """An article's file and what it held when this store last looked."""

    file: ArticleFile
    contents: Contents | None = None


class TinyStore:
    """Implements `Store` in the folder `root`, which appears with the first write."""

    def __init__(self, root: Path, system: System | None = None) -> None:
        self._folders = Folders(root)
        self._system = system or System()
        self._looked: OrderedDict[str, _Looked] = OrderedDict()
        # What the caller knows of each article, whatever became of the files in memory since.
        self._told: dict[str, Contents] = {}
        # Articles whose last save was not confirmed: what stands in their files may not last.
        self._unsure: set[str] = set()
        self._turn = threading.RLock()

    def load(self, id: str) -> Contents:
        """See `Store.load`."""
        with self._turn, self._telling(id):
            contents = self._look(id).contents
            assert contents is not None
            self._told[id] = contents
            return contents

    def apply(self, article: Article, change: Change) -> Saved:
        """See `Store.apply`."""
        with self._turn, self._telling(article.id), self._locked(article.id):
            before = self._told.get(article.id)
            looked = self._look(article.id)
            here = looked.contents
            assert here is not None
            self._check_text(looked.file.digest, article, change)
            outside = difference(before, here, change) if before not in (None, here) else None
            digest = looked.file.digest
            fitted, conflicts = fit(change, here.annotations, here.links, here.status, digest)
            if fitted:
                after = here.after(fitted)
                unsure = article.id in self._unsure
                renews = fitted.text is not None and digest != article.digest
                again = after == here and not unsure and not renews
                self._unsure.add(article.id)
                if not again:
                    if unsure or renews or not looked.file.read():
                        self._prepare(article, unsure)
                    self._save(article.id, looked, self._putting(article, fitted))
                    looked.contents = after
                self._remember(article.id, fitted, again)
                self._unsure.discard(article.id)
            self._told[article.id] = looked.contents or here
            return Saved(fitted, conflicts, outside)

    def add(self, articles: Iterable[Article]) -> int:
        """See `Store.add`. Files are written in batches and made to last once for each."""
        count, coming = 0, iter(articles)
        with self._turn:
            while batch := list(islice(coming, _BATCH)):
                with self._telling(batch[0].id):
                    new = [a for a in batch if not self._folders.article(a.id).exists()]
                    if new:
                        self._add_batch(new)
                count += len({a.id for a in new})
        return count

    def describe(self, id: str, title: str, meta: Metadata) -> None:
        """See `Store.describe`."""
        fields = {"title": title, **meta.as_dict()}
        with self._turn, self._telling(id), self._locked(id):
            looked = self._look(id)
            if not looked.file.digest:
                raise Refused(f"There is no article {id} in the project.", "Add it first.")
            update = partial(_update, fields=fields)
            self._save(id, looked, update)

    def article(self, id: str) -> Article | None:
        """See `Store.article`. Raises `Damaged` where the text is missing or another one."""
        path = self._folders.article(id)
        data = self._system.read_file(path)
        if data is None:
            return None
        return self._with_text(head(data, path, self._folders.backup(id)))

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.read`."""
        path = self._folders.article(id)
        data = self._system.read_file(path)
        if data is None:
            return None
        record, contents = whole(data, path, self._folders.backup(id))
        return self._with_text(record), contents

    def _with_text(self, record: ArticleRecord) -> Article:
        text = self.text(record.digest)
        if text is None:
            what = f"The text of {record.id} is missing: {self._folders.text(record.digest)}."
            raise Damaged(what, "Bring it back from a backup.")
        return Article(record.id, record.title, text, record.meta, record.origin, record.imprint)

    def text(self, digest: str) -> str | None:
        """See `Store.text`. Raises `Damaged` where the file has come to hold another."""
        file = self._folders.text(digest)
        raw = self._system.read_file(file)
        if raw is None:
            return None
        text = raw.decode("utf-8", "replace")
        if digest_of(text) != digest:
            what = f"A text is not the one that was annotated: {file}."
            raise Damaged(what, "Bring it back from a backup.")
        return text

    def articles(self) -> Iterator[Stored]:
        """See `Store.articles`. Raises `Damaged` for damaged files after all others were given."""
        found, broken = self._each(lambda one: one)
        yield from sorted(found, key=lambda one: one.id)
        _raise(broken)

    def ids(self) -> Iterator[str]:
        """See `Store.ids`. Raises `Damaged` as `articles` does."""
        found, broken = self._each(lambda one: one.id)
        yield from sorted(found)
        _raise(broken)

    def _each(self, part: Callable[[Stored], T]) -> tuple[list[T], list[Damaged]]:
        found, broken = [], []
        for path in self._folders.root.glob("articles/??/*.json"):
            try:
                found.append(part(self._stored(path)))
            except Damaged as error:
                broken.append(error)
        return found, broken

    def find(self, wanted: Callable[[Stored], bool]) -> Stored | None:
        """See `Store.find`."""
        for path in self._folders.root.glob("articles/??/*.json"):
            with contextlib.suppress(Damaged):
                if wanted(found := self._stored(path)):
                    return found
        return None

    def history(self, id: str) -> list[Change]:
        """See `Store.history`."""
        return history.changes(self._system, self._folders.history(id))

    def close(self) -> None:
        """See `Store.close`."""
        self._looked.clear()

    def _look(self, id: str) -> _Looked:
        """The article's file as it is now on the disk."""
        if id not in self._looked:
            path, backup = self._folders.article(id), self._folders.backup(id)
            self._looked[id] = _Looked(ArticleFile(path, self._system, backup))
        self._looked.move_to_end(id)
        looked = self._looked[id]
        if looked.file.refresh() or looked.contents is None:
            looked.contents = looked.file.contents
        while len(self._looked) > _KEPT:
            self._looked.popitem(last=False)
        return looked

    def _check_text(self, digest: str, article: Article, change: Change) -> None:
        """Raise `Refused` where a change counts the offsets of another text than there is now."""
        expected = change.text or (article.digest, article.digest)
        if digest and digest not in expected:
            raise Refused(
                f"The article {article.id} was given another text in the meantime.",
                "Note what you tagged, leave, and open the article again.",
            )

    def _putting(self, article: Article, change: Change) -> Callable[["TinyDB"], None]:
        texts = {"": article.text}

        def text_of(version: str) -> str:
            if version not in texts:
                texts[version] = self.text(version) or ""
            return texts[version]

        return partial(_put, article=article, change=change, text_of=text_of)

    def _save(self, id: str, looked: _Looked, put: Callable[["TinyDB"], None]) -> None:
        file = looked.file
        self._back_up(id)
        try:
            put(_database(file))
            file.commit()
        except BaseException:
            # TinyDB changes what is in memory before it writes, so that no longer holds.
            file.drop()
            raise

    def _prepare(self, article: Article, again: bool) -> None:
        """Bring in the text, or make sure of it, and what git should know of the folder."""
        for name, data in _GIT.items():
            if not (self._folders.root / name).exists():
                self._system.save(self._folders.root / name, data)
        text = self._folders.text(article.digest)
        if again or not text.exists():
            self._system.save(text, article.text.encode())

    def _back_up(self, id: str) -> None:
        """Keep the version that is about to be replaced; a save does not depend on it."""
        backup = self._folders.backup(id)
        with contextlib.suppress(OSError):
            backup.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                self._system.unlink(backup)
            self._system.link(self._folders.article(id), backup)

    def _remember(self, id: str, change: Change, again: bool) -> None:
        """Write a change to the history, once."""
        path = self._folders.history(id)
        try:
            if again and any(known.id == change.id for known in self.history(id)):
                return
            history.append(self._system, path, change)
        except OSError as error:
            raise Unsure(
                f"A change is saved, but not in its history: {refusal(error, path).message}",
                "Press ctrl+s to try again.",
            ) from error

    def _add_batch(self, articles: list[Article]) -> None:
        waiting: list[tuple[Path, Path]] = []
        try:
            for article in articles:
                self._prepare_folders(article)
                tables = {"article": {"0": article_document(article, now())}}
                path, text = self._folders.article(article.id), self._folders.text(article.digest)
                for target, data in ((text, article.text.encode()), (path, encoded(tables))):
                    waiting.append((self._system.write_aside(target, data, lasting=False), target))
            self._system.sync()
            for aside, target in dict(waiting).items():
                # A link never replaces what another program has put there in the meantime.
                with contextlib.suppress(FileExistsError):
                    self._system.link(aside, target)
                self._system.unlink(aside)
            self._system.sync()
        except OSError as error:
            for aside, _ in waiting:
                self._system.discard(aside)
            raise refusal(error, self._folders.root / "articles") from error

    def _prepare_folders(self, article: Article) -> None:
        self._system.make_folder(self._folders.article(article.id).parent)
        self._system.make_folder(self._folders.text(article.digest).parent)
        for name, data in _GIT.items():
            if not (self._folders.root / name).exists():
                self._system.save(self._folders.root / name, data)

    def _stored(self, path: Path) -> Stored:
        try:
            data = self._system.read_file(path) or b""
        except OSError as error:
            what = f"{path} cannot be read: {error.strerror}."
            raise Damaged(what, "Check your rights to it.") from error
        return stored(
            head(data, path, self._folders.root / "backup" / path.parent.name / path.name)
        )

    @contextlib.contextmanager
    def _telling(self, id: str) -> Iterator[None]:
        """Turn an error of the system into one for people."""
        try:
            yield
        except OSError as error:
            raise refusal(error, self._folders.article(id)) from error
        except UnicodeEncodeError as error:
            raise Refused(
                f"There is a character that cannot be saved: {error.object[error.start]!a}.",
                "Take it out and try again.",
            ) from error

    @contextlib.contextmanager
    def _locked(self, id: str) -> Iterator[None]:
        """Keep other programs from changing this article meanwhile."""
        path = self._folders.lock(id)
        self._system.make_folder(path.parent)
        handle = self._system.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            self._wait_for(handle, path)
            yield
        finally:
            with contextlib.suppress(OSError):
                self._system.close(handle)

    def _wait_for(self, handle: int, path: Path) -> None:
        import fcntl

        until = time.monotonic() + LOCK_SECONDS
        while True:
            try:
                self._system.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    holder = (self._system.read_file(path) or b"").decode(errors="replace")
                    raise Refused(
                        f"Another program holds this article: {holder.strip() or 'unknown'}.",
                        "Let it finish, then press ctrl+s to save again.",
                    ) from None
                time.sleep(0.002)
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)


def _raise(broken: list[Damaged]) -> None:
    if broken:
        *others, last = broken
        raise Damaged(" ".join([*map(str, others), last.message]), last.hint)


def _database(file: ArticleFile) -> "TinyDB":
    from tinydb import TinyDB
    from tinydb.table import Table

    class KeyedTable(Table):
        document_id_class = str  # type: ignore[assignment]
        default_query_cache_capacity = 0

    class Database(TinyDB):
        table_class = KeyedTable

    return Database(storage=lambda: file)


def _put(
    database: "TinyDB", article: Article, change: Change, text_of: Callable[[str], str]
) -> None:
    """Carry a change that fits into the tables of an article's database.

    `text_of` gives the text that an annotation's offsets count, by its `version`.
    """
    from tinydb.table import Document

    def insert(table: str, documents: dict[str, Any]) -> None:
        if documents:
            database.table(table).insert_multiple(
                Document(fields, id)  # type: ignore[arg-type]
                for id, fields in documents.items()
            )

    def remove(table: str, ids: Iterable[str]) -> None:
        held = (database.storage.read() or {}).get(table, {})
        if gone := [id for id in ids if id in held]:
            database.table(table).remove(doc_ids=gone)  # type: ignore[arg-type]

    if not database.table("article").get(doc_id="0"):  # type: ignore[call-overload]
        insert("article", {"0": article_document(article, now())})
    if change.status:
        _update(database, {"status": change.status[1]})
    held = database.table("article").get(doc_id="0")  # type: ignore[call-overload]
    if change.text and held["digest"] != article.digest:
        _update(database, renewed(held, article))
    touched = {a.id for a in (*change.removed, *change.added)}
    for table in TABLES:
        remove(table, touched)
        here = [a for a in change.added if table_of(a) == table]
        insert(table, {a.id: document(a, text_of(a.version)) for a in here})
    remove("links", link_documents(change.unlinked))
    insert("links", link_documents(change.linked))


def _update(database: "TinyDB", fields: dict[str, Any]) -> None:
    database.table("article").update(fields, doc_ids=["0"])  # type: ignore[list-item]
