"""The filter of the library, followed while it is typed, typed ahead or pasted."""

from collections.abc import Callable

from textual import events

from tests.tui.sitting import BY_GROUP, at_work
from tui.app import PostilApp
from tui.library.screen import Library

Make = Callable[..., PostilApp]


async def test_the_list_follows_what_is_typed(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
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


async def test_keys_typed_ahead_of_a_screen_reach_it_in_order(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        for key in ["j", "enter", "a", "l", "d", "b", "j", "m", "slash", "n", "o", "enter"]:
            character = {"slash": "/"}.get(key, key if len(key) == 1 else None)
            at.app.post_message(events.Key(key, character))
        await at.press("")
        assert isinstance(at.app.screen, Library)
        assert at.titles == [BY_GROUP[2], BY_GROUP[6]]
        await at.press("escape")
        assert [at.library.state.rows.row(n).labels for n in (1,)] == [{"actor": 1, "date": 1}]
        assert at.library.state.rows.row(2).status == "done"


async def test_pasted_words_filter(make_library: Make) -> None:
    async with at_work(make_library(), 120, 20) as at:
        await at.press("/")
        at.app.post_message(events.Paste("the\nislands"))
        await at.press("enter")
        assert at.titles == [BY_GROUP[2]]
        assert "/the islands" in at.screen
