"""Schemes of one's own, of any size and script: what has no room is counted, no tag is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.color import Color

from annotations.annotation import Annotation
from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from annotations.settings import read_settings
from annotations.span_index import SpanIndex
from tests.tui.sitting import at_work
from tui.app import PostilApp
from tui.asking.dialogs import matching
from tui.cells.palette import Palette, signs_of
from tui.keys import Keymap
from tui.pane.gutter import GUTTER
from tui.pane.painting import RowPainter
from tui.pane.pointed import Pointed
from tui.reading.wrapping import RowLayout

Make = Callable[..., PostilApp]

OWN = """
annotator = "ben"

[[labels]]
name = "claim"
key = ["c", "\u0444"]
colour = "teal"

[[labels]]
name = "news"
key = "n"

[keys]
undo = ["ctrl+u"]
"""

KEYS = "abcdefghijklmnopqrstuvwxyzABCD"
THIRTY = "".join(
    f'[[labels]]\nname = "label{n:02}"\nkey = "{key}"\ndescription = "about matter {n}"\n'
    for n, key in enumerate(KEYS)
)
SCRIPTS = """
[[labels]]
name = "\u0434\u0435\u044f\u0442\u0435\u043b\u044c"
key = ["\u0434", "l"]
description = "\u043a\u0442\u043e \u0443\u0447\u0430\u0441\u0442\u0432\u0443\u0435\u0442"

[[labels]]
name = "\u65e5\u4ed8"
key = "\u65e5"

[[labels]]
name = "\u05e6\u05d9\u05d8\u05d5\u05d8"
key = "\u05e6"

