"""ISO values: what an expression means on the day the article appeared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.attributes import is_date
from annotations.suggest.date_values import meanings, value_of

TUESDAY = "2031-03-18"


@pytest.mark.parametrize(
    ("said", "context", "value"),
    [
        # days by name
        ("Monday", "She said Monday that", "2031-03-17"),
        ("Tuesday", "He said Tuesday", "2031-03-18"),
        ("Tuesday night", "will speak Tuesday night", "2031-03-18"),
        ("Friday", "They will meet on Friday", "2031-03-21"),
        ("Friday", "agreed on Monday to meet on Friday", "2031-03-21"),
        ("Monday", "agreed on Monday to meet on Friday", "2031-03-17"),
        ("Friday", "urged them to publish it by Friday", "2031-03-21"),
        ("Sunday", "was a dinner on Sunday that nobody will forget", "2031-03-16"),
        ("Thursday", "“I call on you to meet on Thursday,” she said", "2031-03-20"),
        ("last Tuesday", "", "2031-03-11"),
        ("next Tuesday", "", "2031-03-25"),
        ("Friday 14 March", "", "2031-03-14"),
        # days by number
        ("March 20", "will end on March 20", "2031-03-20"),
        ("Dec. 1", "was held on Dec. 1", "2030-12-01"),
        ("Dec. 1", "will be held on Dec. 1", "2031-12-01"),
        ("1 January", "began on 1 January", "2031-01-01"),
        ("19 May 2029", "", "2029-05-19"),
        ("June 14, 2029", "", "2029-06-14"),
        ("14th of March 2031", "", "2031-03-14"),
        ("June 28 at 2 p.m.", "set for June 28 at 2 p.m.", "2031-06-28"),
        ("2031-03-04", "", "2031-03-04"),
        ("3/4/2031", "", "2031-03-04"),
        ("February 30, 2031", "", None),
        # months and seasons
        ("January", "in January he said", "2031-01"),
        ("November", "was born in November", "2030-11"),
        ("November", "will vote in November", "2031-11"),
        ("January", "will meet in January", "2032-01"),
        ("this June", "", "2030-06"),
        ("this month", "", "2031-03"),
        ("last month", "", "2031-02"),
        ("next month", "", "2031-04"),
        ("November 2024", "", "2024-11"),
        ("spring of 2029", "", "2029"),
        ("next spring", "", "2032"),
        ("last summer", "", "2030"),
        ("this winter", "", "2031"),
        # by today
        ("today", "", "2031-03-18"),
        ("tonight", "", "2031-03-18"),
        ("yesterday", "", "2031-03-17"),
        ("tomorrow morning", "", "2031-03-19"),
        ("last night", "", "2031-03-17"),
        ("this morning", "", "2031-03-18"),
        ("4:30 p.m.", "", "2031-03-18"),
        ("two days ago", "", "2031-03-16"),
        ("a month ago", "", "2031-02"),
        ("day before yesterday", "", "2031-03-16"),
        # holidays
        ("Christmas Eve", "was shut on Christmas Eve", "2030-12-24"),
        ("Good Friday", "back at work by Good Friday", "2031-04-11"),
        ("New Year’s Day", "will lift it before New Year’s Day", "2032-01-01"),
        ("Thanksgiving 2030", "", "2030-11-28"),
        ("Memorial Day", "on Memorial Day he said", "2030-05-27"),
        # not to be settled
        ("next day", "", None),
        ("that evening", "", None),
        ("tenth anniversary of the crossing", "", None),
        ("the quay", "", None),
        ("", "", None),
    ],
)
def test_values(said: str, context: str, value: str | None) -> None:
    assert value_of(said, TUESDAY, context or said) == value


@pytest.mark.parametrize("published", [None, "", "2031", "2031-03", "yesterday", "2031-02-30"])
def test_without_a_day_of_publication_only_full_dates_have_a_value(published: str | None) -> None:
    assert value_of("Monday", published, "said Monday") is None
    assert value_of("last month", published) is None
    assert value_of("June 14", published) is None
    assert value_of("June 14, 2029", published) == "2029-06-14"
    assert value_of("spring of 2029", published) == "2029"


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "1000-01-01"])
@pytest.mark.parametrize("said", ["yesterday", "next month", "999 days ago", "Easter", "May 5"])
def test_a_day_of_publication_at_the_end_of_the_calendar_has_no_days_around(
    published: str, said: str
) -> None:
    assert value_of(said, published) is None


def test_a_time_of_publication_is_a_day_of_publication() -> None:
    assert value_of("today", "2031-03-18T23:10:00Z") == "2031-03-18"


def test_a_leap_day_is_looked_for_in_the_years_around() -> None:
    assert value_of("February 29", "2031-03-18", "was on February 29") == "2028-02-29"
    assert value_of("February 29", "2031-03-18", "will be on February 29") == "2032-02-29"
    assert value_of("February 29", "2029-01-10", "was on February 29") == "2028-02-29"


words = st.lists(
    st.sampled_from(
        "last next this Monday Friday May March 31 30 1 2031 2024 at 2 p.m. spring today "
        "anniversary "
        "two days ago Easter Labor Day month 12/24/30 2031-02-28 — th".split()
    ),
    max_size=6,
).map(" ".join)


@given(words | st.text(max_size=20), st.dates(date(1700, 1, 1), date(2190, 1, 1)), words)
def test_a_value_is_a_date_of_the_calendar(said: str, published: date, context: str) -> None:
    value = value_of(said, published.isoformat(), context)
    assert value is None or is_date(value)


@pytest.mark.parametrize(
    ("text", "may_mean"),
    [
        ("Friday", ("2031-02-28", "2031-03-07")),
        ("4 March 2030", ("2030-03-04",)),
        ("yesterday", ("2031-03-03",)),
        ("the next day", ()),
    ],
)
def test_an_expression_may_point_back_or_ahead(text: str, may_mean: tuple[str, ...]) -> None:
    assert meanings(text, "2031-03-04") == may_mean
    assert meanings("Friday", None) == ()
