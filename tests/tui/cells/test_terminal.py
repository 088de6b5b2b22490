"""What goes to a terminal that is gone."""

import io
import os
from pathlib import Path

from tui.cells.terminal import Enduring


def test_writes_to_a_lost_terminal_go_nowhere_and_are_told_once(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told: list[int] = []
    with open(writing, "w") as stream:
        enduring = Enduring(stream, lambda: told.append(1))
        for _ in range(3):
            enduring.write("words" * 10_000)
            enduring.flush()
        assert enduring.fileno() == writing
    assert told == [1]


def test_writes_to_a_terminal_that_is_there_arrive() -> None:
    stream = io.StringIO()
    Enduring(stream, lambda: None).write("words")
    assert stream.getvalue() == "words"
