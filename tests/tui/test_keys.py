"""Every key has one meaning; labels win over commands; clashes are refused by name."""

import pytest

from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from tui.command import EVERYWHERE, Where
from tui.keys import COMMANDS, Keymap, KeyReader, Stroke


@pytest.mark.parametrize("where", EVERYWHERE)
def test_no_two_commands_share_a_key_of_a_screen(where: Where) -> None:
    commands = Keymap(DEFAULT_SCHEME).on(where)
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_command_has_a_name_of_its_own_and_says_what_it_does() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    assert all(command.help and command.keys for command in COMMANDS)


def test_the_default_labels_hide_no_command() -> None:
    keymap = Keymap(DEFAULT_SCHEME)
    for command in keymap.on("articles"):
        assert any(keymap.command(key) is command for key in command.keys)


def test_a_label_wins_over_a_command_in_both_cases_and_semicolon_gives_the_command() -> None:
    keymap = Keymap(Scheme((Label("name", ("n",), "red"),)))
    reader = KeyReader(keymap)
    assert [stroke.label and stroke.label.name for stroke in reader.read("n")] == ["name"]
    assert [stroke.label and stroke.everywhere for stroke in reader.read("N")] == [True]
    assert reader.read(";") == []
    assert [stroke.command and stroke.command.id for stroke in reader.read("n")] == ["next"]
    assert reader.read(";") == []
    assert [stroke.command and stroke.command.id for stroke in reader.read("N")] == ["previous"]


def test_ampersand_asks_for_a_second_label_once() -> None:
    reader = KeyReader(Keymap(DEFAULT_SCHEME))
    assert reader.read("&") == []
    (stroke,) = reader.read("q")
    assert stroke.second
    assert stroke.label is DEFAULT_SCHEME.labels[3]
    (stroke,) = reader.read("q")
    assert not stroke.second


def test_numbers_give_labels_in_order() -> None:
    keymap = Keymap(DEFAULT_SCHEME)
    assert [keymap.label(n) for n in "1234"] == list(DEFAULT_SCHEME.labels)
    assert keymap.label("5") is None


def test_an_unbound_alt_key_is_escape_and_the_key() -> None:
    reader = KeyReader(Keymap(DEFAULT_SCHEME))
    escape, label = reader.read("alt+a")
    assert escape.command
    assert escape.command.id == "let-go"
    assert label == Stroke(label=DEFAULT_SCHEME.labels[0])


def test_two_commands_on_one_key_are_refused_with_the_free_letters() -> None:
    with pytest.raises(UsageError, match="undo and find are both on f") as caught:
        Keymap(DEFAULT_SCHEME, {"undo": ["f"], "find": ["f"]})
    assert "Free letters are: u." in caught.value.hint


def test_one_key_may_do_different_things_on_different_screens() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"filter": ["f"], "find": ["f"], "hints": ["ctrl+o"]})
    ids = [getattr(keymap.command("f", where=where), "id", None) for where in EVERYWHERE]
    assert ids == ["find", "filter", None]
    with pytest.raises(UsageError, match="filter and fold are both on f") as caught:
        Keymap(DEFAULT_SCHEME, {"filter": ["f"], "fold": ["f"]})
    assert " a b d e " in caught.value.hint
    reader = KeyReader(keymap, "library")
    assert reader.read("a") == []
    (stroke,) = reader.read("3")
    assert stroke.key == "3"
    assert [stroke.command and stroke.command.id for stroke in reader.read("alt+m")] == [
        "clear",
        "list-mark",
    ]


def test_keys_for_an_unknown_command_are_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="redoo") as caught:
        Keymap(DEFAULT_SCHEME, {"redoo": ["f"]})
    assert "redo" in caught.value.hint


def test_settings_move_a_command_to_another_key() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"undo": ["ctrl+u"]})
    assert keymap.command("u") is None
    command = keymap.command("ctrl+u")
    assert command is not None
    assert command.id == "undo"
