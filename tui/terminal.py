"""The terminal that postil draws on: any bytes from it are read, and its loss is noticed."""

import os
import select
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

HUNG_UP = 128 + 1
"""The exit code of a program whose terminal went away, as shells give it."""


class Enduring:
    """A stream that takes all writes; from the first that fails on they go nowhere.

    The thread that writes for Textual would end at a lost terminal, and the app wait for it for
    ever. `lost` is called once.
    """

    def __init__(self, stream: IO[str], lost: Callable[[], None]) -> None:
        self._stream, self._lost = stream, lost

    def write(self, text: str) -> None:
        """Write, or do nothing."""
        self._try(lambda: self._stream.write(text))

    def flush(self) -> None:
        """Flush, or do nothing."""
        self._try(self._stream.flush)

    def fileno(self) -> int:
        """The stream's own."""
        return self._stream.fileno()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except OSError:
            # What is left in the buffer would be tried again, and complained about, at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            self._lost()


class TerminalDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, which bytes that are no UTF-8 end as little as the
    end of its terminal does: the app is left in good order.
    """

    def __init__(self, app: "App[Any]", **settings: Any) -> None:
        super().__init__(app, **settings)
        self._file = Enduring(sys.__stderr__, self._lost)  # type: ignore

    def run_input_thread(self) -> None:
        """Read what is typed until told to stop."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], 0.1)[0]:
                data = self._typed()
                if not data:
                    self._lost()
                    return
                if text := decode(data):
                    for event in parser.feed(text):
                        self.process_message(event)
            for event in parser.tick():
                self.process_message(event)

    def _typed(self) -> bytes:
        """What has been typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4_096)
        except OSError:
            return b""

    def _lost(self) -> None:
        self._loop.call_soon_threadsafe(self._app.exit, None, HUNG_UP)
