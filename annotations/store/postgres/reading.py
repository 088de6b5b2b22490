"""What a database has of an article, in one statement: its record, and what one layer has on it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Annotation, Change, Contents
from annotations.store.documents import annotation_of, whole
from annotations.store.postgres.connection import Cursor
from annotations.store.shape import ArticleRecord

_change = msgspec.json.Decoder(Change)

_SET = """,
        '{kind}', coalesce((
            select json_object_agg(v.key, v.body) from postil.value v
            where v.article = a.id and v.layer = %(layer)s and v.kind = '{kind}'),
            json_build_object())"""


def file_with(*kinds: str) -> str:
    """In SQL, an article `a` as its file has it, with these sets of values beside its tags.

    What reads files reads this.
    """
    sets = "".join(_SET.format(kind=kind) for kind in kinds)
    return f"""
    json_build_object(
        'article', json_build_object('0', a.body),
        'annotations', coalesce((
            select json_object_agg(t.id, t.body) from postil.annotation t
            where t.article = a.id and t.layer = %(layer)s), json_build_object()){sets}
    )::text"""


WAITING = """
    (select json_object_agg(t.id, t.body)::text from postil.annotation t
     where t.article = a.id and t.layer = '' and t.verdict = 'suggested')"""
_CHANGE = """
    (select c.body::text from postil.change c
     where c.layer = %(layer)s and c.article = a.id and c.id = %(change)s)"""
ROW = f"""
    select a.id, {file_with("links", "decisions", "codes")},
        l.digest, coalesce(l.status, 'open'), coalesce(l.xact::text, ''),
        {_CHANGE},
        case when %(layer)s <> '' then {WAITING} end,
        case when %(layer)s <> '' then postil.shared_digest(a.id) end
    from postil.article a
    left join postil.layer l on l.article = a.id and l.layer = %(layer)s"""
_ASKED = f"{ROW} where a.id = %(article)s"


class Held(Struct, frozen=True):
    """An article as a layer has it, at one moment.

    `digest` is that of the text that the layer's offsets count, and `version` another one after
    each change of the layer; both are empty where it has nothing. `waiting` are the suggestions
    for all, on the text of `shared`, and `done` is the change that was asked for, if it was made.
    """

    record: ArticleRecord
    contents: Contents
    digest: str = ""
    version: str = ""
    waiting: Mapping[str, Annotation] = {}
    shared: str = ""
    done: Change | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the layer's offsets count an earlier text than the article has by now."""
        return self.digest not in ("", self.record.digest)


def held(cursor: Cursor, layer: str, article: str, change: str = "") -> Held | None:
    """What a layer has of an article; `None` where there is none. Raises `Damaged` or `Newer`."""
    asked = {"layer": layer, "article": article, "change": change}
    row = cursor.execute(_ASKED, asked).fetchone()
    if row is None:
        return None
    return held_of(row)


def held_of(row: tuple[Any, ...]) -> Held:
    """What a layer has of an article, from its `ROW`. Raises `Damaged` or `Newer`."""
    article, file, digest, status, version, done, waits, shared = row
    place = Path(f"{article} in the database")
    record, contents = whole(file.encode(), place, place)
    found = msgspec.json.decode(waits) if waits else {}
    waiting = {id: annotation_of(one) for id, one in found.items()}
    return Held(
        record,
        replace(contents, status=status),
        digest or "",
        version,
        {id: one for id, one in waiting.items() if not one.text_digest},
        shared or record.digest,
        change_of(done) if done else None,
    )


def change_of(body: str) -> Change:
    """A change from its row."""
    return _change.decode(body)


def record_of(body: str) -> ArticleRecord:
    """What is said of an article, from its row."""
    return msgspec.json.decode(body, type=ArticleRecord)


def text_of(body: Any) -> str:
    """A text from its row."""
    return bytes(body).decode("utf-8", "replace")
