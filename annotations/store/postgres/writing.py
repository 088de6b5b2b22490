"""A change carried into the rows of one layer of an article, in one statement."""

from collections.abc import Callable
from typing import Any

import msgspec

from annotations.annotation import SETS, Annotation, Change
from annotations.store.documents import document, value_documents
from annotations.store.postgres.articles import check_words
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.schema import migrations

# All hangs on the layer's row, which has to be at the version that is known. An update that waited
# for another one looks at the row again, and sees that it is not. What a change has nothing of is
# no part of the statement: planning it would take longest.
_TURNED = """turned as (
        update postil.layer set status = coalesce(%(status)s, status),
            digest = coalesce(%(digest)s, digest), touched = now(), xact = pg_current_xact_id()
        where article = %(article)s and layer = %(layer)s and xact = %(version)s::xid8
            and (select max(number) from postil.migration) <= %(last)s
            and not exists (
                select from postil.change
                where article = %(article)s and layer = %(layer)s and id = %(change)s)
        returning xact)"""
_TOLD = """told as (
        insert into postil.change (article, layer, id, body)
        select %(article)s, %(layer)s, %(change)s, %(whole)s::json from turned returning seq)"""
_PARTS = {
    "gone": """untagged as (
        delete from postil.annotation
        where article = %(article)s and layer = %(layer)s and id = any(%(gone)s)
            and exists (select from turned))""",
    "ids": """tagged as (
        insert into postil.annotation (article, layer, id, label, annotator, verdict, body)
        select %(article)s, %(layer)s, *
        from unnest(%(ids)s::text[], %(labels)s::text[], %(annotators)s::text[],
                    %(verdicts)s::text[], %(bodies)s::json[])
        where exists (select from turned)
        on conflict (article, layer, id) do update set label = excluded.label,
            annotator = excluded.annotator, verdict = excluded.verdict, body = excluded.body)""",
    "lost": """unset as (
        delete from postil.value v using unnest(%(lost)s::text[], %(left)s::text[]) as g (kind, key)
        where v.article = %(article)s and v.layer = %(layer)s
            and v.kind = g.kind and v.key = g.key and exists (select from turned))""",
    "kinds": """valued as (
        insert into postil.value (article, layer, kind, key, body)
        select %(article)s, %(layer)s, *
        from unnest(%(kinds)s::text[], %(keys)s::text[], %(values)s::json[])
        where exists (select from turned)
        on conflict (article, layer, kind, key) do update set body = excluded.body)""",
}
_SAVED = "select turned.xact::text, told.seq from turned, told"


def write(
    cursor: Cursor,
    layer: str,
    article: str,
    change: Change,
    text_of: Callable[[str], str],
    version: str,
) -> tuple[str, int] | None:
    """Carry a change that fits what a layer has, at a version, into its rows.

    Returns what version they are then, and the number of the change among all; `None` where
    nothing was done, since they are at another version, the change is among those that were made,
    or a newer postil has changed the tables. `text_of` gives the text that an annotation's offsets
    count, by its `text_digest`.
    """
    coming = {annotation.id: annotation for annotation in change.added}
    check_words(change.id, *(word for a in coming.values() for word in _columns(a)))
    gone = [a.id for a in change.removed if a.id not in coming]
    lost: list[tuple[str, str]] = []
    values: list[tuple[str, str, str]] = []
    for minus, plus, kind in SETS:
        wanted = value_documents(getattr(change, plus))
        values += [(kind, key, _json(value)) for key, value in wanted.items()]
        lost += [(kind, k) for k in value_documents(getattr(change, minus)) if k not in wanted]
    check_words(*(key for _, key, _ in values))
    tags = [_columns(a) for a in coming.values()]
    given = {
        "article": article,
        "layer": layer,
        "change": change.id,
        "version": version,
        "last": max(migrations()),
        "whole": _json(change),
        "status": change.status and change.status[1],
        "digest": change.text and change.text[1],
        "gone": gone,
        "bodies": [_json(document(a, text_of(a.text_digest))) for a in coming.values()],
        **_by_column(("ids", "labels", "annotators", "verdicts"), tags),
        **_by_column(("lost", "left"), lost),
        **_by_column(("kinds", "keys", "values"), values),
    }
    parts = [_TURNED, _TOLD, *(sql for name, sql in _PARTS.items() if given[name])]
    row = cursor.execute(f"with {', '.join(parts)} {_SAVED}".encode(), given).fetchone()
    return (row[0], row[1]) if row else None


def _columns(annotation: Annotation) -> tuple[str, str, str, str]:
    return annotation.id, annotation.label, annotation.annotator, annotation.verdict


def _by_column(names: tuple[str, ...], rows: list[Any]) -> dict[str, list[str]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
