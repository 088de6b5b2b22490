"""What others save is heard of at once; a forged notification tells nothing and costs little."""

import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotations.annotation import Change
from annotations.article import Article
from tests.postgres import Database, Running

pytest.importorskip("psycopg", reason="the extra postil[postgres] is not installed here")

import psycopg

from annotations.store.postgres import listening
from annotations.store.postgres.connection import Server
from annotations.store.postgres.listening import REST, Listening
from annotations.store.postgres.opening import opened

LONG = 30.0
"""Seconds after which a test that hears nothing fails."""
Adding = Callable[..., Change]


class Ear:
    """Keeps what was heard."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Collection[str] | None] = queue.Queue()

    def next(self) -> Collection[str] | None:
        return self.heard.get(timeout=LONG)


@contextmanager
def hearing(url: str, layer: str = "") -> Iterator[tuple[Ear, Listening]]:
    """Somebody who listens, and has heard that all may be other than it was."""
    ear = Ear()
    ends = Listening(Server(url), layer, ear.heard.put)
    try:
        assert ear.next() is None
        yield ear, ends
    finally:
        ends.close()
        ends._thread.join()


@pytest.fixture(autouse=True)
def only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked for unless something was heard."""
    monkeypatch.setattr(listening, "EVERY", 10 * LONG)


def test_what_another_saves_is_heard_of(
    database: Database, tmp_path: Path, article: Article, adding: Adding
) -> None:
    with hearing(database.url) as (ear, _):
        store = opened(database.url, tmp_path)
        store.apply(article, adding(0))
        assert ear.next() == [article.id]
        store.apply(article, adding(9))
        assert ear.next() == [article.id]
        store.close()


def test_nothing_of_another_layer_is_heard_of(
    database: Database, tmp_path: Path, article: Article, adding: Adding
) -> None:
    with hearing(database.url, "ben") as (ear, ends):
        store = opened(database.url, tmp_path)
        store.layer("ana").apply(article, adding(0))
        store.apply(article, adding(0))
        store.layer("ben").apply(Article("mine", "Mine", article.text), adding(0))
        assert ear.next() == ["mine"]
        assert ends.looks > 1
        store.close()


def test_forged_notifications_tell_nothing_and_cost_few_looks(
    database: Database, tmp_path: Path, article: Article, adding: Adding
) -> None:
    with hearing(database.url) as (ear, ends):
        began, looks = time.monotonic(), ends.looks
        with psycopg.connect(database.url, autocommit=True) as forger:
            for words in ("", "-1", "99999999999999999999", "x" * 7000, "'; drop schema postil;"):
                for number in range(400):
                    forger.execute("select pg_notify('postil', %s)", (f"{words}{number}"[:7900],))
        store = opened(database.url, tmp_path)
        store.apply(article, adding(0))
        assert ear.next() == [article.id]
        # However slow the machine is, they lie so far apart.
        assert ends.looks - looks <= 2 + (time.monotonic() - began) / REST
        assert ear.heard.empty()
        store.close()


def test_what_a_slower_transaction_wrote_is_not_missed(
    database: Database, tmp_path: Path, article: Article, adding: Adding
) -> None:
    store = opened(database.url, tmp_path)
    store.apply(article, adding(0))
    store.apply(Article("quick", "Quick", article.text), adding(0))
    with hearing(database.url) as (ear, _), psycopg.connect(database.url) as slow:
        # It is under way, with a lower number, when a later one is seen; then it is done.
        slow.execute("update postil.layer set xact = pg_current_xact_id() where article = %s",
                     (article.id,))  # fmt: skip
        store.apply(Article("quick", "Quick", article.text), adding(9))
        assert ear.next() == ["quick"]
        slow.execute("select pg_notify('postil', '0')")
        slow.commit()
        assert ear.next() == [article.id]
        store.close()


def test_after_a_lost_connection_all_may_be_other_than_it_was(
    database: Database, tmp_path: Path, article: Article, adding: Adding
) -> None:
    with hearing(database.url) as (ear, _):
        database.run("select pg_terminate_backend(pid) from pg_stat_activity"
                     " where query like 'listen%' or query like '%pg_snapshot_xmin%'"
                     " and pid <> pg_backend_pid() and datname = current_database()")  # fmt: skip
        assert ear.next() is None
        store = opened(database.url, tmp_path)
        store.apply(article, adding(0))
        assert ear.next() == [article.id]
        store.close()


def test_it_goes_on_when_the_server_is_back(lone_server: Running, tmp_path: Path) -> None:
    opened(lone_server.url, tmp_path).begun()
    with hearing(lone_server.url) as (ear, _):
        lone_server.kill()
        lone_server.start()
        assert ear.next() is None


def test_a_server_that_hangs_is_left(
    lone_server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "EVERY", 0.1)
    opened(lone_server.url, tmp_path).begun()
    with hearing(lone_server.url) as (_, ends), lone_server.hung():
        ends.close()
        ends._thread.join(LONG)
        assert not ends._thread.is_alive()


def test_it_ends_at_once(database: Database, tmp_path: Path) -> None:
    opened(database.url, tmp_path).begun()
    with hearing(database.url) as (_, ends):
        threading.Thread(target=ends.close).start()
        ends._thread.join(LONG)
        assert not ends._thread.is_alive()
