"""Motions, as key scripts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import reader
from tests.tui.reading.script import Script
from tui.keys import COMMANDS

NEWS = 'Mr. Oran said: "We do not agree." The U.S. left.'
ROWS = "one two three\nfour\n\nfive six seven"


def steered(marked: str, keys: str, width: int = 72) -> str:
    script = Script(marked)
    script.reading.pane.fit(width, 20)
    script.reading.pane.set_column(width)
    return script.type(keys).marked


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("the [quick> fox", "l", "the quick [fox>"),
        ("the [quick> fox", "right h h", "[the> quick fox"),
        ("the quick [fox>", "l", "the quick [fox>"),
        ("the [quick> fox", "L", "the [quick fox>"),
        ("the [quick> fox", "H", "<the quick] fox"),
        ("the [quick> fox", "L H", "the [quick> fox"),
        ("the [quick> fox", "H L", "the <quick] fox"),
        ("the [quick> fox ran", "L L H H H", "<the quick] fox ran"),
        ("the [quick> fox", "o", "the <quick] fox"),
        ("[the quick> fox", "o L", "the <quick] fox"),
        ("the [quick> fox", ".", "the [quick >fox"),
        ("the [quick> fox", ", ,", "the [qui>ck fox"),
        ("the [q> fox", ",", "the [q> fox"),
        ("the [quick> fox", "v l l", "the [quick fox>"),
        ("the [quick> fox", "v l v h", "[the> quick fox"),
        ("[the> quick fox ran", "G", "the quick fox [ran>"),
        ("the quick [fox> ran", "g", "[the> quick fox ran"),
        ("the [quick> fox", "v G", "the [quick fox>"),
        ("[Oran>'s plan", "l", "Oran's [plan>"),
        ("the [U.S.> left", "l", "the U.S. [left>"),
    ],
)
def test_words(before: str, keys: str, after: str) -> None:
    assert steered(before, keys) == after


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("e", "We do not agree."),
        ("e e", '"We do not agree."'),
        ("e e e", 'Mr. Oran said: "We do not agree."'),
        ("e e e e", NEWS),
        ("e e e E", '"We do not agree."'),
        ("e e E E E", "not"),
        (")", "The"),
        (") e", "The U.S. left."),
        ("v )", 'not agree."'),
    ],
)
def test_growth_and_sentences(keys: str, selected: str) -> None:
    after = steered(NEWS.replace("not", "[not>"), keys)
    assert re.split(r"[\[<\]>]", after)[1] == selected


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        (ROWS.replace("three", "[three>"), "j", ROWS.replace("four", "[four>")),
        (ROWS.replace("three", "[three>"), "j j", ROWS.replace("seven", "[seven>")),
        (ROWS.replace("three", "[three>"), "j j k k", ROWS.replace("three", "[three>")),
        (ROWS.replace("one", "[one>"), "end", ROWS.replace("three", "[three>")),
        (ROWS.replace("three", "[three>"), "home", ROWS.replace("one", "[one>")),
        (ROWS.replace("six", "[six>"), "J", ROWS.replace("six", "[six>")),
        (ROWS.replace("two", "[two>"), "J", ROWS.replace("two three\nfour", "[two three\nfour>")),
        (ROWS.replace("one", "[one>"), "}", ROWS.replace("five", "[five>")),
        (ROWS.replace("six", "[six>"), "{ {", ROWS.replace("one", "[one>")),
    ],
)
def test_rows_and_paragraphs(before: str, keys: str, after: str) -> None:
    assert steered(before, keys) == after


def test_rows_are_those_that_the_eye_sees() -> None:
    assert steered("the [quick> brown fox jumps", "j", width=10) == "the quick brown [fox> jumps"


MOVES = [c.keys[0] for c in COMMANDS if c.group in ("Move", "Select") and "page" not in c.id]


@given(
    st.text(
        st.sampled_from("ab \n.,\"'\u201c\u201d\u6f22\U0001f600e\u0301"), min_size=1, max_size=80
    ),
    st.lists(st.sampled_from(MOVES), max_size=25),
    st.integers(4, 30),
)
def test_whatever_is_typed_something_inside_the_text_is_selected(
    text: str, keys: list[str], width: int
) -> None:
    if not text.strip():
        return
    script = Script(text)
    script.reading.pane.set_column(width)
    for key in keys:
        script.press(key)
        start, end = script.selection.span
        assert 0 <= start < end <= len(text)


ZONED = "Talks resume\n\nShare this story\n\nOran left. He\nmoved on.\n\nLeave a reply\n"
BOILERPLATE = ((14, 30), (56, 69))


@pytest.mark.parametrize(
    ("at", "keys", "selected"),
    [
        ("resume", "l", "Oran"),
        ("Oran", "h", "resume"),
        ("Talks", "j", "Oran"),
        ("Oran", "k", "resume"),
        ("Talks", "}", "Oran"),
        ("Talks", ")", "Oran"),
        ("on", "l", "on"),
        ("on", "j", "on"),
        ("on", "G", "reply"),
        ("resume", "L", "resume\n\nShare"),
        ("resume", "v l", "resume\n\nShare"),
        # Where the active end is the lower one, or all is boilerplate, too.
        ("Oran", "v h", "story\n\nOran"),
        ("Oran", "v k", "Share this story\n\nOran"),
        ("Oran", "v (", "Share this story\n\nOran"),
        ("Oran", "v {", "Share this story\n\nOran"),
        ("Share", "v l", "Share this"),
        ("Share", "v }", "Share this story"),
        ("Oran", "v h v h", "resume"),
    ],
)
def test_motions_pass_over_boilerplate_and_growing_does_not(
    at: str, keys: str, selected: str
) -> None:
    start = ZONED.index(at) if at != "on" else ZONED.index("on.")
    script = Script(ZONED)
    script.reading.pane.show_boilerplate(BOILERPLATE)
    script.reading.pane.go((start, start + len(at)))
    assert script.type(keys).selected == selected


def test_before_there_are_cells_to_be_seen_in_keys_go_on_from_the_selection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "WIDTH", 0)
    script = Script("[One> two.\n\nThree.\n\nFour five.\n")
    assert script.type("G").selected == "five"
    assert script.type("l h").selected == "Four"


def test_where_there_is_more_room_no_row_is_left_empty_that_text_could_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "HEIGHT", 3)
    script = Script("[One> two.\n" + "More.\n" * 30)
    pane = script.type("G").reading.pane
    assert pane.top == pane.layout.rows - 3
    pane.fit(reader.WIDTH, 12)
    assert pane.top == pane.layout.rows - 12
    pane.fit(reader.WIDTH, 60)
    assert pane.top == 0


def test_from_a_selection_that_reaches_out_of_view_one_goes_on_from_its_end() -> None:
    """Growth leaves the view where one reads; that is not the wheel's having moved it away."""
    text = "Talks\n\n" + " ".join(f"w{n}" for n in range(600)) + "\n\nThe end came."
    script = Script(f"[T>alks{text[5:]}").type("l")
    pane = script.reading.pane
    while pane.selected[1] < len(text) - 20:
        script.type("e")
    assert not pane.view[0] <= pane.selection.cursor <= pane.view[1]
    script.type("l")
    assert script.text[slice(*pane.selected)] == "The"
