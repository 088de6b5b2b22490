"""How articles stand in the index: its tables, a row for each, and what a query is in SQL."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotations.folding import bare
from annotations.listing import Listed, Query, Totals, said

if TYPE_CHECKING:
    import sqlite3

_NAMES = Listed.__struct_fields__
_COLUMNS = ", ".join(f'"{name}"' for name in _NAMES)
_IN_JSON: dict[str, msgspec.json.Decoder[Any]] = {
    "labels": msgspec.json.Decoder(dict[str, int]),
    "annotators": msgspec.json.Decoder(dict[str, int]),
    "codes": msgspec.json.Decoder(dict[str, int]),
    "more": msgspec.json.Decoder(dict[str, str]),
    "versions": msgspec.json.Decoder(tuple[str, ...]),
}
# Columns that always have a value, and none with letters to compare.
_PLAIN = frozenset(
    "length words annotations suggestions doubtful notes status added touched".split()
)
_TABLES = f"""
create table article (key integer primary key, stamp integer, folded, {_COLUMNS});
create index article_id on article (id);
create index article_digest on article (digest);
create index article_imprint on article (imprint) where imprint is not null;
create index article_versions on article (versions) where versions <> '[]';
create index article_origin on article (origin) where origin is not null;
create index article_alone on article (id) where coalesce("group", '') = '';
create table mark (name text primary key, stamp integer) without rowid;
create table total (kind text, name text, count integer, primary key (kind, name)) without rowid;
"""
# An index with other columns is another version by itself; one whose columns mean something else
# takes a change here.
VERSION = zlib.crc32(f"2 {_TABLES}".encode()) >> 1
SCHEMA = _TABLES
_INSERT = f"insert or replace into article values ({', '.join('?' * (3 + len(_NAMES)))})"
_ADD = """
insert into total values (?, ?, ?)
on conflict (kind, name) do update set count = count + excluded.count
"""
_GROUPS = """
select "group", count(*), sum(status = 'done'), title, min({first}) from article {where}
group by "group" order by {order}
"""
_ALONE = ("articles", "annotations", "suggestions", "doubtful")
_BY_NAME = ("status", "sources", "labels", "annotators", "codes")
Sums = Counter[tuple[str, str]]
"""What is added to the totals, by kind and name."""


def key(path: str) -> int:
    """The key of a file `7f/name`: a hash of it, with the folder in front, which needs no index."""
    hashed = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8).digest()
    return int(path[:2], 16) << 55 | int.from_bytes(hashed, "big") >> 9


def put(database: "sqlite3.Connection", key: int, stamp: int | None, listed: Listed) -> None:
    """Write the row of an article's file."""
    values = [getattr(listed, name) for name in _NAMES]
    for place, name in enumerate(_NAMES):
        if name in _IN_JSON:
            values[place] = msgspec.json.encode(values[place]).decode()
    words = bare(f"{listed.title}\n{listed.source or ''}")
    database.execute(_INSERT, (key, stamp, words, *values))


def stamps(database: "sqlite3.Connection", folder: str) -> dict[int, int | None]:
    """The stamps of a folder's files by their keys."""
    first = int(folder, 16) << 55
    found = database.execute(
        "select key, stamp from article where key between ? and ?", (first, first + (1 << 55) - 1)
    )
    return dict(found.fetchall())


def keys(database: "sqlite3.Connection") -> set[int]:
    """The keys of all rows."""
    return {key for (key,) in database.execute("select key from article")}


def stamp(database: "sqlite3.Connection", key: int) -> int | None:
    """The stamp of a row; `None` where it has none, or there is none."""
    found = database.execute("select stamp from article where key = ?", (key,)).fetchone()
    return found[0] if found else None


def marks(database: "sqlite3.Connection") -> dict[str, int | None]:
    """What the source remembers of where it was last, by name: stamps of folders, or others."""
    return dict(database.execute("select name, stamp from mark").fetchall())


def put_mark(database: "sqlite3.Connection", name: str, stamp: int | None) -> bool:
    """Write down what the source is to remember; whether it is news."""
    sql = """insert into mark values (?, ?) on conflict (name)
    do update set stamp = excluded.stamp where stamp is not excluded.stamp"""
    return database.execute(sql, (name, stamp)).rowcount > 0


def drop_mark(database: "sqlite3.Connection", name: str) -> bool:
    """Forget what is gone; whether it is news."""
    return database.execute("delete from mark where name = ?", (name,)).rowcount > 0


