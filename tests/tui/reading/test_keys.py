"""Every key has one meaning; labels win over commands; clashes are refused by name."""

import string

import pytest

from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from tests.tui.reading.script import Script
from tui.command import EVERYWHERE, Command, Where
from tui.keys import COMMANDS, Keymap, KeyReader, carry_out


def ids(reader: KeyReader, key: str, under_label: bool = False) -> list[str]:
    return [command.id for _, command in reader.read(key, under_label=under_label)]


@pytest.mark.parametrize("where", EVERYWHERE)
def test_no_two_commands_share_a_key_of_a_screen(where: Where) -> None:
    commands = Keymap(DEFAULT_SCHEME).on(where)
    keys = [key for command in commands for key in command.keys]
    assert len(keys) == len(set(keys))


def test_every_command_has_an_id_of_its_own_and_says_what_it_does() -> None:
    commands = (*COMMANDS, *Keymap(DEFAULT_SCHEME).labels)
    ids = [command.id for command in commands]
    assert len(ids) == len(set(ids))
    for command in commands:
        assert command.name[:1].isupper()
        by_name = (
            "settings", "export", "mark-boilerplate", "entities", "least-score", "apart",
            "adjudicate",
        )  # fmt: skip
        assert command.keys or command.id in by_name
        assert command.group
        assert command.help[:1].islower() or command.help[:1].isdigit()


def test_a_row_without_a_function_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="run"):
        Command("id", ("k",), "Name")  # type: ignore[call-arg]


def test_the_default_labels_hide_no_command() -> None:
    keymap = Keymap(DEFAULT_SCHEME)
    for command in keymap.on("articles"):
        assert not command.keys or any(keymap.command(key) is command for key in command.keys)


KEYS = [
    *(key for key in string.printable if key.isprintable() and key != " "),
    *"left right up down home end pageup pagedown space backspace enter escape tab delete".split(),
    *"insert f1 f5 shift+tab".split(),
    *(f"{held}+{key}" for held in ("shift", "ctrl") for key in "left right up down home".split()),
    *(f"ctrl+{letter}" for letter in string.ascii_lowercase),
]

STATES = {
    "at rest": "",
    "a tag held": "a",
    "a suggestion": "n",
    "hits": "/ o r a n enter",
    "extending": "v l",
    "preview": "} l A",
    "a key waits": "&",
    "after an undo": "a u",
    "quotes without a speaker": "q l q V",
    "a finding": "q L q C",
}


def everything(script: Script) -> tuple[object, ...]:
    """All of the reading that a key might change."""
    reading = script.reading
    flags = reading.alone, reading.together, reading.focus, reading.suggesting, reading.fading
    panes = [(p.selection, p.held, p.walked, p.top, list(p.hits), p.hints) for p in reading.panes]
    tags = [sorted(one.index, key=lambda a: a.order) for one in script.sessions.values()]
    links = [one.links for one in script.sessions.values()]
    status = [one.status for one in script.sessions.values()]
    place = reading.order.current, reading.active, reading.column
    asked: list[object] = [type(effect) for effect in script.effects]
    queue = reading.queue
    asked += [(queue.kind, queue.number, queue.left, queue.asked.question)] if queue else []
    return script.mode, flags, panes, tags, links, status, place, asked


@pytest.mark.parametrize("state", STATES)
def test_no_key_does_what_no_row_says(state: str) -> None:
    keymap = Keymap(DEFAULT_SCHEME)
    left, right = "Talks resume.\n\nMinister Oran left on Tuesday.", "Oran is back."
    did = set[str]()
    for key in KEYS:
        script = Script(left, right, suggests=True).type(STATES[state])
        script.effects = []
        before = everything(script)
        script.press(key)
        command = keymap.command(key)
        if command is None:
            assert everything(script) == before, f"{key} does something, and no row says so"
        elif everything(script) != before:
            did.add(command.id)
    # The test could not fail if nothing ever happened.
    assert {"right", "label date", "next", "find"} <= did | set(STATES[state].split())


