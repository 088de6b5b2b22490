"""Values of every type by key: what the form asks, takes and refuses, and what is kept of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.sitting import at_work
from tui.app import PostilApp

Make = Callable[..., PostilApp]

SETTINGS = """
[[labels]]
name = "saying"
key = "q"
[labels.attributes]
sure = "flag"
amount = "number"
stance = ["for", "against"]
on = "date"
note = "text"
who = "entity"
[suggest]
on = []
"""


@pytest.fixture
def app(make_app: Make, tmp_path: Path) -> PostilApp:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text(SETTINGS)
    (tmp_path / "a.txt").write_text("We sail on Friday.\n")
    return make_app([tmp_path / "a.txt"])


@pytest.mark.parametrize(
    ("keys", "attrs", "note"),
    [
        ("i space enter", {"sure": True}, ""),
        ("i space space enter", {"sure": False}, ""),
        ("i left enter", {"sure": False}, ""),
        ("i y enter i backspace enter", {}, ""),
        ("i n enter", {"sure": False}, ""),
        ("i down 1 2 enter", {"amount": 12}, ""),
        ("i down - . 5 enter", {"amount": -0.5}, ""),
        ("i down 1 2 enter i down 3 enter", {"amount": 123}, ""),
        ("i down t e n enter escape", {}, ""),
        ("i down down space enter", {"stance": "for"}, ""),
        ("i down down left enter", {"stance": "against"}, ""),
        ("i down down down 2 0 3 1 enter", {"on": "2031"}, ""),
        ("i down down down x enter escape", {}, ""),
        ("i down down down down h m enter", {"note": "hm"}, ""),
        ("i down down down down h m down down o k enter", {"note": "hm"}, "ok"),
        ("i down down down down down 7 enter", {"who": "7"}, ""),
    ],
)
async def test_keys(app: PostilApp, keys: str, attrs: dict[str, object], note: str) -> None:
    async with at_work(app, 100, 30) as at:
        await at.type(f"q {keys}")
        (tag,) = at.workbench.reading.session.index
        assert (dict(tag.attrs), tag.note) == (attrs, note)
        assert all(type(tag.attrs[name]) is type(value) for name, value in attrs.items())


async def test_what_a_field_takes_is_said_below_it(app: PostilApp) -> None:
    async with at_work(app, 100, 30) as at:
        await at.type("q i")
        for told in ("yes \u00b7 no", "a number: 1200", "for \u00b7 against", "2031-03-04"):
            assert told in at.screen
            await at.type("down")
        await at.type("up up up t e n enter")
        assert "amount is a number, such as 1200, -3 or 0.5." in at.screen
        await at.type("ctrl+u 2 up space enter")
        assert "saying sure amount 2" in at.screen


async def test_what_was_wrong_before_does_not_keep_a_note_out(app: PostilApp) -> None:
    async with at_work(app, 100, 30) as at:
        await at.type("q")
        (tag,) = at.workbench.reading.session.index
        at.workbench.reading.session.describe(tag.id, {"amount": "a lot", "on": "soon"})
        await at.type("i up o k enter")
        (tag,) = at.workbench.reading.session.index
        assert (dict(tag.attrs), tag.note) == ({"amount": "a lot", "on": "soon"}, "ok")
