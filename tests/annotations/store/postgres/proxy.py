"""A proxy on the loopback before a server's socket, which loses what it is told to lose."""

import selectors
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread


class Proxy:
    """Passes bytes both ways, unless `to_server` or `to_client` is false: then they are lost."""

    def __init__(self, server: Path, database: str) -> None:
        """`server` is its Unix socket."""
        self.to_server = self.to_client = True
        self._server = server
        self._lost = Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._chosen = selectors.DefaultSelector()
        self._other: dict[socket.socket, tuple[socket.socket, bool]] = {}
        self._ending, self._end = socket.socketpair()
        for one in (self._door, self._ending):
            self._chosen.register(one, selectors.EVENT_READ)
        self.url = f"postgresql://postgres@127.0.0.1:{self._door.getsockname()[1]}/{database}"

    def run(self) -> None:
        """Pass bytes on, until `end`."""
        while True:
            for key, _ in self._chosen.select():
                if key.fileobj is self._ending:
                    return
                if key.fileobj is self._door:
                    self._let_in()
                elif isinstance(key.fileobj, socket.socket):
                    self._pass_on(key.fileobj)

    def wait_until_lost(self) -> None:
        """Wait until something has been lost."""
        assert self._lost.wait(60)

    def end(self) -> None:
        """Let `run` return."""
        self._end.close()

    def close(self) -> None:
        """Close all that is open."""
        for one in (self._door, self._ending, *self._other):
            one.close()
        self._chosen.close()

    def _let_in(self) -> None:
        client, _ = self._door.accept()
        server = socket.socket(socket.AF_UNIX)
        try:
            server.connect(str(self._server))
        except OSError:  # it is not running
            client.close()
            server.close()
            return
        self._other[client], self._other[server] = (server, True), (client, False)
        for one in (client, server):
            self._chosen.register(one, selectors.EVENT_READ)

    def _pass_on(self, one: socket.socket) -> None:
        if one not in self._other:
            return
        other, inwards = self._other[one]
        data = b""
        with suppress(OSError):
            data = one.recv(1 << 16)
        if not data:
            for each in (one, other):
                self._chosen.unregister(each)
                self._other.pop(each)
                each.close()
        elif self.to_server if inwards else self.to_client:
            with suppress(OSError):
                other.sendall(data)
        else:
            self._lost.set()


@contextmanager
def proxy(server: Path, database: str) -> Iterator[Proxy]:
    """A proxy that runs during the block, before a superuser's database."""
    made = Proxy(server, database)
    thread = Thread(target=made.run)
    thread.start()
    try:
        yield made
    finally:
        made.end()
        thread.join()
        made.close()
