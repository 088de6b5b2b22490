"""Articles of a database read through, a few at a time: no more are in memory, however many.

Each batch is a transaction of its own, so that none is open while somebody works on what it gave.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from annotations.article import Article, digest_of
from annotations.errors import StoreError
from annotations.store.postgres.articles import SharedArticles
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.database import Database
from annotations.store.postgres.moving import present
from annotations.store.postgres.reading import ROW, Held, held_of, text_of
from annotations.store.protocol import Read
from annotations.store.shape import ArticleRecord

_BATCH, _MOST = 100, 4 << 20  # articles, bytes of texts
_SIZES = """
    select a.id, octet_length(t.body) from postil.article a left join postil.text t using (digest)
    where"""
_NEXT = f"{_SIZES} a.id > %s order by a.id limit %s"
_OF_THESE = f"{_SIZES} a.id = any(%s)"
_EACH = f"{ROW} where a.id = any(%(articles)s)"
_TEXTS = "select digest, body from postil.text where digest = any(%s)"
_IDS = "select id from postil.article where id > %s order by id limit 10000"


class _Batch(Struct, frozen=True):
    """What a layer has of these articles, or why that cannot be read, and their texts by digest.

    Texts are only those that are whole.
    """

    ids: Sequence[str]
    held: Mapping[str, Held | StoreError]
    texts: Mapping[str, str]


def through(
    articles: SharedArticles, database: Database, layer: str, ids: Iterable[str] | None = None
) -> Iterator[tuple[str, Read]]:
    """The articles of these ids, or all by id, as a layer reads them; see `Store.each`."""
    for batch in _batches(database, layer, ids):
        for id in batch.ids:
            found = batch.held.get(id)
            if not isinstance(found, Held):
                yield id, found
                continue
            try:
                read = _article(articles, batch, found.record), present(articles, found)
            except StoreError as error:
                yield id, error
            else:
                yield id, read


def _article(articles: SharedArticles, batch: _Batch, record: ArticleRecord) -> Article:
    """An article with its text. Raises `Damaged` where that is not whole."""
    text = batch.texts.get(record.digest)
    if text is None:
        return articles.with_text(record)
    return Article(record.id, record.title, text, record.meta, record.origin, record.imprint)


def all_ids(database: Database) -> Iterator[str]:
    """The id of every article, in order."""
    last = ""
    while True:
        with database.reading() as cursor:
            found = cursor.execute(_IDS, (last,)).fetchall()
        if not found:
            return
        yield from (id for (id,) in found)
        last = found[-1][0]


def _batches(database: Database, layer: str, ids: Iterable[str] | None = None) -> Iterator[_Batch]:
    """The articles of these ids, or all of them by id."""
    coming, left, last = iter(ids or ()), list[str](), ""
    while True:
        left += islice(coming, _BATCH - len(left))
        if ids is not None and not left:
            return
        with database.reading() as cursor:
            few = _few(_following(cursor, last) if ids is None else _sized(cursor, left))
            if not few:
                return
            batch = _read(cursor, layer, few)
        left, last = left[len(few) :], few[-1]
        yield batch


def _following(cursor: Cursor, last: str) -> list[tuple[str, int]]:
    return cursor.execute(_NEXT, (last, _BATCH)).fetchall()


def _sized(cursor: Cursor, ids: Sequence[str]) -> list[tuple[str, int]]:
    sizes: dict[str, int] = dict(cursor.execute(_OF_THESE, (_named(ids),)).fetchall())
    return [(id, sizes.get(id, 0)) for id in ids]


def _few(sized: Iterable[tuple[str, int | None]]) -> list[str]:
    """The first ones, whose texts take little memory together."""
    few, size = list[str](), 0
    for id, length in sized:
        size += length or 0
        if few and size > _MOST:
            break
        few.append(id)
    return few


def _read(cursor: Cursor, layer: str, ids: Sequence[str]) -> _Batch:
    asked = {"layer": layer, "articles": _named(ids), "change": ""}
    held: dict[str, Held | StoreError] = {}
    for row in cursor.execute(_EACH, asked).fetchall():
        try:
            held[row[0]] = held_of(row)
        except StoreError as error:
            held[row[0]] = error
    digests = {one.record.digest for one in held.values() if isinstance(one, Held)}
    bodies = cursor.execute(_TEXTS, ([*digests],)).fetchall()
    texts = {digest: text_of(body) for digest, body in bodies}
    return _Batch(ids, held, {d: text for d, text in texts.items() if digest_of(text) == d})


def _named(ids: Iterable[str]) -> list[str]:
    return [id for id in ids if "\0" not in id]
