"""One article's file as a TinyDB database: changes carried into its tables, saved whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.annotation import SETS, Change, Contents
from annotations.article import Article, Metadata
from annotations.clock import now
from annotations.disk.system import System
from annotations.disk.two_sides import is_torn
from annotations.errors import Newer, Refused
from annotations.store.documents import (
    article_document,
    contents_of,
    document,
    meta_of,
    renewed,
    table_of,
    value_documents,
)
from annotations.store.folders import Folders
from annotations.store.shape import SCHEMA, Tables, checked, newer
from annotations.store.written import TABLES, encoded, in_order, put_together, tables_of

if TYPE_CHECKING:
    from tinydb import TinyDB


class ArticleFile:
    """The storage of one article's database, as TinyDB asks for one: `read` and `write`.

    What TinyDB writes stays in memory until `commit` saves it; `refresh` reads the file again
    and tells whether it was changed by somebody else.
    """

    def __init__(self, path: Path, system: System, folders: Folders) -> None:
        self.path = path
        self._system, self._folders = system, folders
        self._bytes: bytes | None = None
        self._tables: Tables | None = None
        self._torn = False

    def refresh(self) -> bool:
        """Read the file again; whether it is other than this storage last knew it.

        The bytes decide, never times or sizes: two quick saves elsewhere may share both. Raises
        `Damaged`, or `OSError` where the file cannot be read.
        """
        data = self._system.read_file(self.path)
        if self._tables is not None and data == self._bytes:
            return False
        self._tables = None
        tables: Tables = {}
        if data is not None:
            whole = joined_bytes(self._system, self._folders, self.path, data)
            self._torn = whole is not data
            known = tables_of(whole)
            if known is None:
                known = checked(whole, self.path, self._folders.backup_of(self.path))
            tables = known
        self._bytes, self._tables = data, tables
        return True

    def read(self) -> Tables | None:
        """The tables in memory."""
        return self._tables

    def write(self, tables: Tables) -> None:
        """Take tables into memory."""
        self._tables = tables

    def close(self) -> None:
        """Nothing is held open."""

    def drop(self) -> None:
        """Forget what is in memory; the next `refresh` reads the file."""
        self._bytes = self._tables = None

    def check_text(self, article: Article, change: Change) -> None:
        """Raise `Refused` where a change counts the offsets of another text than there is now."""
        expected = change.text or (article.digest, article.digest)
        if self.digest and self.digest not in expected:
            raise Refused(
                f"The article {article.id} was given a different text in the meantime.",
                "Write down what you tagged, leave, and open the article again.",
            )

    def put(self, article: Article, change: Change, text_of: Callable[[str], str]) -> None:
        """Carry a change that fits into the tables in memory.

        `text_of` gives the text that an annotation's offsets count, by its `version`.
        """
        from tinydb.table import Document

        database = _database(self)

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
            _update(database, renewed(held, article, text_of(held["digest"])))
        touched = {a.id for a in (*change.removed, *change.added)}
        for table in TABLES:
            remove(table, touched)
            here = [a for a in change.added if table_of(a) == table]
            insert(table, {a.id: document(a, text_of(a.text_digest)) for a in here})
        for gone, came, name in SETS:
            coming = value_documents(getattr(change, came))
            remove(name, {*value_documents(getattr(change, gone)), *coming})
            insert(name, coming)

    def describe(self, fields: Mapping[str, Any]) -> None:
        """Change fields of the article's own document in memory."""
        _update(_database(self), fields)

    def commit(self, announce: Callable[[bytes], None] = lambda data: None) -> None:
        """Save the tables in memory, `announce` their bytes before.

        Raises `Refused`, `Unsure` or `Newer`; then forgets them.
        """
        too_new, tables = self.newer, self._tables or {}
        self._tables = None
        if too_new:
            raise too_new
        tables = in_order(tables)
        data = put_together(tables)
        if self._bytes is not None and self._torn:
            # The side that was not taken may still be wanted.
            self._system.save(self._folders.torn(self.path, self._bytes), self._bytes)
            self._torn = False
        announce(data)
        self._system.save(self.path, data)
        self._bytes, self._tables = data, tables

    @property
    def _about(self) -> dict[str, Any]:
        return next(iter((self._tables or {}).get("article", {}).values()), {})

    @property
    def digest(self) -> str:
        """The digest of the article's text; empty where there is no article yet."""
        return str(self._about.get("digest", ""))

    @property
    def meta(self) -> Metadata:
        """What the tables in memory say of the article."""
        return meta_of(self._about)

    @property
    def contents(self) -> Contents:
        """What the tables in memory hold."""
        return contents_of(self._tables or {})

    @property
    def newer(self) -> Newer | None:
        """Why the file must not be written, if a newer version of postil wrote it."""
        return newer(self.path) if self._about.get("schema", SCHEMA) > SCHEMA else None


def article_bytes(system: System, folders: Folders, path: Path) -> bytes | None:
    """The bytes of an article's file, two sides made one; `None` where there is none.

    Raises `OSError`.
    """
    data = system.read_file(path)
    return data if data is None else joined_bytes(system, folders, path, data)


def joined_bytes(system: System, folders: Folders, path: Path, data: bytes) -> bytes:
    """An article's file without what git left of two sides, where they can be told apart."""
    if not is_torn(data):
        return data
    from annotations.store import history, joining  # late: hardly any file needs it

    made = joining.joined(data, history.changes(system, folders.history_of(path)))
    return data if made is None else encoded(made.tables)


@dataclass
class Looked:
    """An article's file and what it held when a store last looked."""

    file: ArticleFile
    contents: Contents | None = None


def _update(database: "TinyDB", fields: Mapping[str, Any]) -> None:
    database.table("article").update(fields, doc_ids=["0"])  # type: ignore[list-item]


def _database(file: ArticleFile) -> "TinyDB":
    return _kind_of_database()(storage=lambda: file)


@cache
def _kind_of_database() -> type["TinyDB"]:
    from tinydb import TinyDB
    from tinydb.table import Table

    class KeyedTable(Table):
        document_id_class = str  # type: ignore[assignment]
        default_query_cache_capacity = 0

        def _update_table(self, updater: Callable[[Any], None]) -> None:
            # TinyDB's own copies the table twice, for ids that are no strings.
            tables = self._storage.read() or {}
            updater(tables.setdefault(self.name, {}))
            self._storage.write(tables)

    class Database(TinyDB):
        table_class = KeyedTable

    return Database