def parts(listed: Listed) -> Sums:
    """What one article adds to the totals, by kind and name."""
    found = Sums({("articles", ""): 1, ("status", listed.status): 1})
    found["annotations", ""] = listed.annotations
    found["suggestions", ""] = listed.suggestions
    found["doubtful", ""] = listed.doubtful
    if listed.source:
        found["sources", listed.source] = 1
    found.update({("labels", name): count for name, count in listed.labels.items()})
    found.update({("annotators", name): count for name, count in listed.annotators.items()})
    found.update({("codes", name): 1 for name in listed.codes})
    return found


def add(database: "sqlite3.Connection", sums: Sums) -> None:
    """Add to the totals; what is taken away is negative."""
    database.executemany(_ADD, ((*key, count) for key, count in sums.items() if count))


def totals(database: "sqlite3.Connection") -> Totals:
    """The counts of all articles together."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in (*_ALONE, *_BY_NAME)}
    for kind, name, count in database.execute("select * from total where count order by 1, 2"):
        found[kind][name] = count
    alone = {kind: found.pop(kind).get("", 0) for kind in _ALONE}
    return Totals(**alone, **found)  # type: ignore[arg-type]


def select(database: "sqlite3.Connection", rest: str, values: Sequence[Any]) -> Iterator[Listed]:
    """The articles that the rest of a SELECT asks for."""
    for row in database.execute(f"select {_COLUMNS} from article {rest}", values):
        given = dict(zip(_NAMES, row, strict=True))
        for name, decoder in _IN_JSON.items():
            given[name] = decoder.decode(given[name])
        yield Listed(**given)


def conditions(query: Query) -> tuple[str, list[Any]]:
    """A query's WHERE, empty where it takes every article, and the values in it."""
    parts, values = list[str](), list[Any]()
    if query.status is not None:
        parts.append("status = ?")
        values.append(query.status)
    for name in ("source", "group"):
        wanted = getattr(query, name)
        if wanted == "":
            parts.append(f"coalesce(\"{name}\", '') = ''")
        elif wanted is not None:
            parts.append(f'"{name}" = ?')
            values.append(bindable(wanted))
    if query.label is not None:
        # A key of a JSON object is what follows a brace or comma: within a name, a quotation mark
        # has a backslash before it.
        label = msgspec.json.encode(bindable(query.label)).decode()
        parts.append("(instr(labels, ?) or instr(labels, ?))")
        values += [f"{{{label}:", f",{label}:"]
    if query.code is not None:
        name, value = query.code
        key = msgspec.json.encode(bindable(said(name, value))).decode()
        key, no = (f"{key}:", "") if value else (key.removesuffix('"'), "not ")
        parts.append(f"{no}(instr(codes, ?) or instr(codes, ?))")
        values += [f"{{{key}", f",{key}"]
    if query.noted:
        parts.append("notes > ?")
        values.append(0)
    if query.among is not None:
        names = [bindable(name) for name in query.among]
        parts.append("coalesce(nullif(\"group\", ''), id) in (select value from json_each(?))")
        values.append(msgspec.json.encode(names).decode())
    for word in bare(query.words).split():
        parts.append("instr(folded, ?)")
        values.append(bindable(word))
    return f"where {' and '.join(parts)}" if parts else "", values


def ordered(query: Query, first: str) -> str:
    """A query's ORDER BY; articles that are equal come by the column `first`, as all do by `id`.

    Raises `ValueError` for a column that there is not.
    """
    if query.order not in _NAMES or query.order in _IN_JSON:
        raise ValueError(f"a list is not ordered by {query.order}")
    way = "desc" if query.descending else "asc"
    if query.order == "id":
        # With the plus, rows are looked through as they lie, not one by one by way of the index.
        return f"order by {'+' if conditions(query)[1] else ''}{first} {way}"
    if query.order == "title":
        return f"order by folded {way}, {first}"
    if query.order in _PLAIN:
        return f"order by {query.order} {way}, {first}"
    column = f'"{query.order}"'
    return f"order by {column} is null, {column} collate nocase {way}, {first}"


def grouped(query: Query, first: str) -> tuple[str, list[Any]]:
    """What asks for the groups of the articles that match, and the values in it.

    The title is that of the article that comes first by that column, as groups do by `key`.
    """
    where, values = conditions(query)
    order = "min(key)" if first == "key" else '"group" collate nocase'
    return _GROUPS.format(first=first, where=where, order=order), values


def bindable(text: str) -> str:
    """`text` as SQLite takes it; half a surrogate pair, which no row has, becomes a mark."""
    return text.encode("utf-8", "replace").decode()
