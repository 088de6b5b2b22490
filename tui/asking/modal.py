"""A screen above another one, that reads its keys itself."""

from typing import TypeVar

from rich.console import RenderableType
from textual.screen import ModalScreen

from tui.asking.below import seen_through
from tui.key_screen import KeyScreen

T = TypeVar("T")


class Modal(ModalScreen[T], KeyScreen[T], inherit_bindings=False):
    """Shows what is below it, and has the keys until it is left."""

    def render(self) -> RenderableType:
        """See `Screen.render`."""
        return seen_through(super().render())
