"""The terminal that postil draws on: any bytes from it are read, and its loss is noticed."""

import os
import select
import signal
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from tui.cells.incoming import Incoming
from tui.textual_painting import FailingApp
from tui.textual_parts import OpenLinuxDriver

if TYPE_CHECKING:
    from textual.app import App


_ESCAPE_SECONDS = 0.1  # until ESC by itself is the key


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


class TerminalDriver(OpenLinuxDriver):
    """Textual's driver for Linux and macOS, which bytes that are no UTF-8 do not end.

    Signals and the loss of the terminal end the app in good order, with a shell's exit code.
    """

    def __init__(self, app: "App[Any]", **settings: Any) -> None:
        super().__init__(app, **settings)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # Under nohup SIGHUP stays ignored.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self.loop.add_signal_handler(number, app.exit, None, 128 + number)
        self.write_by(lambda stream: Enduring(stream, self._lost))

    def run_input_thread(self) -> None:
        """Read what is typed until told to stop."""
        incoming = Incoming(self.parser, getattr(self.app, "alt_keys", ()))
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _ESCAPE_SECONDS)[0]:
                data = self._typed()
                if not data:
                    self._lost()
                    return
                events = incoming.read(data)
            else:
                events = incoming.late()
            for event in events:
                self.process_message(event)

    def _typed(self) -> bytes:
        """What has been typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4_096)
        except OSError:
            return b""

    def _lost(self) -> None:
        # At once, for the loop may be busy with keys for as long as thousands of them take.
        if isinstance(self.app, FailingApp):
            self.app.ending = True
        self.loop.call_soon_threadsafe(self.app.exit, None, 128 + signal.SIGHUP)
