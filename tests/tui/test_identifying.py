"""The list of entities: digits choose, typing finds one or names a new one."""

import pytest
from textual.app import App

from tui.asking.identifying import EntityPicker, found_by

KNOWN = [("ann-lee", "Ann Lee, Lee"), ("nsc", "Narrow Seas Council, NSC"), ("ann", "Ann")]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("enter", ("", "Bo Ray")),
        ("2", ("nsc", "Narrow Seas Council, NSC")),
        ("1", ("ann-lee", "Ann Lee, Lee")),
        ("3", ("ann", "Ann")),
        ("9 2", ("nsc", "Narrow Seas Council, NSC")),
        ("down enter", ("ann-lee", "Ann Lee, Lee")),
        ("c o u n c i l down enter", ("nsc", "Narrow Seas Council, NSC")),
        ("a n n enter", ("ann", "Ann")),
        ("a n n space 2 enter", ("", "ann 2")),
        ("z backspace enter", ("", "Bo Ray")),
        ("escape", None),
        ("ctrl+c", None),
    ],
)
async def test_what_keys_choose(keys: str, chosen: tuple[str, str] | None) -> None:
    assert await answer(keys) == chosen


@pytest.mark.parametrize(
    ("likely", "keys", "chosen"),
    [
        (1, "enter", ("ann-lee", "Ann Lee, Lee")),
        (1, "down enter", ("", "Bo Ray")),
        (1, "2", ("nsc", "Narrow Seas Council, NSC")),
        (3, "end enter", ("", "Bo Ray")),
        (9, "end enter", ("", "Bo Ray")),
        (3, "z z enter", ("", "zz")),
    ],
)
async def test_what_is_likely_comes_before_a_new_one(
    likely: int, keys: str, chosen: tuple[str, str]
) -> None:
    assert await answer(keys, likely) == chosen


async def answer(keys: str, likely: int = 0) -> tuple[str, str] | None:
    """What the list answers after some keys."""
    answers: list[tuple[str, str] | None] = []

    class Asking(App[None]):
        def on_mount(self) -> None:
            self.push_screen(EntityPicker(KNOWN, "Bo Ray", likely), answers.append)

    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press(*keys.split())
        await pilot.pause()
    (given,) = answers
    return given


def test_what_is_typed_finds_the_likeliest_first() -> None:
    assert [id for id, _ in found_by(KNOWN, "ann")] == ["ann", "ann-lee"]
    assert [id for id, _ in found_by(KNOWN, "nsc")] == ["nsc"]
    assert found_by(KNOWN, "") == KNOWN
    assert found_by(KNOWN, "xyz") == []
