"""When a page was published: what it says for machines, its address, what stands in its article."""

import sys
from collections.abc import Callable

import pytest

from annotations.sources.pages.date import day_in
from annotations.sources.pages.metadata import metadata_of

WORDS = (
    "<p>Talks on the harbour resumed on Tuesday after a strike of nine days, the ministry said.</p>"
    "<p>The union proposed that crews return on Thursday, provided that wages are paid for it.</p>"
)


@pytest.fixture(params=["htmldate", "by rules"])
def day_of(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], str | None]:
    """The date of a page of a head and what stands in its article; with htmldate, and without."""
    if request.param == "by rules":
        monkeypatch.setitem(sys.modules, "htmldate", None)

    def found(head: str, body: str) -> str | None:
        page = f"<html lang=en-GB><head>{head}</head><body>{body}</body></html>"
        return metadata_of(page).get("published")

    return found


ARTICLE = f"<article><h1>Harbour talks resume</h1>{{}}{WORDS}</article>"
TEASERS = (
    "<header><ul><li><a href=/s>Snow closes it</a> <time datetime=2029-01-01>1 Jan</time></li>"
    "</ul></header><aside><time datetime=2029-01-02>2 Jan</time></aside>"
)


def linked(day: str) -> str:
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour talks",'
        f' "datePublished": "{day}", "dateModified": "2033-01-01"}}</script>'
    )


def address(path: str) -> str:
    return f"<link rel=canonical href=https://pellin.example{path}>"


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        (linked("2031-05-06"), "", "2031-05-06"),
        (linked("Tue, 06 May 2031 10:00:00 +0200"), "", "2031-05-06T10:00:00+02:00"),
        ("<meta name=date content='6 May 2031'>", "", "2031-05-06"),
        ("<meta property=article:published_time content=2031-05-06>", "", "2031-05-06"),
        ("<meta name=DC.date.issued content=2031-05-06>", "", "2031-05-06"),
        # What is no day is passed over for what is one.
        (linked("PT2M13S") + "<meta name=date content=2031-05-06>", "", "2031-05-06"),
        ("", "<time itemprop=datePublished>9:05</time><time datetime=2031-05-06>", "2031-05-06"),
        # Moments in UTC have the day of the place.
        (linked("2031-05-06T23:30:00Z") + address("/2031/05/07/talks"), "", "2031-05-07"),
        (
            linked("2031-05-07T01:30:00Z") + "<meta name=date content=2031-05-06T21:30:00-04:00>",
            "",
            "2031-05-06T21:30:00-04:00",
        ),
        (linked("2031-05-06T23:30:00Z") + address("/2031/06/07/talks"), "", "2031-05-06T23:30:00Z"),
        (address("/2031/05/06/talks"), "", "2031-05-06"),
        ("", "<p class=published>Published: 6 May 2031</p>", "2031-05-06"),
        ("", "<div class='post-meta'><span class=date>6.5.2031</span></div>", "2031-05-06"),
        ("", "<span class=date>Updated 9 May 2031</span><time>6 May 2031</time>", "2031-05-06"),
        ("", "<time datetime=2031-05-06T10:00>6 May</time>", "2031-05-06T10:00"),
        ("", "<div>Video <time datetime=PT2M13S>2:13</time></div>", None),
        ("", "", None),
    ],
)
def test_where_a_date_is(
    day_of: Callable[[str, str], str | None], head: str, body: str, day: str | None
) -> None:
    assert day_of(head, TEASERS + ARTICLE.format(body)) == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("https://pellin.example/2031/05/06/talks", "2031-05-06"),
        ("https://pellin.example/news/2031/5/6", "2031-05-06"),
        ("https://pellin.example/news/2031-05-06-talks.html", "2031-05-06"),
        ("https://pellin.example/news/20310506-talks", "2031-05-06"),
        ("https://pellin.example/2031/02/30/talks", ""),
        ("https://pellin.example/2031/05/talks", ""),
        ("https://pellin.example/talks-120310506", ""),
        ("https://pellin.example/20310506123", ""),
    ],
)
def test_the_day_in_an_address(path: str, day: str) -> None:
    assert day_in(path) == day


def test_what_is_no_date_is_handed_on_to_be_named() -> None:
    page = f"<html><head><meta name=date content=soon></head><body>{WORDS}</body></html>"
    assert metadata_of(page).get("published") == "soon"


def test_htmldate_reads_what_no_tag_says() -> None:
    page = f"<html><body><div>Lowmark, 6 May 2031</div>{WORDS}</body></html>"
    assert metadata_of(page).get("published") == "2031-05-06"


@pytest.mark.parametrize(
    ("language", "day"), [("en", "5/8/2031"), ("en-GB", "2031-08-05"), ("en-US", "2031-05-08")]
)
def test_of_two_days_none_is_guessed(language: str, day: str) -> None:
    head = "<meta name=date content=5/8/2031>"
    page = f"<html lang={language}><head>{head}</head><body>{WORDS}</body></html>"
    assert metadata_of(page).get("published") == day


def test_a_month_in_the_text_is_no_day() -> None:
    page = f"<html><body><div>Since May 2029</div>{WORDS}<p>&copy; 2031</p></body></html>"
    assert metadata_of(page).get("published") is None
