"""Where a span of a foreign file stands: its offsets are not believed without its words."""

import pytest

from annotations.formats.placing import placed

TEXT = "👍👍 Oran said é: Oran left. " + "x" * 300 + " Oran"


@pytest.mark.parametrize(
    ("start", "end", "words", "place", "how"),
    [
        (3, 7, "Oran", 3, ""),
        (3, 7, None, 3, ""),
        (5, 9, "Oran", 3, "its offsets count UTF-16 units"),
        (9, 13, "Oran", 3, "its offsets count bytes"),
        (23, 27, "Oran", 16, "its offsets count bytes"),
        (15, 19, "Oran", 16, "its words stand elsewhere"),
        (-5, 2, "Oran", 3, "its words stand elsewhere"),
        (6, 2, "Oran", 3, "its words stand elsewhere"),
    ],
)
def test_a_span_is_where_its_words_are(
    start: int, end: int, words: str | None, place: int, how: str
) -> None:
    assert placed(TEXT, start, end, words) == ((place, place + 4), how)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (3, 7, "Aran"),
        (3, 7, ""),
        (3, 3, None),
        (-1, 4, None),
        (0, len(TEXT) + 1, None),
        (10**9, 10**9 + 4, "Oran"),
        (len(TEXT) - 4, len(TEXT) + 9, "Oran and more"),
    ],
)
def test_words_that_are_not_near_are_refused(start: int, end: int, words: str | None) -> None:
    assert placed(TEXT, start, end, words) is None
