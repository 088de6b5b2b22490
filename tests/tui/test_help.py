"""Help: the keys as they are, narrowed by what is typed, closed by the key that opened it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.app import PostilApp
from tui.asking.help_screen import HelpScreen

Make = Callable[..., PostilApp]


async def test_help_shows_labels_and_keys(make_app: Make, sitting: Any) -> None:
    app = make_app()
    async with app.run_test(size=(100, 60)) as pilot:
        at = sitting(app, pilot)
        await at.type("?")
        assert isinstance(app.screen, HelpScreen)
        assert "actor: a named person" in at.screen
        assert "previous word" in at.screen
        await at.type("escape a")
        assert at.tags == [("Talks", "actor")]


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_closes_by_the_key_that_opened_it(
    make_app: Make, sitting: Any, tmp_path: Path, key: str
) -> None:
    (tmp_path / "project").mkdir()
    named = {"question_mark": "?"}.get(key, key)
    keys = f'[keys]\nhelp = ["{named}"]\n'
    (tmp_path / "project" / "postil.toml").write_text(keys)
    async with (app := make_app()).run_test(size=(100, 60)) as pilot:
        at = sitting(app, pilot)
        await at.type(key)
        assert isinstance(app.screen, HelpScreen)
        await at.type(key)
        assert app.screen is at.workbench


async def test_help_is_narrowed_by_what_is_typed_and_does_what_is_chosen(
    make_app: Make, sitting: Any
) -> None:
    async with (app := make_app()).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        await at.type("a ?")
        assert "To begin with" in at.screen
        await at.type("u n d o")
        assert "Keys: undo" in at.screen
        assert "take back" not in at.screen
        await at.type("enter")
        assert app.screen is at.workbench
        assert at.tags == []
        await at.type("? ? U")
        assert at.tags == [("Talks", "actor")]
        await at.type("? x x x enter backspace backspace backspace escape")
        assert app.screen is at.workbench
