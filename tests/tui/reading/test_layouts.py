"""With letters of another script commands answer by the place of the key, and words stay words."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.scheme import DEFAULT_SCHEME, Label, Scheme
from tests.keyboards import LATIN, typed_on
from tests.tui.reading.script import Script
from tui.effects import Leave, Say
from tui.keys import Keymap, carry_out
from tui.layouts import LAYOUTS

TEXT = "[Oran> left. \u0424\u0444 \u03b1."


def test_a_letter_is_the_key_at_its_place() -> None:
    script = Script(TEXT, layouts=["ru"]).type("\u0444")
    assert script.tags == [("Oran", "actor")]
    assert script.effects == []
    assert script.type("\u0433").tags == []
    assert Script(TEXT, layouts=["gr"]).type("\u03b1").tags == [("Oran", "actor")]


def test_what_is_not_set_is_guessed_and_that_is_said_once() -> None:
    script = Script(TEXT).type("\u0444")
    assert script.tags == [("Oran", "actor")]
    (told,) = script.effects
    assert isinstance(told, Say)
    assert told.severe
    assert "layout ru" in told.words
    assert script.type("\u0444").effects == []


def test_a_label_s_own_letter_comes_first_in_both_cases() -> None:
    labels = (Label("who", ("a",), "red"), Label("what", ("\u0444",), "red"))
    script = Script(TEXT, scheme=Scheme(labels), layouts=["ru"])
    assert script.type("\u0444").tags == [("Oran", "what")]
    assert (
        script.type("\u0424").message == "\u201cOran\u201d is already tagged what everywhere here."
    )
    # It is no command's either, but by `;` the key at its place is.
    script = Script(TEXT, scheme=Scheme((Label("what", ("\u0448",), "red"),)), layouts=["ru"])
    assert [type(e).__name__ for e in script.type("; \u0448").effects] == []
    assert "no tag" in script.message


def test_words_and_questions_take_letters_as_they_are() -> None:
    script = Script(TEXT, layouts=["ru"]).type("/ \u0424 \u0444 enter")
    assert (script.selected, script.tags) == ("\u0424\u0444", [])


def test_hints_are_read_by_place() -> None:
    script = Script(TEXT, layouts=["ru"]).type("a right right")
    assert script.selected != "Oran"
    assert script.type("\u0430 \u0444").selected == "Oran"


def test_ctrl_with_such_a_letter_is_ctrl_with_the_one_at_its_place() -> None:
    assert Script(TEXT, layouts=["ru"]).type("ctrl+\u0439").asked == Leave()


def test_a_place_that_the_terminal_knows_counts_more_than_a_layout() -> None:
    script = Script(TEXT, layouts=["ru"])
    script.press("d", "\u0444")
    assert script.tags == [("Oran", "date")]


def test_nothing_else_is_read_by_place() -> None:
    script = Script(TEXT, scheme=DEFAULT_SCHEME, layouts=["ru"]).type("\u00e9 \u65e5 \u03b1")
    assert (script.tags, script.effects) == ([], [])


# Key scripts, typed on every layout

KEYMAP = Keymap(DEFAULT_SCHEME)
COMMANDS = {one.id: one for one in KEYMAP.on("articles")}
LEFT = "[Talks> resume.\n\nMinister Oran said: \u201cWe met Ann Lee on Tuesday.\u201d Oran left."
RIGHT = "Oran is back. Ann Lee \u0444 was not seen."
PLAYED = [
    *"next accept next refuse".split(), "label actor", "note", "next-tag", "larger",
    "label proposal", *"undo redo find right second-label".split(), "label date",
    *"find-selection next previous let-go".split(), "everywhere actor", "accept", "next-pane",
    "label quote", *"speaker paragraph-down extend sentence-right same-label hints".split(),
    *"previous-tag other-end nudge-right smaller command-key".split(), "label actor",
    *"together wider narrower mark".split(),
]  # fmt: skip
ANY = [id for id in COMMANDS if id not in ("quit", "quit-asking")]


def played(layout: str, ids: Iterable[str]) -> tuple[object, ...]:
    """What stands after these commands, each by its first key that can be typed on a layout.

    What no key leads to is done by name. Lines that ask are answered with the same words.
    """
    script = Script(LEFT, RIGHT, suggests=True, layouts=[layout] if layout in LAYOUTS else [])
    for id in ids:
        command = COMMANDS[id]
        key = next(filter(None, (typed_on(layout, one) for one in command.keys)), None)
        if key:
            script.press(key)
        else:
            carry_out(script.reading, command)
        if script.mode == "asking":
            script.type("O r a n enter")
        if script.mode == "hints":
            script.press(typed_on(layout, "a") or "a")
    tags = [[(a.start, a.end, a.label, a.note, a.verdict) for a in one.index]
            for one in script.sessions.values()]  # fmt: skip
    ends = [(one.status, one.links) for one in script.sessions.values()]
    return tags, ends, script.marked, script.mode, script.reading.active


@pytest.mark.parametrize("layout", [*LAYOUTS, *LATIN])
def test_a_key_script_gives_the_same_on_every_layout(layout: str) -> None:
    (left, right), *_ = played("us", PLAYED)
    assert left
    assert right
    assert played(layout, PLAYED) == played("us", PLAYED)


@given(st.sampled_from([*LAYOUTS]), st.lists(st.sampled_from(ANY), max_size=20))
def test_any_commands_give_the_same_on_every_layout(layout: str, ids: list[str]) -> None:
    assert played(layout, ids) == played("us", ids)
