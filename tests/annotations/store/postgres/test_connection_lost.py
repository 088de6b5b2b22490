"""A connection that is cut, hangs or loses what is sent is not waited for without end."""

import queue
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotations.errors import Away, Unsure
from tests.annotations.store.postgres.proxy import Proxy, proxy
from tests.postgres import Database, Databases, Running, lone

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.connection import Server  # noqa: E402
from tests.annotations.store.postgres.test_connection import (  # noqa: E402
    LONG,
    SHORT,
    hide,
    opened,
    run,
    shortly,
    value,
)


@pytest.fixture(scope="module")
def sturdy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that is stopped by the tests of this file alone, and goes on after each."""
    with lone(tmp_path_factory.mktemp("sturdy") / "postgres.users") as server:
        yield server


@pytest.fixture
def stopped(sturdy: Running) -> Iterator[Database]:
    """A database of a test's own on that server."""
    with Databases(sturdy.url).one() as made:
        yield made


@pytest.fixture
def between(sturdy: Running, stopped: Database) -> Iterator[Proxy]:
    """A proxy before that server."""
    with proxy(sturdy.folder / ".s.PGSQL.5432", stopped.name) as made:
        yield made


def test_a_server_that_hangs_is_given_up_and_works_when_it_goes_on(
    sturdy: Running, stopped: Database
) -> None:
    with opened(stopped.url) as server:
        assert value(server, "select 1") == 1
        server.limits = SHORT
        with sturdy.hung():
            for _ in range(2):  # with a connection, and without
                with pytest.raises(Away, match="does not answer"):
                    value(server, "select 1")
        server.limits = LONG
        assert value(server, "select 1") == 1


def test_who_leaves_waits_for_no_answer(between: Proxy) -> None:
    with opened(between.url) as server:
        assert value(server, "select 1") == 1
        between.to_client = False
        told = queue.SimpleQueue[Exception]()

        def wait() -> None:
            try:
                value(server, "select 1")
            except Away as away:
                told.put(away)

        thread = threading.Thread(target=wait)
        thread.start()
        between.wait_until_lost()
        server.close()  # or it would wait for as long as an answer may take
        thread.join()
        assert "was left before it answered" in str(told.get(timeout=60))
        between.to_client = True
        assert value(server, "select 1") == 1


def test_a_server_that_hangs_in_the_middle_of_a_block_is_given_up(
    sturdy: Running, stopped: Database
) -> None:
    with opened(stopped.url) as server:
        run(server, "create table note (word text)")

        def hang() -> None:
            with server.transaction() as cursor:
                cursor.execute("insert into note values ('half')")
                shortly(cursor)
                with sturdy.hung():
                    cursor.execute("insert into note values ('lost')")

        with pytest.raises(Away, match="does not answer"):
            hang()
        assert value(server, "select count(*) from note") == 0


def test_a_commit_that_hangs_is_unsure(sturdy: Running, stopped: Database) -> None:
    with opened(stopped.url) as server, ExitStack() as hanging:
        run(server, "create table note (word text)")

        def hang() -> None:
            with server.transaction() as cursor:
                cursor.execute("insert into note values ('maybe')")
                shortly(cursor)
                hanging.enter_context(sturdy.hung())

        with pytest.raises(Unsure, match="did not confirm"):
            hang()
        hanging.close()
        assert value(server, "select count(*) from note") in (0, 1)


def test_a_killed_server_is_away_until_it_is_back_with_all_that_was_confirmed(
    lone_server: Running,
) -> None:
    with opened(lone_server.url) as server:
        run(server, "create table note (word text)")
        run(server, "insert into note values ('kept')")
        lone_server.kill()
        for _ in range(2):
            with pytest.raises(Away, match="cannot be reached"):
                value(server, "select 1")
        lone_server.start()
        assert value(server, "select word from note") == "kept"


def test_a_line_that_loses_what_is_sent_is_given_up(between: Proxy) -> None:
    with opened(between.url) as server:
        assert value(server, "select 1") == 1
        between.to_server, server.limits = False, SHORT
        with pytest.raises(Away, match="does not answer"):
            value(server, "select 1")
        between.to_server, server.limits = True, LONG
        assert value(server, "select 1") == 1


