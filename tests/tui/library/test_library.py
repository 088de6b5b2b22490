"""What keys do in the library: from the list to articles and back, marks, filters, groups."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.command import CommandPalette

from annotations.article import Article
from annotations.project import Project
from tests.tui.failing import Failing
from tui.app import PostilApp
from tui.asking.dialogs import Leaving
from tui.asking.help_screen import HelpScreen
from tui.library.screen import Library
from tui.workbench import Workbench

Make = Callable[..., PostilApp]

BY_GROUP = [
    "Council passes its budget",
    "Ferry workers walk out",
    "No boats to the islands",
    "Union calls for talks",
    "Harbour to open in May",
    "Port Sallow deal is near",
    "A letter from the north",
]


def shown(at: Any) -> list[str]:
    """The titles of the articles side by side."""
    return [pane.session.article.title for pane in at.workbench.reading.panes]


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
async def test_keys(make_library: Make, sitting: Any, script: list[tuple[str, str]]) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        for keys, title in script:
            await at.press(keys)
            row = at.row.replace("\u25b8", "").lstrip(" \u256d\u2502\u2570")
            assert row.startswith(title), keys


async def test_it_lists_by_group_what_there_is(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert at.titles == BY_GROUP
        assert "\u25b4 group" in at.screen
        assert "7 articles   a actor 0" in at.screen
        assert "1 of 7" in at.screen


async def test_what_another_program_adds_is_there_when_one_turns_back_to_the_terminal(
    make_library: Make, sitting: Any, corpus: Project
) -> None:
    async with (app := make_library()).run_test(size=(100, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("end")
        app.post_message(events.AppBlur())
        await pilot.pause()
        corpus.store.add([Article("ferry-0", "A ferry comes back", "Words.\n")])
        assert at.titles == BY_GROUP
        app.post_message(events.AppFocus())
        await pilot.pause()
        assert set(at.titles) == {*BY_GROUP, "A ferry comes back"}
        assert at.row.startswith("\u25b8   A letter from the north")


async def test_one_reads_beside_the_others_of_the_group_and_comes_back(
    make_library: Make, sitting: Any
) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("j j enter")
        assert shown(at) == [BY_GROUP[2], BY_GROUP[3]]
        await at.press("a l d >")
        assert shown(at) == [BY_GROUP[1]]
        await at.press(">")
        assert shown(at) == [BY_GROUP[4], BY_GROUP[5]]
        await at.press("< < < m")
        assert shown(at) == [BY_GROUP[0]]
        await at.press("> tab b")
        assert at.row.startswith("\u25b8 \u2502 No boats") is False
        assert BY_GROUP[3] in at.row
        assert "1 done   a actor 1   d date 1" in at.screen
        lines = at.screen.splitlines()
        assert next(line for line in lines if "No boats" in line).split()[-3:-1] == ["1", "1"]
        assert "done" in next(line for line in lines if "Council" in line)


async def test_groups_are_walked_as_filtered_and_sorted(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("/ s o u r c e : w enter 1 1 g enter")
        seen = [shown(at)]
        for key in ("> > <").split():
            await at.press(key)
            seen.append(shown(at))
        assert seen == [[BY_GROUP[5]], [BY_GROUP[2]], [BY_GROUP[2]], [BY_GROUP[5]]]
        assert "These are the last" not in at.screen


async def test_up_to_four_that_are_picked_open_together(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(160, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("space j space space space")
        assert "4 picked" in at.screen
        await at.press("space")
        assert "4 articles at most" in at.screen
        await at.press("k k space k space enter")
        assert shown(at) == [BY_GROUP[0], BY_GROUP[2], BY_GROUP[4], BY_GROUP[3]]
        await at.press("b enter")
        assert shown(at) == [BY_GROUP[0]]
        await at.press("b space escape enter")
        assert shown(at) == BY_GROUP[1:3]


async def test_a_group_opens_from_its_one_row(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("tab j enter")
        assert shown(at) == BY_GROUP[1:3]
        await at.press("b")
        assert at.row.startswith("\u25b8   + ferry")
        await at.press("m")
        assert "This is a group" in at.screen


async def test_marks_are_saved_counted_and_taken_back(
    make_library: Make, sitting: Any, corpus: Project
) -> None:
    def status() -> dict[str, int]:
        return {k: n for k, n in Project(corpus.folder).store.totals().status.items() if n}

    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("m")
        assert "done" in at.row
        assert status() == {"open": 6, "done": 1}
        await at.press("j m m")
        assert "skipped" in at.row
        assert "1 done \u00b7 1 skipped" in at.screen
        await at.press("u")
        assert "done" in at.row
        await at.press("u u")
        assert status() == {"open": 7}
        assert "There is no mark" not in at.screen
        await at.press("u")
        assert "There is no mark to take back" in at.screen
        await at.press("U U")
        assert status() == {"open": 5, "done": 2}
        assert "2 done" in at.screen
        await at.press("enter u")
        assert status() == {"open": 6, "done": 1}


async def test_what_cannot_be_saved_is_named_and_asked_about(
    make_library: Make, sitting: Any, corpus: Project
) -> None:
    articles = corpus.folder / ".postil" / "articles"
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        failing = app.sessions.writer.store = Failing(app.sessions.writer.store)
        await at.press("m")
        assert "1 not saved: The disk is full." in at.screen
        assert "done" in at.row
        await at.press("ctrl+q")
        assert isinstance(app.screen, Leaving)
        await at.press("s")
        failing.broken = False
        await at.press("ctrl+s")
        assert "not saved" not in at.screen
        assert "1 done" in at.screen
        assert list(articles.rglob("*.json"))


async def test_the_list_follows_what_is_typed(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("j j m /")
        for keys, titles in {
            "walk": [BY_GROUP[1]],
            "ctrl+u": BY_GROUP,
            "n o": [BY_GROUP[2], BY_GROUP[6]],
            "ctrl+w": BY_GROUP,
            "x": [],
            "backspace": BY_GROUP,
            "source:wire": [BY_GROUP[2], BY_GROUP[5]],
            "ctrl+u status:do": [BY_GROUP[2]],
            "ctrl+u source:": [BY_GROUP[6]],
            "ctrl+u group:har": BY_GROUP[4:6],
            "ctrl+u label:act": [],
        }.items():
            pressed = [key if "+" in key or key == "backspace" else " ".join(key)
                       for key in keys.split()]  # fmt: skip
            await at.press(" ".join(pressed))
            assert at.titles == titles, keys
        assert "Nothing matches." in at.screen
        assert "none" in at.screen
        await at.press("escape")
        assert at.titles == BY_GROUP
        assert BY_GROUP[2] in at.row


async def test_keys_typed_ahead_of_a_screen_reach_it_in_order(
    make_library: Make, sitting: Any
) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        for key in ["j", "enter", "a", "l", "d", "b", "j", "m", "slash", "n", "o", "enter"]:
            character = {"slash": "/"}.get(key, key if len(key) == 1 else None)
            app.post_message(events.Key(key, character))
        await at.press("")
        assert isinstance(app.screen, Library)
        assert at.titles == [BY_GROUP[2], BY_GROUP[6]]
        await at.press("escape")
        assert [at.library.rows.row(n).labels for n in (1,)] == [{"actor": 1, "date": 1}]
        assert at.library.rows.row(2).status == "done"


async def test_keys_and_palette_are_those_of_the_library(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(100, 60)) as pilot:
        at = sitting(app, pilot)
        await at.press("?")
        assert isinstance(app.screen, HelpScreen)
        assert "one row for each group" in at.screen
        assert "previous word" not in at.screen
        await at.press("escape")
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Sort by title", "One row for each group", "Leave"} <= titles
        assert "Previous word" not in titles
        await at.press(":")
        assert isinstance(app.screen, CommandPalette)
        await at.press("s o r t space b y space t i t enter")
        await pilot.pause(0.1)
        assert "\u25b4 title" in at.screen


async def test_pasted_words_filter(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        await at.press("/")
        app.post_message(events.Paste("the\nislands"))
        await at.press("enter")
        assert at.titles == [BY_GROUP[2]]
        assert "/the islands" in at.screen


async def test_the_mouse_points_opens_and_scrolls(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 7)) as pilot:
        at = sitting(app, pilot)
        table = app.screen.query_one("ArticleTable")
        await pilot.click(table, offset=(9, 3))
        assert BY_GROUP[2] in at.row
        assert "3 of 7" in at.screen
        table.post_message(events.MouseScrollDown(table, 1, 1, 0, 1, 0, False, False, False))
        await at.press("")
        assert BY_GROUP[2] not in at.screen
        await pilot.click(table, offset=(9, 1), times=2)
        await at.press("")
        assert isinstance(app.screen, Workbench)
        assert shown(at) == BY_GROUP[3:4] + BY_GROUP[1:2]


async def test_one_comes_back_where_one_left_off(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        await sitting(app, pilot).press("1 enter + l l tab")
        left = app.screen.reading.session.article.title  # type: ignore[attr-defined]
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert "\u25b4 title" in at.screen
        assert left in at.row
        await at.press("/ g r o u p : f e enter enter")
        assert len(shown(at)) == 3
        await at.press("b tab")
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert at.titles == ["+ budget", "+ ferry", "+ harbour", "+ "]
        assert "ferry" in at.row


async def test_the_article_that_is_chosen_gets_the_keys(make_library: Make, sitting: Any) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        await sitting(app, pilot).press("j enter tab")
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert "No boats" in at.row
        await at.press("k enter")
        assert at.workbench.reading.session.article.title == shown(at)[0] == BY_GROUP[1]


async def test_what_one_was_reading_together_is_picked_again(
    make_library: Make, sitting: Any
) -> None:
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        await sitting(app, pilot).press("space j j space enter")
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert "2 picked" in at.screen
        await at.press("enter")
        assert shown(at) == [BY_GROUP[0], BY_GROUP[3]]
        await at.press("b")
    async with (app := make_library()).run_test(size=(120, 20)) as pilot:
        assert "picked" not in sitting(app, pilot).screen


async def test_without_articles_it_says_how_they_come(sitting: Any, tmp_path: Path) -> None:
    async with (app := PostilApp(Project(tmp_path / "p"), None)).run_test(size=(80, 24)) as pilot:
        at = sitting(app, pilot)
        assert "There are no articles here yet." in at.screen
        assert "0 articles" in at.screen
        await at.press("enter")
        assert "There is no article here." in at.screen
        await at.press("j m space tab right left G n 1 / x enter escape ctrl+q")
    assert not (tmp_path / "p").exists()


# Of files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles of one group and one without."""
    made = tmp_path / "news"
    (made / "strike").mkdir(parents=True)
    for name in "abc":
        (made / "strike" / f"{name}.txt").write_text(f"Strike {name}\n\nIt began, says {name}.\n")
    (made / "z.txt").write_text("Nothing else\n\nIt rains.\n")
    return made


