"""Links by key, whatever labels are called: the likeliest end, the next, a list, keys of types."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import UsageError
from annotations.scheme import Label, LinkType, Scheme
from annotations.settings import read_settings
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.keys import Keymap, KeyReader

Make = Callable[..., PostilApp]

TEXT = 'Ann Lee said: "We sail." Bo Ray asked for boats. "They stay," Bo Ray said.\n'
LABELS = """
[[labels]]
name = "who"
key = "a"
role = "actor"
[[labels]]
name = "saying"
key = "q"
role = "quote"
[[labels]]
name = "ask"
key = "p"
role = "proposal"
[[labels]]
name = "where"
key = "d"
"""


def link(type: str, source: str, target: str, more: str = "") -> str:
    return f'[[links]]\ntype = "{type}"\nfrom = {source}\nto = {target}\n{more}\n'


SPEAKER = link("speaker", '"saying"', '"who"', 'key = "s"')
ABOUT = link("about", '["saying", "ask"]', '["ask", "where"]')


@pytest.fixture
def make(make_app: Make, tmp_path: Path) -> Callable[[str], PostilApp]:
    """Makes an app on an article with these links, where nobody suggests."""

    def made(links: str) -> PostilApp:
        (tmp_path / "project").mkdir()
        settings = f"{LABELS}\n{links}\n[suggest]\non = []\n"
        (tmp_path / "project" / "postil.toml").write_text(settings)
        (tmp_path / "a.txt").write_text(TEXT)
        return make_app([tmp_path / "a.txt"])

    return made


TAGGED = "/ A n n space L e e enter escape a / B o space R a y enter escape a / b o a t s enter"
TAGGED += " escape p / W e space s a i l enter escape e q"


def links_of(at: Any) -> list[tuple[str, str, str]]:
    session = at.workbench.reading.session
    by_id = session.index.by_id
    found = [(k.type, by_id[k.source], by_id[k.target]) for k in session.links]
    return sorted((type, TEXT[a.start : a.end], TEXT[b.start : b.end]) for type, a, b in found)


SAID = "We sail."


async def test_s_links_to_the_likeliest_then_the_next_then_none(
    make: Callable[[str], PostilApp],
) -> None:
    async with at_work(make(SPEAKER), 120, 24) as at:
        await at.type(f"{TAGGED} s")
        assert links_of(at) == [("speaker", SAID, "Ann Lee")]
        await at.type("s")
        assert links_of(at) == [("speaker", SAID, "Bo Ray")]
        await at.type("s")
        assert links_of(at) == []


async def test_a_type_has_its_own_key_and_s_the_other(make: Callable[[str], PostilApp]) -> None:
    about = link("about", '["saying", "ask"]', '["ask", "where"]', 'key = ["O", "B"]')
    async with at_work(make(about + SPEAKER), 120, 24) as at:
        await at.type(f"{TAGGED} O s")
        assert links_of(at) == [("about", SAID, "boats"), ("speaker", SAID, "Ann Lee")]
        await at.type("B")
        assert links_of(at) == [("speaker", SAID, "Ann Lee")]
        shown = {row.id: (row.keys, row.help) for row in at.workbench.keymap.on("articles")}
        assert shown["link about"] == (("O", "B"), "link about; again for the next one")
        await at.type("w s")
        assert "There is no saying or ask here." in at.screen


async def test_where_several_types_have_no_key_a_list_asks(
    make: Callable[[str], PostilApp],
) -> None:
    async with at_work(make(ABOUT + SPEAKER), 120, 24) as at:
        await at.type(f"{TAGGED} s")
        assert "to ask or where" in at.screen
        await at.type("2")
        assert links_of(at) == [("speaker", SAID, "Ann Lee")]
        await at.type("s enter")
        assert links_of(at) == [("about", SAID, "boats"), ("speaker", SAID, "Ann Lee")]
        await at.type("s escape")
        assert len(links_of(at)) == 2
        await at.type("s s")
        assert links_of(at) == [("speaker", SAID, "Ann Lee")]
        await at.type("w w s")
        assert "There is no ask or where near this ask." in at.screen


async def test_another_label_takes_the_link_off_and_says_so(
    make: Callable[[str], PostilApp],
) -> None:
    async with at_work(make(SPEAKER), 120, 24) as at:
        await at.type(f"{TAGGED} s g w d")
        assert links_of(at) == []
        assert "1 link too; u undoes it" in at.screen
        await at.type("u")
        assert links_of(at) == [("speaker", SAID, "Ann Lee")]
        await at.type("w w w x")


@pytest.mark.parametrize(
    ("keys", "changed", "message"),
    [
        (("S",), {}, "The commands link by and together both use the key S."),
        (("c",), {}, "The commands link by and note both use the key c."),
        (("O",), {"note": ["O"]}, "The commands link by and note both use the key O."),
        (
            ("s",),
            {"speaker": ["L"], "grow-right": ["s"]},
            "grow-right and link by both use the key s.",
        ),
        (("A",), {}, "The link by and the label who both use the key A."),
        (("2",), {}, "The link by and the label port both use the key 2."),
    ],
)
def test_a_key_that_is_something_elses_is_refused_by_name(
    keys: tuple[str, ...], changed: dict[str, list[str]], message: str
) -> None:
    labels = (Label("who", ("a",), "red"), Label("port", (), "red"))
    scheme = Scheme(labels, (LinkType("by", ("who",), ("port",), keys),))
    with pytest.raises(UsageError) as caught:
        Keymap(scheme, changed)
    assert message in caught.value.message
    assert caught.value.hint.startswith("The free letters are: ")


def test_the_key_of_the_command_may_be_a_links_as_well(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    file.write_text(LABELS + SPEAKER + link("of", '"who"', '"where"', 'key = "s"'))
    keymap = Keymap(read_settings(file).scheme)
    assert not [one for one in keymap.commands if one.id.startswith("link ")]
    ((_, command),) = KeyReader(keymap).read("s")
    assert command.id == "speaker"


def test_types_that_no_label_has_both_of_may_be_on_one_key(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    shared = 'key = ["O", "\u042b"]'
    of = link("of", '"who"', '"where"', shared) + link("by", '"ask"', '"who"', shared)
    file.write_text(LABELS + of)
    keymap = Keymap(read_settings(file).scheme)
    ((_, command),) = KeyReader(keymap).read("\u042b")
    assert command.id == "link of or by"
    assert command.keys == ("O", "\u042b")
