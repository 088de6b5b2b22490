"""What `postil team sql` prints: run by an administrator, again, by one of fewer rights."""

import subprocess
from threading import Thread
from typing import Any

import pytest

from annotations.errors import UsageError
from annotations.store.postgres.people import parts_of, peers, script
from annotations.store.postgres.schema import migrations
from annotations.team.team import Team
from tests.postgres import Running, url_of

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from psycopg import sql  # noqa: E402
from psycopg.errors import InsufficientPrivilege, RaiseException  # noqa: E402

TEAM = Team(("ana", "ben"), adjudicators=("dora", "ana"))
RIGHTS = """
    select 'table', relname::text, relowner::regrole::text, relacl::text from pg_class
    where relnamespace = 'postil'::regnamespace
    union all select 'function', proname, proowner::regrole::text, proacl::text from pg_proc
    where pronamespace = 'postil'::regnamespace
    union all select 'schema', nspname, nspowner::regrole::text, nspacl::text from pg_namespace
    where nspname = 'postil'
    union all select 'database', datname, datdba::regrole::text, datacl::text from pg_database
    where datname = current_database()
    union all select 'policy', tablename || policyname, roles::text, qual || with_check
    from pg_policies where schemaname = 'postil'
    union all select 'member', role, part, '' from postil.member
    union all select 'migration', number::text, at::text, '' from postil.migration
    order by 1, 2, 3, 4"""


