"""One connection to a database, made anew when it breaks, and never waited for without end.

Neither TCP's keepalives nor the server's own limits tell of a server that hangs. So the driver's
waiting is cut short where nothing comes for too long; no other thread is needed for that. All
settings are of one transaction and go with its `begin`: a pool between postil and the server, such
as pgbouncer, hands none of them on to others.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, TypeVar

import psycopg
from msgspec import Struct
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow

from annotations.errors import Away, Refused, Unsure, UsageError
from annotations.store.postgres.address import called, parameters
from annotations.store.postgres.failures import KEPT, Silent, is_undone, told, unreachable

# What the driver has to say goes to nobody's screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

T = TypeVar("T")
Cursor = psycopg.Cursor[TupleRow]

_OURS: Mapping[str, Any] = {
    "application_name": "postil",
    "client_encoding": "UTF8",
    # Together: the ones for a line that is silent while we wait, the other for one that takes
    # nothing while we send. Seconds; the last in milliseconds.
    "keepalives": "1",
    "keepalives_idle": "1",
    "keepalives_interval": "1",
    "keepalives_count": "3",
    "tcp_user_timeout": "3000",
}
_UNREAD = "scram-sha-256,md5,gss,sspi,none"
"""The ways to log in by which a server never reads the password; settings may be a stranger's."""
_BEGIN = sql.SQL(
    "begin isolation level read committed; set local idle_in_transaction_session_timeout = {idle};"
    " set local lock_timeout = {lock}; set local statement_timeout = {statement}"
)


class Limits(Struct, frozen=True):
    """How long is waited, in seconds, each a little longer than the one before.

    A session that has vanished holds its rows for `idle`; one waits for a row for `lock`, a
    statement may take `statement`, and after `answer` without any sign the connection is given up.
    """

    idle: float = 3.0
    lock: float = 4.0
    statement: float = 5.0
    answer: float = 6.0
    connect: int = 3
    """For each address of the server, of which the driver takes 2 at least; and for `begin`."""
    rest: float = 1.0
    """So long after a vain try others are told at once, and do not try themselves."""

    def lasting(self, seconds: float) -> "Limits":
        """The limits for work that takes so long, and may pause as long."""
        answer = seconds + self.answer - self.statement
        return Limits(seconds, self.lock, seconds, answer, self.connect, self.rest)


LIMITS = Limits()


class Connection(psycopg.Connection[TupleRow]):
    """A connection that gives up waiting, with `Silent`, after `patience` seconds of nothing."""

    patience = LIMITS.answer

    def wait(self, gen: Generator[Any, Any, T], *args: Any, **more: Any) -> T:
        """Wait for an answer, as the driver has it, but not without end.

        The driver (from 3.2.11 on) wakes what waits every tenth of a second.
        """
        if more.get("timeout") is not None:  # there is an end, as of who listens
            return super().wait(gen, *args, **more)
        return super().wait(_patient(gen, lambda: self.patience), *args, **more)


