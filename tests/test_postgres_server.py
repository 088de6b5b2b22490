"""The PostgreSQL that tests run against is theirs alone, and nothing of it stays."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Database, Running, programs, url_of

ROOT = Path(__file__).parent.parent
psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed here")


def test_each_database_is_new(databases: Callable[[], Any]) -> None:
    with databases() as one, databases() as other:
        one.run("create table here (number int)")
        assert other.run("select to_regclass('here')") == [(None,)]
        name = one.name
    with databases() as later:
        assert later.run("select 1 from pg_database where datname = %s", [name]) == []


def test_texts_are_utf8_and_compared_by_code_point(database: Database) -> None:
    assert database.run("show server_encoding") == [("UTF8",)]
    assert database.run("select 'a' < 'B' collate \"C\"") == [(False,)]


def test_a_role_is_one_of_a_tests_own_and_no_superuser(databases: Callable[[], Any]) -> None:
    with databases() as one:
        role = one.role("ana o'hara")
        assert one.run("select current_user", role=role) == [(role,)]
        assert one.run("show is_superuser", role=role) == [("off",)]
        assert one.role("ana o'hara") != role
    with databases() as other:
        assert other.run("select 1 from pg_roles where rolname = %s", [role]) == []


@pytest.mark.parametrize("server", [
    "postgresql://ana@/postgres?host=%2Ftmp%2Fa", "postgresql://db.example/x?sslmode=require",
])  # fmt: skip
def test_another_database_and_user_of_a_server(server: str) -> None:
    found = psycopg.conninfo.conninfo_to_dict(url_of(server, "a b", "ben/1"))
    asked = psycopg.conninfo.conninfo_to_dict(server)
    assert found == {**asked, "dbname": "a b", "user": "ben/1"}


def test_a_server_comes_back_after_its_power_cut(lone_server: Running) -> None:
    with psycopg.connect(lone_server.url) as connection:
        connection.execute("create table kept (number int)")
        connection.commit()
        connection.execute("insert into kept values (1)")
        lone_server.kill()
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    lone_server.start()
    with psycopg.connect(lone_server.url) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (0,)


def test_a_server_that_stands_still_goes_on(lone_server: Running) -> None:
    with psycopg.connect(lone_server.url) as connection:
        with lone_server.hung():
            connection.pgconn.send_query(b"select 1")
            # Sent, and nothing comes: not even that it was taken.
            assert connection.pgconn.is_busy()
        assert connection.pgconn.get_result() is not None
        while connection.pgconn.get_result() is not None:
            pass


USES = """
import sys
from pathlib import Path
from tests.postgres import shared
with shared(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def user(tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Starts programs that use the server of one folder, as the workers of a parallel run do."""
    programs()  # or skips
    with ExitStack() as stack:

        def begun() -> subprocess.Popen[str]:
            asked = (sys.executable, "-c", USES, str(tmp_path))
            user = subprocess.Popen(
                asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            return stack.enter_context(user)

        yield begun


def pid_of(server: Path) -> int:
    return int((server / "data/postmaster.pid").read_text().split()[0])


def test_a_server_is_shared_and_goes_with_the_last(
    tmp_path: Path, user: Callable[[], subprocess.Popen[str]]
) -> None:
    users = [user() for _ in range(3)]
    (url,) = {user.stdout.readline().strip() for user in users if user.stdout}
    server = Path((tmp_path / "postgres.folder").read_text())
    pid = pid_of(server)
    # One that is killed leaves the server to the others; with the last it goes.
    users[0].kill()
    users[0].wait()
    with psycopg.connect(url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert [user.communicate()[0] for user in users[1:]] == ["", ""]
    assert not server.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_server_goes_though_all_who_use_it_are_killed(
    tmp_path: Path, user: Callable[[], subprocess.Popen[str]]
) -> None:
    killed = user()
    assert killed.stdout
    assert killed.stdout.readline()
    server = Path((tmp_path / "postgres.folder").read_text())
    killed.kill()
    for _ in range(3000):
        if not server.exists():
            break
        time.sleep(0.01)
    assert not server.exists()
