"""Quotations in order, over paragraphs and under odd marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units import next_paragraph
from annotations.units.quotations import quotations, quotations_at


def found(text: str) -> list[str]:
    spans, offset = [], -1
    while paragraph := next_paragraph(text, offset):
        spans += quotations(text, paragraph)
        offset = paragraph[0]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” said X. “B.”", ["“A,”", "“B.”"]),
        ('"A," said X. "B."', ['"A,"', '"B."']),
        ("“He said ‘go home’ to me”", ["“He said ‘go home’ to me”", "‘go home’"]),
        ("‘The workers’ union won’t go,’ she said", ["‘The workers’ union won’t go,’"]),
        ("the ’90s and rock ’n’ roll", []),
        # marks that do not fit each other
        ('“A straight end," he said. "A curly end.”', ['“A straight end,"', '"A curly end.”']),
        ("“Who?“ he asked. “You.”", ["“Who?“", "“You.”"]),
        ('he said "no', []),
        ('"Never closed, he said. "Closed," she said.', ['"Closed,"']),
        # over paragraphs
        ("“One.\n\n“Two,” he said. “Three.”", ["“One.\n\n“Two,”", "“Three.”"]),
        ('"One.\n\n"Two.\n\n"Three," he said.', ['"One.\n\n"Two.\n\n"Three,"']),
        ("“One.\n\nTwo.”", []),
        ("“One.\n\n“Two.\n\nThree.”", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_growth_in_a_later_paragraph_finds_the_whole_quotation() -> None:
    text = "X: “One.\n\n“Two here,” he said."
    place = text.index("here")
    assert [text[a:b] for a, b in quotations_at(text, place, place + 4)] == ["“One.\n\n“Two here,”"]


def test_a_part_of_a_paragraph_has_the_quotations_that_begin_in_it() -> None:
    text = "“One.” " * 10
    assert quotations(text, (14, 28)) == ((14, 20), (21, 27))


@given(st.text("ab '\"‘’“”„«»\n.,", max_size=60))
def test_quotations_lie_within_the_text_and_hold_their_marks(text: str) -> None:
    offset = -1
    while paragraph := next_paragraph(text, offset):
        for start, end in quotations(text, paragraph):
            assert paragraph[0] <= start < end - 1 < len(text)
        offset = paragraph[0]


@pytest.mark.parametrize("mark", ['"', "“", "‘", "“a "])
def test_marks_without_end_are_paired_in_a_window(mark: str) -> None:
    text = mark * 50_000
    assert all(end - start <= 10_000 for start, end in quotations(text, (0, len(text))))
    assert len(quotations_at(text, 25_000, 25_001)) < 10_000
