"""Lines as they are drawn and as they are read, letters named by their place in the word."""

import pytest

from annotations.sources.papers.paragraphs import as_read, has_right_to_left

SEA, BOATS = "ימ", "תוריס"  # as they are drawn: the last letter on the left
READ_SEA, READ_BOATS = SEA[::-1], BOATS[::-1]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (f".{BOATS} {SEA}", f"{READ_SEA} {READ_BOATS}."),
        (f"{BOATS} 15.3.2031 {SEA}", f"{READ_SEA} 15.3.2031 {READ_BOATS}"),
        (f"{BOATS} 12 34 {SEA}", f"{READ_SEA} 34 12 {READ_BOATS}"),
        (f"{BOATS} A Pier {SEA}", f"{READ_SEA} A Pier {READ_BOATS}"),
        (f"({BOATS}) {SEA}", f"{READ_SEA} ({READ_BOATS})"),
        (
            f"The sign says {BOATS} {SEA}, he said",
            f"The sign says {READ_SEA} {READ_BOATS}, he said",
        ),
        # Shapes of letters, and a ligature of two.
        ("\ufefb\ufee3", "\u0645\u0644\u0627"),
        # A vowel sign stays with the letter that it was drawn on.
        ("ب\u064eا", "اب\u064e"),
        ("No such letters (here).", "No such letters (here)."),
    ],
)
def test_a_line_is_read_in_its_direction(drawn: str, read: str) -> None:
    assert as_read(drawn) == read
    assert has_right_to_left(drawn) == (drawn != read)
