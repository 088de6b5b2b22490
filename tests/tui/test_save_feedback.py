"""A frame waits for the disk where the disk is quick, and for nothing where it is not."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.app import App

from tui import save_feedback
from tui.save_feedback import PATIENCE_SECONDS, OneFrame


class Counting(App[None]):
    """Counts what holds its frames back."""

    held = 0

    @contextmanager
    def batch_update(self) -> Iterator[None]:
        """Hold frames back."""
        self.held += 1
        yield
        self.held -= 1


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which stands still but for the test."""
    now = [0.0]
    monkeypatch.setattr(save_feedback, "monotonic", lambda: now[0])
    return now


async def test_a_frame_waits_until_it_is_let_go(clock: list[float]) -> None:
    app = Counting()
    frame = OneFrame(app, lambda: None)
    frame.hold()
    frame.hold()
    assert frame.is_held
    assert app.held == 1
    frame.let_go()
    assert not frame.is_held
    assert app.held == 0


async def test_a_frame_that_waited_long_is_given_up(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_feedback, "PATIENCE_SECONDS", 0.0)
    given_up = asyncio.Event()
    OneFrame(Counting(), given_up.set).hold()
    await asyncio.wait_for(given_up.wait(), 10)


async def test_no_frame_waits_for_a_slow_disk_until_it_is_quick_again(clock: list[float]) -> None:
    app = Counting()
    frame = OneFrame(app, lambda: None)
    frame.hold()
    clock[0] += PATIENCE_SECONDS
    frame.let_go()
    frame.hold()
    assert app.held == 0
    frame.let_go()
    frame.hold()
    assert app.held == 1
    frame.let_go()