[[labels]]
name = "keyless"
"""


@pytest.fixture
def with_scheme(make_app: Make, tmp_path: Path) -> Callable[[str], PostilApp]:
    """Makes an app on the two articles with a scheme."""

    def made(settings: str) -> PostilApp:
        (tmp_path / "project").mkdir(exist_ok=True)
        (tmp_path / "project" / "postil.toml").write_text(settings, encoding="utf-8")
        return make_app()

    return made


async def test_of_thirty_labels_those_without_room_are_counted(
    with_scheme: Callable[[str], PostilApp],
) -> None:
    async with at_work(with_scheme(THIRTY)) as at:
        (last,) = at.screen.splitlines()[-1:]
        assert last.startswith(" a0 b0 ")
        assert "o0 +15 " in last
        await at.type("C")
        (last,) = at.screen.splitlines()[-1:]
        assert " C1 " in last
        assert last.startswith(" a0 ")


async def test_of_thirty_labels_one_is_picked_by_typing(
    with_scheme: Callable[[str], PostilApp],
) -> None:
    async with at_work(with_scheme(THIRTY), 80, 20) as at:
        await at.type("; t")
        assert "about matter 0" in at.screen
        assert "label29" not in at.screen
        await at.type("end")
        assert "label29" in at.screen
        await at.type("m a t t e r space 2")
        assert "11 of 30 labels: matter 2" in at.screen
        await at.type("8 enter")
        assert at.tags == [("Talks", "label28")]
        await at.type("; t x y z enter backspace backspace backspace down down enter")
        assert at.tags == [("Talks", "label02")]
        await at.type("; t escape")
        assert at.tags == [("Talks", "label02")]


async def test_labels_of_any_script_have_their_keys(
    with_scheme: Callable[[str], PostilApp],
) -> None:
    async with at_work(with_scheme(SCRIPTS), 100, 40) as at:
        await at.type("\u0434 right \u65e5 right \u05e6 right 4")
        assert [label for _, label in at.tags] == [
            "\u0434\u0435\u044f\u0442\u0435\u043b\u044c",
            "\u65e5\u4ed8",
            "\u05e6\u05d9\u05d8\u05d5\u05d8",
            "keyless",
        ]
        assert "\u04341 " in at.screen
        assert "\u65e51 " in at.screen
        assert " 41 " in at.screen
        await at.type("t")
        assert (
            "\u043a\u0442\u043e \u0443\u0447\u0430\u0441\u0442\u0432\u0443\u0435\u0442" in at.screen
        )
        await at.type("escape ?")
        assert "\u0434 l" in at.screen
        assert (
            "\u043a\u0442\u043e \u0443\u0447\u0430\u0441\u0442\u0432\u0443\u0435\u0442" in at.screen
        )


def test_wide_keys_find_room_in_the_gutter() -> None:
    scheme = Scheme((Label("wide", ("\u65e5",), "red"), Label("narrow", ("n",), "blue")))
    palette = Palette(scheme, Color(0, 0, 0), Color(255, 255, 255), Color(0, 0, 255))
    text = "one two three"
    for labels in (["wide"], ["wide", "wide"], ["narrow", "wide"], ["narrow"] * 3, ["wide"] * 9):
        tags = [Annotation(f"{n:026}", 0, 3, label, "ana") for n, label in enumerate(labels)]
        layout = RowLayout(text, 40)
        layout.extend(len(text))
        segments = RowPainter(layout, SpanIndex(tags), palette).row(0, Pointed())
        assert sum(segment.cell_length for segment in segments) == GUTTER + len(text) + 1


def test_what_stands_for_a_label() -> None:
    labels = (Label("a", ("x", "y"), "red"), Label("b", (), "red"), Label("c", ("3",), "red"))
    assert signs_of(Scheme(labels)) == {"a": "x", "b": "2", "c": "3"}
    many = tuple(Label(str(n), (), "red") for n in range(12))
    assert [*signs_of(Scheme(many)).values()][-4:] == ["9", "\u00b7", "\u00b7", "\u00b7"]
    taken = (Label("a", (), "red"), Label("b", ("1",), "red"))
    assert signs_of(Scheme(taken)) == {"a": "\u00b7", "b": "1"}


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["actor", "date", "proposal", "quote"]),
        ("q", ["quote"]),
        ("d", ["date", "actor", "proposal", "quote"]),
        ("somebody", ["proposal", "quote"]),
        ("OS", ["proposal"]),
        ("zzz", []),
    ],
)
def test_labels_that_are_meant_come_first(typed: str, names: list[str]) -> None:
    found = [label.name for label in matching(DEFAULT_SCHEME.labels, typed)]
    assert found == names


def test_a_clash_is_refused_by_name_also_where_no_letter_is_free(tmp_path: Path) -> None:
    file = tmp_path / "postil.toml"
    file.write_text(THIRTY.replace('key = "B"', 'key = "a"'))
    with pytest.raises(UsageError, match="label00 and label27 both use the key 'a'") as caught:
        read_settings(file)
    assert caught.value.hint == "No letter is free."


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("pagdown", "Did you mean pagedown?"),
        ("contrl+u", "Did you mean ctrl+u?"),
        ("slash", "Write signs as they are: / or ctrl+u."),
    ],
)
def test_a_key_that_no_terminal_sends_is_refused_with_the_nearest(key: str, hint: str) -> None:
    with pytest.raises(UsageError, match="There is no key") as caught:
        Keymap(DEFAULT_SCHEME, {"undo": [key]})
    assert caught.value.hint == hint


@pytest.mark.parametrize("key", ["u", "\u0444", "+", "ctrl+u", "alt+left", "f5", "ctrl+shift+end"])
def test_keys_that_terminals_send_are_taken(key: str) -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"undo": [key], "more-panes": ["ctrl+o"]})
    assert keymap.command(key)


async def test_a_scheme_of_ones_own_has_its_labels_and_keys(make_app: Make, tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "postil.toml").write_text(OWN, encoding="utf-8")
    async with at_work(make_app()) as at:
        await at.type("c l \u0444 l n l 1")
        labels = ["claim", "claim", "news", "claim"]
        assert [label for _, label in at.tags] == labels
        assert "c claim 3   n news 1" in at.screen
        assert {a.annotator for a in at.workbench.reading.session.index} == {"ben"}
        await at.type("ctrl+u u")
        assert len(at.tags) == 3
        await at.type("/ O r a n enter ; n ; n")
        assert at.selected == "Oran"


async def test_tags_under_labels_that_the_scheme_lost_stay(make_app: Make, tmp_path: Path) -> None:
    async with at_work(make_app()) as at:
        await at.type("a")
    (tmp_path / "project" / "postil.toml").write_text('[[labels]]\nname = "claim"\nkey = "c"\n')
    async with at_work(make_app()) as at:
        assert at.tags == [("Talks", "actor")]
        assert "? actor 1" in at.screen


@pytest.mark.parametrize("entry", ['colour = "blurple"', 'key = "x"\n[keys]\nundo = ["U"]'])
def test_settings_that_cannot_be_are_refused_before_anything_is_drawn(
    make_app: Make, tmp_path: Path, entry: str
) -> None:
    (tmp_path / "project").mkdir()
    toml = f'[[labels]]\nname = "claim"\n{entry}\n'
    (tmp_path / "project" / "postil.toml").write_text(toml)
    with pytest.raises(UsageError, match=r"blurple|undo"):
        make_app()
