"""A label's key with shift: all places that say the same, seen first, tagged and undone as one."""

import pytest

from tests.tui.reading.script import Script

LEFT = "[Ann> Lee came. Lee spoke; the Lees did not. Ann Lee left.\n"
RIGHT = "They saw Ann Lee. Ann Lee saw nobody, said Lee.\n"


ALL = [
    [("Ann Lee", "actor"), ("Lee", "actor"), ("Ann Lee", "actor")],
    [("Ann Lee", "actor"), ("Ann Lee", "actor"), ("Lee", "actor")],
]
SCRIPTS = [
    ("L A enter", ALL),
    ("L A escape", [[], []]),
    ("L A x enter", [ALL[0][1:], ALL[1]]),
    ("L A n x n n x enter", [[ALL[0][0], ALL[0][2]], ALL[1][1:]]),
    ("L A N x enter", [ALL[0], ALL[1][:2]]),
    ("L A enter u", [[], []]),
    ("L A enter tab u", [[], []]),
    ("L A enter u U", ALL),
    ("L A enter u tab U", ALL),
    ("L a A enter", ALL),
    ("L A D enter", [[(w, "date") for w in ("Ann Lee", "Ann Lee")], [("Ann Lee", "date")] * 2]),
]


@pytest.mark.parametrize(("keys", "tags"), SCRIPTS)
def test_keys(keys: str, tags: list[list[tuple[str, str]]]) -> None:
    script = Script(LEFT, RIGHT).type(keys)
    assert [script.tags_of("a0"), script.tags_of("a1")] == tags
    assert script.reading.queue is None


def test_the_preview_says_what_waits() -> None:
    script = Script(LEFT, RIGHT).type("L A")
    assert script.reading.at_hand.question == "tag 6 Ann Lee?"
    assert script.message == "6 as actor: Ann Lee 4, Lee 2"
    script.type("n n n")
    assert (script.reading.active, script.message) == (1, "1 of 3, 6 in all")
    assert script.type("escape").reading.queue is None
    assert not any(pane.hits for pane in script.reading.panes)


def test_a_find_takes_the_place_of_the_preview() -> None:
    script = Script(LEFT, RIGHT).type("L A * enter")
    assert (script.reading.at_hand.kind, script.tags) == ("hit", [])


@pytest.mark.parametrize("keys", ["L A v l v", "d L A f escape", "L A w", "L A tab l l", "L A n"])
def test_the_preview_stays_armed_whatever_moves(keys: str) -> None:
    script = Script(LEFT, RIGHT).type(keys)
    assert (script.reading.at_hand.kind, script.reading.at_hand.yes) == ("preview", "all")
    count = len(script.tags_of("a0")) + len(script.tags_of("a1"))
    script.type("enter")
    assert len(script.tags_of("a0")) + len(script.tags_of("a1")) == count + 6


def test_undo_lets_go_of_the_preview_and_of_nothing_else() -> None:
    script = Script(LEFT, RIGHT).type("d L A u")
    assert (script.tags, script.reading.queue) == ([("Ann", "date")], None)
    assert script.type("u").tags == []


def test_esc_lets_go_of_the_preview_first() -> None:
    script = Script(LEFT, RIGHT).type("L A v l escape")
    assert (script.reading.queue, script.mode) == (None, "extending")
    assert script.type("escape").mode == "normal"


def test_places_left_out_of_a_find_are_left_out_of_what_is_tagged() -> None:
    script = Script(LEFT, RIGHT).type("L * x A")
    assert script.reading.at_hand.question == "tag 5 Ann Lee?"
    assert script.type("enter").tags_of("a0") == ALL[0][1:]


def test_the_last_place_that_is_dropped_ends_the_preview() -> None:
    script = Script("[Ann> Lee came.").type("L A x")
    assert script.reading.queue is None


def test_where_all_is_tagged_that_is_said() -> None:
    assert (
        "is already tagged actor everywhere here" in Script(LEFT, RIGHT).type("L A enter A").message
    )
