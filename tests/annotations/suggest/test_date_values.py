"""ISO values: what an expression means on the day the article appeared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.attributes import is_date, is_interval
from annotations.suggest.date_values import value_between

TUESDAY = "2031-03-18"


def value_of(text: str, published: str | None, context: str = "") -> str | None:
    """The value of an expression that stands in `context`, or alone."""
    place = context.find(text)
    around = (context[:place], context[place + len(text) :]) if place >= 0 else (context, "")
    return value_between(text, published, *around)


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
        ("Wednesday", "gave an interview to air Wednesday", "2031-03-19"),
        ("Wednesday", "in an interview airing Wednesday", "2031-03-19"),
        ("Wednesday", "He failed to appear Wednesday", "2031-03-12"),
        ("November", "He said there was a chance of losing in November", "2031-11"),
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
        ("2031-03", "", "2031-03"),
        ("2031-02-30", "", None),
        ("3/4/2031", "", "2031-03-04"),
        ("February 30, 2031", "", None),
        # months and seasons
        ("January", "in January he said", "2031-01"),
        ("November", "was born in November", "2030-11"),
        ("November", "will vote in November", "2031-11"),
        ("January", "will meet in January", "2032-01"),
        ("this June", "", "2031-06"),
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
        ("New Year's Eve", "will end on New Year's Eve", "2031-12-31"),
        ("Black Friday", "sales rose on Black Friday", "2030-11-29"),
        ("Election Day", "voted on Election Day", "2030-11-05"),
        ("Veterans Day", "spoke on Veterans Day", "2030-11-11"),
        ("Eid al-Fitr", "on Eid al-Fitr", None),
        ("9/11", "since 9/11", "2001-09-11"),
        ("Sept. 11", "the Sept. 11 attacks", "2001-09-11"),
        ("Sept. 11", "was shut on Sept. 11", "2030-09-11"),
        # how near a day is says more than the tense, where it is far on the side that is said
        ("Jan. 2", "the dividend was declared, payable Jan. 2", "2031-01-02"),
        ("April 20", "said the Pellin board of the April 20 fair", "2031-04-20"),
        ("August 20", "the boats sank on August 20", "2030-08-20"),
        ("June 30", "The year ended June 30 was a good one", "2030-06-30"),
        ("June", "he said of the vote in June", "2031-06"),
        ("January", "will vote on the plan in January", "2032-01"),
        ("December", "plans to shut the mill in December", "2031-12"),
        ("May", "the port has been shut since May", "2030-05"),
        # a weekday beside a day chooses the year
        ("Saturday, March 8", "will speak on Saturday, March 8", "2031-03-08"),
        ("Thursday, Oct. 31", "was found on Thursday, Oct. 31", "2030-10-31"),
        ("Wednesday, Oct. 31", "was found on Wednesday, Oct. 31", "2029-10-31"),
        ("Tuesday the 25th", "will meet on Tuesday the 25th", "2031-03-25"),
        # years and weeks beside a month or a day
        ("March last year", "", "2030-03"),
        ("January of last year", "", "2030-01"),
        ("May this year", "was hired in May this year", "2031-05"),
        ("Oct. 3 next year", "", "2032-10-03"),
        ("May of the following year", "", None),
        ("Friday of next week", "", "2031-03-28"),
        ("next Friday", "will open next Friday", "2031-03-28"),
        ("next Monday", "", "2031-03-24"),
        ("last Monday", "", "2031-03-17"),
        ("this Friday", "", "2031-03-21"),
        ("this Friday", "She said this Friday that", "2031-03-14"),
        ("this May", "from this May to June 2032", "2031-05"),
        ("2 days after tomorrow", "", "2031-03-21"),
        ("Friday last week", "", "2031-03-14"),
        ("June", "in June and July of 2029", "2029-06"),
        # what a time of publication in the middle of seasons and months means
        ("last spring", "", "2030"),
        ("this fall", "", "2031"),
        ("fall", "was opened in the fall", "2030"),
        ("summer", "will open in the summer", "2031"),
        ("end of March", "was there at the end of March", "2031-03"),
        ("end of the month", "", "2031-03"),
        ("beginning of next month", "", "2031-04"),
        ("earlier this month", "", "2031-03"),
        ("last March", "", "2030-03"),
        ("this past June", "", "2030-06"),
        ("this coming June", "", "2031-06"),
        ("this past Sunday", "", "2031-03-16"),
        ("this past winter", "", "2030"),
        ("1/2/2031, 1/3/2031 and 1/4/2031", "", "2031-01-02/2031-01-04"),
        ("next March", "", "2032-03"),
        ("15th of last month", "", "2031-02-15"),
        # several days
        ("June 5-7", "will meet on June 5-7", "2031-06-05/2031-06-07"),
        ("June 5 to 7, 2029", "", "2029-06-05/2029-06-07"),
        ("10–22 August", "was open 10–22 August", "2030-08-10/2030-08-22"),
        ("March 1 and 2", "met on March 1 and 2", "2031-03-01/2031-03-02"),
        ("Dec. 30 - Jan. 2, 2031", "", "2030-12-30/2031-01-02"),
        ("Dec. 30, 2030 - Jan. 2", "", "2030-12-30/2031-01-02"),
        ("June-August 2029", "", "2029-06/2029-08"),
        ("3/4/2031 - 3/6/2031", "", "2031-03-04/2031-03-06"),
        ("weekend", "was struck over the weekend", "2031-03-15/2031-03-16"),
        ("weekend", "will be struck over the weekend", "2031-03-22/2031-03-23"),
        ("last weekend", "", "2031-03-15/2031-03-16"),
        ("Labor Day weekend", "was there on Labor Day weekend", "2030-08-31/2030-09-01"),
        ("weekend of March 21", "is set for the weekend of March 21", "2031-03-22/2031-03-23"),
        # days beside others, and counted
        ("day after Christmas", "was there the day after Christmas", "2030-12-26"),
        ("two weeks before May 13, 2029", "", "2029-04-29"),
        ("two months after May 13, 2029", "", "2029-07"),
        ("day after tomorrow", "", "2031-03-20"),
        ("two weeks ago", "", "2031-03-04"),
        ("a week from today", "", "2031-03-25"),
        ("three days later", "", None),
        ("day before the vote", "", None),
        # in words and in other numbers
        ("March eighth", "was on March eighth", "2031-03-08"),
        ("twenty-first of May 2029", "", "2029-05-21"),
        ("22/10/2030", "", "2030-10-22"),
        ("22.10.2030", "", "2030-10-22"),
        ("2030/10/22", "", "2030-10-22"),
        ("2030-10-22T08:15:30Z", "", "2030-10-22"),
        ("8-Oct-2030", "", "2030-10-08"),
        ("8/Oct/2030", "", "2030-10-08"),
        ("3/4/98", "", "1998-03-04"),
        # where weekdays point
        ("Monday", "They meet the mayor Monday", "2031-03-24"),
        ("Thursday", "The Pellin fair opens Thursday", "2031-03-20"),
        ("Wednesday", "Until Wednesday, they had not been heard", "2031-03-12"),
        ("Friday", "had been due to end Friday", "2031-03-14"),
        ("Saturday", "left as previously planned Saturday", "2031-03-15"),
        ("Thursday", "was extended to Thursday", "2031-03-20"),
        ("Sunday", "Sunday's vote was close", "2031-03-16"),
        ("Sunday", "ahead of Sunday's vote", "2031-03-23"),
        ("Sunday", "Sunday's vote will be close", "2031-03-23"),
        ("Sunday", "the boat to the United Isles on Sunday", "2031-03-16"),
        ("Sunday", "the house next to the quay on Sunday", "2031-03-16"),
        ("Sunday", "neither of them could be found Sunday", "2031-03-16"),
        ("Sunday", "is to be shown on Sunday, Tait said", "2031-03-23"),
        ("Friday", "The union to meet Friday", "2031-03-21"),
        ("Friday", "The vote is on Friday", "2031-03-21"),
        ("first Tuesday in November", "will vote on the first Tuesday in November", "2031-11-04"),
        ("last Friday of May 2030", "", "2030-05-31"),
        ("second Monday of next month", "", "2031-04-14"),
        # not to be settled
        (
            "30th anniversary of the March landing",
            "on the 30th anniversary of the March landing",
            None,
        ),
        ("previous Friday", "", None),
        ("June 5 or 6", "", None),
        ("next day", "", None),
        ("that evening", "", None),
        ("tenth anniversary of the crossing", "", None),
        # numbers in words, years of two figures, marks between
        ("June nineteen eighty-four", "", "1984-06"),
        ("May twenty two", "will open May twenty two", "2031-05-22"),
        ("June nine two thousand and six", "", "2006-06-09"),
        ("twenty second day of May 1733", "", "1733-05-22"),
        ("fifteen August seventeen hundred thirty three", "", "1733-08-15"),
        ("spring of twenty twenty", "", "2020"),
        ("ninth to twelfth April 2031", "", "2031-04-09/2031-04-12"),
        ("third month of 2029", "", "2029-03"),
        ("4 Feb 79", "", "1979-02-04"),
        ("4 Feb 36", "", "2036-02-04"),
        ("July 4, 76", "", "1976-07-04"),
        ("June of '71", "", "1971-06"),
        ("15 April of 87", "", "1987-04-15"),
        ("3/18/45", "", "1945-03-18"),
        ("24 August 79 AD", "", "0079-08-24"),
        ("5 May 2574 BE", "", "2031-05-05"),
        ("March 15, 44 B.C.", "", None),
        ("Jun14, 2031", "", "2031-06-14"),
        ("2031/Feb/20", "", "2031-02-20"),
        ("Feb-20-2031", "", "2031-02-20"),
        ("Feb/2031", "", "2031-02"),
        ("Feb/2031-May/2031", "", "2031-02/2031-05"),
        ("4/14-5/2/2031", "", "2031-04-14/2031-05-02"),
        ("4/14/2031-5/2/2031", "", "2031-04-14/2031-05-02"),
        ("Monday 31", "on Monday 31", "2031-03-31"),
        ("21st this month", "", "2031-03-21"),
        ("end of month", "", "2031-03"),
        ("end of tomorrow", "", "2031-03-19"),
        ("upcoming Friday", "", "2031-03-21"),
        ("two weeks and three days ago", "", "2031-03-01"),
        ("a year and two months ago", "", "2030-01"),
        ("June 5 at seven thirty", "was on June 5 at seven thirty", "2031-06-05"),
        ("last night at 8", "", "2031-03-17"),
        ("8 a.m. this morning", "", "2031-03-18"),
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
        "two days ago Easter Labor Day month 12/24/30 2031-02-28 — th weekend before after of "
        "first fall 15th 5-7 week year 9/11 earlier later nineteen twenty hundred thousand five 96 "
        "'87 AD BE B.C. Dec31 2031/Sep/23 Oct/2 5/1-5/7/2031 years and 0".split()
    ),
    max_size=6,
).map(" ".join)


@given(words | st.text(max_size=20), st.dates(date(1700, 1, 1), date(2190, 1, 1)), words)
def test_a_value_is_a_date_of_the_calendar(said: str, published: date, context: str) -> None:
    value = value_of(said, published.isoformat(), context)
    assert value is None or is_date(value) or is_interval(value)
