"""An index's source in a database: which articles are others, for one layer, than the index knows.

Each row that a list goes by bears the transaction that wrote it last. A look remembers the oldest
one that was still under way, and the next asks for rows of that and of later ones, so that one
which takes long is never missed. Where the number has gone back, or the server is another one, as
after a restore, everything is read again. No filter and no order is asked of the server.
"""

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotations.annotation import Tagged
from annotations.errors import StoreError
from annotations.listing import Listed
from annotations.store import index_table as table
from annotations.store.entry import listed
from annotations.store.index import Index, Taking
from annotations.store.postgres.database import Database
from annotations.store.postgres.reading import WAITING, file_with
from annotations.store.shape import damage, shape

_PAGE, _LONG = 1_000, 15.0  # articles, and the seconds that they may take on a slow line
_NEWS = """
    select pg_snapshot_xmin(pg_current_snapshot())::text,
        (select array[s.system_identifier, c.timeline_id, d.oid::bigint]
         from pg_control_system() s, pg_control_checkpoint() c, pg_database d
         where d.datname = current_database()) || 'postil.article'::regclass::bigint,
        exists(select from postil.article where xact >= %(since)s::xid8)
        or exists(select from postil.layer where layer = %(layer)s and xact >= %(since)s::xid8)
        or exists(select from postil.notice where xact >= %(since)s::xid8)"""
_ALL = "select id from postil.article"
_SINCE = """
    select id from postil.article where xact >= %(since)s::xid8
    union select article from postil.layer where layer = %(layer)s and xact >= %(since)s::xid8
    union select article from postil.notice where xact >= %(since)s::xid8
    union select unnest(%(unread)s::text[]) collate "C" """
# With "offset 0" a row is looked up for each article, however few the server thinks there are.
_ROWS = f"""
    with w as materialized (
        select id from ({{wanted}}) as wanted
        where %(after)s::text is null or id > %(after)s order by id limit %(page)s
    )
    select w.id, a.id is null, array[a.xact, l.xact, n.xact]::text[],
        {file_with("codes")},
        coalesce(l.status, 'open'),
        to_char(l.touched at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        case when %(layer)s <> '' then {WAITING} end
    from w
    left join postil.article a on a.id = w.id
    left join lateral (
        select * from postil.layer where article = w.id and layer = %(layer)s offset 0) l on true
    left join lateral (select * from postil.notice where article = w.id offset 0) n on true
    order by w.id"""
_waiting = msgspec.json.Decoder(dict[str, Tagged])


class Row(Struct, frozen=True):
    """An article at one moment: what a list says of it, or `error`, or neither where it is gone.

    The `stamp` is another one as soon as anything of that may be.
    """

    id: str
    stamp: int
    listed: Listed | None = None
    error: StoreError | None = None


class _Pass:
    """A walk through articles by id, page by page, that can go on where it was cut short.

    When it is over, the next one asks for what was written from the transaction `seen` on, as it
    was read before the first page, and the keys in the index that are left in `rest` are dropped.
    `held` is the index's database, for one that was opened anew may lack what was read.
    """

    def __init__(self, wanted: str, seen: int, server: int, held: Any, rest: set[int]) -> None:
        self.wanted, self.seen, self.server, self.rest = wanted, seen, server, rest
        self.held = held
        self.after: str | None = None


