"""A letter on everything in view."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.actions.hinting import codes
from tui.app import PostilApp

Make = Callable[..., PostilApp]


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
async def test_keys(make_app: Make, sitting: Any, keys: str, selected: str) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g " + keys)
        assert at.selected == selected


async def test_letters_stand_over_their_places_and_lead_to_the_other_pane(
    make_app: Make, sitting: Any
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g f")
        assert "aran said on" in at.screen.replace("\u00b7", " ")
        await at.type("h")
        assert at.workbench.session.article.title == "Harbour to open"
        assert "aran" not in at.screen
        await at.type("enter")
        assert at.tags == [("Harbour", "actor")]


async def test_nothing_in_view_is_said(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("nothing here.")
    async with (app := make_app([file])).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("f")
        assert "There is nothing in view to go to." in at.screen


async def test_of_many_each_has_two_letters(make_app: Make, sitting: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(" ".join(f"{day} May" for day in range(1, 32)))
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g f a d")
        assert at.selected == "3 May"


@pytest.mark.parametrize("left", ["escape", "9", "h"])
async def test_what_was_asked_for_is_asked_no_more(make_app: Make, sitting: Any, left: str) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("g f")
        assert "Type a letter to go there; esc leaves." in at.screen
        await at.type(left)
        assert "Type a letter" not in at.screen
