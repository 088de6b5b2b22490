"""SLATE's cost, on spans counted out by hand."""

import pytest

from benchmarks.slate import Slate, slate

TEXT = "one two three four five six seven eight nine ten eleven twelve\n\nred green blue\n"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("words", "arrows", "counts", "counted"),
    [
        ("one", 2, 2, 0),
        ("two", 3, 3, 0),
        ("two three", 4, 4, 0),
        ("ten", 5, 4, 1),  # to the line's end and back, with a key
        ("four five six seven", 8, 6, 2),
        ("green", 4, 4, 0),
    ],
)
def test_one_span_from_the_first_token(words: str, arrows: int, counts: int, counted: int) -> None:
    assert slate(TEXT, [span(words)]) == Slate(arrows, counts, counted)


def test_the_token_number_is_kept_between_lines() -> None:
    there = slate(TEXT, [span("three"), span("blue")])
    assert there.arrows == 4 + 3
    back = slate(TEXT, [span("blue"), span("one")])
    assert back.arrows == (1 + 1 + 0 + 2) + (1 + 1 + 2)


def test_a_count_is_never_dearer_than_arrows() -> None:
    spans = [span(word) for word in ("one", "seven eight", "twelve", "green blue")]
    found = slate(TEXT, spans)
    assert found.counts <= found.arrows