def test_a_door_that_opens_and_says_nothing_is_given_up(between: Proxy) -> None:
    between.to_client = False
    with (
        opened(between.url, SHORT) as server,
        pytest.raises(Away, match="does not answer"),
    ):
        value(server, "select 1")


def test_a_commit_whose_answer_is_lost_is_unsure_and_done(between: Proxy) -> None:
    with opened(between.url) as server:
        run(server, "create table note (word text primary key)")

        def lose() -> None:
            with server.transaction() as cursor:
                cursor.execute("insert into note values ('here')")
                shortly(cursor)
                between.to_client = False

        with pytest.raises(Unsure, match="did not confirm"):
            lose()
        between.to_client = True
        again = "insert into note values ('here') on conflict do nothing returning word"
        assert value(server, again) is None  # the very row is there


def test_while_one_thread_tries_to_reach_a_hung_server_others_are_told_at_once(
    between: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    trying, told = threading.Event(), threading.Event()
    with opened(between.url, SHORT) as server:
        between.to_client = False
        with pytest.raises(Away):
            value(server, "select 1")

        def waits() -> None:
            trying.set()
            assert told.wait(60)
            raise Away("still", "")

        monkeypatch.setattr(server, "connected", waits)
        thread = threading.Thread(target=hide, args=(lambda: value(server, "select 1"),))
        thread.start()
        assert trying.wait(60)
        with pytest.raises(Away):  # or it would wait for the other's end, which waits for this
            value(server, "select 1")
        told.set()
        thread.join()


def test_after_a_vain_try_nobody_tries_for_a_while(between: Proxy) -> None:
    between.to_client = False
    with opened(between.url, replace(SHORT, rest=3600)) as server:
        with pytest.raises(Away):
            value(server, "select 1")
        between.to_client = True
        with pytest.raises(Away):
            value(server, "select 1")


@pytest.mark.parametrize("source", ["PGPASSWORD", "pgpass", "service"])
def test_a_password_comes_from_where_libpq_looks(
    sturdy: Running,
    stopped: Database,
    source: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    role = stopped.role("annabel", "login password 'sesame'")
    ask_password(sturdy, stopped, role)
    url, passwords = stopped.url_as(role), tmp_path / "pgpass"
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    with pytest.raises(Away, match="does not accept the password"):
        Server(url, LONG).connected()
    if source == "PGPASSWORD":
        monkeypatch.setenv("PGPASSWORD", "sesame")
    elif source == "pgpass":
        passwords.write_text(f"*:*:*:{role}:sesame\n")
        passwords.chmod(0o600)
    else:
        services = tmp_path / "services"
        services.write_text(
            f"[newsroom]\nhost={sturdy.folder}\nuser={role}\npassword=sesame\n"
            f"dbname={stopped.name}\n"
        )
        monkeypatch.setenv("PGSERVICEFILE", str(services))
        url = "postgresql://?service=newsroom"
    with opened(url) as server:
        assert value(server, "select current_user") == role


def test_a_server_reads_no_password_unless_the_person_lets_it(
    sturdy: Running, stopped: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings may be a stranger's, and name a server that would like to have one."""
    role = stopped.role("annabel", "login password 'sesame'")
    ask_password(sturdy, stopped, role, "password")
    monkeypatch.setenv("PGPASSWORD", "sesame")
    with pytest.raises(Away, match="wants to read your password"):
        Server(stopped.url_as(role), LONG).connected()
    with monkeypatch.context() as letting:
        letting.setenv("PGREQUIREAUTH", "password")
        with opened(stopped.url_as(role)) as server:
            assert value(server, "select current_user") == role


def ask_password(
    server: Running, database: Database, role: str, how: str = "scram-sha-256"
) -> None:
    """Have a server let a role in by password only, from here on."""
    rules = server.folder / "data" / "pg_hba.conf"
    rules.write_text(f'local all "{role}" {how}\nlocal all all trust\n')
    before = database.run("select pg_conf_load_time()")
    database.run("select pg_reload_conf()")
    # Each is a connection of its own, which has the rules by which it was let in.
    assert any(database.run("select pg_conf_load_time()") != before for _ in range(10_000))
