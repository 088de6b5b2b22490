"""What stands below a dialog looks as it did without one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.app import App
from textual.command import CommandList

from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.command_list import Commands
from tui.asking.help_screen import HelpScreen
from tui.textual_parts import Options

Make = Callable[..., PostilApp]


@pytest.mark.parametrize("keys", ["?", ":", "themes", "I", "t", "? escape :"])
async def test_rows_with_doubtful_widths_are_seen_through_a_dialog(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    def filters(app: PostilApp) -> list[Any]:
        return [*App.get_line_filters(app), *app._last_filters]

    monkeypatch.setattr(PostilApp, "get_line_filters", filters)
    (file := tmp_path / "odd.txt").write_text("Odd \U0001f468\u200d\U0001f469 words\n" * 30)
    async with at_work(make_app([file]), 100, 24) as at:
        await at.press("l")
        if keys == "themes":
            at.app.search_themes()
        await at.press(keys if keys != "themes" else "")
        await at.pilot.pause()
        assert not hasattr(at.app.screen, "pane")
        assert "\u241b" not in at.screen
        assert "Od" in at.screen


async def test_the_list_of_commands_may_be_gone_when_what_was_typed_arrives(
    make_app: Make, tmp_path: Path
) -> None:
    (file := tmp_path / "a.txt").write_text("Quay\n\nThe board met.\n")
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        app.action_command_palette()
        await pilot.pause()
        commands = app.screen
        assert isinstance(commands, Commands)
        gone = commands.dismiss()
        commands.query_one(CommandList).remove()
        await pilot.pause()
        commands._gather_commands("undo")
        await gone
        await app.workers.wait_for_complete()
        assert app.failure is None


async def test_the_list_of_commands_opens_again_before_the_last_one_is_gone(
    make_app: Make, tmp_path: Path
) -> None:
    (file := tmp_path / "a.txt").write_text("Quay\n\nThe board met.\n")
    async with (app := make_app([file])).run_test(size=(80, 24)) as pilot:
        app.action_command_palette()
        await pilot.pause()
        assert isinstance(app.screen, Commands)
        app.screen.dismiss()
        app.action_command_palette()
        await pilot.pause()
        assert isinstance(app.screen, Commands)
        assert app.failure is None


@pytest.mark.parametrize("option", [1, 500])
async def test_a_click_on_what_has_been_narrowed_away_chooses_nothing(
    make_app: Make, tmp_path: Path, option: int
) -> None:
    (file := tmp_path / "a.txt").write_text("Quay\n\nThe board met.\n")
    async with at_work(make_app([file]), 80, 24) as at:
        await at.type("? r e d o r")
        options = at.app.screen.query_one(Options)
        style = Style(meta={"option": option})
        click = events.Click(options, 1, 1, 0, 0, 1, False, False, False, style=style)
        options.post_message(click)
        await at.pilot.pause()
        assert isinstance(at.app.screen, HelpScreen)
        assert at.app.failure is None


@pytest.mark.parametrize("option", [1, 500])
async def test_so_does_one_in_the_list_of_commands(
    make_app: Make, tmp_path: Path, option: int
) -> None:
    (file := tmp_path / "a.txt").write_text("Quay\n\nThe board met.\n")
    async with at_work(make_app([file]), 80, 24) as at:
        await at.type(":")
        commands = at.app.screen.query_one(CommandList)
        commands.clear_options()  # as each letter does that is typed
        style = Style(meta={"option": option})
        click = events.Click(commands, 1, 1, 0, 0, 1, False, False, False, style=style)
        commands.post_message(click)
        await at.pilot.pause()
        assert isinstance(at.app.screen, Commands)
        assert at.app.failure is None
