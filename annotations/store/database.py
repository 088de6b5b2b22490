"""A change carried into the tables of an article's TinyDB database."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from annotations.annotation import SETS, Change
from annotations.article import Article
from annotations.clock import now
from annotations.store.article_file import (
    TABLES,
    ArticleFile,
    article_document,
    document,
    renewed,
    table_of,
    value_documents,
)

if TYPE_CHECKING:
    from tinydb import TinyDB


def put(file: ArticleFile, article: Article, change: Change, text_of: Callable[[str], str]) -> None:
    """Carry a change that fits into an article's tables in memory.

    `text_of` gives the text that an annotation's offsets count, by its `version`.
    """
    from tinydb.table import Document

    database = _database(file)

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


def describe(file: ArticleFile, fields: Mapping[str, Any]) -> None:
    """Change fields of the article's own document in memory."""
    _update(_database(file), fields)


def _update(database: "TinyDB", fields: Mapping[str, Any]) -> None:
    database.table("article").update(fields, doc_ids=["0"])  # type: ignore[list-item]


def _database(file: ArticleFile) -> "TinyDB":
    from tinydb import TinyDB
    from tinydb.table import Table

    class KeyedTable(Table):
        document_id_class = str  # type: ignore[assignment]
        default_query_cache_capacity = 0

    class Database(TinyDB):
        table_class = KeyedTable

    return Database(storage=lambda: file)