class Seen:
    """The articles of a database, as one layer has them; the `Source` of an index."""

    kind = 1

    def __init__(self, database: Database, layer: str) -> None:
        self._database, self._layer = database, layer
        # By id; why the server does not answer by none.
        self.unread: dict[str, StoreError] = {}
        self._whole: _Pass | None = None

    def take_in(self, index: Index, thorough: bool) -> Iterator[bool]:
        """See `Source.take_in`; each look finds whatever changed."""
        try:
            yield from self._taken(index)
        except StoreError as error:
            self.unread[""] = error
        else:
            self.unread.pop("", None)

    def row(self, id: str) -> Listed | None:
        """What a list says of one article, or `None`. Raises `Damaged` or `Newer`."""
        for row in [] if "\0" in id else self._page("select %(id)s::text as id", id=id):
            if row.error:
                raise row.error
            return row.listed
        return None

    def _taken(self, index: Index) -> Iterator[bool]:
        with index.taking() as taking:
            marks, held = table.marks(taking.database), taking.database
        since = marks.get("since") or 0
        seen, server, news = self._news(since)
        lost = marks.get("unread") and not any(self.unread)  # another program could not read them
        if marks.get("server") != server or seen < since or lost:
            whole = self._whole
            if not whole or whole.held is not held or whole.server != server or whole.seen > seen:
                with index.taking() as taking:
                    whole = _Pass(_ALL, seen, server, held, table.keys(held))
            self._whole = whole
            yield from self._walk(index, whole)
            # It takes long: there may be news by now, or another server in this one's place.
            since = whole.seen
            seen, now, news = self._news(since)
            if now != server:
                return
        unread = sorted(filter(None, self.unread))
        if news or unread:
            later = _Pass(_SINCE, seen, server, held, set())
            yield from self._walk(index, later, since=str(since), unread=unread)

    def _news(self, since: int) -> tuple[int, int, bool]:
        """The oldest transaction under way, a mark of this server, and whether there is any news.

        That is rows which the transaction `since` wrote, or a later one.
        """
        with self._database.reading() as cursor:
            row = cursor.execute(_NEWS, {"since": str(since), "layer": self._layer}).fetchone()
        assert row is not None
        # Of whole numbers this is the same in every process.
        return int(row[0]), hash(tuple(row[1])), row[2]

    def _walk(self, index: Index, way: _Pass, **asked: Any) -> Iterator[bool]:
        """Have the index take in page after page; see `Source.take_in`."""
        while True:
            rows = self._page(way.wanted, after=way.after, **asked)
            with index.taking() as taking:
                for row in rows:
                    yield self._take(taking, row)
                way.rest.difference_update(_key(row.id) for row in rows)
                if len(rows) < _PAGE:
                    for key in way.rest:
                        yield taking.put(key, None, None)
                    self._mark(taking, way)
                    return
            way.after = rows[-1].id

    def _take(self, taking: Taking, row: Row) -> bool:
        self.unread.pop(row.id, None)
        if row.error:
            self.unread[row.id] = row.error
        key = _key(row.id)
        stamp = table.stamp(taking.database, key)
        return stamp != row.stamp and taking.put(key, row.stamp, row.listed, stamp is not None)

    def _mark(self, taking: Taking, way: _Pass) -> None:
        """Remember where a pass that is over began."""
        self._whole = None
        unread = sum(map(bool, self.unread))
        marks = {"since": way.seen, "server": way.server, "unread": unread}
        news = [table.put_mark(taking.database, name, mark) for name, mark in marks.items()]
        if taking.database.execute("select 1 from article limit 1").fetchone():
            # Of nothing there is nothing that is worth a file.
            taking.written += sum(news)

    def _page(self, wanted: str, after: str | None = None, **asked: Any) -> list[Row]:
        """The rows of the first articles that are wanted, by id, or of those behind one."""
        given = {**asked, "layer": self._layer, "after": after, "page": _PAGE}
        with self._database.reading(_LONG) as cursor:
            found = cursor.execute(_ROWS.format(wanted=wanted), given).fetchall()
        return [_row(*row) for row in found]


def _key(id: str) -> int:
    """The key of an article in the index."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> 1


def _row(
    id: str, gone: bool, xacts: list[str | None], file: str, status: Any, touched: str | None,
    waits: str | None,
) -> Row:  # fmt: skip
    """An article from what the database says of it."""
    stamp, place = hash(tuple(int(xact or 0) for xact in xacts)), Path(f"{id} in the database")
    if gone:
        return Row(id, stamp)
    try:
        found = shape(file.encode(), place, place)
        about = found.about
        row = listed(about, found, about.words or 0, touched or about.added)
        waiting = _waiting.decode(waits) if waits else {}
    except StoreError as error:
        return Row(id, stamp, error=error)
    except msgspec.MsgspecError as error:
        return Row(
            id, stamp, error=damage(place, f"a suggestion for all in it is none: {error}", place)
        )
    more = {id for id, one in waiting.items() if not one.text_digest} - found.annotations.keys()
    row = replace(row, status=status, suggestions=row.suggestions + len(more))
    return Row(id, stamp, row)
