"""A database as a place to copy articles from and to: whole rows, as far as the role may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from annotations.errors import Refused
from annotations.store.folders import Folders, layer_name
from annotations.store.history import id_of
from annotations.store.parcel import Parcel, Part
from annotations.store.postgres.articles import check_words, settled
from annotations.store.postgres.connection import Cursor, Server
from annotations.store.postgres.database import Database
from annotations.store.postgres.migrating import applied
from annotations.store.postgres.parcel_rows import (
    beside,
    check,
    columns_of,
    digests_of,
    parcel_of,
    parts_of,
)
from annotations.store.postgres.stored_files import StoredFiles

_BATCH, _MOST, _LONG = 100, 4 << 20, 120.0  # articles, bytes, seconds

_NEXT = """
    select a.id, octet_length(t.body) from postil.article a join postil.text t using (digest)
    where a.id > %s order by a.id limit %s"""
_ARTICLES = "select id, body::text from postil.article where id = any(%s)"
_LAYERS = """
    select article, layer, digest, status,
        to_char(touched at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    from postil.layer where article = any(%s) order by layer"""
_TAGS = "select article, layer, id, body::text from postil.annotation where article = any(%s)"
_VALUES = "select article, layer, kind, key, body::text from postil.value where article = any(%s)"
_CHANGES = """
    select article, layer, body::text from postil.change where article = any(%s) order by seq"""
_TEXTS = "select digest, body from postil.text where digest = any(%s)"

_PUT_TEXTS = """
    insert into postil.text (digest, body) select * from unnest(%s::text[], %s::bytea[])
    on conflict do nothing"""
# Rows come as one parameter and their bodies as lines of another, for no function on JSON reads all
# that those may hold; lists for each column cost six times as much.
_PUT_ARTICLES = """
    insert into postil.article (id, digest, imprint, origin, versions, body)
    select id, digest, imprint, origin, array(select json_object_keys(versions)), body::json
    from rows from (json_to_recordset(%s::json) as (
        id text, digest text, imprint text, origin text, versions json),
        string_to_table(%s, E'\\n'))
        as r (id, digest, imprint, origin, versions, body)
    on conflict do nothing returning id"""
_PUT_LAYERS = """
    insert into postil.layer (article, layer, digest, status, touched)
    select article, layer, digest, status, coalesce(touched::timestamptz, now())
    from json_to_recordset(%s::json) as r (
        article text, layer text, digest text, status text, touched text)
    on conflict do nothing returning article, layer"""
_PUT_TAGS = """
    insert into postil.annotation (article, layer, id, label, annotator, verdict, body)
    select article, layer, id, label, annotator, verdict, body::json
    from rows from (json_to_recordset(%s::json) as (
        article text, layer text, id text, label text, annotator text, verdict text),
        string_to_table(%s, E'\\n')) as r (article, layer, id, label, annotator, verdict, body)"""
_PUT_VALUES = """
    insert into postil.value (article, layer, kind, key, body)
    select article, layer, kind, key, body::json from rows from (json_to_recordset(%s::json) as (
        article text, layer text, kind text, key text), string_to_table(%s, E'\\n'))
        as r (article, layer, kind, key, body)"""
_PUT_CHANGES = """
    insert into postil.change (article, layer, id, body)
    select article, layer, id, body::json from rows from (json_to_recordset(%s::json) as (
        article text, layer text, id text), string_to_table(%s, E'\\n')) with ordinality
        as r (article, layer, id, body, place)
    order by place"""
# A file that was added to has a row for each addition, numbered under its path.
_FILES = """
    select distinct layer, regexp_replace(path, '/[0-9]{12}$', '') from postil.file order by 1, 2"""
_LOST = """
    select distinct c.article from postil.change c
    where not exists(select from postil.article a where a.id = c.article) order by 1"""
_UNUSED = """
    select t.digest from postil.text t where not exists(
        select from postil.article a where a.digest = t.digest or a.versions @> array[t.digest])
    order by 1"""
_SEES_ALL = """
    select r.rolsuper or r.rolbypassrls or pg_has_role(current_user, c.relowner, 'usage') or exists(
        select from postil.member m
        where m.role = current_user and m.part in ('adjudicator', 'peer'))
    from pg_roles r, pg_class c
    where r.rolname = current_user and c.oid = 'postil.layer'::regclass"""
OLDEST = 15
"""The oldest PostgreSQL that has all that is asked of it."""
_ROOT = Path(".postil")
"""What lends its paths to the small files; nothing is there."""


class Rows:
    """Implements `Place` for a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.name = database.server.name

    def remarks(self) -> list[str]:
        """See `Place.remarks`."""
        with self._database.reading() as cursor:
            sees_all = cursor.execute(_SEES_ALL).fetchone()
        if sees_all and sees_all[0]:
            return []
        return [
            "You do not see everybody's layers in this database, and only what you see is copied. "
            "Have an adjudicator, or whoever looks after the database, copy all of it."
        ]

    def count(self) -> int:
        """See `Place.count`."""
        with self._database.reading() as cursor:
            row = cursor.execute("select count(*) from postil.article").fetchone()
        return int(row[0]) if row else 0

    def batches(self) -> Iterator[Sequence[Parcel | str]]:
        """See `Place.batches`: in the order of ids, so many bytes of texts at a time."""
        last = ""
        while True:
            with self._database.reading() as cursor:
                coming = cursor.execute(_NEXT, (last, _BATCH)).fetchall()
            if not coming:
                return
            ids, size = list[str](), 0
            for id, length in coming:
                size += length
                if ids and size > _MOST:
                    break
                ids.append(id)
            last = ids[-1]
            yield [*self.read(ids).values()]

    def read(self, ids: Iterable[str]) -> dict[str, Parcel | str]:
        """See `Place.read`; all of one moment."""
        wanted = ([id for id in ids if "\0" not in id],)
        with self._lasting() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            bodies = cursor.execute(_ARTICLES, wanted).fetchall()
            layers = _grouped(cursor.execute(_LAYERS, wanted))
            tags, values = (_grouped(cursor.execute(sql, wanted), 2) for sql in (_TAGS, _VALUES))
            changes = _grouped(cursor.execute(_CHANGES, wanted), 2)
            found: dict[str, Parcel | str] = {}
            made: dict[str, dict[str, Part]] = {}
            for id, body in bodies:
                rows = [(*row, tags[id, row[0]], values[id, row[0]], changes[id, row[0]])
                        for row in layers[id,]]  # fmt: skip
                try:
                    made[id] = parts_of(body, rows)
                except (msgspec.MsgspecError, ValueError, LookupError, TypeError) as error:
                    found[id] = f"{id} is damaged in {self.name}: {error}."
            digests = {id: digests_of(parts) for id, parts in made.items()}
            every = [*{digest for some in digests.values() for digest in some}]
            texts = {digest: bytes(body) for digest, body in cursor.execute(_TEXTS, (every,))}
        whole = {digest for digest, body in texts.items() if sha256(body).hexdigest() == digest}
        made_of = partial(parcel_of, texts=texts, whole=whole)
        return found | {id: made_of(id, parts, digests[id]) for id, parts in made.items()}

    def put(self, parcels: Sequence[Parcel]) -> int:
        """See `Place.put`; all in one transaction."""
        return settled(partial(self._put, parcels))

    def _put(self, parcels: Sequence[Parcel]) -> int:
        for parcel in parcels:
            check(parcel)
        texts = {digest: body for parcel in parcels for digest, body in parcel.texts.items()}
        abouts = [(parcel.id, parcel.parts[""].about) for parcel in parcels]
        parts = {(p.id, name): part for p in parcels for name, part in p.parts.items()}
        with self._lasting(), self._database.writing() as cursor:
            digests = sorted(texts)
            cursor.execute(_PUT_TEXTS, (digests, [texts[digest] for digest in digests]))
            put = partial(_put, cursor)
            articles = put(_PUT_ARTICLES, [
                ({"id": id, "digest": a["digest"], "imprint": a.get("imprint"),
                  "origin": a.get("origin"), "versions": a.get("versions") or {}},
                 {**a, "status": "open"})
                for id, a in sorted(abouts)
            ])  # fmt: skip
            layers = put(_PUT_LAYERS, [
                ({**_of(key), "digest": part.about["digest"],
                  "status": part.about.get("status", "open"), "touched": part.touched or None},)
                for key, part in sorted(parts.items()) if not part.is_blank
            ])  # fmt: skip
            new = {key: parts[key] for key in layers}
            put(_PUT_TAGS, [
                ({**_of(key), "id": id, **columns_of(one)}, one)
                for key, part in new.items() for id, one in part.annotations.items()
            ])  # fmt: skip
            put(_PUT_VALUES, [
                ({**_of(key), "kind": kind, "key": name}, one)
                for key, part in new.items()
                for (kind, name), one in {**part.values, **beside(part, parts[key[0], ""])}.items()
            ])  # fmt: skip
            put(_PUT_CHANGES, [
                ({**_of(key), "id": id_of(line)}, msgspec.Raw(line))
                for key, part in new.items() for line in part.history
            ])  # fmt: skip
        return len(articles) + sum(bool(layer) for _, layer in layers)

    def _lasting(self) -> AbstractContextManager[Cursor]:
        return self._database.server.transaction(_LONG)

    def about(self) -> str:
        """What server this is, and how far its tables have come, in a sentence."""
        with self._database.reading() as cursor:
            version = cursor.connection.info.server_version
            step = applied(cursor)
        if version < OLDEST * 10_000:
            raise Refused(
                f"{self.name} has PostgreSQL {version // 10_000}, and postil needs {OLDEST}.",
                "Have whoever looks after it bring it up to date.",
            )
        number = f"{version // 10_000}.{version % 10_000}"
        return f"{self.name} has PostgreSQL {number}, and tables of step {step}."

    def strays(self) -> list[tuple[str, str]]:
        """Rows that belong to nothing: the table, and a sentence about each."""
        with self._database.reading() as cursor:
            lost = cursor.execute(_LOST).fetchall()
            unused = cursor.execute(_UNUSED).fetchall()
        histories = [("change", f"There is a history of {id}, which is no article.")
                     for (id,) in lost]  # fmt: skip
        return histories + [("text", f"The text {d} belongs to no article.") for (d,) in unused]

    def files(self) -> Iterator[tuple[str, str, bytes]]:
        """See `Place.files`."""
        with self._database.reading() as cursor:
            found = cursor.execute(_FILES).fetchall()
        for layer, path in found:
            files, place = self._small(layer, path)
            if (data := files.read_file(place)) is not None:
                yield layer, path, data

    def put_file(self, layer: str, path: str, data: bytes) -> bytes:
        """See `Place.put_file`."""
        check_words(layer, path)
        files, place = self._small(layer, path)
        with self._database.writing():
            here = files.read_file(place)
            if here is None:
                files.save(place, data)
        return data if here is None else here

    def _small(self, layer: str, path: str) -> tuple[StoredFiles, Path]:
        """What keeps the small files of a layer, and the path of one there."""
        home = Folders(_ROOT, layer_name(layer)).home
        return StoredFiles(self._database, _ROOT, layer), home / path


def reached(url: str, role: str) -> Database:
    """A database by its URL. Raises `UsageError`."""
    return Database(Server(url, role=role))


def _put(cursor: Cursor, sql: str, rows: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run a statement over rows, which may have bodies; what it returns."""
    if not rows:
        return []
    columns, *bodies = zip(*rows, strict=True)
    # A line break can only be white space there: in words it is escaped.
    lines = ("\n".join(_json(one).replace("\n", " ") for one in some) for some in bodies)
    given = [_json(columns), *lines]
    done = cursor.execute(sql.encode(), given)
    return done.fetchall() if done.description else []


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _of(key: tuple[str, str]) -> dict[str, str]:
    return {"article": key[0], "layer": key[1]}


def _grouped(rows: Iterable[Any], width: int = 1) -> defaultdict[Any, list[Any]]:
    """Rows by their first columns, without those."""
    found = defaultdict(list)
    for row in rows:
        found[row[:width]].append(row[width:])
    return found
