"""A form by mouse and by paste: fields, what they offer, and a letter in the middle."""

from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot

from annotations.scheme import Attribute
from tests.tui.sitting import strips_of
from tui.asking.form import Form, FormScreen

VALUES = {"value": "2031-03", "certainty": "", "note": "as says \U0001f1eb\U0001f1f7 Oran"}
TYPES = {"certainty": Attribute("choice", ("day", "month", "Monday"))}


class Asking(App[None]):
    """Asks, and keeps the answer."""

    answer: dict[str, str] | None = None

    def on_mount(self) -> None:
        self.push_screen(FormScreen(Form("About", VALUES, TYPES)), self.answered)

    def answered(self, answer: dict[str, str] | None) -> None:
        self.answer = answer


async def point(pilot: Pilot[None], words: str, into: int = 0) -> None:
    """Click on the first letter of words on the screen, or so many cells behind it."""
    rows = [strip.text for strip in strips_of(pilot.app.screen)]
    y = next(y for y, row in enumerate(rows) if words in row)
    assert await pilot.click(offset=(rows[y].index(words) + into, y))


def paste(words: str) -> Callable[[Pilot[None]], Any]:
    async def pasted(pilot: Pilot[None]) -> None:
        pilot.app.post_message(events.Paste(words))
        await pilot.pause()

    return pasted


def click(words: str, into: int = 0) -> Callable[[Pilot[None]], Any]:
    return lambda pilot: point(pilot, words, into)


def keys(*names: str) -> Callable[[Pilot[None]], Any]:
    return lambda pilot: pilot.press(*names)


@pytest.mark.parametrize(
    ("doing", "changed"),
    [
        ([click("note"), keys("!")], {"note": VALUES["note"] + "!"}),
        ([click("says"), click("says"), paste("Ann ")], {"note": "as Ann" + VALUES["note"][3:]}),
        (
            [click("Oran"), click("Oran", 2), keys("backspace")],
            {"note": VALUES["note"][:-3] + "an"},
        ),
        ([click("certainty"), click("month")], {"certainty": "month"}),
        ([click("certainty"), click("month"), click("Monday")], {"certainty": "Monday"}),
        ([click("certainty"), paste("Monday")], {"certainty": "Monday"}),
        ([click("certainty"), paste("mon")], {"certainty": "month"}),
        ([click("certainty"), paste("a week")], {}),
        ([paste("-04\n")], {"value": "2031-03-04"}),
        ([click("enter saves"), click("esc cancels")], {}),
    ],
)
async def test_pointing_and_pasting(
    doing: list[Callable[[Pilot[None]], Any]], changed: dict[str, str]
) -> None:
    async with (app := Asking()).run_test(size=(80, 24)) as pilot:
        for do in doing:
            await do(pilot)
        await pilot.press("enter")
        assert app.answer == VALUES | changed
