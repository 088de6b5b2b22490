"""All that is private in Textual and needed here, as it is in the versions `HOLDS_FOR`."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from rich.console import RenderableType
from rich.control import Control
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.command import CommandList, CommandPalette
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Offset, Size
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList
from textual.worker import Worker

from annotations.expressions import late
from tui.textual_painting import FailingApp, pass_over_old_size
from tui.textual_rows import paints_rows

HOLDS_FOR = ">=8.2.5,<9"

_KITTY = late(r"\x1b\[[<>]\d*u")
_SHOW, _HIDE = "\x1b[?25h", "\x1b[?25l"


def rows_of(screen: Screen[Any]) -> RenderableType:
    """The rows of a screen as they are to be drawn."""
    return screen._compositor


class Options(OptionList):
    """A list to choose from that may be shorter by the time that a click on it arrives."""

    def on_click(self, event: events.Click) -> None:
        """Keep from Textual's own a click on an option that has gone meanwhile."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()
            event.stop()


class _CommandOptions(CommandList, Options, can_focus=False):
    """Textual's list of commands, which may be shorter by then as well."""


class EndingPalette(CommandPalette):
    """The list of commands, in which nothing is looked for once it has been left."""

    _ended = False

    def compose(self) -> ComposeResult:
        """Textual's, with a list that takes late clicks."""
        for part in super().compose():
            yield _CommandOptions() if isinstance(part, CommandList) else part

    async def _on_resize(self, event: events.Resize) -> None:
        """Be laid out in the size that there is."""
        pass_over_old_size(self, event)

    def end(self) -> None:
        """Look for no command any more."""
        self._ended = True
        self._cancel_gather_commands()

    def _gather_commands(self, search_value: str) -> Worker[None] | None:  # type: ignore[override]
        # What was typed or pasted last may be heard of when the list has gone.
        return None if self._ended else super()._gather_commands(search_value)

    def _action_command_list(self, action: str) -> None:
        # Textual pages through rows that it may not have laid out yet.
        with suppress(KeyError):
            super()._action_command_list(action)


class CellParser(XTermParser):
    """Takes whole sequences, and the places of the mouse for cells, as they are reported to us.

    Textual's takes them for pixels as soon as the terminal has told its size in both, which some
    do unasked, or without knowing pixels of the mouse.
    """

    LONGEST = 32
    """Of a sequence that is longer it makes keys."""

    def whole(self, sequence: str) -> list[Message] | None:
        """The events of a sequence, or none if it cannot read it: then it can be used no more."""
        if not sequence or len(sequence) > self.LONGEST:
            return []
        try:
            found = list(self.feed(sequence))
        except (ValueError, OverflowError):
            return None
        waits = getattr(self, "_timeout_time", None) is not None
        return None if waits else found

    def parse_mouse_code(self, code: str) -> Message | None:
        """The event of the mouse that a sequence says."""
        self.mouse_pixels = False
        return super().parse_mouse_code(code)


class OpenDriver(Driver):
    """A driver of Textual's, with what reads, writes and runs it at hand."""

    _shows_cursor = True

    def send_message(self, message: Message) -> None:
        """Hand on what was typed in one turn of the event loop; Textual takes four, and a task."""
        if isinstance(app := self._app, FailingApp) and paints_rows():
            app.come(message)
            self._loop.call_soon_threadsafe(app.take_next)
        else:
            super().send_message(message)

    @property
    def app(self) -> App[Any]:
        """The app that it drives."""
        return self._app

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop of the app."""
        return self._loop

    def parser(self) -> CellParser:
        """What makes events of what is typed."""
        return CellParser(self._debug)

    def show_cursor(self, shown: bool) -> None:
        """Show the terminal's own cursor, or hide it."""
        if shown != self._shows_cursor:
            self._shows_cursor = shown
            self.write(_SHOW if shown else _HIDE)
            self.flush()

    def resized(self, columns: int, rows: int) -> events.Resize:
        """The event of the terminal having that size, which it has from now on."""
        self._size = columns, rows
        return events.Resize(Size(columns, rows), Size(columns, rows))


class OpenLinuxDriver(OpenDriver, LinuxDriver):
    """Textual's driver for Linux and macOS, in the same way."""

    def write(self, data: str) -> None:
        """Write, but for what turns on the Kitty protocol, or off again: see docs/terminals.md."""
        if not _KITTY.fullmatch(data):
            super().write(data)
        if data in (_SHOW, _HIDE):
            self._shows_cursor = data == _SHOW

    def write_by(self, wrapped: Callable[[IO[str]], Any]) -> None:
        """Have all that is written go by way of something around the stream."""
        if self._file:
            self._file = wrapped(self._file)

    def _enable_mouse_pixels(self) -> None:
        """Do without them: what one points at is a cell."""


def put_cursor(app: App[Any], place: Offset | None, shown: bool) -> None:
    """Have the terminal's own cursor in this cell, or where it is, and shown or not."""
    if isinstance(driver := app._driver, OpenDriver):
        if place is not None and place != app.cursor_position:
            driver.write(Control.move_to(*place).segment.text)
        driver.show_cursor(shown)
    app.cursor_position = place or app.cursor_position
