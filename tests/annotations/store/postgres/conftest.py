"""A team in a test's own database, made as an administrator makes it."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from annotations.store.postgres.people import Part, script
from tests.annotations.store.conftest import postgres_store
from tests.postgres import Database

if TYPE_CHECKING:
    from annotations.store.postgres.store import PostgresStore


@dataclass
class People:
    """Roles of a database; each person's name is on no other test's, for roles are the server's."""

    database: Database
    stack: ExitStack
    ending: str = field(default_factory=lambda: secrets.token_hex(4))

    def role(self, name: str) -> str:
        """What somebody's role is called here."""
        return f"{name}-{self.ending}" if name else ""

    def enrol(self, *parts: Part, by: str = "") -> list[str]:
        """Run the script for these parts; what the server says of it."""
        roles = [(self.role(name), part) for name, part in parts]
        self.database.roles += {role for role, _ in roles} - set(self.database.roles)
        said: list[str] = []
        with self.connected(by) as connection:
            connection.add_notice_handler(lambda notice: said.append(notice.message_primary))
            connection.execute(script(roles).encode())
        return [one.replace(f"-{self.ending}", "") for one in said]

    def connected(self, name: str = "") -> Any:
        """A connection as somebody; as the superuser for no name."""
        import psycopg

        url = self.database.url_as(self.role(name)) if name else self.database.url
        return self.stack.enter_context(psycopg.connect(url, autocommit=True))

    def bring(self, connection: Any, id: str) -> None:
        """Write an article, whose text is its id."""
        text = id.encode()
        digest = sha256(text).hexdigest()
        connection.execute("insert into postil.text values (%s, %s)", (digest, text))
        connection.execute(
            "insert into postil.article (id, digest, body) values (%s, %s, '{}')", (id, digest)
        )

    def tag(
        self, connection: Any, whose: str, id: str, verdict: str = "", of: str = "quay"
    ) -> None:
        """Write what a change of one tag writes."""
        layer = self.role(whose)
        statements = (
            ("layer (article, layer, digest)", (of, layer, "d")),
            ("annotation (article, layer, id, label, annotator, verdict, body)",
             (of, layer, id, "actor", whose, verdict, "{}")),
            ("value (article, layer, kind, key, body)", (of, layer, "codes", id, "{}")),
            ("change (article, layer, id, body)", (of, layer, id, "{}")),
        )  # fmt: skip
        with connection.transaction():
            for what, values in statements:
                places = ", ".join(["%s"] * len(values))
                more = " on conflict do nothing" if what.startswith("layer") else ""
                connection.execute(f"insert into postil.{what} values ({places}){more}", values)
            connection.execute("select from postil.layer where (article, layer) = (%s, %s)"
                               " for update", (of, layer))  # fmt: skip


@pytest.fixture
def opened(database: Database, root: Path) -> "Callable[..., PostgresStore]":
    """Opens a layer of the database, as another program has it."""

    from annotations.store.postgres.store import PostgresStore  # where the driver is

    def made(layer: str = "") -> PostgresStore:
        store = postgres_store(database.url, root, layer)
        assert isinstance(store, PostgresStore)
        return store

    return made


@pytest.fixture
def people(database: Database) -> Iterator[People]:
    """Whoever a test enrols."""
    with ExitStack() as stack:
        yield People(database, stack)


@pytest.fixture
def team(people: People) -> People:
    """ana and ben, who are blind, and dora, who adjudicates; two articles are there."""
    people.enrol(("ana", "annotator"), ("ben", "annotator"), ("dora", "adjudicator"))
    with people.connected() as connection:
        for name in ("quay", "pier"):
            people.bring(connection, name)
    return people


def someone_waits(database: Database) -> None:
    """Returns when a statement waits for another one in this database."""
    waiting = (
        "select exists(select from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database())"
    )
    while database.run(waiting) == [(False,)]:
        pass
