"""Screens that read their keys themselves, in the order typed; those that stand above another."""

from collections.abc import Mapping
from time import monotonic
from types import MappingProxyType
from typing import ClassVar, TypeVar

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from textual import events
from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.message import Message
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, Screen

from tui.cells.filters import unsteadied
from tui.textual_painting import FailingApp, TimelyScreen
from tui.textual_parts import rows_of

LONGEST_WAIT = 0.1
"""Seconds after which a frame is drawn though more waits to be answered."""

T = TypeVar("T")

_JOINERS = "\u200c\u200d"  # which join letters, or keep them apart, and print nothing themselves


class KeyScreen(TimelyScreen[T], inherit_bindings=False):
    """Answers keys in `answer`; none goes by way of the focus, where others could overtake it.

    Textual draws when nothing waits to be answered. Keys that come faster than they are answered
    are drawn together instead, ten times a second.
    """

    AUTO_FOCUS: ClassVar[str] = ""
    ALSO: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Keys that are answered as others are."""
    _caret: Offset | None = None
    """Where it is while a frame is drawn, unless that moves it."""

    @property
    def caret(self) -> Offset | None:
        """The cell of the screen in which the person is: at the selection's active end, or typing.

        Magnifiers, screen readers and the windows of input methods look there.
        """
        return None

    @property
    def is_field(self) -> bool:
        """Whether what is typed there are words."""
        return False

    def before_frame(self, moves: bool) -> None:
        """Have the frame end where the person is."""
        if self.is_active and (caret := self.caret) is not None:
            self.app.cursor_position = caret
            self._caret = None if moves else caret

    def after_frame(self) -> None:
        """See `TimelyScreen.after_frame`."""
        self._caret = None

    @property
    def drawn_caret(self) -> Offset | None:
        """The caret, which has just been looked for where a frame is being drawn."""
        return self._caret or self.caret

    def answer(self, key: str, typed: str | None) -> None:
        """Answer a key by its name; `typed` is its character where it prints one."""
        raise NotImplementedError

    def letter(self, key: str, typed: str | None) -> str:
        """What a key means where letters are commands, by its place if it types other than ASCII.

        A key that types nothing is its name.
        """
        layouts = getattr(self.app, "layouts", None)
        return (layouts and layouts.place(key, typed)) or typed or key

    def paste(self, words: str) -> None:
        """Take in pasted words, all in one line; most screens have no place for any."""

    @property
    def is_ending(self) -> bool:
        """Whether what waits to be answered is to be dropped."""
        return isinstance(self.app, FailingApp) and self.app.ending

    def on_key(self, event: events.Key) -> None:
        """Answer, or hand on what was typed ahead for the screen that has come to the top."""
        event.stop()
        event.prevent_default()
        if self.is_ending:
            return
        with self.drawn_after():
            if isinstance(self.app, FailingApp):
                self.app.catch_up()
            if self.is_active:
                self.answer(self.ALSO.get(event.key, event.key), _typed(event))
            else:
                self._hand_on(events.Key(event.key, event.character))
        self.draw_in_time(event)

    def draw_in_time(self, answered: Message) -> None:
        """Draw if what was answered has waited for long, and nothing was drawn meanwhile."""
        since = max(answered.time, self.drawn_at)
        if self.is_active and monotonic() - since > LONGEST_WAIT:
            self.draw_now()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words on the way that keys go, so that they overtake none."""
        event.stop()
        event.prevent_default()
        if self.is_ending:
            return
        if self.is_active:
            self.paste(" ".join(event.text.split()))
        else:
            self._hand_on(events.Paste(event.text))

    def _hand_on(self, event: events.Event) -> None:
        """Screens of Textual's own take keys by way of the app, which knows what is focused."""
        top = self.app.screen
        to = top if isinstance(top, KeyScreen) else self.app
        to.post_message(event)


def _typed(event: events.Key) -> str | None:
    is_typed = event.is_printable or (event.character or " ") in _JOINERS
    return event.character if is_typed else None


class Below(BackgroundScreen):
    """The screen below, tinted, without its commands to the terminal.

    Textual takes those for words when it draws one screen over another, and the rows of the upper
    one get commands of their own.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The segments of its rows."""
        segments = console.render(rows_of(self.screen), options)
        return self.process_segments(unsteadied(segments), self.color)


class Above(Screen[T], inherit_bindings=False):
    """A screen that the one below it is seen through."""

    _left = False

    def render(self) -> RenderableType:
        """The background of a screen, with the one below it as it should be seen, if it is."""
        background = super().render()
        if isinstance(background, BackgroundScreen):
            return Below(background.screen, background.color)
        return background

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave it. A key or click that was on its way by then leaves nothing else."""
        if self._left or not self.is_current:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)


class Modal(ModalScreen[T], Above[T], KeyScreen[T], inherit_bindings=False):
    """Shows what is below it, and has the keys until it is left, which ctrl+c does as esc does."""

    ALSO = MappingProxyType({"ctrl+c": "escape"})
