"""Values of dates, and days of publication, that are no dates or not those of the words."""

import pytest

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.attributes import is_date
from annotations.corpus.checking import check
from annotations.example import Example
from annotations.sources.published import KEPT
from tests.annotations.corpus.checked import BARE, TEXT, example, found, tag

# Dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-03-04", True),
        ("2031-03", True),
        ("2031", True),
        ("2028-02-29", True),
        ("2031-02-29", False),
        ("2100-02-29", False),
        ("2031-04-31", False),
        ("2031-12-31", True),
        ("2031-13", False),
        ("2031-00", False),
        ("2031-03-00", False),
        ("2031-3-4", False),
        ("20310304", False),
        ("2031-W10", False),
        ("2031-03-04T09:00", False),
        ("2031-03-04\n", False),
        ("٢٠٣١", False),
        ("next week", False),
        ("", False),
    ],
)
def test_a_date_is_a_day_a_month_or_a_year(value: str, expected: bool) -> None:
    assert is_date(value) == expected


@pytest.mark.parametrize("value", ["next week", "2031-02-30", 2031, ["2031"], True])
def test_a_value_that_is_no_date_is_found(value: object) -> None:
    (finding,) = check([example(tag("4 March 2031", "date", value=value))], BARE)
    assert finding.kind == "date"
    assert repr(value) in finding.message


@pytest.mark.parametrize("attrs", [{}, {"value": None}, {"value": ""}, {"other": "x"}])
def test_a_date_may_have_no_value(attrs: dict[str, object]) -> None:
    assert found(tag("4 March 2031", "date", **attrs)) == []


def test_only_a_dates_value_is_one() -> None:
    assert found(tag("Oran", "actor", value="next week")) == []


@pytest.mark.parametrize(
    ("value", "read", "wrong"),
    [
        ("2031-03-04", "2031-03-04", False),
        ("2031-03-05", "2031-03-04", True),
        ("2031-03", "2031-03-04", False),
        ("2031-03-04", "2031-03", False),
        ("2030-03", "2031-03-04", True),
        ("2031-03-05", None, False),
        ("2031-03-11", "2031-03-04 2031-03-11", False),
        ("soon", "2031-03-04", True),
        (None, "2031-03-04", False),
    ],
)
def test_a_value_is_held_against_how_its_words_read(
    value: str | None, read: str | None, wrong: bool
) -> None:
    date = tag("4 March 2031", "date", value=value)
    asked: list[tuple[str, str]] = []

    def reading(article: Article, annotation: Annotation) -> list[str]:
        asked.append((article.id, annotation.id))
        return (read or "").split()

    findings = list(check([example(date)], BARE, reading))
    assert [f.kind for f in findings] == ["date"] * wrong
    assert asked in ([], [("one", "4 March 2031")])


@pytest.mark.parametrize(
    ("published", "more", "said"),
    [
        ("2031-05-08", {}, None),
        ("2031-05-08T07:00:00+02:00", {}, None),
        ("2031-05", {}, None),
        ("2031", {}, None),
        (None, {}, None),
        ("Thu, 08 May 2031", {}, "published is 'Thu, 08 May 2031', in ISO 8601 2031-05-08"),
        (
            "8/5/2031",
            {},
            "published is '8/5/2031', which could be 2031-05-08 or 2031-08-05",
        ),
        ("n/a", {}, "published is 'n/a', which is not a date"),
        (
            None,
            {KEPT: "at dusk"},
            "published is empty; the source says 'at dusk', which is not a date",
        ),
        ("2031-05-08", {KEPT: "at dusk"}, None),
    ],
)
def test_a_day_of_publication_that_is_not_iso(
    published: str | None, more: dict[str, str], said: str | None
) -> None:
    article = Article("one", "One", TEXT, Metadata(published=published, more=more))
    findings = list(check([Example(article, (tag("Oran"),))], BARE))
    assert [(f.kind, f.span, f.message) for f in findings] == (
        [("published", None, said)] if said else []
    )
