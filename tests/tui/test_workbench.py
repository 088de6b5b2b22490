"""What keys do on the screen, from the selection to the count that the disk has confirmed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from annotations import speed
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.panes import PaneFrame

Make = Callable[..., PostilApp]


async def test_keys_reach_the_screen_and_the_disk(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("/ i n space m a y enter d")
        assert (at.selected, at.tags) == ("in May", [("in May", "date")])
        assert " d1 " in at.screen


async def test_the_first_of_two_articles_has_the_keys_and_tab_gives_them_to_the_other(
    make_app: Make,
) -> None:
    async with at_work(make_app()) as at:
        await at.type("a tab } l d")
        assert at.tags == [("Union", "date")]
        assert " d1 " in at.screen
        await at.type("tab")
        assert at.tags == [("Talks", "actor")]
        assert " a1 d0 " in at.screen


async def test_tags_and_undo_outlive_the_app(make_app: Make) -> None:
    async with at_work(make_app()) as at:
        await at.type("a l d l q u")
    async with at_work(make_app()) as at:
        assert at.tags == [("Talks", "actor"), ("resume", "date")]
        await at.type("u")
        assert at.tags == [("Talks", "actor")]
        await at.type("U U")
        assert at.tags == [("Talks", "actor"), ("resume", "date"), ("Minister", "quote")]


async def test_what_a_tag_took_is_logged_unless_switched_off(
    make_app: Make, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    async with at_work(make_app()) as at:
        await at.type("l l a u h d")
    paces = list(speed.read(project / ".postil"))
    assert [(pace.label, pace.keys) for pace in paces] == [("actor", 3), ("date", 3)]
    (project / "postil.toml").write_text("speed_log = false")
    async with at_work(make_app()) as at:
        await at.type("j j a")
    assert list(speed.read(project / ".postil")) == paces


async def test_reading_alone_writes_nothing(make_app: Make, tmp_path: Path) -> None:
    async with at_work(make_app()) as at:
        await at.type("l j } tab space g e")
    assert not (tmp_path / "project").exists()


async def test_two_apps_on_one_project_see_each_others_tags_with_their_next_save(
    make_app: Make,
) -> None:
    async with at_work(make_app()) as here, at_work(make_app()) as there:
        await here.type("a")
        await there.type("l d")
        assert there.tags == [("Talks", "actor"), ("resume", "date")]
        assert " a1 d1 " in there.screen
        await here.type("} q")
        assert here.tags == [("Talks", "actor"), ("resume", "date"), ("Minister", "quote")]


async def test_a_tag_changed_elsewhere_is_kept_and_named(make_app: Make) -> None:
    one, other = make_app(), make_app()
    async with at_work(one) as here:
        await here.type("a")
        async with at_work(other) as there:
            await there.type("d")
        await here.type("q")
        assert here.tags == [("Talks", "date")]
        assert "changed elsewhere" in here.notices


def displayed(at: Any) -> list[bool]:
    return [frame.display for frame in at.workbench.panes.query(PaneFrame)]


async def test_marks_and_pages(make_app: Make, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    for group in ("one", "two"):
        (folder / group).mkdir(parents=True)
        for name in "abc":
            text = f"{group} {name}\n\nWords of {group} {name}.\n"
            (folder / group / f"{name}.txt").write_text(text)
    async with at_work(make_app([folder]), 100, 24) as at:
        assert "one a" in at.screen
        assert "one b" in at.screen
        await at.type("m")
        assert "done" in at.screen
        await at.type(">")
        assert "one c" in at.screen
        assert "two" not in at.screen
        await at.type("> <")
        assert "one c" in at.screen
        await at.type("< +")
        assert displayed(at) == [True, True, True]
        await at.type("- z")
        assert displayed(at) == [True, False, False]
        await at.type("M")
        assert "one c" in at.screen


async def test_keys_typed_ahead_keep_their_order(make_app: Make) -> None:
    app = make_app()
    async with at_work(app) as at:
        for key in "alal":
            app.post_message(events.Key(key, key))
        app.post_message(events.Key("tab", None))
        for key in "dld":
            app.post_message(events.Key(key, key))
        await at.type("")
        assert at.tags == [("Harbour", "date"), ("to", "date")]
        await at.type("tab")
        assert at.tags == [("Talks", "actor"), ("resume", "actor")]


@pytest.mark.parametrize("left", ["d", "9", "escape"])
async def test_a_key_that_waits_for_another_says_so(make_app: Make, left: str) -> None:
    async with at_work(make_app()) as at:
        await at.type("g &")
        assert "now a label's key: a second label on these words" in at.screen
        await at.type(left)
        assert "now a label's key" not in at.screen
