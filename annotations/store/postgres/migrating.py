"""The state of a database's tables: numbered files bring it to what this postil knows."""

from typing import Any

from psycopg.errors import InsufficientPrivilege

from annotations.errors import Newer, Refused
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.schema import LOCK, migrations

# Names as such are looked up in a cache, which may not know yet what was made while one waited.
_BEGUN = """
    select exists(
        select from pg_catalog.pg_tables where schemaname = 'postil' and tablename = 'migration')"""
LAST = "(select max(number) from postil.migration)"
"""The number of the last migration, as a part of a statement that asks for more."""


def migrate(cursor: Cursor) -> None:
    """Bring the tables to what this postil knows, as a part of the cursor's transaction.

    Two at once take turns. A database that is newer stays as it is. Raises `Refused` where the
    role may not change them.
    """
    wanted = migrations()
    if applied(cursor) >= max(wanted):
        return
    cursor.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
    done = applied(cursor)
    try:
        for number, sql in wanted.items():
            if number > done:
                cursor.execute(sql.encode())
                cursor.execute("insert into postil.migration (number) values (%s)", (number,))
    except InsufficientPrivilege as error:
        what = "is of an older version of postil" if done else "has no tables of postil"
        raise Refused(
            f"The database {what}, and you may not change that.",
            "Have whoever looks after it run what `postil team sql` prints.",
        ) from error


def applied(cursor: Cursor) -> int:
    """The number of the last migration that the database has; 0 for none."""
    if not _one(cursor, _BEGUN):
        return 0
    return int(_one(cursor, f"select coalesce({LAST}, 0)"))


def check(cursor: Cursor) -> None:
    """Raise `Newer` where a later version of postil has changed the tables."""
    check_number(int(_one(cursor, f"select {LAST}")))


def check_number(last: int) -> None:
    """The same, for the number of the last migration."""
    if last > max(migrations()):
        raise Newer(
            "The database was changed by a newer version of postil.",
            "To change what is in it, install the newest postil.",
        )


def _one(cursor: Cursor, statement: str) -> Any:
    row = cursor.execute(statement).fetchone()
    assert row is not None
    return row[0]
