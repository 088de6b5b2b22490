"""The keys that settle differences: where they do so, on which keyboards, and one's own."""

import pytest

from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME
from tests.keyboards import LATIN, typed_on
from tests.tui.reading.differing import (
    FIRST,
    answers,
    at,
    begun,
    first,
    script,
)
from tests.tui.reading.script import Script
from tests.tui.reading.test_keys import KEYS, everything
from tui.command import CHOOSING
from tui.keys import Keymap
from tui.layouts import LAYOUTS


@pytest.mark.parametrize("keys", ["1", "e"])
def test_elsewhere_these_keys_do_what_they_always_do(keys: str) -> None:
    made = begun(script())
    made.reading.pane.go((0, 6))
    assert not made.reading.choosing
    made.type(keys)
    assert answers(made) == []


@pytest.mark.parametrize("key", KEYS)
def test_where_versions_are_offered_no_key_does_what_no_row_says(key: str) -> None:
    made = begun(script())
    keymap, before = made.keys.keymap, everything(made)
    made.press(key)
    if not (keymap.command(key, where=CHOOSING) or keymap.command(key)):
        assert everything(made) == before


@pytest.mark.parametrize("layout", [*LATIN, *LAYOUTS])
def test_what_settles_can_be_typed_on_each_keyboard(layout: str) -> None:
    commands = Keymap(DEFAULT_SCHEME).on(CHOOSING)
    assert [one.id for one in commands] == [
        "take-version", "take-none", "mend-version", "keep-asking", "say-why"
    ]  # fmt: skip
    for command in commands:
        # A layout of other letters gives each letter the place of its key.
        assert layout in LAYOUTS or all(typed_on(layout, key) for key in command.keys)


def test_a_letter_of_another_script_stands_for_the_place_of_its_key() -> None:
    made = Script(FIRST, panes=1, layouts=["ru"])
    made.layers = {"a0": first()}
    begun(made).press("у")
    assert at(made)[0] == "mend"
    made.type("escape")
    made.press("0")
    assert answers(made) == [("nobody", "")]


def test_a_person_may_give_these_commands_keys_of_their_own() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"take-none": ["z"], "mend-version": ["0"]})
    found = {key: getattr(keymap.command(key, where=CHOOSING), "id", None) for key in "z0e1"}
    assert found == {"z": "take-none", "0": "mend-version", "e": None, "1": "take-version"}
    with pytest.raises(UsageError, match="both use the key 1"):
        Keymap(DEFAULT_SCHEME, {"take-none": ["1"]})


def test_without_a_team_there_are_no_such_commands() -> None:
    keymap = Keymap(DEFAULT_SCHEME, team=False)
    assert keymap.on(CHOOSING) == ()
    assert not {"adjudicate", "list-adjudicate"} & {one.id for one in keymap.commands}
