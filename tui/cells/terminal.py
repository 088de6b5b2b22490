"""The terminal that postil draws on: any bytes from it are read, and its loss is noticed."""

import os
import re
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Callable, Collection, Iterator
from typing import IO, TYPE_CHECKING, Any

from textual import events

from tui.textual_parts import FailingApp, OpenDriver

if TYPE_CHECKING:
    from textual.app import App


ESCAPE = "\x1b"
_ESCAPE_SECONDS = 0.1  # until ESC by itself is the key

# A command of the terminal begins with ESC and one of these; its answers to questions are strings
# of some of them.
_ALONE = re.compile(r"\x1b(?![\[NOPX\]^_])")
_ANSWER = re.compile(r"\x1b[PX\]^_]")
_PASTE = re.compile(r"(\x1b\[20[01]~)")
_END_BEGUN = re.compile(r"\x1b(?:\[(?:2(?:0(?:1)?)?)?)?\Z")


class Escapes:
    """Tells the escape key from the commands of a terminal, which begin with the same byte.

    A key typed soon after `esc` comes as one of them, `alt+` that key, which Textual's parser then
    takes `esc` to be; here it comes as two keys, but for the characters in `alt`. Out of what is
    pasted ESC is taken, or the parser would take it for keys.
    """

    def __init__(self, alt: Collection[str] = ()) -> None:
        self._alt = alt
        self._held = ""
        self._pasting = False

    def apart(self, text: str) -> Iterator[str]:
        """What was read, in pieces of which `ESCAPE` is that key; one at the end is held back."""
        text, self._held = self._held + text, ""
        for part in _PASTE.split(text):
            if _PASTE.fullmatch(part):
                yield from self.late()
                self._held = ""
                self._pasting = part == "\x1b[200~"
                yield part
            elif self._pasting:
                begun = _END_BEGUN.search(part)
                self._held = begun.group() if begun else ""
                yield from filter(None, [part.removesuffix(self._held).replace(ESCAPE, "")])
            elif _ANSWER.search(part):
                yield part
            else:
                yield from self._keys(part)

    def late(self) -> Iterator[str]:
        """What was held back, nothing having come after it."""
        if self._held and not self._pasting:
            self._held = ""
            yield ESCAPE

    def _keys(self, text: str) -> Iterator[str]:
        start = 0
        for match in _ALONE.finditer(text):
            at, after = match.start(), match.end()
            last = after == len(text)
            if not last and text[after] in self._alt:
                continue
            yield from filter(None, [text[start:at]])
            start = after
            if last:
                self._held = ESCAPE
            else:
                yield ESCAPE
        yield from filter(None, [text[start:]])


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


class TerminalDriver(OpenDriver):
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
        parser, escapes = self.parser(), Escapes(getattr(self.app, "alt_keys", ()))
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _ESCAPE_SECONDS)[0]:
                data = self._typed()
                if not data:
                    self._lost()
                    return
                pieces = escapes.apart(decode(data))
            else:
                pieces = escapes.late()
            for piece in pieces:
                key = events.Key("escape", ESCAPE) if piece == ESCAPE else None
                for event in [key] if key else parser.feed(piece):
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
        # At once, for the loop may be busy with keys for as long as thousands of them take.
        if isinstance(self.app, FailingApp):
            self.app.ending = True
        self.loop.call_soon_threadsafe(self.app.exit, None, 128 + signal.SIGHUP)
