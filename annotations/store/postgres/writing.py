"""A change carried into the rows of one layer of an article, which is locked, in one statement."""

from collections.abc import Callable
from typing import Any

import msgspec

from annotations.annotation import SETS, Annotation, Change
from annotations.store.documents import document, value_documents
from annotations.store.postgres.articles import check_words
from annotations.store.postgres.connection import Cursor

# What a change has nothing of is no part of the statement: planning it would take longest.
_PARTS = {
    "gone": """untagged as (
        delete from postil.annotation
        where article = %(article)s and layer = %(layer)s and id = any(%(gone)s))""",
    "ids": """tagged as (
        insert into postil.annotation (article, layer, id, label, annotator, verdict, body)
        select %(article)s, %(layer)s, *
        from unnest(%(ids)s::text[], %(labels)s::text[], %(annotators)s::text[],
                    %(verdicts)s::text[], %(bodies)s::json[])
        on conflict (article, layer, id) do update set label = excluded.label,
            annotator = excluded.annotator, verdict = excluded.verdict, body = excluded.body)""",
    "lost": """unset as (
        delete from postil.value v using unnest(%(lost)s::text[], %(left)s::text[]) as g (kind, key)
        where v.article = %(article)s and v.layer = %(layer)s
            and v.kind = g.kind and v.key = g.key)""",
    "kinds": """valued as (
        insert into postil.value (article, layer, kind, key, body)
        select %(article)s, %(layer)s, *
        from unnest(%(kinds)s::text[], %(keys)s::text[], %(values)s::json[])
        on conflict (article, layer, kind, key) do update set body = excluded.body)""",
    "change": """told as (
        insert into postil.change (article, layer, id, body)
        values (%(article)s, %(layer)s, %(change)s, %(whole)s::json) returning seq)""",
    "layer": """turned as (
        update postil.layer set status = coalesce(%(status)s, status),
            digest = coalesce(%(digest)s, digest), touched = now(), xact = pg_current_xact_id()
        where article = %(article)s and layer = %(layer)s returning xact)""",
}
_TOLD = "select turned.xact::text, told.seq from turned, told"
_ALWAYS = ("change", "layer")


def write(
    cursor: Cursor, layer: str, article: str, change: Change, text_of: Callable[[str], str]
) -> tuple[str, int]:
    """Carry a change that fits into the rows of a layer.

    Returns what version they are then, and the number of the change among all.
    `text_of` gives the text that an annotation's offsets count, by its `text_digest`.
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
        "whole": _json(change),
        "status": change.status and change.status[1],
        "digest": change.text and change.text[1],
        "gone": gone,
        "bodies": [_json(document(a, text_of(a.text_digest))) for a in coming.values()],
        **_by_column(("ids", "labels", "annotators", "verdicts"), tags),
        **_by_column(("lost", "left"), lost),
        **_by_column(("kinds", "keys", "values"), values),
    }
    parts = [sql for name, sql in _PARTS.items() if given[name] or name in _ALWAYS]
    row = cursor.execute(f"with {', '.join(parts)} {_TOLD}".encode(), given).fetchone()
    assert row is not None
    return row[0], row[1]


def _columns(annotation: Annotation) -> tuple[str, str, str, str]:
    return annotation.id, annotation.label, annotation.annotator, annotation.verdict


def _by_column(names: tuple[str, ...], rows: list[Any]) -> dict[str, list[str]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
