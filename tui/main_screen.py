"""What the screens of articles and of lists have in common: commands, words back, screens above."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from textual.message import Message
from textual.screen import Screen

from annotations.errors import PostilError
from annotations.store.writer import Event
from tui.cells.palette import Palette
from tui.key_screen import KeyScreen
from tui.keys import Stroke


class MainScreen(KeyScreen[None]):
    """Tells what can be done on it and does it; says what cannot be done; shows screens above."""

    class Reported(Message):
        """What became of a change, brought over from the thread that saves."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def strokes(self) -> Iterator[tuple[str, str, Stroke]]:
        """What can be done here: each with its name and its keys."""
        raise NotImplementedError

    def carry_out(self, stroke: Stroke) -> None:
        """Do what a key asks for; what cannot be done is said in the bottom line."""
        raise NotImplementedError

    def say(self, message: str, severe: bool = False) -> None:
        """Tell the person something: in the bottom line, or where it matters as a notice."""
        raise NotImplementedError

    def leave(self) -> None:
        """Leave, asking first where changes are not saved."""
        raise NotImplementedError

    def set_palette(self, palette: Palette) -> None:
        """Take another palette everywhere."""
        raise NotImplementedError

    def open(self, screen: Screen[Any], done: Callable[[Any], None] | None = None) -> None:
        """Show a screen above this one; `done` gets what it answers."""

        def answered(answer: Any) -> None:
            if done:
                with self.telling():
                    done(answer)

        self.app.push_screen(screen, answered)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Say what cannot be done in the bottom line."""
        try:
            yield
        except PostilError as error:
            self.say(str(error))
        except OSError as error:  # such as no handle being left for what is loaded at need
            self.say(f"{error.filename or 'A file'} cannot be read: {error.strerror or error}.")
