"""Date expressions: their extent, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units import date_expressions, dates_at


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in date_expressions(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("met on Monday in Pellin", "Monday"),
        ("late Tuesday, and on Wednesday night", "late Tuesday|Wednesday night"),
        ("last Friday and next Monday", "last Friday|next Monday"),
        ("this past June", "this past June"),
        ("on 1 December, on Dec. 1, in mid-March", "1 December|Dec. 1|mid-March"),
        ("the 14th of March 2031", "14th of March 2031"),
        ("June 14, 2029, a Saturday", "June 14, 2029|Saturday"),
        ("Friday 14 March, or Friday, March 14, 2031", "Friday 14 March|Friday, March 14, 2031"),
        ("June 28 at 2 p.m. and 4:30 p.m. Monday", "June 28 at 2 p.m.|4:30 p.m. Monday"),
        ("at 14:30 GMT, by noon", "14:30 GMT|noon"),
        ("between Aug. 14 and 15", "Aug. 14 and 15"),
        ("on March 3–5", "March 3–5"),
        ("the spring of 2029, next spring", "spring of 2029|next spring"),
        ("today, tomorrow morning, last night", "today|tomorrow morning|last night"),
        ("earlier this month; the next day", "this month|next day"),
        ("this December; that evening", "this December|that evening"),
        ("the morning of 5 May", "morning of 5 May"),
        (
            "New Year’s Day, Good Friday, Christmas Eve 2030",
            "New Year’s Day|Good Friday|Christmas Eve 2030",
        ),
        ("the tenth anniversary of the crossing, and", "tenth anniversary of the crossing"),
        ("2031-03-04 or 3/4/2031", "2031-03-04|3/4/2031"),
        ("Monday's paper; Today’s ruling", "Monday|Today"),
        ("in March; since May; last August", "March|May|last August"),
        # none of these
        ("May I march in a May Queen’s clothes", ""),
        ("they march; June Carter sang; it may fall", ""),
        ("in 2029, for three days, a three-day visit", ""),
        ("last week, this weekend, hours later, currently", ""),
        ("Mondays are $4.30 a day; 1,200 nights", ""),
        ("a 30-day notice of 10:30, 3.5 points", ""),
        ("the second half at Mayfair in Marchmont", ""),
        ("", ""),
    ],
)
def test_date_expressions(text: str, expected: str) -> None:
    assert "|".join(found(text)) == expected


def test_the_expression_at_a_place() -> None:
    text = "They met late on Tuesday night at the quay."
    place = text.index("Tuesday")
    assert [text[a:b] for a, b in dates_at(text, place, place + 7)] == ["late on Tuesday night"]
    assert dates_at(text, 0, 4) == []


PIECES = "May 1 Monday , . 2031 at 2 p.m. last of anniversary tenth the 10:30 GMT - noon in".split()


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60))
def test_expressions_are_apart_and_within_the_text(text: str) -> None:
    last = 0
    for start, end in date_expressions(text, 0, len(text)):
        assert last <= start < end <= len(text)
        last = end
