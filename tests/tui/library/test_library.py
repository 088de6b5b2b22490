"""What keys do in the library: the cursor, columns, groups; and how it looks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette

from annotations.article import Article
from annotations.project import Project
from tests.tui.sitting import BY_GROUP, at_work, shown
from tui.app import PostilApp
from tui.asking.help_screen import HelpScreen
from tui.workbench import Workbench

Make = Callable[..., PostilApp]


# Keys, and with what the row at the cursor begins then, one after the other.
SCRIPTS = {
    "moves": [
        ("", BY_GROUP[0]),
        ("j j", BY_GROUP[2]),
        ("down up k", BY_GROUP[1]),
        ("G", BY_GROUP[6]),
        ("j k", BY_GROUP[5]),
        ("home", BY_GROUP[0]),
        ("pagedown", BY_GROUP[6]),
        ("pageup k", BY_GROUP[0]),
    ],
    "sorts": [
        ("1", BY_GROUP[0]),
        ("g", BY_GROUP[6]),
        ("1 g", BY_GROUP[3]),
        ("3 g", BY_GROUP[0]),
        ("3 g", BY_GROUP[2]),
        ("9", BY_GROUP[2]),
    ],
    "filters": [
        ("/ h a r b enter", BY_GROUP[4]),
        ("escape", BY_GROUP[4]),
        ("/ w i r e down enter", BY_GROUP[5]),
        ("escape k / z z z escape", BY_GROUP[4]),
        ("/ s t a t u s : d enter", ""),
    ],
    "goes to the next open one": [
        ("n", BY_GROUP[1]),
        ("m j m n", BY_GROUP[3]),
        ("N", BY_GROUP[0]),
        ("N", BY_GROUP[0]),
        ("G n", BY_GROUP[6]),
    ],
    "folds": [
        ("j j tab", "+ ferry"),
        ("right", "- ferry"),
        ("j j", BY_GROUP[2]),
        ("left", "+ ferry"),
        ("G", "+ no group"),
        ("right j", BY_GROUP[6]),
        ("g right j m n", "+ ferry"),
        ("n", "+ harbour"),
        ("tab", BY_GROUP[4]),
    ],
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
async def test_keys(make_library: Make, script: list[tuple[str, str]]) -> None:
    async with at_work(make_library(), 120, 20) as at:
        for keys, title in script:
            await at.press(keys)
            row = at.row.replace("\u25b8", "").lstrip(" \u256d\u2502\u2570")
            assert row.startswith(title), keys


async def test_it_lists_by_group_what_there_is(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        assert at.titles == BY_GROUP
        assert "\u25b4 group" in at.screen
        assert "7 articles   a actor 0" in at.screen
        assert "1 of 7" in at.screen


async def test_what_another_program_adds_is_there_when_one_turns_back_to_the_terminal(
    make_library: Make, corpus: Project
) -> None:
    async with at_work(make_library(), 100, 20) as at:
        await at.press("end")
        at.app.post_message(events.AppBlur())
        await at.pilot.pause()
        corpus.store.add([Article("ferry-0", "A ferry comes back", "Words.\n")])
        assert at.titles == BY_GROUP
        at.app.post_message(events.AppFocus())
        await at.pilot.pause()
        assert set(at.titles) == {*BY_GROUP, "A ferry comes back"}
        assert at.row.startswith("\u25b8   A letter from the north")


async def test_keys_and_palette_are_those_of_the_library(make_library: Make) -> None:
    async with at_work(make_library(), 100, 60) as at:
        await at.press("?")
        assert isinstance(at.app.screen, HelpScreen)
        assert "one row for each group" in at.screen
        assert "previous word" not in at.screen
        await at.press("escape")
        titles = {entry.name for entry in at.app.entries(at.app.screen)}
        assert {"Sort by title", "One row for each group", "Leave"} <= titles
        assert "Previous word" not in titles
        await at.press(":")
        assert isinstance(at.app.screen, CommandPalette)
        await at.press("s o r t space b y space t i t")
        await at.pilot.pause()  # until what is found is shown
        await at.press("enter")
        await at.pilot.pause(0.1)
        assert "\u25b4 title" in at.screen


async def test_the_mouse_points_opens_and_scrolls(make_library: Make) -> None:
    async with at_work(make_library(), 120, 7) as at:
        table = at.app.screen.query_one("ArticleTable")
        await at.pilot.click(table, offset=(9, 3))
        assert BY_GROUP[2] in at.row
        assert "3 of 7" in at.screen
        table.post_message(events.MouseScrollDown(table, 1, 1, 0, 1, 0, False, False, False))
        await at.press("")
        assert BY_GROUP[2] not in at.screen
        await at.pilot.click(table, offset=(9, 1), times=2)
        await at.press("")
        assert isinstance(at.app.screen, Workbench)
        assert shown(at) == BY_GROUP[3:4] + BY_GROUP[1:2]


async def test_without_articles_it_says_how_they_come(tmp_path: Path) -> None:
    async with at_work(PostilApp(Project(tmp_path / "p"), None)) as at:
        assert "There are no articles here yet." in at.screen
        assert "0 articles" in at.screen
        await at.press("enter")
        assert "There is no article here." in at.screen
        await at.press("j m space tab right left G n 1 / x enter escape ctrl+q")
    assert not (tmp_path / "p").exists()
