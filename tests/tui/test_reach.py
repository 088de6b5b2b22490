"""Every command can be given on every keyboard and in every terminal that we know of."""

from collections.abc import Collection, Iterator

import pytest

from annotations.scheme import DEFAULT_SCHEME
from tests.keyboards import LATIN, TERMINALS, typed_on
from tui.command import EVERYWHERE
from tui.keys import Keymap
from tui.layouts import LAYOUTS, US

KEYMAP = Keymap(DEFAULT_SCHEME)


LEAVE = ("quit", "quit-asking", "list-quit")


def out_of_reach(
    layout: str, kept: Collection[str] = (), most: int | None = None
) -> Iterator[tuple[str, str]]:
    """The screens and commands that no key leads to, of their first `most`, on a layout.

    One way to leave is enough.
    """
    for where in EVERYWHERE:
        leads = {
            command.id: any(comes(key, layout, kept) for key in command.keys[:most])
            for command in KEYMAP.on(where)
            if command.keys
        }
        leads["quit"] = any(leads.pop(one, False) for one in LEAVE)
        yield from ((where, id) for id, is_there in leads.items() if not is_there)


def comes(key: str, layout: str, kept: Collection[str]) -> bool:
    return all(one not in kept and typed_on(layout, one) for one in key.split(" "))


def test_the_tables_name_signs_and_keys_that_there_are() -> None:
    assert {sign for signs in LATIN.values() for sign in signs} <= {*"".join(US)}
    bound = {key for where in EVERYWHERE for one in KEYMAP.on(where) for key in one.keys}
    for terminal, kept in TERMINALS.items():
        assert bound & kept or terminal in ("tmux", "mosh", "GNOME Terminal")


@pytest.mark.parametrize("layout", LATIN)
def test_every_command_has_a_key_on_each_layout_in_each_terminal(layout: str) -> None:
    lost = {terminal: [*out_of_reach(layout, kept)] for terminal, kept in TERMINALS.items()}
    assert not any(lost.values()), lost


def test_first_keys_alone_would_leave_some_out_of_reach() -> None:
    assert {id for _, id in out_of_reach("hu", most=1)} == {
        "paragraph-up", "paragraph-down", "second-label", "command-key", "find-selection",
        "wider", "next-articles", "previous-articles",
    }  # fmt: skip
    kept = {key for keys in TERMINALS.values() for key in keys}
    assert {id for _, id in out_of_reach("us", kept, most=1)} == {
        "page-up", "page-down", "row-start", "row-end", "grow-left", "grow-right", "save",
        "list-page-up", "list-page-down", "list-first", "list-last", "find-all",
        "others", "guideline",
    }  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_on_layouts_of_other_scripts_the_list_of_commands_has_what_no_key_leads_to(
    layout: str,
) -> None:
    lost = [id for _, id in out_of_reach(layout)]
    assert not {"palette", "help", "quit", "undo", "find", "accept", "next"} & {*lost}
    assert len(lost) <= 10
