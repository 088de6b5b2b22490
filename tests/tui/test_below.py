"""What stands below a dialog looks as it did without one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.command import CommandList

from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.command_list import Commands

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
