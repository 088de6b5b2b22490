"""The table of articles compared: what each key shows of it, and where `enter` goes."""

import pytest
from msgspec.structs import replace

from annotations.compare.sides import Item, Side
from annotations.compare.table import table
from tests.tui.reading.script import Script
from tui.effects import ShowTable
from tui.reading.compare_table import CompareTable


def item(key: str, start: int, words: str, role: str, value: str = "") -> Item:
    return Item((key,), (start, start + len(words)), role, role, words, value)


def made(width: int = 120, more: int = 0) -> CompareTable:
    """Two articles, and `more`: Holm stands in all, Brenholm, a day and a proposal in one each."""
    first = Side(
        "a", "Gazette", " " * 1_000, "d",
        (item("1", 0, "Holm", "actor"), item("2", 500, "Brenholm", "actor"),
         item("3", 600, "1 May", "date", "2030-05-01")),
    )  # fmt: skip
    others = [
        Side(
            name, name, " " * 1_000, "d",
            (item(f"{name}1", 100, "Holm", "actor"), item(f"{name}2", 200, "a toll", "proposal")),
        )
        for name in ("Wire", "Post", "Courier")[: 1 + more]
    ]  # fmt: skip
    sides = [first, *others]
    return CompareTable(sides, table(sides), width)


def type_(one: CompareTable, keys: str) -> str:
    came = ""
    for key in keys.split():
        came = one.press(key, key if len(key) == 1 else None)
    return came


def shown(one: CompareTable) -> list[str]:
    return [line.cells[1] for line in one.lines]


DIFFERING = ["ACTORS", "Brenholm", "DATES, IN ORDER", "2030-05-01", "PROPOSALS", "a toll"]


@pytest.mark.parametrize(
    ("keys", "names", "at"),
    [
        ("", DIFFERING, "Brenholm"),
        ("down", DIFFERING, "2030-05-01"),
        ("G", DIFFERING, "a toll"),
        ("G k", DIFFERING, "2030-05-01"),
        ("G g", DIFFERING, "Brenholm"),
        ("pagedown", DIFFERING, "a toll"),
        ("up", DIFFERING, "Brenholm"),
        ("=", ["ACTORS", "Brenholm", "Holm", *DIFFERING[2:]], "Brenholm"),
        ("3", ["PROPOSALS", "a toll"], "a toll"),
        ("3 3", DIFFERING, "Brenholm"),
        ("/ t o l", ["PROPOSALS", "a toll"], "a toll"),
        ("/ t o l enter down", ["PROPOSALS", "a toll"], "a toll"),
        ("/ t o l escape", DIFFERING, "Brenholm"),
        ("/ z", [], None),
        ("4", [], None),
    ],
)
def test_keys_show_less_or_more_and_pass_over_headings(
    keys: str, names: list[str], at: str | None
) -> None:
    one = made()
    assert type_(one, keys) in ("", "open")
    assert shown(one) == names
    here = one.lines[one.at].row if one.lines else None
    assert (here and here.name) == at


def test_cells_say_how_often_where_and_in_which_words() -> None:
    one = made()
    one.press("=", "=")
    cells = {line.cells[1]: line.cells for line in one.lines}
    assert cells["Brenholm"] == ("+", "Brenholm", "1  50 % Brenholm", "\u00b7")
    assert cells["Holm"] == ("", "Holm", "1   0 % Holm", "1  10 % Holm")
    assert one.head == "Gazette, Wire \u00b7 confirmed 0 of 3 differences"


def test_enter_goes_where_a_row_stands_and_nowhere_from_an_empty_table() -> None:
    one = made()
    assert type_(one, "G enter") == "go"
    assert one.place == ("Wire", one.sides[1].items[1])
    assert type_(made(), "4 enter") == "open"
    for key in ("escape", "b", "q", "C"):
        assert type_(made(), key) == "back"


def test_a_narrow_screen_shows_two_articles_and_tab_the_next() -> None:
    one = made(80, more=2)
    assert one.columns == (0, 1)
    assert "(2 of 4, tab)" in one.head
    seen = []
    for _ in range(4):
        seen.append(one.columns[1])
        one.press("tab", None)
    assert seen == [1, 2, 3, 1]
    one.width = 120
    assert one.columns == (0, 1, 2, 3)


def test_the_key_shows_the_articles_and_goes_to_what_is_chosen() -> None:
    script = Script("Ada Holm spoke.", "Nobody spoke.")
    script.reading.pane.go((0, 8))
    script.type("a tab C")
    asked = script.asked
    assert isinstance(asked, ShowTable)
    assert [row.name for row in asked.table.rows] == ["Ada Holm"]
    script.answer(*asked.table.place)
    assert (script.session.article.id, script.selected) == ("a0", "Ada Holm")
    assert Script("One.", "Two.", panes=1).type("C").message.startswith("One article alone")


def test_of_two_that_are_shown_a_row_stands_in_one_at_least() -> None:
    one = made(80, 1)
    third = one.sides[2]
    only = Item(("x",), (300, 304), "actor", "actor", "Oran")
    sides = [*one.sides[:2], replace(third, items=(*third.items, only))]
    narrow = CompareTable(sides, table(sides), 80)
    assert "Oran" not in shown(narrow)
    type_(narrow, "G tab")
    assert "Oran" in shown(narrow)
    assert "Brenholm" in shown(narrow)
    assert narrow.place
