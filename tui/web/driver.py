"""The driver that draws on a page: packets with keys in, packets with what is to be drawn out."""

import os
import select
import signal
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import msgspec
from textual.message import Message

from tui.cells.incoming import Incoming
from tui.cells.sequences import ESCAPE, PASTE_BEGINS, PASTE_ENDS
from tui.textual_painting import FailingApp
from tui.textual_parts import OpenDriver
from tui.web.packets import DRAWN, RESIZED, TYPED, Packets, packed

if TYPE_CHECKING:
    from textual.app import App

ENDING_SECONDS = 30
"""So long may it take to end once nobody is there; then the system ends it."""

# The other screen, all that the mouse does, and what is pasted as one.
_BEGIN = "\x1b[?1049h\x1b[?1000h\x1b[?1003h\x1b[?1006h\x1b[?2004h"


class PageDriver(OpenDriver):
    """Draws on a page by way of the server that has started this program.

    Where that server is no more, however it ended, the app ends in good order. The app may open no
    address and hand out no file. `COLUMNS` and `ROWS` are how large the page is, in cells.
    """

    def __init__(self, app: "App[Any]", **settings: Any) -> None:
        self._channel = channel()
        super().__init__(app, **{**settings, "size": self._channel.size})
        self._wakes, self._wake = os.pipe()
        self._reader = Thread(target=self._read, name="textual-input", daemon=True)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self.loop.add_signal_handler(number, app.exit, None, 128 + number)

    @property
    def is_web(self) -> bool:
        """Whether it draws in a browser."""
        return True

    def start_application_mode(self) -> None:
        """Begin to draw and to read."""
        self.write(_BEGIN)
        self.show_cursor(False)
        self.process_message(self.resized(*self._channel.size))
        self._reader.start()

    def disable_input(self) -> None:
        """What is still typed finds nobody."""

    def stop_application_mode(self) -> None:
        """Read no more; the page shows what was drawn last until it is told of the end."""
        os.close(self._wake)
        self._reader.join()
        os.close(self._wakes)

    def write(self, data: str) -> None:
        """Have the page draw something."""
        try:
            self._channel.draw(data)
        except OSError:
            self._lost()

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing: it would be opened where the server is."""

    def deliver_binary(self, binary: BinaryIO | TextIO, **_: Any) -> None:
        """Hand out nothing: it would be written where the server is."""
        binary.close()

    def _read(self) -> None:
        """Read packets until told to stop, or until there is nobody to send them."""
        typed = Typed(Incoming(self.parser, getattr(self.app, "alt_keys", ())))
        while self._wakes not in select.select([self._channel.keys, self._wakes], [], [])[0]:
            packets = self._channel.read()
            if packets is None:
                self._lost()
                return
            for kind, sent in packets:
                if kind == TYPED:
                    for event in typed.read(sent):
                        self.process_message(event)
                elif kind == RESIZED:
                    self._channel.size = msgspec.json.decode(sent, type=tuple[int, int])
                    self.process_message(self.resized(*self._channel.size))

    def _lost(self) -> None:
        """End the app, at once if it can be: whoever was there is gone."""
        signal.alarm(ENDING_SECONDS)
        if isinstance(self.app, FailingApp):
            self.app.ending = True
        with suppress(RuntimeError):  # as it has ended already
            self.loop.call_soon_threadsafe(self.app.exit, None, 128 + signal.SIGHUP)


class Typed:
    """Reads what a page sends, which is a key, a word or a paste at a time, and never part of one.

    So ESC by itself is that key, without a wait, and what is pasted is known by where it ends.
    """

    def __init__(self, incoming: Incoming) -> None:
        self._incoming = incoming

    def read(self, data: bytes) -> Iterator[Message]:
        """The events of what was sent at once."""
        text = data.decode("utf-8", "replace")
        if text.startswith(PASTE_BEGINS):
            # An end of the paste that is part of the paste would have the rest of it pass for keys.
            words = text.removeprefix(PASTE_BEGINS).removesuffix(PASTE_ENDS).replace(ESCAPE, "")
            data = f"{PASTE_BEGINS}{words}{PASTE_ENDS}".encode()
        yield from self._incoming.read(data)
        yield from self._incoming.late()


class Channel:
    """What were the standard input and output of this program, which only packets go through now.

    What a library prints would spoil them, and a program that is run here would take keys.
    """

    def __init__(self) -> None:
        self.keys, self._page = _taken(0, os.O_RDONLY), _taken(1, os.O_WRONLY)
        self.size = int(os.environ.get("COLUMNS", 80)), int(os.environ.get("ROWS", 24))
        self._packets = Packets()

    def read(self) -> list[tuple[bytes, bytes]] | None:
        """The packets that have come, or none when no more will come."""
        data = os.read(self.keys, 65_536)
        return [*self._packets.feed(data)] if data else None

    def draw(self, data: str) -> None:
        """Have the page draw something. Raises `OSError` where nobody is there."""
        left = packed(DRAWN, data.encode("utf-8", "replace"))
        while left:
            left = left[os.write(self._page, left) :]


@cache
def channel() -> Channel:
    """The one of this program, in which one sitting may come after another."""
    return Channel()


def _taken(handle: int, flags: int) -> int:
    """Another handle for what one of the standard ones is, which is for nothing from now on."""
    taken, nothing = os.dup(handle), os.open(os.devnull, flags)
    os.dup2(nothing, handle)
    os.close(nothing)
    return taken