class Server:
    """A database by its URL. Any thread may call; they take turns, one transaction at a time.

    One logs in as `role`, unless the URL or the surroundings say another.

    Raises `UsageError` for a URL that is none or has a password in it.
    """

    def __init__(self, url: str, limits: Limits = LIMITS, role: str = "") -> None:
        self._parameters = parameters(url, role)
        self.name = called(self._parameters)
        """What people call it; nothing of who asks."""
        self.limits = limits
        """Those of the next transaction, and of the next connection."""
        self._lock = threading.RLock()
        self._connection: Connection | None = None
        self._cursor: Cursor | None = None
        self._away: Away | None = None
        self._until = 0.0
        self._closing = False
        self._news: int | None = None

    @contextmanager
    def transaction(self, seconds: float | None = None) -> Iterator[Cursor]:
        """A transaction, committed at the end of the block; inside another one, that one.

        `seconds` is how long a statement of it may take and it may pause, where that is long.
        Raises `Away` where the server is not to be reached, and then nothing of it is done;
        `Unsure` where it may be, since the commit had no answer; `Refused`, and whatever the block
        raises. A connection that broke before the block began is made anew, without a word.
        """
        with self._turn():
            if self._cursor:
                with self._cursor.connection.cursor() as inner:
                    yield inner
                return
            cursor = self._start(self.limits.lasting(seconds) if seconds else self.limits)
            try:
                self._cursor = cursor
                yield cursor
            except BaseException as error:
                self._undo(cursor)
                if isinstance(error, (psycopg.Error, UnicodeEncodeError)):
                    raise told(error, self.name) from error
                raise
            else:
                self._commit(cursor)
            finally:
                self._cursor = self._news = None

    def tell(self, number: int) -> None:
        """Have whoever listens to `postil` told a number as soon as this transaction is committed.

        It goes along with the commit and is no part of it: transactions that tell something
        themselves wait for each other until each is on the disk (PostgreSQL's async.c).
        """
        self._news = number

    def connected(self) -> Connection:
        """A connection of the caller's own, to listen on say. Raises `Away` or `UsageError`."""
        ours = {**_OURS, "connect_timeout": self.limits.connect}
        if "PGREQUIREAUTH" not in os.environ and psycopg.pq.version() >= 160000:
            ours["require_auth"] = _UNREAD
        try:
            # Prepared statements would collide in a pool that gives each transaction any session.
            connection = Connection.connect(
                make_conninfo(**{**ours, **self._parameters}),
                autocommit=True,
                prepare_threshold=None,
            )
        except psycopg.Error as error:
            # Neither it nor its traceback may be shown: it names who asked.
            raise unreachable(error, self.name) from None
        connection.patience = self.limits.answer
        encoding = connection.info.parameter_status("server_encoding")
        if encoding not in (None, "UTF8"):
            connection.close()
            raise UsageError(
                f"{self.name} keeps its texts as {encoding}, which lacks most characters.",
                "Make a database with encoding 'UTF8' and template template0.",
            )
        return connection

    def close(self) -> None:
        """Close the connection, also under a thread that waits for an answer.

        The next transaction makes a new one.
        """
        self._closing = True
        if connection := self._connection:
            connection.patience = 0.0
        with self._lock:
            self._drop()
            self._closing = False

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """The caller's turn. While the server is away, nobody waits for another's try."""
        away = self._away
        if not self._lock.acquire(blocking=away is None) and away:
            raise Away(away.message, away.hint)
        try:
            away = self._away
            if away and time.monotonic() < self._until:
                raise Away(away.message, away.hint)
            yield
        finally:
            self._lock.release()

    def _start(self, limits: Limits) -> Cursor:
        """A cursor in a new transaction, on the connection that there is or on a new one."""
        if self._connection is not None:
            with suppress(psycopg.OperationalError, psycopg.InterfaceError):
                return _begun(self._connection, limits)
            self._drop()
        if self._closing:
            raise Away(f"{self.name} was left before it answered.", KEPT)
        try:
            self._connection = self.connected()
            try:
                cursor = _begun(self._connection, limits)
            except psycopg.Error as error:
                self._drop()
                raise told(error, self.name) from error
        except Away as away:
            self._away, self._until = away, time.monotonic() + self.limits.rest
            raise
        self._away = None
        return cursor

    def _undo(self, cursor: Cursor) -> None:
        try:
            cursor.connection.execute("rollback")
        except psycopg.Error:
            self._drop()

    def _commit(self, cursor: Cursor) -> None:
        news = self._news
        telling = sql.SQL("; notify postil, {}").format(sql.Literal(str(news)))
        asked = sql.SQL("commit{}").format(sql.SQL("") if news is None else telling)
        try:
            done = cursor.connection.execute(asked).statusmessage
        except psycopg.Error as error:
            self._drop()
            if news is None and is_undone(error):
                raise told(error, self.name) from error
            raise Unsure(f"{self.name} did not confirm a change.", "Try again.") from error
        if done != "COMMIT":  # a statement had failed, and the block went on
            raise Refused(f"{self.name} took nothing of a change.", "Try again.")

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _begun(connection: Connection, limits: Limits) -> Cursor:
    connection.patience = min(limits.connect, limits.answer)  # it takes a server no time
    cursor = connection.cursor()
    cursor.execute(_beginning(limits))
    connection.patience = limits.answer
    return cursor


@lru_cache(16)
def _beginning(limits: Limits) -> bytes:
    names = ("idle", "lock", "statement")
    values = {name: sql.Literal(round(getattr(limits, name) * 1000)) for name in names}
    return _BEGIN.format(**values).as_bytes()


def _patient(gen: Generator[Any, Any, T], patience: Callable[[], float]) -> Generator[Any, Any, T]:
    """What the driver waits for, ended where nothing has come for so many seconds."""
    heard = time.monotonic()
    try:
        waits = next(gen)
        while True:
            ready = yield waits
            waits = gen.send(ready)
            if ready:
                heard = time.monotonic()
            elif time.monotonic() > heard + patience():
                gen.close()
                raise Silent("nothing came")
    except StopIteration as done:
        result: T = done.value
        return result
