"""What a save in a database costs, against a bare transaction: one row and a commit."""

import fcntl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import quantiles
from threading import Barrier, Thread

from annotations.annotation import Annotation, Change
from annotations.article import Article
from annotations.clock import new_id, now
from benchmarks.made_articles import made_text
from benchmarks.measured import Figure, seconds

SESSIONS = 20
BUDGET = 4.0
_TEXT = made_text(20_000)
_BARE = "insert into public.bare (id, body) values (%s, %s)"
Act = Callable[[], object]


def measured(quick: bool = False) -> Iterator[Figure]:
    """The slowest of twenty saves, alone and with twenty sessions at once, by turns with bare ones.

    The server writes through to its disk, as it comes.
    """
    import psycopg

    rounds = 100 if quick else 400
    with running() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create table public.bare (id text primary key, body json)")
        yield Figure("a save, p95", *_cost(url, 1, rounds), BUDGET)
        what = f"a save while {SESSIONS} sessions save, p95"
        yield Figure(what, *_cost(url, SESSIONS, rounds // 5), BUDGET)


@contextmanager
def running() -> Iterator[str]:
    """A server of our own, as long as it is used; its connection string."""
    tests = import_module("tests.postgres")
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "users"
        with lock.open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            server = tests.Running(tests.made(), lock)
            server.start()
            try:
                yield server.url
            finally:
                users.close()
                server.keeper.wait()


def _cost(url: str, sessions: int, rounds: int) -> tuple[float, float]:
    """The p95 of a save and of a bare transaction, in milliseconds, of all sessions together."""
    found: list[tuple[float, float]] = []
    at_once = Barrier(sessions)

    def work(number: int) -> None:
        save, bare = _saving(url, f"{sessions} {number}"), _bare(url)
        at_once.wait()
        found.extend([(seconds(save), seconds(bare)) for _ in range(rounds)])

    threads = [Thread(target=partial(work, number)) for number in range(sessions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saves, floors = (quantiles(times, n=20)[-1] * 1000 for times in zip(*found, strict=True))
    return saves, floors


def _saving(url: str, name: str) -> Act:
    """Adds a tag to an article that has a hundred."""
    from annotations.store.postgres.opening import opened

    store, article = opened(url, Path("/nowhere/.postil")), Article(name, name, _TEXT)

    def save(count: int = 1) -> None:
        id, at = new_id(), now()
        tags = [
            Annotation(new_id(), n, n + 15, "actor", name, {}, "", at, at) for n in range(count)
        ]
        store.apply(article, Change(id, id, name, at, added=tuple(tags)))

    save(100)
    return save


def _bare(url: str) -> Act:
    """Adds a row."""
    import psycopg

    connection = psycopg.connect(url)

    def insert() -> None:
        connection.execute(_BARE, (new_id(), '{"said": "something"}'))
        connection.commit()

    return insert
