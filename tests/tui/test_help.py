"""Help: the keys as they are, narrowed by what is typed, closed by the key that opened it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.help_screen import HelpScreen

Make = Callable[..., PostilApp]


async def test_help_shows_labels_and_keys(make_app: Make) -> None:
    app = make_app()
    async with at_work(app, 100, 60) as at:
        await at.type("?")
        assert isinstance(app.screen, HelpScreen)
        assert "actor: a named person" in at.screen
        assert "previous word" in at.screen
        await at.type("escape a")
        assert at.tags == [("Talks", "actor")]


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_closes_by_the_key_that_opened_it(
    make_app: Make, tmp_path: Path, key: str
) -> None:
    (tmp_path / "project").mkdir()
    named = {"question_mark": "?"}.get(key, key)
    keys = f'[keys]\nhelp = ["{named}"]\n'
    (tmp_path / "project" / "postil.toml").write_text(keys)
    async with at_work(make_app(), 100, 60) as at:
        await at.type(key)
        assert isinstance(at.app.screen, HelpScreen)
        await at.type(key)
        assert at.app.screen is at.workbench


async def test_help_is_narrowed_by_what_is_typed_and_does_what_is_chosen(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("a ?")
        assert "To begin with" in at.screen
        await at.type("u n d o")
        assert "Keys: undo" in at.screen
        assert "take back" not in at.screen
        await at.type("enter")
        assert at.app.screen is at.workbench
        assert at.tags == []
        await at.type("? ? U")
        assert at.tags == [("Talks", "actor")]
        await at.type("? x x x enter backspace backspace backspace escape")
        assert at.app.screen is at.workbench
