"""All that is private in Textual and needed here, as it is in the versions `HOLDS_FOR`."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from itertools import pairwise
from time import monotonic
from typing import IO, Any, TypeVar

from rich.console import RenderableType
from rich.control import Control
from textual import events
from textual._compositor import ChopsUpdate, Compositor
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.command import CommandList, CommandPalette
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Offset, Region
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import OptionList
from textual.worker import Worker

T = TypeVar("T")

HOLDS_FOR = ">=8.2.5,<9"
PAINTED = (8, 2, 5), (8, 3)
"""The versions, from the one to before the other, that are painted as here; others as they do."""

FRAME_SECONDS = 1 / 60

_KITTY = re.compile(r"\x1b\[[<>]\d*u")
_SHOW, _HIDE = "\x1b[?25h", "\x1b[?25l"


def rows_of(screen: Screen[Any]) -> RenderableType:
    """The rows of a screen as they are to be drawn."""
    return screen._compositor


@cache
def paints_rows() -> bool:
    """Whether what has changed is painted as here, or as Textual does."""
    from importlib.metadata import version  # late: the first frame needs none

    numbers = tuple(map(int, re.findall(r"\d+", version("textual"))))
    missing = {"_dirty_regions", "_regions_to_spans", "cuts", "layers_visible"}
    missing -= {*dir(Compositor())}
    missing |= {"_on_timer_update", "_message_queue", "_repaint_required"} - {*dir(Screen())}
    return PAINTED[0] <= numbers < PAINTED[1] and not missing


class RowCompositor(Compositor):
    """Asks only the widgets on a row that has changed, from the front until the row is full.

    Textual asks all visible widgets for all their rows.
    """

    def render_partial_update(self) -> ChopsUpdate | None:
        """The rows that have changed, where they have."""
        if not paints_rows():
            return super().render_partial_update()
        rows = range(self.size.height)
        spans = [one for one in self._regions_to_spans(self._dirty_regions) if one[0] in rows]
        self._dirty_regions.clear()
        if not spans:
            return None
        reach = dict[int, tuple[int, int]]()
        for y, start, end in spans:
            low, high = reach.get(y, (start, end))
            reach[y] = min(low, start), max(high, end)
        chops = {y: self._row(y, *columns) for y, columns in reach.items()}
        ends = {y: self.cuts[y][1:] for y in reach}
        return ChopsUpdate(chops, spans, ends)  # type: ignore[arg-type]  # both are asked by row

    def _row(self, y: int, low: int, high: int) -> dict[int, Strip | None]:
        """The parts of a row by their first cells, of which those in these columns are wanted."""
        cuts = self.cuts[y]
        parts = dict[int, Strip | None].fromkeys(cuts[:-1])
        wanted = [start for start, end in pairwise(cuts) if start < high and end > low]
        for widget, shown, whole in self.layers_visible[y]:
            here = [cut for cut in cuts if shown.x <= cut <= shown.right]
            if shown.x >= high or all(parts[cut] is not None for cut in here[:-1]):
                continue
            crop = Region(shown.x - whole.x, y - whole.y, shown.width, 1)
            for strip in widget.render_lines(crop):
                cells = strip.divide([cut - shown.x for cut in here[1:]])
                for cut, part in zip(here, cells, strict=False):
                    parts[cut] = part if parts[cut] is None else parts[cut]
            if all(parts[cut] is not None for cut in wanted):
                break
        return parts


class TimelyScreen(Screen[T]):
    """A screen that is drawn as soon as it can be; Textual waits until nothing is left to answer.

    `drawn_at` is when it was drawn last, on the clock `monotonic`.
    """

    drawn_at = 0.0
    _holds = False

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._compositor = RowCompositor()

    def before_frame(self) -> None:
        """What is done before what has changed is drawn."""

    def draw_now(self) -> None:
        """Draw what has changed."""
        self._on_timer_update()

    @contextmanager
    def drawn_after(self, apart: float | None = None) -> Iterator[None]:
        """Draw what has changed at the end, unless more waits or the last frame is just shown.

        That is one shown less than `apart` seconds ago, by default a frame's. Textual takes four
        turns of the event loop for what is drawn here in none.
        """
        if self._holds or not paints_rows():
            yield
            return
        self._holds = True
        try:
            yield
        finally:
            self._holds = False
            apart = FRAME_SECONDS if apart is None else apart
            due = monotonic() - self.drawn_at >= apart and self._message_queue.empty()
            if due and self._repaint_required and self.is_current:
                self._on_timer_update()
            else:
                self.check_idle()

    def check_idle(self) -> None:
        """Have what has changed drawn later, where it is not at the end of this."""
        if not self._holds:
            super().check_idle()

    def _on_timer_update(self) -> None:
        self.drawn_at = monotonic()
        self.before_frame()
        super()._on_timer_update()


class FailingApp(App[None]):
    """An app that is told of what nobody has caught, before it ends by that.

    Once it is `ending`, which any thread may say, keys that still wait are answered no more.
    """

    ending = False

    def exit(self, *result: Any, **more: Any) -> None:
        """End."""
        self.ending = True
        super().exit(*result, **more)

    def failed(self, error: Exception) -> None:
        """Take in what ends the app."""
        raise NotImplementedError

    def catch_up(self) -> None:
        """Take in what happened before the next key is answered, and would else come behind it."""

    def _handle_exception(self, error: Exception) -> None:
        self.failed(error)
        super()._handle_exception(error)

    def put_cursor(self, place: Offset | None, shown: bool) -> None:
        """Have the terminal's own cursor in this cell, or where it is, and shown or not."""
        if isinstance(driver := getattr(self, "_driver", None), OpenDriver):
            if place is not None and place != self.cursor_position:
                driver.write(Control.move_to(*place).segment.text)
            driver.show_cursor(shown)
        self.cursor_position = place or self.cursor_position


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


class OpenDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with what reads, writes and runs it at hand."""

    _shows_cursor = True

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

    def write(self, data: str) -> None:
        """Write, but for what turns on the Kitty protocol, or off again: see docs/terminals.md."""
        if not _KITTY.fullmatch(data):
            super().write(data)
        if data in (_SHOW, _HIDE):
            self._shows_cursor = data == _SHOW

    def show_cursor(self, shown: bool) -> None:
        """Show the terminal's own cursor, or hide it."""
        if shown != self._shows_cursor:
            self.write(_SHOW if shown else _HIDE)
            self.flush()

    def write_by(self, wrapped: Callable[[IO[str]], Any]) -> None:
        """Have all that is written go by way of something around the stream."""
        if self._file:
            self._file = wrapped(self._file)

    def _enable_mouse_pixels(self) -> None:
        """Do without them: what one points at is a cell."""