def test_every_row_of_the_screen_does_something() -> None:
    keymap = Keymap(DEFAULT_SCHEME)
    text = "Talks resume.\n\nMinister Oran left on Tuesday. Nothing was said of Oran by Ann Lee."
    starts = (
        "",
        "a",
        "n",
        "q",
        "/ o r a n enter n",
        "v l",
        "} l A",
        "a u",
        "G",
        "e",
        "L",
        "} l A n n",
    )
    left = {command.id for command in keymap.on("articles")}
    for start in starts:
        for command in [one for one in keymap.on("articles") if one.id in left]:
            script = Script(text, text, text, text, suggests=True).type(start)
            before, said = everything(script), script.message
            if command.keys:
                script.press(command.keys[0])
            else:
                script.reading.message = ""
                carry_out(script.reading, command)
            after = everything(script), script.message, script.reading.prefix
            if after != (before, said, ""):
                left.discard(command.id)
    assert left == set()


def test_a_label_wins_over_a_command_in_both_cases_and_semicolon_gives_the_command() -> None:
    keymap = Keymap(Scheme((Label("name", ("n",), "red"),)))
    reader = KeyReader(keymap)
    assert ids(reader, "n") == ["label name"]
    assert ids(reader, "N") == ["everywhere name"]
    assert ids(reader, "n", under_label=True) == ["next"]
    assert ids(reader, "N", under_label=True) == ["previous"]


def test_numbers_give_labels_in_order() -> None:
    reader = KeyReader(Keymap(DEFAULT_SCHEME))
    found = [ids(reader, number) for number in "1234"]
    assert found == [[f"label {label.name}"] for label in DEFAULT_SCHEME.labels]
    assert ids(reader, "5") == []


def test_an_unbound_key_with_alt_does_nothing() -> None:
    assert ids(KeyReader(Keymap(DEFAULT_SCHEME)), "alt+a") == []


def test_two_commands_on_one_key_are_refused_with_the_free_letters() -> None:
    with pytest.raises(UsageError, match="both use the key f") as caught:
        Keymap(DEFAULT_SCHEME, {"undo": ["f"], "find": ["f"]})
    assert "The free letters are: u." in caught.value.hint


def test_one_key_may_do_different_things_on_different_screens() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"filter": ["f"], "find": ["f"], "hints": ["ctrl+o"]})
    found = [getattr(keymap.command("f", where=where), "id", None) for where in EVERYWHERE]
    assert found == ["find", "filter", "fine"]
    with pytest.raises(UsageError, match="filter and fold both use the key f") as caught:
        Keymap(DEFAULT_SCHEME, {"filter": ["f"], "fold": ["f"]})
    assert " b e i " in caught.value.hint
    reader = KeyReader(keymap, "library")
    assert ids(reader, "e") == []
    assert [key for key, _ in reader.read("3")] == ["3"]


@pytest.mark.parametrize(
    ("name", "keys", "told"),
    [
        ("redoo", ["f"], "Did you mean redo?"),
        ("undo", ["pgup"], "Did you mean pageup?"),
        ("undo", ["hyper+u"], "Did you mean super+u?"),
        ("undo", ["ctrl+uu"], "Write signs as they are"),
    ],
)
def test_settings_for_no_command_or_no_key_are_refused(
    name: str, keys: list[str], told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Keymap(DEFAULT_SCHEME, {name: keys})
    assert told in caught.value.hint


def test_settings_move_a_command_to_another_key() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"undo": ["ctrl+u"]})
    assert keymap.command("u") is None
    command = keymap.command("ctrl+u")
    assert command is not None
    assert command.id == "undo"


def test_settings_of_the_former_version_hold() -> None:
    command = Keymap(DEFAULT_SCHEME, {"zones": ["f5"]}).command("f5")
    assert command is not None
    assert command.id == "boilerplate"


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("ctrl+y", "ctrl+y does nothing here. U: redo"),
        ("f1", "f1 does nothing here. ?: all keys"),
        ("\u00f6", "\u00f6 does nothing here. ?: all keys"),
    ],
)
def test_a_key_that_does_nothing_says_what_it_may_have_meant(key: str, told: str) -> None:
    script = Script("Talks resume.").type(key)
    assert script.message.startswith(told)
    assert script.type("right").message == ""
