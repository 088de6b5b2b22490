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
    assert script.mode == "normal"


def test_the_preview_is_a_mode_and_says_what_waits() -> None:
    script = Script(LEFT, RIGHT).type("L A")
    assert script.mode == "preview"
    assert script.message == "6 actor, 2 variants: enter tags all, x skips one, esc cancels"
    script.type("n n n")
    assert (script.reading.active, script.message) == (1, "1 of 3, 6 in all")
    assert script.type("escape").mode == "normal"
    assert not script.reading.has_hits


def test_a_find_takes_the_place_of_the_preview() -> None:
    script = Script(LEFT, RIGHT).type("L A * enter")
    assert (script.mode, script.tags) == ("normal", [])


def test_the_preview_outlives_extending_and_hints() -> None:
    assert Script(LEFT, RIGHT).type("L A v l v").mode == "preview"
    assert Script(LEFT, RIGHT).type("d L A f escape").mode == "preview"


def test_the_last_place_that_is_dropped_ends_the_preview() -> None:
    script = Script("[Ann> Lee came.").type("L A x")
    assert (script.mode, script.reading.has_hits) == ("normal", False)


def test_where_all_is_tagged_that_is_said() -> None:
    assert (
        "is already tagged actor everywhere here" in Script(LEFT, RIGHT).type("L A enter A").message
    )
