"""What stands on a screen, row by row."""

from typing import Any

from textual.screen import Screen
from textual.strip import Strip


def strips_of(screen: Screen[Any]) -> list[Strip]:
    """The rows of a screen as they are drawn."""
    return screen._compositor.render_strips()