async def test_a_folder_is_listed_in_the_order_of_its_files(
    make_library: Make, sitting: Any, folder: Path, corpus: Project
) -> None:
    async with (app := make_library([folder])).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        assert at.titles == ["Strike a", "Strike b", "Strike c", "Nothing else"]
        assert "source" not in at.screen
        await at.press("j enter")
        assert shown(at) == ["Strike b", "Strike c"]
        await at.press("a b m")
        assert "Strike b" in at.row
        assert "1 done   a actor 1" in at.screen
        assert corpus.store.totals().articles == 8
        await at.look("j ctrl+f b e g a n enter")
        await at.press("G enter")
        assert shown(at)[0] == "Strike c"
        assert at.selected == "began"
        await at.press("b b")
        assert "Strike c" in at.row


async def test_from_articles_that_were_named_b_leads_to_a_list_of_them(
    make_app: Make, sitting: Any, articles: list[Path]
) -> None:
    async with (app := make_app()).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.press("tab a b")
        assert at.titles == ["Talks resume", "Harbour to open"]
        assert "Harbour to open" in at.row
        assert "a actor 1" in at.screen
        await at.press("k m enter")
        assert at.tags == []
        assert "done" in at.screen
        await at.press("b b ctrl+q")


async def test_articles_that_were_named_stand_as_one_left_them(
    make_app: Make, sitting: Any, folder: Path, articles: list[Path]
) -> None:
    paths = [folder, *articles]
    async with (app := make_app(paths)).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        await at.press("> > tab")
        left = shown(at), at.workbench.reading.session.article.title
    async with (app := make_app(paths)).run_test(size=(100, 24)) as pilot:
        at = sitting(app, pilot)
        assert (shown(at), at.workbench.reading.session.article.title) == left
        await at.press("+")
    async with (app := make_app(paths)).run_test(size=(100, 24)) as pilot:
        assert len(shown(sitting(app, pilot))) == 3


async def test_what_cannot_be_read_is_said_and_the_list_stays(
    make_library: Make, sitting: Any, folder: Path
) -> None:
    async with (app := make_library([folder])).run_test(size=(120, 20)) as pilot:
        at = sitting(app, pilot)
        (folder / "strike" / "b.txt").unlink()
        await at.press("j enter")
        assert isinstance(app.screen, Library)
        # In a row, or in a notice where the name of the folder is too long for a row.
        assert "b.txt does not exist" in at.screen + at.notices
        await at.press("m k enter")
        assert shown(at) == ["Strike a"]
        assert "b.txt does not exist" in at.notices


async def test_articles_opened_before_the_first_ones_have_their_panes(
    make_library: Make, sitting: Any
) -> None:
    app = make_library()
    async with app.run_test(size=(160, 30)) as pilot:
        at = sitting(app, pilot)
        for place in (6, 1):
            at.library.go(place)
            at.library.commands["list-open"]()
        await pilot.pause()
        assert shown(at) == [BY_GROUP[1], BY_GROUP[2]]
        assert app.screen_stack.count(at.workbench) == 1
        assert "Words of ferry-b" in at.screen
        await at.press("b")
        assert app.screen is at.library
