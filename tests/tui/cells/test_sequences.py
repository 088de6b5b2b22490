"""What a terminal sends is cut into keys and sequences, wherever the reads end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cells.sequences import ESCAPE, Sequences


def apart(*reads: str, alt: str = "") -> list[str]:
    sequences = Sequences(alt)
    pieces = [piece for text in reads for piece in sequences.apart(text)]
    return [*pieces, *sequences.late()]


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
        (["\x1b", "[", "1;", "5", "A"], ["\x1b[1;5A"]),
        (["\x1b\x1b[A"], [ESCAPE, "\x1b[A"]),
        (["\x1bOP", "\x1b[<0;1;1M"], ["\x1bOP", "\x1b[<0;1;1M"]),
        (["\x1b[[", "Ba"], ["\x1b[[B", "a"]),
        (["\x1b[M !", "!a"], ["\x1b[M !!", "a"]),
        # Alone they are keys.
        (["\x1b["], [ESCAPE, "["]),
        (["\x1bO"], [ESCAPE, "O"]),
        (["\x1bP"], [ESCAPE, "P"]),
        # Terminal.app's option and arrow, and alt and backspace, are one key.
        (["\x1bb\x1b", "f\x1b\x7f"], ["\x1bb", "\x1bf", "\x1b\x7f"]),
        # Strings answer what nobody asked.
        (["a\x1b]11;rgb:0/0/0\x1b\\b"], ["a", "b"]),
        (["a\x1b]11;rgb:0/0/0\x07b"], ["a", "b"]),
        (["\x1bP>|Quill 3\x1b", "\\\x1b_Gi=1;OK\x1b\\d"], ["d"]),
        (["\x1b", "P1+r\x1b[Aa"], ["\x1b[A", "a"]),
        (["\x1b]0;title\ra"], ["a"]),
        (["\x1bX", "words"], []),
        # What is garbled is no key.
        (["\x1b[1;", "\x1b[A"], ["\x1b[A"]),
        (["\x1b[1;5"], []),
        (["\x1b[1;\x07a"], ["\x07a"]),
        (["\x1b[[xa"], ["xa"]),
        (["\x1b[M !", "\x1b[A"], ["\x1b[A"]),
        # What is pasted.
        (["x\x1b[200~a\x1bb", "c\x1bd", "\x1b[201~", "\x1be"],
         ["x", "\x1b[200~", "ab", "cd", "\x1b[201~", ESCAPE, "e"]),
        (["\x1b[200~\x1b]2;\x07words\x1b[20", "1~"], ["\x1b[200~", "]2;\x07words", "\x1b[201~"]),
        (["\x1b\x1b[200~a\x1b[201~"], [ESCAPE, "\x1b[200~", "a", "\x1b[201~"]),
        (["\x1b", "\x1b[200~a\x1b\x1b[201~b"], [ESCAPE, "\x1b[200~", "a", "\x1b[201~", "b"]),
        (["\x1b[200~a\x1b[", "A\x1b[201~"], ["\x1b[200~", "a", "[A", "\x1b[201~"]),
    ],
)  # fmt: skip
def test_the_escape_key_is_told_from_sequences(reads: list[str], pieces: list[str]) -> None:
    assert apart(*reads) == pieces


def test_keys_that_are_bound_with_alt_stay_together() -> None:
    assert apart("\x1ba\x1bx", alt="x") == [ESCAPE, "a", "\x1bx"]


def test_the_escape_key_ends_what_was_begun_and_never_ends() -> None:
    sequences = Sequences()
    said = [*sequences.apart("\x1b[200~a"), *sequences.late(), *sequences.apart("b\x1b")]
    assert [*said, *sequences.late(), *sequences.apart("c")] == [
        "\x1b[200~", "a", "b", "\x1b[201~", "c",
    ]  # fmt: skip
    sequences = Sequences()
    assert [*sequences.apart("\x1b]words"), *sequences.late(), *sequences.apart("c")] == ["c"]


KEYS = st.text(st.sampled_from("\x1b[]Oa1~\\PM;bf\x7f\r"), max_size=6)


@given(st.lists(KEYS, max_size=8))
def test_nothing_is_made_up_and_nothing_comes_twice(reads: list[str]) -> None:
    left = iter("".join(reads))
    pieces = "".join(apart(*reads)).replace("\x1b[201~", "", 1)
    assert all(character in left for character in pieces)


@given(st.lists(st.text(st.sampled_from("\x1ba1~\\;bf\r"), max_size=6), max_size=8))
def test_no_key_is_lost_where_no_sequence_has_begun(reads: list[str]) -> None:
    assert "".join(apart(*reads)) == "".join(reads)
