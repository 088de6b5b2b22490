"""What an administrator runs so that each of a project's people may do their part on the server."""

from collections.abc import Iterable
from importlib.resources import files
from itertools import count

from annotations.errors import UsageError
from annotations.store.postgres.schema import LOCK, migrations
from annotations.team.team import Team

OWNER = "postil_owner"
"""The role that owns the tables; nobody can log in as it."""

LONGEST = 63
"""The most bytes of a role's name (PostgreSQL's manual, "Identifiers and Key Words")."""

Part = tuple[str, str]
"""A role, which is called as its annotator is, and a part of it, as `postil.member` has them."""

_HEAD = """\
-- What the people of this project may do in its database. Whoever may make roles there runs it:
--
--   postil team sql | psql --no-psqlrc --set ON_ERROR_STOP=1 DATABASE
--
-- Running it again is harmless; do so whenever somebody joins or leaves, or postil is newer. It is
-- one transaction, so all of it is done or nothing. There is no password in it: in psql, \\password
-- and a name asks for one.

begin;
set local client_encoding = 'UTF8';
set local standard_conforming_strings = on;
"""
_MIGRATION = """\
do {outer}
begin
    perform pg_advisory_xact_lock({lock});
    if {missing} then
        execute {inner}
{sql}
{inner};
        insert into postil.migration (number) values ({number});
    end if;
end
{outer};

"""
_PEOPLE = """\
create temporary table postil_people (name text collate "C", part text) on commit drop;
insert into postil_people values
{rows};

"""


def parts_of(team: Team) -> list[Part]:
    """What each of a team may do: where it is not blind, annotators read each other's layers."""
    parts = [(name, "annotator") for name in team.annotators]
    parts += [] if team.blind else [(name, "reader") for name in team.annotators]
    return parts + [(name, "adjudicator") for name in team.adjudicators]


def peers(names: Iterable[str]) -> list[Part]:
    """What people may do of whom all read and write the same."""
    return [(name, "peer") for name in dict.fromkeys(names)]


def script(parts: Iterable[Part]) -> str:
    """The SQL that gives these roles these parts, and takes them from all others.

    It makes the tables, too, where they are missing or older. Raises `UsageError` for a name that
    no role can have.
    """
    rows = [f"    ({_literal(_checked(name))}, '{part}')" for name, part in parts]
    folder = files("annotations.store.postgres")
    return "".join(
        (
            _HEAD,
            *(_migration(number, sql) for number, sql in migrations().items()),
            _PEOPLE.format(rows=",\n".join(rows)),
            (folder / "people.sql").read_text("utf-8"),
            "commit;\n",
        )
    )


def _migration(number: int, sql: str) -> str:
    marks = (mark for n in count() if (mark := f"$migration_{n}$") not in sql)
    outer, inner = next(marks), next(marks)
    missing = (
        "not exists (select from pg_tables where (schemaname, tablename) = ('postil', 'migration'))"
        if number == min(migrations())
        else f"not exists (select from postil.migration where number = {number})"
    )
    return _MIGRATION.format(
        outer=outer, inner=inner, missing=missing, sql=sql.strip(), number=number, lock=LOCK
    )


def _checked(name: str) -> str:
    size = len(name.encode("utf-8", "surrogatepass"))
    if size > LONGEST:
        what = f"{name} is too long for a role of the server: {size} bytes, and {LONGEST} are room."
    elif name in ("public", "none", OWNER) or name.startswith("pg_"):
        what = f"{name} is a name that the server keeps for itself."
    elif "\0" in name:
        what = "A name has a NUL in it, which no role can have."
    else:
        return name
    raise UsageError(what, "Call the annotator otherwise; a role is called as its annotator is.")


def _literal(name: str) -> str:
    """A name as SQL has it: what cannot be seen, or turns the writing around, by its number."""
    quoted = name.replace("'", "''")
    if quoted.isprintable():
        return f"'{quoted}'"
    return "U&'{}'".format(
        "".join(c if c.isprintable() and c != "\\" else f"\\+{ord(c):06X}" for c in quoted)
    )