def test_a_teams_parts() -> None:
    wanted = [("ana", "annotator"), ("ben", "annotator"), ("dora", "adjudicator"),
              ("ana", "adjudicator")]  # fmt: skip
    assert parts_of(TEAM) == wanted
    open_to_all = Team(("ana", "ben"), blind=False)
    assert set(parts_of(open_to_all)) == {
        ("ana", "annotator"), ("ben", "annotator"), ("ana", "reader"), ("ben", "reader")
    }  # fmt: skip
    assert peers(["ana", "ben", "ana"]) == [("ana", "peer"), ("ben", "peer")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("public", "keeps for itself"),
        ("none", "keeps for itself"),
        ("pg_reader", "keeps for itself"),
        ("postil_owner", "keeps for itself"),
        ("é" * 32, "64 bytes"),
        ("\U0001f58b" * 16, "64 bytes"),
        ("a\0b", "NUL"),
    ],
)
def test_a_name_that_no_role_can_have(name: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        script([(name, "annotator")])


ODD = [
    "Ana María",
    'o\'neill "the" \\d',
    "$postil$; drop schema postil; --",
    "%I %s :name :'name' $1",
    "\u202enerual",
    "line\nbreak\ttab",
    "\U0001f58b\u200d",
    "э",
    "current_user",
    "select",
    "é" * 25,
]


def test_odd_names_are_roles_as_they_are(people: Any) -> None:
    people.enrol(*((name, "annotator") for name in ODD))
    for name in ODD:
        connection = people.connected(name)
        assert connection.execute("select current_user").fetchone() == (people.role(name),)
        assert connection.execute("select count(*) from postil.layer").fetchone() == (0,)


def test_what_cannot_be_seen_is_written_by_number() -> None:
    text = script([("\u202enerual\\x", "annotator")])
    assert "U&'\\+00202Enerual\\+00005Cx'" in text
    assert "\u202e" not in text


def test_running_it_twice_changes_nothing(people: Any) -> None:
    parts = parts_of(TEAM)
    said = people.enrol(*parts)
    assert [one for one in said if "new" in one] == [
        f"The role {name} is new. Give it a password: \\password \"{name}\""
        for name in ("ana", "ben", "dora")
    ]  # fmt: skip
    before = people.database.run(RIGHTS)
    assert people.enrol(*parts) == []
    assert people.database.run(RIGHTS) == before
    assert {row[2] for row in before if row[0] in ("table", "function", "schema")} == {
        "postil_owner"
    }


def test_who_leaves_has_no_rights_and_may_come_back(people: Any) -> None:
    people.enrol(("ana", "annotator"), ("ben", "annotator"))
    ben = people.connected("ben")
    people.bring(ben, "quay")
    people.tag(ben, "ben", "tag-1")
    assert people.enrol(("ana", "annotator")) == [
        "ben has left: the role stays, and has no rights here."
    ]
    for statement in ("select from postil.article", "select postil.finished('x')"):
        with pytest.raises(InsufficientPrivilege):
            ben.execute(statement)
    assert "ben" not in str(people.database.run(RIGHTS)).replace(people.ending, "")
    assert people.enrol(("ana", "annotator"), ("ben", "annotator")) == [
        "The role ben was there already. It keeps its password and its other rights."
    ]
    assert ben.execute("select id from postil.annotation").fetchall() == [("tag-1",)]


def test_an_annotator_becomes_an_adjudicator(people: Any) -> None:
    people.enrol(("ana", "annotator"), ("ben", "annotator"))
    people.enrol(("ana", "annotator"), ("ben", "adjudicator"))
    rows = people.database.run("select part from postil.member order by role")
    assert rows == [("annotator",), ("adjudicator",)]


FOREIGN = [
    ("superuser login", "", "superuser"),
    ("login bypassrls", "", "superuser"),
    ("login createrole", "", "make roles"),
    ("login replication", "", "copy the server"),
    ("nologin", "", "nobody can log in"),
    ("login", "pg_read_server_files", "may act as pg_read_server_files"),
    ("login", "pg_write_all_data", "may act as pg_write_all_data"),
    ("login", "postil_owner", "may act as postil_owner"),
    ("login", "another", "may act as ana"),
]


@pytest.mark.parametrize(("options", "member", "told"), FOREIGN)
def test_a_role_that_is_there_and_may_too_much_is_told(
    people: Any, options: str, member: str, told: str
) -> None:
    people.enrol(("ana", "annotator"))
    before = people.database.run(RIGHTS)
    ben, run = sql.Identifier(people.role("ben")), people.database.run
    run(sql.SQL("create role {} " + options).format(ben))
    people.database.roles.append(people.role("ben"))
    if member:
        of = sql.Identifier(people.role("ana") if member == "another" else member)
        run(sql.SQL("grant {} to {}").format(of, ben))
    with pytest.raises(RaiseException, match=told):
        people.enrol(("ana", "annotator"), ("ben", "annotator"), ("dora", "annotator"))
    assert people.database.run(RIGHTS) == before
    role = people.role("dora")
    assert run("select from pg_roles where rolname = %s", (role,)) == []
    people.database.roles.remove(role)


def test_whose_database_it_was_keeps_nothing_of_the_others(people: Any) -> None:
    """Somebody worked alone, as the owner of the tables; then there is a team, and they are in."""
    ana = people.database.role("ana")
    people.ending = ana.removeprefix("ana-")
    name, owner = (sql.Identifier(one) for one in (people.database.name, ana))
    people.database.run(sql.SQL("alter database {} owner to {}").format(name, owner))
    people.database.run("drop schema if exists postil cascade")
    mine = people.connected("ana")
    for number, statements in migrations().items():
        mine.execute(statements.encode())
        mine.execute("insert into postil.migration values (%s)", (number,))
    people.bring(mine, "quay")
    people.tag(mine, "", "early")
    assert mine.execute("select count(*) from postil.annotation").fetchone() == (1,)
    people.enrol(("ana", "annotator"), ("ben", "annotator"))
    people.tag(people.connected("ben"), "ben", "tag-1")
    assert mine.execute("select count(*) from postil.annotation").fetchone() == (0,)
    with pytest.raises(InsufficientPrivilege):
        mine.execute("alter table postil.annotation disable row level security")


def test_peers_read_and_write_all(people: Any) -> None:
    people.enrol(("ana", "peer"), ("ben", "peer"))
    ana, ben = people.connected("ana"), people.connected("ben")
    people.bring(ana, "quay")
    people.tag(ana, "", "tag-1")
    assert ben.execute("update postil.annotation set label = 'x'").rowcount == 1
    assert ben.execute("select postil.remove_article('quay', 'out')").fetchone() == (False,)
    assert ana.execute("select count(*) from postil.removed").fetchone() == (6,)


def test_two_administrators_at_once(people: Any) -> None:
    parts = parts_of(TEAM)
    people.enrol(*parts)
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with psycopg.connect(people.database.url, autocommit=True) as connection:
                connection.execute(script([(people.role(n), p) for n, p in parts]).encode())
        except psycopg.Error as error:
            failed.append(error)

    threads = [Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []


def test_psql_takes_it_from_a_pipe_by_one_who_is_no_superuser(lone_server: Running) -> None:
    with psycopg.connect(lone_server.url, autocommit=True) as root:
        root.execute("create role keeper login createrole")
        root.execute("create database corpus owner keeper")
    url = url_of(lone_server.url, "corpus", "keeper")
    psql = [lone_server.folder / "programs/psql", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", url]
    for parts in (parts_of(TEAM), parts_of(TEAM), [("ana", "annotator"), ("\u00f6 '$x$", "peer")]):
        text = script(parts)
        done = subprocess.run(psql, input=text, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
    assert "ben has left" in done.stderr
    done = subprocess.run(psql, input=script([("keeper", "peer")]), capture_output=True,
                          encoding="utf-8", check=False)  # fmt: skip
    assert done.returncode == 3
    assert "The role keeper could read everybody's tags" in done.stderr
    with psycopg.connect(url_of(lone_server.url, "corpus", "ana")) as ana:
        rows = ana.execute("select role, part from postil.member order by 1").fetchall()
    assert rows == [("ana", "annotator"), ("\u00f6 '$x$", "peer")]
