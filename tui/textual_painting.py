"""An app and its screens that are drawn as soon as they can be, by what is private in Textual.

Where it has other private names (`textual_rows`), all is done as Textual does it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from tui.textual_rows import RowCompositor, paints_rows

T = TypeVar("T")

FRAME_SECONDS = 1 / 60


def pass_over_old_size(screen: Screen[Any], event: events.Resize) -> None:
    """Have a screen laid out for the size that there is, and for none that has been.

    Of two that wait, each would be asked for again by the other, and nothing else done any more.
    """
    if event.size != screen.app.size:
        event.prevent_default()


class TimelyScreen(Screen[T]):
    """A screen that is drawn as soon as it can be; Textual waits until nothing is left to answer.

    `drawn_at` is when it was drawn last, on the clock `monotonic`.
    """

    AT_ONCE: ClassVar[bool] = False
    """Whether keys are answered in the turn of the event loop in which they come."""
    drawn_at = 0.0
    _holds = _awaits = _was_on_top = False

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._compositor = RowCompositor()

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Have nothing styled again that was, just before, as it was mounted."""
        if not self._was_on_top:
            self._was_on_top, event.refresh_styles = True, False

    async def _on_resize(self, event: events.Resize) -> None:
        """Be laid out in the size that there is."""
        pass_over_old_size(self, event)

    def before_frame(self, moves: bool) -> None:
        """What is done before what has changed is drawn; with it, widgets may move."""

    def after_frame(self) -> None:
        """What is done once it has been."""

    def await_first_frame(self) -> None:
        """Have `first_frame` called once there is something to see."""
        self._awaits = paints_rows()
        if not self._awaits:
            self.call_after_refresh(self.first_frame)

    @property
    def is_awaited(self) -> bool:
        """Whether there is nothing to see yet."""
        return self._awaits

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


class _Behind(Screen[None]):
    """The screen behind the first one, which nobody sees: Textual's own has a place for notices."""

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Leave it empty."""


class FailingApp(App[None]):
    """An app that is told of what nobody has caught, before it ends by that.

    Once it is `ending`, which any thread may say, keys that still wait are answered no more.
    """

    ending = False

    def __init__(self) -> None:
        super().__init__()
        self._disable_tooltips = True  # there are none, and each screen would have a place for them
        self._came = deque[Message]()
        self._busy = False

    def get_default_screen(self) -> Screen[None]:
        """An empty one: the first screen to be seen stands on it."""
        return _Behind(id="_default")

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
