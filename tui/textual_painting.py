"""An app and its screens that are drawn as soon as they can be, by what is private in Textual.

Where its version is none of `PAINTED`, or a name is missing, all is done as Textual does it.
"""

import os
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from itertools import pairwise
from time import monotonic
from typing import Any, ClassVar, TypeVar

import textual
from textual import events
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

T = TypeVar("T")

PAINTED = (8, 2, 5), (8, 3)
"""The versions, from the one to before the other, that are painted as here; others as they do."""

FRAME_SECONDS = 1 / 60

_ABOUT = re.compile(r"textual-([\w.+!]+)\.dist-info")


def version_of_textual() -> str:
    """Its version, by the name of the folder that tells of it where that is beside it.

    The library that reads what is in there takes longer to load than a frame to paint.
    """
    place = os.path.dirname(os.path.dirname(textual.__file__))
    found = [told[1] for told in map(_ABOUT.fullmatch, os.listdir(place)) if told]
    if len(found) == 1:
        return found[0]
    from importlib.metadata import version

    return version("textual")


@cache
def paints_rows() -> bool:
    """Whether what has changed is painted as here, or as Textual does."""
    numbers = tuple(map(int, re.findall(r"\d+", version_of_textual())))
    missing = {"_dirty_regions", "_regions_to_spans", "cuts", "layers_visible"}
    missing -= {*dir(Compositor())}
    missing |= {"_on_timer_update", "_message_queue", "_repaint_required", "_repaint_regions",
                "_context", "_running", "_compositor_refresh"} - {*dir(Screen())}  # fmt: skip
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
        missing = {start for start, end in pairwise(cuts) if start < high and end > low}
        for widget, (x, _, width, _), (left, top, _, _) in self.layers_visible[y]:
            here = [cut for cut in cuts if x <= cut <= x + width]
            if missing.isdisjoint(here[:-1]):
                continue
            for strip in widget.render_lines(Region(x - left, y - top, width, 1)):
                cells = strip.divide([cut - x for cut in here[1:]])
                for cut, part in zip(here, cells, strict=False):
                    if parts[cut] is None:
                        parts[cut] = part
            missing.difference_update(here[:-1])
            if not missing:
                break
        return parts


class TimelyScreen(Screen[T]):
    """A screen that is drawn as soon as it can be; Textual waits until nothing is left to answer.

    `drawn_at` is when it was drawn last, on the clock `monotonic`.
    """

    AT_ONCE: ClassVar[bool] = False
    """Whether keys are answered in the turn of the event loop in which they come."""
    drawn_at = 0.0
    _holds = _awaits = False

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._compositor = RowCompositor()

    def before_frame(self, moves: bool) -> None:
        """What is done before what has changed is drawn; with it, widgets may move."""

    def after_frame(self) -> None:
        """What is done once it has been."""

    def await_first_frame(self) -> None:
        """Have `first_frame` called once there is something to see."""
        self._awaits = paints_rows()
        if not self._awaits:
            self.call_after_refresh(self.first_frame)

    def first_frame(self) -> None:
        """What is done then: work that could keep it up."""

    def draw_now(self) -> None:
        """Draw what has changed."""
        self._on_timer_update()

    def repaint(self, widget: Widget, region: Region) -> None:
        """Have some cells of a widget painted; Textual's own forgets what it knows of sizes too."""
        with suppress(NoWidget):
            region = region.translate(self.find_widget(widget).region.offset)
        if self._is_mounted and paints_rows():
            self._repaint_regions.add(region)
            self._repaint_required = True
            self.check_idle()
        else:
            self.refresh(region)

    def answers(self, key: events.Key, app: App[Any]) -> bool:
        """Answer a key in this turn of the event loop, unless it has to take Textual's way."""
        rests = self._running and self._is_mounted and self._message_queue.empty()
        if self.AT_ONCE and rests:
            self.in_turn(app, partial(self.on_key, key))
        return self.AT_ONCE and rests

    def on_key(self, event: events.Key) -> None:
        """Answer a key."""

    def in_turn(self, app: App[Any], act: Callable[[], object]) -> None:
        """Do something in this turn of the app's event loop, as if it were a message's."""
        if self._closing or self._closed or not self._running:
            return
        with app._context(), self._context():
            try:
                act()
            except Exception as error:
                app._handle_exception(error)

    def soon(self, act: Callable[[], object]) -> None:
        """Do something in the next turn of the event loop; any thread may ask for it.

        Textual makes a message of it, which costs another turn.
        """
        app = self.app
        if app._loop and paints_rows():
            app._loop.call_soon_threadsafe(self.in_turn, app, act)
        else:
            self.call_later(act)

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
            app = self.app
            ahead = isinstance(app, FailingApp) and app.typed_ahead
            due = monotonic() - self.drawn_at >= apart and not ahead
            due = due and bool(self._message_queue.empty())
            if due and self._repaint_required and self.is_current:
                self._on_timer_update()
            else:
                self.check_idle()

    def _compositor_refresh(self) -> None:
        if paints_rows():
            if self.app._batch_count:
                return  # Textual paints all of it here, and shows nothing of that
            if self.size.region in self._compositor._dirty_regions and self.is_active:
                # All that it was told to paint by now is in this frame, and not in one more.
                self._repaint_regions.clear()
                self._repaint_required = False
        super()._compositor_refresh()
        if self._awaits and self.is_active:
            self._awaits = False
            self.call_later(self.first_frame)

    def check_idle(self) -> None:
        """Have what has changed drawn later, where it is not at the end of this."""
        if not self._holds:
            super().check_idle()

    def _on_timer_update(self) -> None:
        self.drawn_at = monotonic()
        moves = self._layout_required or self._scroll_required
        self.before_frame(moves)
        super()._on_timer_update()
        self.after_frame()


class FailingApp(App[None]):
    """An app that is told of what nobody has caught, before it ends by that.

    Once it is `ending`, which any thread may say, keys that still wait are answered no more.
    """

    ending = False

    def __init__(self) -> None:
        super().__init__()
        self._came = deque[Message]()
        self._busy = False

    @property
    def typed_ahead(self) -> bool:
        """Whether something has come from the terminal that nobody has seen yet."""
        return bool(self._came)

    def come(self, message: Message) -> None:
        """Take in what came from the terminal, on the thread that reads it."""
        self._came.append(message)

    def take_next(self) -> None:
        """Answer what came first of all that has come, or have it wait for what came before it."""
        message = self._came.popleft()
        top = self.screen_stack[-1] if self.screen_stack else None
        is_quiet = self.app_focus and not self._busy and self._message_queue.empty()
        if (
            is_quiet
            and isinstance(message, events.Key)
            and isinstance(top, TimelyScreen)
            and top.answers(self.placed(message), self)
        ):
            return
        self.post_message(message)

    def placed(self, key: events.Key) -> events.Key:
        """A key as screens are to get it."""
        return key

    async def on_event(self, event: events.Event) -> None:
        """Hand it on."""
        self._busy = True
        try:
            await self.hand_on(self.placed(event) if isinstance(event, events.Key) else event)
        finally:
            self._busy = False

    async def hand_on(self, event: events.Event) -> None:
        """Hand on what has come to who is to have it."""
        await super().on_event(event)

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
