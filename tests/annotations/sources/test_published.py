"""Dates of publication come in as ISO 8601, whatever wrote them; what is no date is named."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import Article, Metadata
from annotations.sources.published import UNKNOWN, Order, dated, order_in, read
from annotations.sources.reading_list import reading_list

READ = [
    ("2034-11-09", "2034-11-09"),
    ("2034-11-09T06:15:00Z", "2034-11-09T06:15:00Z"),
    ("2034-11-09T06:15:00.250+09:30", "2034-11-09T06:15:00.250+09:30"),
    ("2034-11-09 06:15:00", "2034-11-09T06:15:00"),
    ("2034-11-09 06:15:00+00:00", "2034-11-09T06:15:00+00:00"),
    ("2034-11-09T06:15:00.123456789Z", "2034-11-09T06:15:00.123456+00:00"),
    ("20341109", "2034-11-09"),
    ("20341109T061500Z", "2034-11-09T06:15:00+00:00"),
    ("20341109061500", "2034-11-09T06:15:00"),
    ("2034-W45-4", "2034-11-09"),
    ("2034-11", "2034-11"),
    ("2034", "2034"),
    ("Thu, 09 Nov 2034 06:15:00 -0330", "2034-11-09T06:15:00-03:30"),
    ("Thu, 9 Nov 2034 06:15 GMT", "2034-11-09T06:15:00+00:00"),
    ("Thursday, 09-Nov-34 06:15:00 GMT", "2034-11-09T06:15:00+00:00"),
    ("Thu Nov  9 06:15:00 CET 2034", "2034-11-09T06:15:00"),
    ("Thu Nov 09 2034 06:15:00 GMT+0100 (Central European Time)", "2034-11-09T06:15:00+01:00"),
    ("2046643200", "2034-11-09"),
    ("2046643200.0", "2034-11-09"),
    ("2046643200000", "2034-11-09"),
    ("2046643200000000000", "2034-11-09"),
    ("2046672900", "2034-11-09T08:15:00+00:00"),
    ("9.11.2034", "2034-11-09"),
    ("09.11.34", "2034-11-09"),
    ("9. 11. 2034 18.15 Uhr", "2034-11-09T18:15:00"),
    ("2034/11/9", "2034-11-09"),
    ("2034-11-9", "2034-11-09"),
    ("2034. 11. 9.", "2034-11-09"),
    ("23/11/2034", "2034-11-23"),
    ("11/23/2034 6:15 PM", "2034-11-23T18:15:00"),
    ("12/12/2034", "2034-12-12"),
    ("11/2034", "2034-11"),
    ("November 9, 2034", "2034-11-09"),
    ("Nov. 9th, 2034, 12:15 a.m.", "2034-11-09T00:15:00"),
    ("Published on 9 November 2034 at 6 pm", "2034-11-09T18:00:00"),
    ("9-Nov-34", "2034-11-09"),
    ("November 2034", "2034-11"),
    ("Donnerstag, 9. März 2034", "2034-03-09"),
    ("1er août 2034 à 18h15", "2034-08-01T18:15:00"),
    ("9 de enero de 2034", "2034-01-09"),
    ("9 stycznia 2034", "2034-01-09"),
    ("9 ноября 2034 г.", "2034-11-09"),
    ("9 Kas\u0131m 2034", "2034-11-09"),
    ("2034年11月9日 06:15", "2034-11-09T06:15:00"),
    ("2034년 11월 9일", "2034-11-09"),
    ("２０３４年１１月９日", "2034-11-09"),
    ("9 نوفمبر 2034", "2034-11-09"),
]
NONE = (
    """
soon|yesterday|3 days ago|9 November|November 9|Q4 2034|2034-W45|0000-00-00|2034-02-30|2034-13-01
31.2.2034|11/31/2034|2034-11-09T25:00:00|9 Nov - 11 Nov 2034|9/11/2034 - 10/11/2034|45000|0|-1|12
99999999999999999999|0001-01-01T00:00:00|issue 2034|9 listopada 2034|9 Smarch 2034|3/4
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize(("said", "iso"), READ)
def test_what_is_a_date_becomes_iso(said: str, iso: str) -> None:
    assert read(said).iso == iso
    assert read(iso).iso == iso


@pytest.mark.parametrize("said", [*NONE, "9 May 2034 " * 9])
def test_what_is_no_date_says_so(said: str) -> None:
    assert read(said).iso is None
    assert read(said).why_not == "is not a date"


