"""A connection to a database: transactions in turn, failures in our words."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from msgspec.structs import replace

from annotations.errors import Away, Refused, StoreError, UsageError
from tests.postgres import Database, url_of

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


def test_who_listens_hears_nothing_for_longer_than_an_answer_may_take(database: Database) -> None:
    with opened(database.url) as server, server.connected() as listener:
        listener.execute("listen news")
        listener.patience = 0.1
        assert list(listener.notifies(timeout=0.5)) == []
        run(server, "select pg_notify('news', '7')")
        (note,) = listener.notifies(timeout=100, stop_after=1)
        assert note.payload == "7"


def test_a_database_that_lacks_most_characters_is_refused(database: Database) -> None:
    name = f"{database.name}_old"
    database.run(f"create database {name} encoding 'LATIN1' locale 'C' template template0")
    try:
        with pytest.raises(UsageError, match="keeps its texts as LATIN1"):
            Server(url_of(database.server, name), LONG).connected()
    finally:
        database.run(f"drop database {name}")
