"""Screens above another one: what they show of it, and that each is left only once."""

from typing import TypeVar

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from textual.await_complete import AwaitComplete
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen

from tui.cells.filters import unsteadied
from tui.textual_parts import rows_of

T = TypeVar("T")


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

    def render(self) -> RenderableType:
        """The background of a screen, with the one below it as it should be seen, if it is."""
        background = super().render()
        if isinstance(background, BackgroundScreen):
            return Below(background.screen, background.color)
        return background

    _left = False

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave it. A key or click that was on its way by then leaves nothing else."""
        if self._left or not self.is_current:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)
