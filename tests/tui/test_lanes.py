"""Versions to choose from in the rows that there are: lanes, words, and how many more."""

import pytest

from annotations.annotation import Annotation
from tui.lanes import laid
from tui.reading.queue import Choice

TAG = Annotation("1", 2, 5, "actor", "")
SIX = [Choice(f"version {n}", TAG if n < 3 else None) for n in range(1, 7)]


def lane(tag: Annotation) -> str:
    return f"{'':{tag.start}}\u2570\u2500\u256f"


@pytest.mark.parametrize(
    ("count", "height", "has_words", "rows"),
    [
        (2, 5, True, ["1   \u2570\u2500\u256f", "2   \u2570\u2500\u256f"]),
        (3, 5, True, ["1   \u2570\u2500\u256f", "2   \u2570\u2500\u256f", "3 version 3"]),
        (4, 5, False, ["1 version 1", "2 version 2", "3 version 3", "4 version 4"]),
        (6, 5, False, ["1 version 1", "2 version 2", "3 version 3", "  3 more: 4-6"]),
        (2, 3, False, ["1 version 1", "2 version 2"]),
        (6, 8, True, ["1   \u2570\u2500\u256f", "2   \u2570\u2500\u256f",
                      *(f"{n} version {n}" for n in range(3, 7))]),
    ],
)  # fmt: skip
def test_each_version_has_a_row_while_there_is_room(
    count: int, height: int, has_words: bool, rows: list[str]
) -> None:
    rule, words, found = laid("extent", SIX[:count], lane, 30, height)
    assert (words, found) == (has_words, rows)
    assert rule == "\u2500\u2500 extent ".ljust(30, "\u2500")
    assert len(found) + 1 + words <= height


def test_what_commands_a_terminal_is_shown_and_what_is_long_is_cut() -> None:
    rule, _, (row,) = laid("\x1b]2;x\x07", [Choice("a\nb\x1b" + "c" * 50)], lane, 20, 5)
    assert not set("\x1b\x07\n") & {*rule, *row}
    assert len(row) <= 20
