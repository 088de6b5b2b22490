"""What comes from a terminal, told apart, and what goes to one that is gone."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from tui.cells.terminal import ESCAPE, Enduring, Escapes
from tui.textual_parts import CellParser


def apart(*reads: str, alt: str = "") -> list[str]:
    escapes = Escapes(alt)
    pieces = [piece for text in reads for piece in escapes.apart(text)]
    return [*pieces, *escapes.late()]


@pytest.mark.parametrize(
    ("reads", "pieces"),
    [
        (["a"], ["a"]),
        (["\x1b"], [ESCAPE]),
        (["\x1b", "a"], [ESCAPE, "a"]),
        (["\x1ba"], [ESCAPE, "a"]),
        (["t\x1bla"], ["t", ESCAPE, "la"]),
        (["\x1b\x1b"], [ESCAPE, ESCAPE]),
        (["\x1b1", "\x1b?"], [ESCAPE, "1", ESCAPE, "?"]),
        (["\x1b[A"], ["\x1b[A"]),
        (["\x1b", "[A"], ["\x1b[A"]),
        (["\x1b\x1b[A"], [ESCAPE, "\x1b[A"]),
        (["\x1bOP", "\x1b[<0;1;1M"], ["\x1bOP", "\x1b[<0;1;1M"]),
        (["\x1b]11;rgb:0/0/0\x1b\\"], ["\x1b]11;rgb:0/0/0\x1b\\"]),
        (["x\x1b[200~a\x1bb", "c\x1bd", "\x1b[201~", "\x1be"],
         ["x", "\x1b[200~", "ab", "cd", "\x1b[201~", ESCAPE, "e"]),
        (["\x1b[200~\x1b]2;\x07words\x1b[20", "1~"], ["\x1b[200~", "]2;\x07words", "\x1b[201~"]),
        (["\x1b\x1b[200~a\x1b[201~"], [ESCAPE, "\x1b[200~", "a", "\x1b[201~"]),
        (["\x1b", "\x1b[200~a\x1b\x1b[201~b"], [ESCAPE, "\x1b[200~", "a", "\x1b[201~", "b"]),
        (["\x1b[200~a\x1b[", "A\x1b[201~"], ["\x1b[200~", "a", "[A", "\x1b[201~"]),
    ],
)  # fmt: skip
def test_the_escape_key_is_told_from_commands(reads: list[str], pieces: list[str]) -> None:
    assert apart(*reads) == pieces


def test_keys_that_are_bound_with_alt_stay_together() -> None:
    assert apart("\x1ba\x1bb", alt="b") == [ESCAPE, "a\x1bb"]


@given(st.lists(st.text(st.sampled_from("\x1b[]Oa1~\\"), max_size=6), max_size=8))
def test_nothing_that_was_typed_is_lost(reads: list[str]) -> None:
    assert "".join(apart(*reads)) == "".join(reads)


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


@pytest.mark.parametrize("told", ["", "48;24;80;480;1280", "48;40:0;132:0;0;0", "48;0;0;0;0"])
def test_one_points_at_a_cell_whatever_the_terminal_says_of_its_pixels(told: str) -> None:
    sequences = (f"\x1b[{told}t" if told else "") + "\x1b[<0;31;7M\x1b[<0;31;7m\x1b[<64;2;9M"
    pointed = [e for e in CellParser().feed(sequences) if isinstance(e, events.MouseEvent)]
    assert [(type(event), event.x, event.y) for event in pointed] == [
        (events.MouseDown, 30, 6),
        (events.MouseUp, 30, 6),
        (events.MouseScrollUp, 1, 8),
    ]
