"""The screen keeps up with keys that come faster than they are answered, on long articles too."""

import sys

import pytest

from benchmarks.held_keys import HELD, LONGEST_GAP, ONCE, at_work, many, worst

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what each thread has used"),
]

SLOW = """
import time
from tui.workbench import Workbench
answer = Workbench.answer
Workbench.answer = lambda *key: (time.sleep(0.02), answer(*key))
"""
CARELESS = """
from tui.key_screen import KeyScreen
KeyScreen.draw_in_time = lambda self, answered: None
"""


def test_keys_that_are_held_are_drawn() -> None:
    with at_work() as work:
        found = {name: worst(work, many(keys)) for name, keys in HELD.items()}
    assert max(found.values()) <= LONGEST_GAP, found


def test_a_key_on_all_of_a_long_text_is_drawn() -> None:
    with at_work() as work:
        found = {name: worst(work, *([key] for key in keys)) for name, keys in ONCE.items()}
    assert max(found.values()) <= LONGEST_GAP, found


@pytest.mark.parametrize("careless", [False, True])
def test_keys_that_are_answered_slowly_are_drawn_together(careless: bool) -> None:
    with at_work(5_000, 50, f"{SLOW}\n{CARELESS if careless else ''}") as work:
        assert (worst(work, many("l")) > LONGEST_GAP) == careless
