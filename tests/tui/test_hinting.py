"""Hints on the screen."""

from collections.abc import Callable

from tests.tui.sitting import at_work
from tui.app import PostilApp


async def test_letters_stand_over_their_places(make_app: Callable[..., PostilApp]) -> None:
    async with at_work(make_app()) as at:
        await at.type("g f")
        assert "aran said on" in at.screen.replace("\u00b7", " ")
        await at.type("h")
        assert "aran" not in at.screen
