"""One database with its tables as this postil knows them, brought there when it is first asked."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from annotations.store.postgres.connection import Cursor, Server
from annotations.store.postgres.migrating import check, migrate

LONG = 60.0
"""The seconds for what is big: tables made, many articles or tags at once."""


class Database:
    """A server's database; what is asked of it stands in transactions."""

    def __init__(self, server: Server) -> None:
        self.server = server
        # A store that is dropped without a word takes its connection along.
        weakref.finalize(self, server.close).atexit = False
        self._ready = False

    @contextmanager
    def reading(self, seconds: float | None = None) -> Iterator[Cursor]:
        """A transaction; see `Server.transaction`. The first one brings the tables up to date."""
        if not self._ready:
            with self.server.transaction(LONG) as cursor:
                migrate(cursor)
            self._ready = True
        with self.server.transaction(seconds) as cursor:
            yield cursor

    @contextmanager
    def writing(self, seconds: float | None = None) -> Iterator[Cursor]:
        """A transaction in a database that no newer postil has changed. Raises `Newer`."""
        with self.reading(seconds) as cursor:
            check(cursor)
            yield cursor
