"""The reading half of a local store: texts, contents, lists, counts; nothing changes."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.annotation import Change, Contents
from annotations.article import Article, digest_of
from annotations.disk.refusals import unreadable
from annotations.disk.system import System
from annotations.disk.two_sides import is_torn
from annotations.errors import Damaged, PostilError, StoreError
from annotations.listing import Listed
from annotations.store import history
from annotations.store.article_file import article_bytes
from annotations.store.documents import whole
from annotations.store.entry import Unread, check_place
from annotations.store.folders import Folders
from annotations.store.index import Index
from annotations.store.lists import Lists
from annotations.store.protocol import Read
from annotations.store.shape import ArticleRecord, head
from annotations.store.tree import Articles, Tree, Walk

if TYPE_CHECKING:
    from annotations.team.team import Team


class StoredArticles(Lists):
    """The reading half of `Store`, over a layer of the folder `root`."""

    def __init__(self, root: Path, system: System | None = None, layer: str = "") -> None:
        self.root, self._folders = root, Folders(root, layer)
        self.system = self._system = (system or System()).within(root.parent)
        self.tree = Tree(self._folders, self._system)
        self._articles: Articles = self.tree
        self._index = Index(Walk(self._articles, self._system), self._folders.home, self._system)

    @property
    def files(self) -> System:
        """See `Store.files`."""
        return self._system

    def rights(self, team: "Team") -> list[PostilError]:
        """See `Store.rights`."""
        return []

    def reads(self) -> bool:
        """See `Store.reads`: what cannot be read is told when it is asked for."""
        return True

    def begun(self) -> bool:
        """See `Store.begun`."""
        return os.path.isdir(self.tree.home)

    def article(self, id: str) -> Article | None:
        """See `Store.article`. Raises `Damaged` where the text is missing or another one."""
        record = self.record(id)
        return self.with_text(record) if record else None

    def record(self, id: str) -> ArticleRecord | None:
        """What an article's file says of the article itself. Raises `Damaged`."""
        path = self._folders.article(id)
        data = self.article_bytes(path)
        if data is None:
            return None
        record = head(data, path, self._folders.backup(id))
        check_place(self._folders, path, record.id)
        return record

    def text(self, digest: str) -> str | None:
        """See `Store.text`. Raises `Damaged` where the file has come to hold another."""
        file = self._folders.text(digest)
        raw = self._read(file)
        if raw is None:
            return None
        text = raw.decode("utf-8", "replace")
        if digest_of(text) != digest:
            what = f"The text in {file} is not the one that was annotated."
            raise Damaged(what, "Restore it from a backup.")
        return text

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.read`."""
        whole = self.whole(id)
        return (self.with_text(whole[0]), whole[1]) if whole else None

    def kept(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.kept`."""
        own = self._in_file(id)
        return (self.with_text(own[0]), own[1]) if own else None

    def whole(self, id: str) -> tuple[ArticleRecord, Contents] | None:
        """All that is known of an article. Raises `Damaged` or `Newer`."""
        return self._in_file(id)

    def _in_file(self, id: str) -> tuple[ArticleRecord, Contents] | None:
        path = self._folders.article(id)
        data = self.article_bytes(path)
        if data is None:
            return None
        record, contents = whole(data, path, self._folders.backup(id))
        check_place(self._folders, path, record.id)
        return record, contents

    def unread(self, thorough: bool = True) -> Unread:
        """See `Store.unread`."""
        self._index.refresh(thorough)
        unread = self._index.unread().items()
        errors = {self._articles.file(path): error for path, error in unread}
        return Unread(self._system, self._folders, errors)

    def listed(self, id: str) -> Listed | None:
        """See `Store.listed`."""
        file = self._folders.article(id)
        path = f"{file.parent.name}/{file.name}"
        found = self._articles.look(path, 0)
        return self._articles.entry(path, found[1]) if found else None

    def joined(self, id: str) -> tuple[str, ...] | None:
        """See `Store.joined`."""
        path = self._folders.article(id)
        data = self._read(path)
        if data is None or not is_torn(data):
            return None
        from annotations.store.joining import joined  # late: hardly any file needs it

        made = joined(data, self.history(id))
        return None if made is None else tuple(made.told)

    def each(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, Read]]:
        """See `Store.each`."""
        for id in self.ids() if ids is None else ids:
            try:
                yield id, self.read(id)
            except (StoreError, OSError) as error:
                yield id, error

    def listen(
        self, heard: Callable[[Collection[str] | None], object]
    ) -> Callable[[], None] | None:
        """See `Store.listen`: files tell nobody."""
        return None

    def history(self, id: str) -> list[Change]:
        """See `Store.history`."""
        try:
            return history.changes(self._system, self._folders.history(id))
        except OSError as error:
            raise Damaged(*unreadable(error, self._folders.history(id))) from error

    def _read(self, path: Path) -> bytes | None:
        """All bytes of a file, or `None` where there is none. Raises `Damaged`."""
        try:
            return self._system.read_file(path)
        except OSError as error:
            raise Damaged(*unreadable(error, path)) from error

    def article_bytes(self, path: Path) -> bytes | None:
        """The bytes of an article's file, two sides made one. Raises `Damaged`."""
        try:
            return article_bytes(self._system, self._folders, path)
        except OSError as error:
            raise Damaged(*unreadable(error, path)) from error

    def with_text(self, record: ArticleRecord) -> Article:
        """The article of a record. Raises `Damaged` where its text is missing or another one."""
        text = self.text(record.digest)
        if text is None:
            what = f"The text of {record.id} is missing: {self._folders.text(record.digest)}."
            raise Damaged(what, "Restore it from a backup.")
        return Article(record.id, record.title, text, record.meta, record.origin, record.imprint)
