"""Notices are there once, do not pile up, and all end."""

from collections.abc import Callable

import pytest
from textual.notifications import Notification

from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.notices import MOST, Notice

Make = Callable[..., PostilApp]


@pytest.mark.parametrize("ago", [0.0, 4.999, 5.0, 5.003, 60.0])
def test_the_time_of_a_notice_is_never_quite_over(ago: float) -> None:
    notice, textuals = Notice("Late."), Notification("Late.")
    for one in (notice, textuals):
        one.raised_at -= ago
    assert notice.time_left >= 0.1
    assert notice.has_expired == textuals.has_expired == (ago >= 5)


def test_one_that_is_ended_is_over() -> None:
    notice = Notice("Late.")
    notice.end()
    assert notice.has_expired


async def told(make_app: Make, *messages: str) -> list[str]:
    """The notices that there are after these."""
    async with at_work(make_app()) as at:
        for message in messages:
            at.app.notify(message, severity="warning", markup=False)
        await at.pilot.pause()
        return at.notices.splitlines()


async def test_what_is_told_again_is_there_once_and_last(make_app: Make) -> None:
    assert await told(make_app, "One.", "Two [b].", "One.") == ["Two [b].", "One."]


async def test_of_very_many_the_last_ones_are_there(make_app: Make) -> None:
    many = [f"Number {number}." for number in range(3 * MOST)]
    assert await told(make_app, *many) == many[-MOST:]
