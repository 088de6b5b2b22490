"""An index's source in a database: which rows of articles are others than the index knows."""

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from annotations.errors import StoreError
from annotations.listing import Listed
from annotations.store.entry import listed
from annotations.store.index import Index
from annotations.store.index_table import key
from annotations.store.postgres.database import Database
from annotations.store.postgres.reading import FILE
from annotations.store.shape import shape

_ROWS = f"""
    select a.id, {FILE}, coalesce(l.status, 'open'), to_char(
        l.touched at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        (select count(*) from postil.annotation t where t.article = a.id and %(layer)s <> ''
            and t.layer = '' and t.verdict = 'suggested' and not exists(
                select from postil.annotation o
                where o.article = a.id and o.layer = %(layer)s and o.id = t.id))
    from postil.article a
    left join postil.layer l on l.article = a.id and l.layer = %(layer)s"""


class Seen:
    """The articles of a database as an index's `Source`."""

    kind = 1

    def __init__(self, database: Database, layer: str) -> None:
        self._database, self._layer = database, layer
        self.unread: Mapping[str, StoreError] = {}

    def take_in(self, index: Index, thorough: bool) -> int:
        """See `Source.take_in`."""
        found = {row.id: row for row in self.rows()}
        with index.taking() as taking:
            known = taking.database.execute("select id, key from article").fetchall()
            changed = sum(taking.put(at, None, None) for id, at in known if id not in found)
            changed += sum(taking.put(key(f"00/{id}"), None, row) for id, row in found.items())
        return changed

    def rows(self, id: str | None = None) -> list[Listed]:
        """The row of an article, or of every one."""
        asked = {"layer": self._layer, "id": id}
        where = "" if id is None else " where a.id = %(id)s"
        with self._database.reading() as cursor:
            found = cursor.execute(_ROWS + where, asked).fetchall()
        rows = []
        for name, file, status, touched, more in found:
            place = Path(name)
            about = shape(file.encode(), place, place)
            record = about.about
            row = listed(record, about, record.words or 0, touched or record.added)
            rows.append(replace(row, status=status, suggestions=row.suggestions + more))
        return rows
