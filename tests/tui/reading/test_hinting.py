"""A letter on everything in view."""

from collections.abc import Callable

import pytest

from tests.tui.reading.script import Script
from tests.tui.reading.test_tagging import LEFT, RIGHT
from tests.tui.sitting import at_work
from tui.actions.finding import codes
from tui.app import PostilApp


@pytest.mark.parametrize(("count", "last"), [(1, "a"), (26, "m"), (27, "as"), (676, "mm")])
def test_codes_differ_and_none_begins_another(count: int, last: str) -> None:
    found = list(codes(count))
    assert len(set(found)) == len(found) == min(count, 676)
    assert len({len(code) for code in found}) == 1
    if count <= 26:
        assert found[-1] == "asdfghjklqwertyuiopzxcvbnm"[count - 1]


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("f a", "Oran"),
        ("f s", "Tuesday"),
        ("l d f a", "resume"),
        ("f escape l", "resume"),
        ("f 9 l", "resume"),
        ("f f", "May"),
    ],
)
def test_keys(keys: str, selected: str) -> None:
    script = Script(LEFT, RIGHT, suggests=True).type(keys)
    assert (script.selected, script.mode) == (selected, "normal")


def test_hints_are_a_mode_and_lead_to_the_other_pane() -> None:
    script = Script(LEFT, RIGHT, suggests=True).type("f")
    assert (script.mode, script.message) == ("hints", "Type a letter to go there; esc cancels.")
    assert set(script.reading.pane.hints.values()) >= {"a", "s", "d", "f"}
    script.type("h")
    assert (script.reading.active, script.mode, script.message) == (1, "normal", "")
    assert not script.reading.panes[0].hints
    assert script.type("enter").tags == [("Harbour", "actor")]


def test_nothing_in_view_is_said() -> None:
    script = Script("[nothing> here.").type("f")
    assert "There is nothing in view to go to." in script.message
    assert script.mode == "normal"


def test_of_many_each_has_two_letters() -> None:
    days = " ".join(f"{day} May" for day in range(1, 32))
    script = Script(days, suggests=True).type("f a")
    assert script.mode == "hints"
    assert script.type("d").selected == "3 May"


@pytest.mark.parametrize("left", ["escape", "9", "h"])
def test_what_was_asked_for_is_asked_no_more(left: str) -> None:
    assert Script(LEFT, RIGHT, suggests=True).type(f"f {left}").message == ""


async def test_letters_stand_over_their_places(make_app: Callable[..., PostilApp]) -> None:
    async with at_work(make_app()) as at:
        await at.type("g f")
        assert "aran said on" in at.screen.replace("\u00b7", " ")
        await at.type("h")
        assert "aran" not in at.screen
