"""Keys of other scripts are read by their place; which layout it is, is set or guessed."""

import pytest

from annotations.errors import UsageError
from tui.layouts import LAYOUTS, US, Layouts, shifted


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_has_a_character_for_each_key_and_shift(name: str) -> None:
    assert [len(row) for row in LAYOUTS[name]] == [len(row) for row in US] == [47, 47]
    for row in LAYOUTS[name]:
        assert row.replace(" ", "").isprintable()


@pytest.mark.parametrize(
    ("names", "typed", "place"),
    [
        (["ru"], "ф", "a"), (["ru"], "Ф", "A"), (["ru"], "Х", "{"), (["ru"], "Ж", ":"),
        (["ru"], "ё", "`"), (["ua"], "і", "s"), (["by"], "і", "b"), (["ru"], "і", ""),
        (["bg"], "у", "w"), (["bg-phonetic"], "у", "u"), (["rs"], "ж", "z"),
        (["gr"], "σ", "s"), (["gr"], "Σ", "S"), (["gr"], "ς", "w"), (["il"], "ש", "a"),
        (["ara"], "ش", "a"), (["ara"], "ﻻ", "b"), (["ir"], "پ", "m"), (["th"], "ฟ", "a"),
        (["th"], "ิ", "b"), (["ge"], "ა", "a"), (["am"], "ա", "g"), (["in"], "ो", "a"),
        # Without a setting by the script.
        ([], "ф", "a"), ([], "і", "s"), ([], "ў", "o"), ([], "ђ", "]"), ([], "α", "a"),
        # What is typed on both is looked up in the first; ASCII is itself, and so is the unknown.
        (["gr", "bg"], "у", "w"), (["ru"], "a", ""), (["ru"], "é", ""), ([], "日", ""),
        (["ru"], "α", ""),
    ],
)  # fmt: skip
def test_a_letter_is_read_by_its_place(names: list[str], typed: str, place: str) -> None:
    assert Layouts(names).place(typed, typed) == place


@pytest.mark.parametrize(
    ("key", "typed", "place"),
    [
        ("ctrl+й", None, "ctrl+q"),
        ("ctrl+q", None, ""),
        ("up", None, ""),
        ("+", "+", ""),
        ("combining_acute_accent", "\u0301", ""),
        ("thai_character_sara_i", "ิ", "b"),
        # The terminal knows the place, whatever layout is set.
        ("u", "г", "u"),
        ("{", "Х", "{"),
    ],
)
def test_names_of_keys_and_places_that_the_terminal_knows(
    key: str, typed: str | None, place: str
) -> None:
    assert Layouts().place(key, typed) == place


def test_a_guess_is_told_once_and_a_setting_never() -> None:
    layouts = Layouts()
    assert layouts.guess() == ""
    layouts.place("ф", "ф")
    assert 'layout = "ru" under [keys]' in layouts.guess()
    layouts.place("ѫ", "ѫ")
    layouts.place("α", "α")
    assert layouts.guess() == ""
    layouts = Layouts(["ru"])
    layouts.place("ф", "ф")
    assert layouts.guess() == ""
    layouts = Layouts()
    layouts.place("a", "ф")
    assert layouts.guess() == ""


@pytest.mark.parametrize(
    ("name", "told"),
    [("ru-fonetic", "Did you mean ru-phonetic?"), ("de", "Use one of: ru, ua, ")],
)
def test_a_layout_that_is_not_known_is_refused(name: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        Layouts(["gr", name])
    assert told in caught.value.hint


def test_shift_on_a_us_keyboard() -> None:
    assert [shifted(one) for one in "a[1/"] == ["A", "{", "!", "?"]
    assert [shifted(one) for one in ("A", "ф", "")] == ["", "", ""]
