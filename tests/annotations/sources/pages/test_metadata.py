"""What a page says of itself: titles without their sites, authors, addresses, languages."""

import pytest

from annotations.sources.pages.metadata import metadata_of

SITE = "<meta property=og:site_name content='The Courier'>"
HERE = "<link rel=canonical href=https://www.courier.example/harbour>"


@pytest.mark.parametrize(
    ("title", "heading", "more", "expected"),
    [
        ("Harbour talks | The Pellin Courier", "Harbour talks", "", "Harbour talks"),
        ("Pellin \u00bb Harbour talks", "Harbour talks", "", "Harbour talks"),
        ("Pellin - Ports - Harbour - the talks", "Harbour - the talks", "", "Harbour - the talks"),
        ("Talks - ports - Pellin", "Harbour talks", "", "Talks - ports - Pellin"),
        # The site's name is no title, whatever rank it has.
        ("Harbour talks - The Courier", "The Courier", SITE, "Harbour talks"),
        ("Talks \u2013 Courier", "", HERE, "Talks"),
        ("Talks - harbour", "", HERE, "Talks - harbour"),
        ("Talks - The Courier", "", SITE, "Talks"),
        ("Nine-day strike", "", "", "Nine-day strike"),
        ("", "Harbour <b>talks</b>", "", "Harbour talks"),
        (
            "Harbour&amp;nbsp;talks &amp;amp; &lt;em&gt;more&lt;/em&gt;",
            "",
            "",
            "Harbour talks & more",
        ),
    ],
)
def test_titles(title: str, heading: str, more: str, expected: str) -> None:
    page = f"<html><head><title>{title}</title>{more}</head><body><h1>{heading}</h1></body></html>"
    assert metadata_of(page).get("title", "") == expected


@pytest.mark.parametrize(
    ("tags", "field", "expected"),
    [
        ("<meta name=author content='By Ana Verrin'>", "author", "Ana Verrin"),
        ("<meta name=author content=https://example.org/ana>", "author", None),
        ("<link rel=canonical href=/talks>", "url", None),
        (
            "<link rel=canonical href=/talks><meta property=og:url content=https://pellin.example/t>",
            "url",
            "https://pellin.example/t",
        ),
        ("<html lang=de_AT>", "language", "de-at"),
        ("<html lang='Deutsch, bitte'>", "language", None),
    ],
)
def test_a_field_has_what_can_be_one(tags: str, field: str, expected: str | None) -> None:
    assert metadata_of(f"<html><head>{tags}</head></html>").get(field) == expected
