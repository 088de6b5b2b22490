"""Hints on the screen."""

from collections.abc import Callable
from typing import Any

from tui.app import PostilApp


async def test_letters_stand_over_their_places(
    make_app: Callable[..., PostilApp], sitting: Any
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g f")
        assert "aran said on" in at.screen.replace("\u00b7", " ")
        await at.type("h")
        assert "aran" not in at.screen
