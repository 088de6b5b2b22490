"""What the role that postil logs in as may do in a team's database, where that is more or less."""

from annotations.counted import listed
from annotations.errors import PostilError
from annotations.store.postgres.connection import Cursor
from annotations.store.postgres.people import parts_of
from annotations.team.team import Team

_RIGHTS = """
    select r.rolsuper, r.rolbypassrls, pg_has_role(current_user, c.relowner, 'member'),
        exists(select from postil.member where role = current_user and part = 'peer')
    from pg_roles r, pg_class c
    where r.rolname = current_user and c.oid = 'postil.layer'::regclass"""
_READS = """
    select r.rolsuper or r.rolbypassrls or pg_has_role(current_user, c.relowner, 'member')
        or %(layer)s in (current_user, current_user || '.2') or exists(
            select from postil.member where role = current_user
            and (part in ('peer', 'adjudicator') or part = 'reader' and %(layer)s <> ''))
    from pg_roles r, pg_class c
    where r.rolname = current_user and c.oid = 'postil.layer'::regclass"""
_WHO = (
    "You log in as a superuser",
    "You log in as a role that bypasses row-level security",
    "You log in as the owner of the tables",
    "The database knows of no team yet",
)
RUN = "Have whoever looks after the database run what postil team sql prints."


def reads(cursor: Cursor, layer: str) -> bool:
    """Whether the one who is logged in may read all of a layer; of the result for no name."""
    row = cursor.execute(_READS, {"layer": layer}).fetchone()
    return bool(row and row[0])


def not_as_wanted(cursor: Cursor, team: Team) -> list[PostilError]:
    """Where rights in the database are not those that a team has people have.

    The role that one logs in as is not named.
    """
    found, rights = list[str](), cursor.execute(_RIGHTS).fetchone() or ()
    if who := next((who for who, is_so in zip(_WHO, rights, strict=False) if is_so), ""):
        found.append(f"{who}: the server keeps nobody's layer from you.")
    known = set(cursor.execute("select role, part from postil.member").fetchall())
    changed = {role for role, part in known ^ set(parts_of(team)) if part != "peer"}
    if changed and not any(part == "peer" for _, part in known):
        who = listed(sorted(changed))
        found.append(f"The database has another team than postil.toml, as to {who}.")
    return [PostilError(what, RUN) for what in found]
