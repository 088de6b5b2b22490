"""A project's store in a database, one layer of it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from annotations.annotation import Change, Contents, difference
from annotations.article import Article
from annotations.disk.system import System
from annotations.errors import Refused, StoreError, Unsure
from annotations.fitting import Fits, anywhere
from annotations.listing import Listed
from annotations.store.entry import Unread
from annotations.store.folders import Folders, layer_name
from annotations.store.index import Index
from annotations.store.lists import Lists
from annotations.store.postgres.articles import check_words
from annotations.store.postgres.database import LONG, Database
from annotations.store.postgres.listening import Listening
from annotations.store.postgres.moving import present, renewed
from annotations.store.postgres.passing import all_ids, through
from annotations.store.postgres.reading import Held, change_of, held
from annotations.store.postgres.rights import reads
from annotations.store.postgres.saving import Saving, known_of
from annotations.store.postgres.seen import Seen
from annotations.store.postgres.stored_files import StoredFiles
from annotations.store.protocol import Read, Removed

_REMOVE = "select postil.remove_article(%(article)s, %(action)s)"
_REMOVED = """
    select exists(
        select from postil.text t where t.digest = any(r.columns[5:] || r.columns[1]))
    from postil.removed r
    where r.action = %(action)s and r.article = %(article)s and r.kind = 'article'"""
_VERSION = "select xact::text from postil.layer where article = %s and layer = %s"
_ANNOTATORS = "select distinct annotator from postil.annotation where layer = %s"
_HISTORY = "select body::text from postil.change where article = %s and layer = %s order by seq"


class PostgresStore(Saving, Lists):
    """Implements `Store` for one layer of a database; `root` keeps what can be made anew."""

    def __init__(
        self, database: Database, root: Path, fits: Fits = anywhere, layer: str = ""
    ) -> None:
        super().__init__(database, fits, layer)
        self.root = root
        self._folders, self._system = Folders(root, layer_name(layer)), System().within(root.parent)
        self._seen = Seen(database, layer)
        self._index = Index(self._seen, self._folders.home, self._system)
        self.files = StoredFiles(database, root, layer)

    def layer(self, annotator: str) -> "PostgresStore":
        """See `Store.layer`."""
        check_words(annotator)
        return PostgresStore(self._database, self.root, self.fits, annotator)

    def reads(self) -> bool:
        """See `Store.reads`."""
        with self._database.reading() as cursor:
            return reads(cursor, self._layer)

    def begun(self) -> bool:
        """See `Store.begun`."""
        asked = "select exists(select from postil.article)"
        if self._layer:
            asked = "select exists(select from postil.layer where layer = %(layer)s)"
        with self._database.reading() as cursor:
            row = cursor.execute(asked, {"layer": self._layer}).fetchone()
        return bool(row and row[0])

    def load(self, id: str) -> Contents:
        """See `Store.load`. What was made on an earlier text is moved to the present one first."""
        with self._turn:
            found = self._held(id)
            if found and found.is_behind:
                found = self._anchored(found)
            self._told.put(id, known_of(found))
            return present(self, found)

    def _anchored(self, found: Held) -> Held | None:
        """A layer on the text that its article has by now, as one change of its history."""
        id = found.record.id
        try:
            self.apply(*renewed(self, found, found.contents, found.digest, self._layer))
        except Refused:
            again = self._held(id)
            if again and again.is_behind:  # no other program has done it
                raise
        return self._held(id)

    def news(self, article: Article) -> Change | None:
        """See `Store.news`."""
        with self._turn:
            before = self._told.get(article.id)
            if before is None or self._version(article.id) == before.version:
                return None
            here = known_of(self._held(article.id))
            if here.digest != article.digest:
                return None
            self._told.put(article.id, here)
            if here.contents == before.contents:
                return None
            return difference(before.contents, here.contents, Change("", "", "", ""))

    def read(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.read`."""
        with self._database.reading():
            found = self._held(id)
            return (self.with_text(found.record), present(self, found)) if found else None

    def each(self, ids: Iterable[str] | None = None) -> Iterator[tuple[str, Read]]:
        """See `Store.each`."""
        return through(self, self._database, self._layer, ids)

    def ids(self) -> Iterator[str]:
        """See `Store.ids`."""
        return all_ids(self._database)

    def annotators(self) -> Collection[str]:
        """See `Store.annotators`. The index, which takes memory for each article, is not needed."""
        with self._database.server.transaction(LONG), self._database.reading() as cursor:
            return [name for (name,) in cursor.execute(_ANNOTATORS, (self._layer,))]

    def kept(self, id: str) -> tuple[Article, Contents] | None:
        """See `Store.kept`."""
        with self._database.reading():
            found = self._held(id)
            if found is None or (self._layer and not found.digest):
                return None
            record = replace(found.record, digest=found.digest or found.record.digest)
            return self.with_text(record), found.contents

    def listen(
        self, heard: Callable[[Collection[str] | None], object]
    ) -> Callable[[], None] | None:
        """See `Store.listen`."""
        return Listening(self._database.server, self._layer, heard).close

    def history(self, id: str) -> list[Change]:
        """See `Store.history`."""
        if "\0" in id:
            return []
        with self._database.reading() as cursor:
            found = cursor.execute(_HISTORY, (id, self._layer))
            return [change_of(body) for (body,) in found.fetchall()]

    def remove(self, id: str, action: str) -> Removed | None:
        """See `Store.remove`. Every layer's rows go, and all are kept in a table."""
        check_words(id, action)
        self.let_go(id)
        with self._turn:
            try:
                stays = self._removed(_REMOVE, id, action)
            except Unsure:  # what the lost answer said is in the table
                stays = self._removed(_REMOVED, id, action)
                if stays is None:
                    raise
        if stays is None:
            return None
        kept = f"the table postil.removed of {self._database.server.name}"
        return Removed(kept, f"To restore it, run: select postil.restore('{action}');", stays)

    def _removed(self, asked: str, id: str, action: str) -> bool | None:
        """Whether a text of a removed article stays; `None` where it is not removed."""
        with self._database.writing(LONG) as cursor:
            row = cursor.execute(asked, {"article": id, "action": action}).fetchone()
        return bool(row[0]) if row and row[0] is not None else None

    def refusal(self, id: str) -> StoreError | None:
        """See `Store.refusal`."""
        try:
            check_words(id)
            with self._database.writing() as cursor:
                row = cursor.execute(
                    "select has_table_privilege('postil.change', 'insert')"
                ).fetchone()
        except StoreError as error:
            return error
        if row and row[0]:
            return None
        return Refused("You may only read this database.", "Ask whoever looks after it.")

    def joined(self, id: str) -> tuple[str, ...] | None:
        """See `Store.joined`: git joins nothing here."""
        return None

    def unread(self, thorough: bool = True) -> Unread:
        """See `Store.unread`."""
        self._index.refresh(thorough)
        errors = {self._folders.article(id): e for id, e in self._index.unread().items()}
        return Unread(self._system, self._folders, errors)

    def listed(self, id: str) -> Listed | None:
        """See `Store.listed`."""
        return self._seen.row(id)

    def let_go(self, id: str) -> None:
        """See `Store.let_go`. It waits for no save of another article."""
        self._told.forget(id)

    def close(self) -> None:
        """See `Store.close`. Whatever is asked next connects anew."""
        self._database.server.close()

    def _version(self, id: str) -> str:
        """The version of a layer of an article; empty where it has nothing on it."""
        with self._database.reading() as cursor:
            row = cursor.execute(_VERSION, (id, self._layer)).fetchone()
        return row[0] if row else ""

    def _held(self, id: str) -> Held | None:
        if "\0" in id:
            return None
        with self._database.reading() as cursor:
            return held(cursor, self._layer, id)
