"""What people type for a command finds it: names, other words, beginnings, nothing scattered."""

import re

import pytest

from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from tui.asking.help_screen import BEGINNING, rows_of
from tui.by_name import ALSO, REMOVES, Named, found
from tui.command import EVERYWHERE, Where
from tui.keys import COMMANDS, Keymap


def offered(where: Where = "articles") -> list[Named]:
    """What the list of commands offers, without what Textual adds of its own but the themes."""
    commands = [Named(one.id, one.name, one.help) for one in Keymap(DEFAULT_SCHEME).on(where)]
    return [*commands, Named("theme", "Theme", "change the current theme")]


def first(typed: str, where: Where = "articles") -> str:
    return next((one.id for one in found(offered(where), typed)), "")


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("undo", "undo"), ("Redo", "redo"), ("delete", "remove"), ("quit", "quit"),
        ("exit", "quit"), ("save", "save"), ("search", "find"), ("find", "find"),
        ("export", "export"), ("help", "help"), ("settings", "settings"), ("theme", "theme"),
        ("everywhere", "everywhere actor"), ("next", "next"), ("library", "library"),
        ("lib", "library"), ("unto", ""), ("ud", ""), ("fnd", ""), ("tag date", "label date"),
        ("comment", "note"), ("next tag", "next-tag"), ("  undo  ", "undo"), ("colour", "theme"),
    ],
)  # fmt: skip
def test_the_first_match_is_the_one_that_is_meant(typed: str, id: str) -> None:
    assert first(typed) == id


@pytest.mark.parametrize(
    ("typed", "where", "id"),
    [
        ("find", "library", "find-all"), ("search", "library", "find-all"),
        ("next", "library", "next-open"), ("undo", "library", "list-undo"),
        ("quit", "places", "quit"), ("library", "places", "back"), ("sort", "library", "sort"),
    ],
)  # fmt: skip
def test_so_it_is_over_lists(typed: str, where: Where, id: str) -> None:
    assert first(typed, where) == id


def test_what_removes_comes_first_only_for_words_of_its_own() -> None:
    named = offered()
    words = {
        word
        for one in named
        for word in re.findall(r"\w+", f"{one.name} {one.sentence} {ALSO.get(one.id, '')}".lower())
    }
    own = set("reject or remove the tag delete untag erase no dismiss".split())
    for typed in {word[:size] for word in words for size in range(1, len(word) + 1)}:
        found_now = found(named, typed)
        if found_now and found_now[0].id in REMOVES:
            assert any(word.startswith(typed) for word in own)
            assert typed in own or all(one.id in REMOVES for one in found_now)


def test_no_letters_scattered_over_a_word_are_a_match() -> None:
    words = [Named("x", "Find the selected words", "find them in all panes")]
    for typed in ("fws", "fnd", "ind", "elected", "pnes"):
        assert found(words, typed) == []
    assert found(words, "sel wor") == found(words, "find pan") == words


def test_every_other_word_is_for_a_command_that_there_is() -> None:
    assert set(ALSO) - {one.id for one in COMMANDS} == {"theme"}


@pytest.mark.parametrize("where", EVERYWHERE)
def test_help_begins_with_the_keys_to_begin_with(where: Where) -> None:
    rows = list(rows_of(Keymap(DEFAULT_SCHEME), where))
    begin = [row for row in rows if row.group == BEGINNING]
    assert rows[: len(begin)] == begin
    assert len(begin) == {"articles": 7, "library": 7, "places": 5}[where]
    assert all(row.keys for row in begin)
    assert begin[-1].id == ("quit" if where == "articles" else "list-quit")


def test_help_begins_with_what_can_be_done_here_and_leaves_by_a_key_that_arrives() -> None:
    rows = list(rows_of(Keymap(DEFAULT_SCHEME), "articles", "quit-asking", True))
    begin = [row for row in rows if row.group == BEGINNING]
    assert rows[: len(begin)] == begin
    assert [row.keys.split()[0] for row in begin[:5]] == ["1", "e", "0", "!", "c"]
    assert (begin[-1].id, begin[-1].keys) == ("quit-asking", "ctrl+c twice")


def test_help_shows_a_command_under_a_label_with_the_key_before_it() -> None:
    scheme = Scheme((Label("other", ("o",), "red"), Label("name", ("n",), "blue")))
    rows = {row.id: row.keys for row in rows_of(Keymap(scheme), "articles")}
    assert rows["other-end"] == ";o"
    assert rows["next"] == ";n"
    assert rows["undo"] == "u"
    moved = Keymap(scheme, {"command-key": ["ctrl+g"], "next": ["n", "ctrl+n"]})
    rows = {row.id: row.keys for row in rows_of(moved, "articles")}
    assert rows["next"] == "ctrl+gn ctrl+n"