@pytest.mark.parametrize("said", ["", " ", "nan", "NaT", "None", "N/A", "-"])
def test_nothing_is_said_where_there_is_nothing(said: str) -> None:
    assert read(said).iso is None
    assert not read(said).why_not


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)), st.sampled_from("./-"))
def test_every_day_is_read_back_from_every_form(day: date, mark: str) -> None:
    day_first = Order({mark: True})
    forms = (
        f"{day.day}{mark}{day.month}{mark}{day.year}",
        f"{day.year}{mark}{day.month}{mark}{day.day}",
        f"{day:%Y%m%d}",
        f"{day:%A, %d %B %Y}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
    )
    assert {read(form, day_first).iso for form in forms} == {day.isoformat()}


@given(st.text(max_size=90))
def test_whatever_is_said_comes_to_a_date_or_to_a_word_why_not(said: str) -> None:
    found = read(said)
    if found.iso and len(found.iso) > 7:
        datetime.fromisoformat(found.iso)


@pytest.mark.parametrize(
    ("column", "language", "iso"),
    [
        ((), None, None),
        (("2034-11-23",), None, None),
        (("23/11/2034",), None, "2034-11-09"),
        (("11/23/2034",), None, "2034-09-11"),
        (("11/23/34",), None, "2034-09-11"),
        # The day may be first, or a year of two digits.
        (("23/11/12",), None, None),
        (("23-11-2034",), None, None),
        (("23/11/2034", "11/23/2034"), None, None),
        (("23/11/2034", "11/23/2034"), "de", "2034-11-09"),
        ((), "de-AT", "2034-11-09"),
        ((), "en_US", "2034-09-11"),
        ((), "en-GB", "2034-11-09"),
        ((), "en", None),
        (("11/23/2034",), "de", "2034-09-11"),
    ],
)
def test_which_number_is_the_day_is_told_by_the_column_else_by_the_language(
    column: tuple[str, ...], language: str | None, iso: str | None
) -> None:
    found = read("9/11/2034", order_in(column).of(language))
    assert found.iso == iso
    assert found.why_not == ("" if iso else "could be 2034-11-09 or 2034-09-11")


def test_dots_put_the_day_first_unless_the_column_says_otherwise() -> None:
    assert read("9.11.2034", UNKNOWN).iso == "2034-11-09"
    assert read("9.11.2034", order_in(["11.23.2034"])).iso == "2034-09-11"


def test_an_article_that_says_nothing_stays_the_same() -> None:
    article = Article("a", "t", "words", Metadata(published="2034-11-09"))
    assert dated(article)[0] is article


def test_a_corpus_is_decided_by_a_row_far_below_and_names_what_is_no_date(tmp_path: Path) -> None:
    rows = ["3/4/2034"] * 300 + ["soon", "25/12/2034", "2034-02-30"]
    table = "text,published\n" + "".join(f"text {n},{said}\n" for n, said in enumerate(rows))
    (tmp_path / "a.csv").write_text(table)
    found = reading_list([tmp_path / "a.csv"])
    published = [reference.read().meta.published for reference in found.references]
    assert set(published[:300]) == {"2034-04-03"}
    assert published[300:] == [None, "2034-12-25", None]
    last = found.references[-1].read().meta
    assert last.more == {"published (as given)": "2034-02-30"}
    assert [notice for notice in found.notices if "published" in notice] == [
        f"{tmp_path / 'a.csv'}: published is empty where the date is not clear;"
        " the date is kept as given: line 302 'soon' is not a date;"
        " line 304 '2034-02-30' is not a date."
    ]


def test_of_many_rows_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "text,published\n" + "".join(f"text {n},never\n" for n in range(2025))
    )
    (notice,) = reading_list([tmp_path / "a.csv"]).notices
    assert notice.endswith("line 21 'never' is not a date; and 2,005 more.")


def test_a_document_and_its_table_are_read_alike(tmp_path: Path) -> None:
    for name, said in (("a", "'Thu, 9 Nov 2034 06:15 GMT'"), ("b", "eventually")):
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {name}\ndate: {said}\n---\nWords.\n")
    for name in "cd":
        (tmp_path / f"{name}.txt").write_text(f"Words of {name}.")
    (tmp_path / "articles.csv").write_text("path,published\nc.txt,3/4/2034\nd.txt,3/14/2034\n")
    loaded = [one.load() for one in reading_list([tmp_path]).references]
    assert [one.article.meta.published for one in loaded] == [
        "2034-11-09T06:15:00+00:00", None, "2034-03-04", "2034-03-14",
    ]  # fmt: skip
    assert [note for one in loaded for note in one.notes] == [
        f"{tmp_path / 'b.md'}: published is empty, but the date is kept as given: 'eventually' is"
        " not a date."
    ]
