"""What a database has of articles that is everybody's: their texts, titles and metadata."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

import msgspec
from psycopg.errors import ForeignKeyViolation

from annotations.article import Article, Metadata, digest_of
from annotations.clock import now
from annotations.errors import Damaged, PostilError, Refused, Unsure
from annotations.store.documents import article_document, meta_fields, meta_of, renewed
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.database import LONG, Database
from annotations.store.postgres.reading import record_of, text_of
from annotations.store.postgres.rights import not_as_wanted
from annotations.store.protocol import NOTHING
from annotations.store.shape import ArticleRecord
from annotations.team.team import Team

_BATCH, _CHARACTERS, _TRIES = 128, 4_000_000, 3
T = TypeVar("T")
_TEXT = "insert into postil.text (digest, body) values (%s, %s) on conflict do nothing"
_TEXTS = """
    insert into postil.text (digest, body) select * from unnest(%s::text[], %s::bytea[])
    on conflict do nothing"""
_ARTICLES = """
    insert into postil.article (id, digest, imprint, origin, body)
    select * from unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::json[])
    on conflict do nothing returning id"""
_DESCRIBED = """
    update postil.article set body = %(body)s::json, digest = %(digest)s, imprint = %(imprint)s,
        versions = %(versions)s, xact = pg_current_xact_id()
    where id = %(id)s"""


class Raced(Refused):
    """Another program was first; nothing is done, and what is to be done is looked at again."""

    def __init__(self) -> None:
        super().__init__("Others changed this article all the while.", "Try again.")


class SharedArticles:
    """The articles of a database, whoever reads them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.RLock()

    def rights(self, team: Team) -> list[PostilError]:
        """See `Store.rights`."""
        with self._database.reading() as cursor:
            return not_as_wanted(cursor, team)

    def article(self, id: str) -> Article | None:
        """See `Store.article`. Raises `Damaged` where the text is missing or another one."""
        with self._database.reading():
            record = self.record(id)
            return self.with_text(record) if record else None

    def record(self, id: str) -> ArticleRecord | None:
        """What is said of an article, without its text."""
        if "\0" in id:
            return None
        with self._database.reading() as cursor:
            row = cursor.execute(
                "select body::text from postil.article where id = %s", (id,)
            ).fetchone()
        return record_of(row[0]) if row else None

    def text(self, digest: str) -> str | None:
        """See `Store.text`. Raises `Damaged` where there is another one in its place."""
        with self._database.reading() as cursor:
            row = cursor.execute(
                "select body from postil.text where digest = %s", (digest,)
            ).fetchone()
        if row is None:
            return None
        text = text_of(row[0])
        if digest_of(text) != digest:
            what = f"The text {digest} in the database is not the one that was annotated."
            raise Damaged(what, "Restore it from a backup.")
        return text

    def add(self, articles: Iterable[Article]) -> int:
        """See `Store.add`. Each batch is there whole or not at all."""
        return sum(settled(partial(self._add, batch)) for batch in _batches(articles))

    def _add(self, batch: list[Article]) -> int:
        with self._database.writing(LONG) as cursor:
            return put_articles(cursor, batch)

    def amend(
        self, id: str, fields: Mapping[str, str | None], more: Mapping[str, str | None] = NOTHING
    ) -> None:
        """See `Store.amend`."""

        def amended(held: dict[str, Any]) -> dict[str, Any]:
            if not more:
                return dict(fields)
            beside = {**held.get("more", {}), **more}
            return {**fields, "more": {name: words for name, words in beside.items() if words}}

        self._describe(id, amended)

    def complete(self, id: str, meta: Metadata) -> Metadata:
        """See `Store.complete`."""
        return meta_of(self._describe(id, lambda held: meta_fields(meta_of(held).completed(meta))))

    def _describe(
        self, id: str, fields: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> dict[str, Any]:
        """Give an article's document other fields, which follow from it; the document then."""

        def described() -> dict[str, Any]:
            with self._database.writing() as cursor:
                held = locked(cursor, id)
                if held is None:
                    raise Refused(f"There is no article {id} in the project.", "Add it first.")
                body = {**held, **fields(held)}
                if body != held:
                    describe(cursor, body)
                return body

        return settled(described)

    def with_text(self, record: ArticleRecord) -> Article:
        text = self.text(record.digest)
        if text is None:
            what = f"The text of {record.id} is missing in the database: {record.digest}."
            raise Damaged(what, "Restore it from a backup.")
        return Article(record.id, record.title, text, record.meta, record.origin, record.imprint)


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles as many at a time as go to a server well in one statement."""
    batch, size = list[Article](), 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if len(batch) == _BATCH or size > _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def put_articles(cursor: Cursor, articles: Iterable[Article]) -> int:
    """Take in articles that are not there yet, untagged, with their texts; how many were new."""
    batch = {article.id: article for article in articles}
    for article in batch.values():
        check_words(article.id, article.title, article.origin or "", article.imprint or "")
    found = cursor.execute("select id from postil.article where id = any(%s)", ([*batch],))
    there = {id for (id,) in found}
    # In one order, so that two who add the same ones never wait for each other.
    new = [batch[id] for id in sorted(batch.keys() - there)]
    if not new:
        return 0
    at = now()
    texts = {article.digest: article.text.encode() for article in new}
    cursor.execute(_TEXTS, ([*sorted(texts)], [texts[digest] for digest in sorted(texts)]))
    bodies = [_json(article_document(article, at)) for article in new]
    columns = ([getattr(a, name) for a in new] for name in ("id", "digest", "imprint", "origin"))
    return len(cursor.execute(_ARTICLES, (*columns, bodies)).fetchall())


def locked(cursor: Cursor, id: str) -> dict[str, Any] | None:
    """An article's document, which nobody else can change till the transaction ends."""
    sql = "select body::text from postil.article where id = %s for update"
    row = cursor.execute(sql, (id,)).fetchone()
    return msgspec.json.decode(row[0]) if row else None


def renew(cursor: Cursor, held: dict[str, Any], article: Article, before: str) -> None:
    """Give an article, which is locked, another text in place of that `before`."""
    cursor.execute(_TEXT, (article.digest, article.text.encode()))
    describe(cursor, {**held, **renewed(held, article, before)})


def describe(cursor: Cursor, body: Mapping[str, Any]) -> None:
    """Write the document of an article that is locked."""
    check_words(str(body["title"]))
    columns = {name: body.get(name) for name in ("id", "digest", "imprint")}
    versions = [*body.get("versions", {})]
    cursor.execute(_DESCRIBED, {**columns, "versions": versions, "body": _json(body)})


def settled(attempt: Callable[[], T]) -> T:
    """What an attempt returns; it is made again where the answer to its commit was lost.

    And where an article, or a text, was removed that it counted on. It must be harmless twice.
    """
    for _ in range(_TRIES):
        try:
            return attempt()
        except (Raced, Unsure):
            continue
        except Refused as error:
            if not isinstance(error.__cause__, ForeignKeyViolation):
                raise
    return attempt()


def check_words(*words: str) -> None:
    """Raise `Refused` where PostgreSQL has no place for a name, a title or a label."""
    if any("\0" in each for each in words):
        raise Refused(
            "A PostgreSQL database cannot hold a name or title with the character NUL.",
            "Take it out and try again.",
        )


def _json(document: Mapping[str, Any]) -> str:
    return msgspec.json.encode(document).decode()
