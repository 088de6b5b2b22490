"""Date expressions: their extent, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.units.dates import date_expressions, dates_at


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
        ("at 14:30 GMT, by noon", ""),
        ("between Aug. 14 and 15", "Aug. 14 and 15"),
        ("on March 3–5", "March 3–5"),
        ("the spring of 2029, next spring", "spring of 2029|next spring"),
        ("today, tomorrow morning, last night", "today|tomorrow morning|last night"),
        ("earlier this month; the next day", "earlier this month|next day"),
        ("this December; that evening", "this December|that evening"),
        ("the morning of 5 May", "morning of 5 May"),
        (
            "New Year’s Day, Good Friday, Christmas Eve 2030",
            "New Year’s Day|Good Friday|Christmas Eve 2030",
        ),
        ("the tenth anniversary of the crossing, and", "tenth anniversary of the crossing"),
        ("the first anniversary of the Dec. 3 flood", "first anniversary of the Dec. 3 flood"),
        ("2031-03-04 or 3/4/2031", "2031-03-04|3/4/2031"),
        ("Monday's paper; Today’s ruling", "Monday|Today"),
        ("in March; since May; last August", "March|May|last August"),
        (
            "on New Year's Eve, Black Friday and Veterans' Day",
            "New Year's Eve|Black Friday|Veterans' Day",
        ),
        ("since 9/11 and by Labor Day weekend", "9/11|Labor Day weekend"),
        ("in the fall, over the summer and by late spring", "fall|summer|late spring"),
        (
            "over the weekend; last weekend; the weekend of May 3",
            "weekend|last weekend|weekend of May 3",
        ),
        ("at the end of March, in the middle of last month", "end of March|middle of last month"),
        ("in March last year and January of last year", "March last year|January of last year"),
        ("on Friday of next week", "Friday of next week"),
        (
            "three days later, two weeks ago, a month earlier",
            "three days later|two weeks ago|a month earlier",
        ),
        ("They left the day before.", "day before"),
        ("Two weeks after that long vote, they rowed.", "Two weeks after that long vote"),
        ("the day after the crossing, they", "day after the crossing"),
        (
            "the day after Christmas and the day before yesterday",
            "day after Christmas|day before yesterday",
        ),
        (
            "earlier Tuesday, late yesterday, later that day",
            "earlier Tuesday|late yesterday|later that day",
        ),
        ("the previous Friday and the same day", "previous Friday|same day"),
        ("the night of Friday, Oct. 23", "night of Friday, Oct. 23"),
        ("shot last Oct. 23; on Friday Night", "last Oct. 23|Friday Night"),
        (
            "on June 5-7, 10–22 August and Aug. 30 - Sept. 2, 2031",
            "June 5-7|10–22 August|Aug. 30 - Sept. 2, 2031",
        ),
        ("from June-August 2029", "June-August 2029"),
        ("March eighth, the twenty-first of May", "March eighth|twenty-first of May"),
        (
            "in June nineteen eighty-four, on the twenty second day of May, June nine two thousand",
            "June nineteen eighty-four|twenty second day of May|June nine two thousand",
        ),
        (
            "ninth to twelfth April 2031; the fall of nineteen ninety; since May two thousand six",
            "ninth to twelfth April 2031|fall of nineteen ninety|May two thousand six",
        ),
        ("In May twenty people left; by June two thousand people did.", "May|June"),
        ("4 Feb 79, born in June of '71 or July 4, 76", "4 Feb 79|June of '71|July 4, 76"),
        ("On 4 February 79 boats sank, and on Aug. 9, 12 more.", "4 February|Aug. 9"),
        (
            "24 August 79 AD, March 15, 44 B.C. or 5 May 2574 BE",
            "24 August 79 AD|March 15, 44 B.C.|5 May 2574 BE",
        ),
        ("Jun14, 2031 and 15Sep", "Jun14, 2031|15Sep"),
        ("2031/Feb/20, Feb-20-2031, Feb/2031, Feb/20", "2031/Feb/20|Feb-20-2031|Feb/2031|Feb/20"),
        ("on March, 6th 2031; 2031 March 18", "March, 6th 2031|2031 March 18"),
        ("from 4-14-2031 to Friday 2031-05-02", "4-14-2031|Friday 2031-05-02"),
        ("4/14-5/2/2031", "4/14-5/2/2031"),
        ("won 4/14, 7-6 on Friday 21-7", "Friday"),
        ("left on Monday 21.", "Monday 21"),
        (
            "Monday at 8 in the morning; tonight around 7, last night at 8. Friday at seven thirty",
            "Monday at 8 in the morning|tonight around 7|last night at 8|Friday at seven thirty",
        ),
        ("fell Friday at 9 branches, rose Monday at 7 percent", "Friday|Monday"),
        (
            "5:30 pst today, eight-thirty tomorrow evening, 8 a.m. this morning, 2:30 the next day",
            "5:30 pst today|eight-thirty tomorrow evening|8 a.m. this morning|2:30 the next day",
        ),
        ("next month at 6 p.m., Christmas early morning", "next month|Christmas early morning"),
        (
            "by end of month, at the end of Friday, at the end of Friday's show",
            "end of month|end of Friday|Friday",
        ),
        ("on the 21st this month, this upcoming Friday", "21st this month|this upcoming Friday"),
        ("March in 2031; will fall in 2031", "March in 2031"),
        (
            "next friday, on 4 june; on halloween, by labor day 2031",
            "next friday|4 june|halloween|labor day 2031",
        ),
        ("we may march on with thanksgiving", ""),
        (
            "two weeks and three days ago; a year and two months ago",
            "two weeks and three days ago|a year and two months ago",
        ),
        ("the third month of 2031", "third month of 2031"),
        ("open May to March", "May|March"),
        ("Tue, May 4; Tuesday the 4th, on the 15th.", "Tue, May 4|Tuesday the 4th|15th"),
        (
            "2031/3/4, 2031-03-04T10:15:00Z, 22.10.2031, 8-Oct-2031",
            "2031/3/4|2031-03-04T10:15:00Z|22.10.2031|8-Oct-2031",
        ),
        (
            "Feb. 3 at 12:00; 9am on Tuesday; noon Saturday",
            "Feb. 3 at 12:00|9am on Tuesday|noon Saturday",
        ),
        ("on the first Tuesday in November", "first Tuesday in November"),
        (
            "the weekend of Labor Day 2030; the 15th day of next month",
            "weekend of Labor Day 2030|15th day of next month",
        ),
        ("Sunday late evening; Dec. 31 , 1994", "Sunday late evening|Dec. 31 , 1994"),
        ("3 May 2030-5 June 2030", "3 May 2030-5 June 2030"),
        ("Sat 14th, 3/4/2031-3/6/2031", "Sat 14th|3/4/2031-3/6/2031"),
        # none of these
        ("At 4 p.m. and at 14:30 GMT; from noon to midnight", ""),
        ("in her 2029 book, a 2030 poll, on page 5, for $5.07", ""),
        ("won 3-2, lost 21-14 and took 9 of 11", ""),
        ("prices fall in the spring of the clock", ""),
        ("the fall in prices, the fall of the tower, likely to fall", ""),
        ("the 30th anniversary, the 15th floor, the 4th goal", ""),
        ("every Friday, each March, every other day, day after day", ""),
        ("the Sunday Times, the Monday Night Show, USA Today", ""),
        ("Johan Christmas bought a Christmas tree and New Year's wishes", ""),
        ("for more than a month after, in the day before leaving", ""),
        ("May I march in a May Queen’s clothes", ""),
        ("they march; June Carter sang; it may fall", ""),
        ("in 2029, for three days, a three-day visit", ""),
        ("last week, weekends, a weekend, hours later, currently, earlier", ""),
        ("Mondays are $4.30 a day; 1,200 nights", ""),
        ("a 30-day notice of 10:30, 3.5 points", ""),
        ("the second half at Mayfair in Marchmont", ""),
        ("", ""),
    ],
)
def test_date_expressions(text: str, expected: str) -> None:
    assert "|".join(found(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("won in March 3-1", "March"),
        ("in March 12 people left", "March"),
        ("in March 12 people's boats", "March"),
        ("on May 12 Nuala Tait left", "May 12"),
        ("rose in May 10-12 percent", "May"),
        ("in Oct. 5-foot waves, in June 3-hour delays", "Oct.|June"),
        ("took 9/11 votes, then 9/11 of them, since 9/11", "9/11"),
        ("for $12 December sales; in a 3-2 May win", "December"),
        ("between Aug. 14 and 15 boats left", "Aug. 14 and 15"),
    ],
)
def test_numbers_behind_a_month_that_are_no_days(text: str, expected: str) -> None:
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
