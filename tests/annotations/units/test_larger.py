"""What a selection grows through."""

import pytest

from annotations.units import larger_units

TEXT = "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said. He did.\n\nNo."


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "Lee",
            [
                "Ann Lee",
                "and Mayor Ann Lee’s aide left",
                "We met late on Tuesday night, and Mayor Ann Lee’s aide left,",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,”",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said.",
                "“We met late on Tuesday night, and Mayor Ann Lee’s aide left,” he said. He did.",
                TEXT,
            ],
        ),
        ("Tuesday", ["late on Tuesday night"]),
        ("uesda", ["Tuesday", "late on Tuesday night"]),
    ],
)
def test_growth_is_through_every_unit_that_fits(word: str, expected: list[str]) -> None:
    start, grown = TEXT.index(word), []
    span = start, start + len(word)
    while larger := next(larger_units(TEXT, *span), None):
        grown.append(TEXT[slice(*larger)])
        span = larger
    assert grown[: len(expected)] == expected
    assert grown[-1] == TEXT
