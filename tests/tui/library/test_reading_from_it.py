"""From the library to articles and back: groups, picked articles, where one left off."""

from collections.abc import Callable

from tests.tui.sitting import BY_GROUP, at_work, shown
from tui.app import PostilApp

Make = Callable[..., PostilApp]


async def test_one_reads_beside_the_others_of_the_group_and_comes_back(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
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
        assert "1 done   a1 d1" in at.screen
        lines = at.screen.splitlines()
        assert next(line for line in lines if "No boats" in line).split()[-3:-1] == ["1", "1"]
        assert "done" in next(line for line in lines if "Council" in line)


async def test_groups_are_walked_as_filtered_and_sorted(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("/ s o u r c e : w enter 1 1 g enter")
        seen = [shown(at)]
        for key in ("> > <").split():
            await at.press(key)
            seen.append(shown(at))
        assert seen == [[BY_GROUP[5]], [BY_GROUP[2]], [BY_GROUP[2]], [BY_GROUP[5]]]
        assert "These are the last" not in at.screen


async def test_up_to_four_that_are_picked_open_together(make_library: Make) -> None:
    async with at_work(make_library(), 160, 20) as at:
        await at.press("space j space space space")
        assert "4 picked" in at.screen
        await at.press("space")
        assert "At most 4 articles" in at.screen
        await at.press("k k space k space enter")
        assert shown(at) == [BY_GROUP[0], BY_GROUP[2], BY_GROUP[4], BY_GROUP[3]]
        await at.press("b enter")
        assert shown(at) == [BY_GROUP[0]]
        await at.press("b space escape enter")
        assert shown(at) == BY_GROUP[1:3]


async def test_a_group_opens_from_its_one_row(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("tab j enter")
        assert shown(at) == BY_GROUP[1:3]
        await at.press("b")
        assert at.row.startswith("\u25b8   + ferry")
        await at.press("m")
        assert "This is a group" in at.screen


async def test_one_comes_back_where_one_left_off(make_library: Make) -> None:
    app = make_library()
    async with at_work(app, 120, 20) as at:
        await at.press("1 enter + l l tab")
        left = app.screen.reading.session.article.title  # type: ignore[attr-defined]
    async with at_work(make_library(), 120, 20) as at:
        assert "\u25b4 title" in at.screen
        assert left in at.row
        await at.press("/ g r o u p : f e enter enter")
        assert len(shown(at)) == 3
        await at.press("b tab")
    async with at_work(make_library(), 120, 20) as at:
        assert at.titles == ["+ budget", "+ ferry", "+ harbour", "+ "]
        assert "ferry" in at.row


async def test_the_article_that_is_chosen_gets_the_keys(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("j enter tab")
    async with at_work(make_library(), 120, 20) as at:
        assert "No boats" in at.row
        await at.press("k enter")
        assert at.workbench.reading.session.article.title == shown(at)[0] == BY_GROUP[1]


async def test_what_one_was_reading_together_is_picked_again(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("space j j space enter")
    async with at_work(make_library(), 120, 20) as at:
        assert "2 picked" in at.screen
        await at.press("enter")
        assert shown(at) == [BY_GROUP[0], BY_GROUP[3]]
        await at.press("b")
    async with at_work(make_library(), 120, 20) as at:
        assert "picked" not in at.screen


async def test_articles_opened_before_the_first_ones_have_their_panes(make_library: Make) -> None:
    app = make_library()
    async with at_work(app, 160, 30) as at:
        (opens,) = (one for one in at.library.keymap.commands if one.id == "list-open")
        for place in (6, 1):
            at.library.state.window.go(place)
            at.library.carry_out(opens)
        await at.pilot.pause()
        assert shown(at) == [BY_GROUP[1], BY_GROUP[2]]
        assert app.screen_stack.count(at.workbench) == 1
        assert "Words of ferry-b" in at.screen
        await at.press("b")
        assert app.screen is at.library
