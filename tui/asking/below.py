"""What a dialog shows of the screen below it."""

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from textual.command import CommandPalette
from textual.renderables.background_screen import BackgroundScreen

from tui.cells.filters import unsteadied


class Below(BackgroundScreen):
    """The screen below, tinted, without its commands to the terminal.

    Textual takes those for words when it draws one screen over another, and the rows of the upper
    one get commands of their own.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The segments of its rows."""
        segments = console.render(self.screen._compositor, options)
        return self.process_segments(unsteadied(segments), self.color)


def seen_through(background: RenderableType) -> RenderableType:
    """The background of a screen, with the one below it as it should be seen, if it is."""
    if isinstance(background, BackgroundScreen):
        return Below(background.screen, background.color)
    return background


class Commands(CommandPalette):
    """Textual's list of all commands by name."""

    def render(self) -> RenderableType:
        """See `Screen.render`."""
        return seen_through(super().render())
