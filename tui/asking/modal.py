"""A screen above another one, that reads its keys itself."""

from typing import TypeVar

from textual.screen import ModalScreen

from tui.asking.below import Above
from tui.key_screen import KeyScreen

T = TypeVar("T")


class Modal(ModalScreen[T], Above[T], KeyScreen[T], inherit_bindings=False):
    """Shows what is below it, and has the keys until it is left."""
