"""What others change in a layer, heard of on a connection of its own, and asked for then.

A notification only says that it is time to ask: anybody may send one, with any words, and what is
answered are rows that this role may see. Each row bears the transaction that wrote it, and a look
remembers the oldest one that was under way, so that one which takes long is not missed.
"""

import threading
from collections.abc import Callable, Collection
from contextlib import closing

import psycopg

from annotations.errors import StoreError, UsageError
from annotations.store.postgres.connection import Connection, Server

CHANNEL = "postil"
EVERY = 2.0
"""After so many seconds without a word one looks all the same: a pool may pass none on."""
REST = 0.2
"""So many seconds lie between two looks, however many notifications come."""
_PAUSE, _LONGEST = 0.5, 8.0  # seconds until a server that is away is tried again
_NEVER = (1 << 64) - 1
_LOOK = """
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, coalesce((
        select json_object_agg(article, xact::text) from postil.layer
        where layer = %s and xact >= least(
            %s::xid8, pg_snapshot_xmin(pg_current_snapshot()))), '{}')"""

Heard = Callable[[Collection[str] | None], object]


class Listening:
    """Calls `heard`, on a thread of its own, with the ids of articles that a layer has otherwise.

    That may be one's own doing, too. With `None` any may be: at the beginning, after a connection
    was lost, and where the database is an earlier one, put back.
    """

    def __init__(self, server: Server, layer: str, heard: Heard) -> None:
        self._server, self._layer, self._heard = server, layer, heard
        self._ended = threading.Event()
        self._connection: Connection | None = None
        self._since, self._known = 0, dict[str, str]()
        self.looks = 0
        """How often it was looked."""
        self._thread = threading.Thread(target=self._run, name="postil-listening", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop at once, whatever is waited for but a connection."""
        self._ended.set()
        if connection := self._connection:
            connection.close()

    def _run(self) -> None:
        pause = _PAUSE
        while not self._ended.is_set():
            try:
                with closing(self._server.connected()) as connection:
                    self._connection = connection
                    if self._ended.is_set():
                        return
                    connection.execute(f"listen {CHANNEL}")
                    pause = _PAUSE
                    self._since, self._known = 0, {}
                    self._listen(connection)
            except UsageError:
                return
            except (StoreError, psycopg.Error, OSError):  # whoever saves is told of it
                self._ended.wait(pause)
                pause = min(2 * pause, _LONGEST)
            finally:
                self._connection = None

    def _listen(self, connection: Connection) -> None:
        self._look(connection)
        while not self._ended.wait(REST):
            for seconds, enough in ((EVERY, 1), (0.0, None)):
                # What has come by now is all answered by one look.
                for _ in connection.notifies(timeout=seconds, stop_after=enough):
                    pass
            self._look(connection)

    def _look(self, connection: Connection) -> None:
        """Ask what is other than it was at the last look, and tell."""
        self.looks += 1
        since = str(self._since or _NEVER)
        row = connection.execute(_LOOK, (self._layer, since)).fetchone()
        assert row is not None
        oldest, found = row
        if oldest < self._since or not self._since:
            self._heard(None)
        elif new := [id for id, xact in found.items() if self._known.get(id) != xact]:
            self._heard(new)
        self._since, self._known = oldest, found
