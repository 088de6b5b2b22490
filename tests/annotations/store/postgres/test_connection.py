"""A connection to a database: cut, hung, refused; nothing is waited for without end."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.errors import Away, Refused, StoreError, Unsure, UsageError
from tests.annotations.store.postgres.proxy import Proxy, proxy
from tests.postgres import Database, Databases, Running, lone, url_of

psycopg = pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

from annotations.store.postgres.connection import Limits, Server  # noqa: E402

LONG = Limits(idle=100, lock=101, statement=102, answer=103, connect=104, rest=0)
"""What only takes its time, on a busy machine, is waited for."""
SHORT = Limits(idle=100, lock=101, statement=102, answer=0.2, connect=2, rest=0)
"""What hangs is not."""


@contextmanager
def opened(url: str, limits: Limits = LONG) -> Iterator[Server]:
    server = Server(url, limits)
    try:
        yield server
    finally:
        server.close()


def value(server: Server, statement: str, *values: object) -> Any:
    with server.transaction() as cursor:
        row = cursor.execute(statement.encode(), values or None).fetchone()
        return row[0] if row else None


def run(server: Server, statement: str, *values: object) -> None:
    with server.transaction() as cursor:
        cursor.execute(statement.encode(), values or None)


def fail_after(_: object) -> None:
    raise ZeroDivisionError


def hide(failing: Callable[[], object]) -> None:
    with suppress(Exception):
        failing()


def shortly(cursor: Any) -> None:
    """Have a transaction that goes on wait for little from now on."""
    cursor.connection.patience = SHORT.answer


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


def test_what_was_done_in_a_block_is_there_and_after_an_error_is_not(database: Database) -> None:
    with opened(database.url) as server:
        run(server, "create table note (word text)")
        with pytest.raises(ZeroDivisionError), server.transaction() as cursor:
            fail_after(cursor.execute("insert into note values ('half')"))
        run(server, "insert into note values ('whole')")
        assert value(server, "select string_agg(word, ' ') from note") == "whole"


def test_a_block_within_a_block_is_a_part_of_it(database: Database) -> None:
    with opened(database.url) as server:
        run(server, "create table note (word text)")

        def within() -> None:
            with server.transaction() as outer:
                rows = outer.execute("select generate_series(1, 3)")
                run(server, "insert into note values ('inner')")
                assert rows.fetchall() == [(1,), (2,), (3,)]
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            within()
        assert value(server, "select count(*) from note") == 0


def test_threads_take_turns(database: Database) -> None:
    with opened(database.url) as server:
        run(server, "create table note (number int)")
        run(server, "insert into note values (0)")

        def count() -> None:
            for _ in range(20):
                with server.transaction() as cursor:
                    row = cursor.execute("select number from note").fetchone()
                    assert row
                    cursor.execute("update note set number = %s", (row[0] + 1,))

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert value(server, "select number from note") == 80


def test_settings_are_those_of_one_transaction(database: Database) -> None:
    """A pool may give the session to somebody else after each transaction."""
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    with opened(database.url) as server:
        assert [value(server, f"show {name}") for name in names] == ["101s", "102s", "100s"]
        with server.transaction(seconds=60) as cursor:
            rows = [cursor.execute(f"show {name}".encode()).fetchone() for name in names]
            assert rows == [("101s",), ("1min",), ("1min",)]
            connection = cursor.connection
        assert [connection.execute(f"show {n}".encode()).fetchone() for n in names] == [("0",)] * 3


@pytest.mark.parametrize(
    ("do", "kind", "words"),
    [
        (lambda c: c.execute("select %s", ("a\0b",)), Refused, "a character that no database"),
        (lambda c: c.execute("select %s", ("\ud800",)), Refused, "half a character"),
        (lambda c: c.execute("select * from nowhere"), Refused, "has no tables of postil"),
        (lambda c: c.execute("select 1/0"), Refused, "cannot hold this: division by zero."),
        (lambda c: c.execute("select %s, %s", (1,)), Refused, "asked for what it cannot do"),
        (lambda c: c.execute("set role pg_monitor; create role x"), Refused, "You may not do this"),
        (lambda c: c.execute("set local statement_timeout = 1; select pg_sleep(5)"), Away,
         "takes too long to answer."),
        (lambda c: c.execute("select pg_terminate_backend(pg_backend_pid())"), Away,
         "is shut down, or restarted."),
    ],
)  # fmt: skip
def test_what_fails_is_told_in_our_words_and_the_next_block_works(
    database: Database, do: Callable[[Any], object], kind: type[StoreError], words: str
) -> None:
    with opened(database.url) as server:
        with pytest.raises(kind, match=words), server.transaction() as cursor:
            do(cursor)
        assert value(server, "select 1") == 1


def test_a_failure_that_a_block_hides_is_no_commit(database: Database) -> None:
    with opened(database.url) as server:
        run(server, "create table note (word text)")
        with pytest.raises(Refused, match="took nothing"), server.transaction() as cursor:
            hide(lambda: cursor.execute("insert into note values (1/0)"))


def test_a_commit_that_a_constraint_refuses_is_told_as_refused(database: Database) -> None:
    with opened(database.url) as server:
        run(server, "create table note (word text unique deferrable initially deferred)")
        with pytest.raises(Refused, match="duplicate key"), server.transaction() as cursor:
            cursor.execute("insert into note values ('sesame'), ('sesame')")
        assert value(server, "select count(*) from note") == 0


def test_what_was_cut_while_nothing_was_asked_is_connected_again_without_a_word(
    database: Database,
) -> None:
    with opened(database.url) as server:
        pid = value(server, "select pg_backend_pid()")
        database.run("select pg_terminate_backend(%s, 10000)", (pid,))
        assert value(server, "select pg_backend_pid()") != pid


def test_a_session_that_vanished_in_the_middle_holds_no_row(database: Database) -> None:
    vanishing = Limits(idle=0.1, lock=101, statement=102, answer=103)
    with opened(database.url, vanishing) as gone, opened(database.url) as server:
        run(server, "create table note (word text)")
        run(server, "insert into note values ('old')")

        def vanish() -> None:
            with gone.transaction() as cursor:
                cursor.execute("select word from note for update")
                # It says nothing any more. If it held the row, this would be `Away` at last.
                run(server, "update note set word = 'new'")
                cursor.execute("select 1")

        with pytest.raises(Away, match="The connection to"):
            vanish()
        assert value(server, "select word from note") == "new"


def test_a_row_that_another_holds_for_long_is_not_waited_for_without_end(
    database: Database,
) -> None:
    with opened(database.url) as holder, opened(database.url) as server:
        run(server, "create table note (word text)")
        run(server, "insert into note values ('old')")
        server.limits = replace(LONG, lock=0.1)
        with holder.transaction() as cursor:
            cursor.execute("select word from note for update")
            with pytest.raises(Away, match="busy with another change"):
                run(server, "update note set word = 'new'")


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


def test_who_listens_hears_nothing_for_longer_than_an_answer_may_take(database: Database) -> None:
    with opened(database.url) as server, server.connected() as listener:
        listener.execute("listen news")
        listener.patience = 0.1
        assert list(listener.notifies(timeout=0.5)) == []
        run(server, "select pg_notify('news', '7')")
        (note,) = listener.notifies(timeout=100, stop_after=1)
        assert note.payload == "7"


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


def test_a_database_that_lacks_most_characters_is_refused(database: Database) -> None:
    name = f"{database.name}_old"
    database.run(f"create database {name} encoding 'LATIN1' locale 'C' template template0")
    try:
        with pytest.raises(UsageError, match="keeps its texts as LATIN1"):
            Server(url_of(database.server, name), LONG).connected()
    finally:
        database.run(f"drop database {name}")
