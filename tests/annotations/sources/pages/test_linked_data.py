"""JSON-LD as pages have it: not quite JSON, of several articles, with the names of people."""

import json

import pytest

from annotations.sources.pages.linked_data import PageSays, linked_data

HERE = PageSays(frozenset({"https://www.pellin.example/harbour"}), ("Harbour talks resume",))
NOWHERE = PageSays(frozenset(), ())

ONE = '{"@type": "NewsArticle", "headline": "Harbour talks", "datePublished": "2031-03-04"}'


@pytest.mark.parametrize(
    "script",
    [
        ONE,
        f"\ufeff{ONE};",
        f"<!--\n{ONE}\n-->",
        f"<!-- // -->\n{ONE}\n<!-- // -->",
        f"<![CDATA[{ONE}]]>",
        f"//<![CDATA[\n{ONE}\n//]]>",
        f"/*<![CDATA[*/ {ONE} /*]]>*/",
        ONE.replace("}", ",}"),
        ONE.replace("}", ", , \n}"),
        f"[{ONE},]",
        ONE.replace("{", "{ // what this is\n/* of the page */", 1),
        ONE.replace("Harbour talks", "Harbour \n\t talks"),
        ONE.replace('"Harbour talks"', '"Harbour talks", "description": "it\\\'s on \\x"'),
        ONE.replace('"', "&quot;"),
        f'{{"@type": "WebSite", "url": "https://pellin.example/*"}} {ONE}',
        f'{{"@context": "https://schema.org", "@graph": [[{{"@type": "Person"}}, {ONE}]]}}',
        f'{{"@type": "WebPage", "mainEntity": {ONE}}}',
        f'{ONE} {{"@type": broken',
    ],
)
def test_what_is_not_quite_json(script: str) -> None:
    found = linked_data([script], NOWHERE)
    assert (found["title"], found["published"]) == ("Harbour talks", "2031-03-04")


@pytest.mark.parametrize("script", ["", "null", "{broken", "[" * 5_000, '{"@type": 5}', "{},{}"])
def test_what_says_nothing(script: str) -> None:
    assert linked_data([script], HERE) == {}


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("Ana Verrin", "Ana Verrin"),
        ("By Ana Verrin", "Ana Verrin"),
        ("BY  Ana Verrin", "Ana Verrin"),
        ("Byron Noll", "Byron Noll"),
        ("https://pellin.example/ana", ""),
        (["Ana Verrin", "Tomas Oran", "Ana Verrin"], "Ana Verrin, Tomas Oran"),
        ({"@type": "Person", "name": "J&#246;rg &amp;amp; Ohl"}, "Jörg & Ohl"),
        ({"name": ["Ana Verrin", "Tomas Oran"]}, "Ana Verrin, Tomas Oran"),
        (
            [[{"name": "Ana Verrin"}], {"@id": "#oran"}, {"@id": "#nobody"}],
            "Ana Verrin, Tomas Oran",
        ),
    ],
)
def test_authors(said: object, author: str) -> None:
    graph = [
        {"@type": "Article", "headline": "Talks", "author": said},
        {"@type": "Person", "@id": "#oran", "name": "Tomas Oran"},
    ]
    assert linked_data([json.dumps({"@graph": graph})], NOWHERE).get("author", "") == author


def article(headline: str, day: str, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": headline, "datePublished": day, **more}


TEASER = article("Ferry prices rise", "2031-01-01", url="https://pellin.example/ferry")
OTHER = article("Snow closes the pass", "2031-01-02", url="https://pellin.example/snow")


@pytest.mark.parametrize(
    "own",
    [
        {"url": "https://pellin.example/harbour/"},
        {"@id": "http://www.pellin.example/harbour#article"},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://pellin.example/harbour"}},
        {"mainEntityOfPage": "https://pellin.example/harbour", "url": "https://pellin.example/"},
    ],
)
def test_of_several_articles_the_one_at_the_page_s_address_counts(own: dict[str, object]) -> None:
    mine = article("A headline for elsewhere", "2031-03-04", **own)
    found = linked_data([json.dumps([TEASER, mine]), json.dumps(OTHER)], HERE)
    assert (found["title"], found["published"]) == ("A headline for elsewhere", "2031-03-04")


def test_without_an_address_the_title_tells() -> None:
    mine = article("Harbour talks resume after nine days", "2031-03-04")
    found = linked_data([json.dumps([TEASER, OTHER, mine])], HERE)
    assert found["published"] == "2031-03-04"


def test_an_article_of_another_page_says_nothing() -> None:
    assert linked_data([json.dumps(TEASER)], HERE) == {}
    assert linked_data([json.dumps([TEASER, OTHER])], NOWHERE) == {}


def test_another_article_fills_nothing_in() -> None:
    mine = article("Harbour talks resume", "2031-03-04")
    found = linked_data([json.dumps([mine, {**TEASER, "author": "Petra Noll"}])], HERE)
    assert "author" not in found


def test_a_name_that_is_the_page_s_title_comes_before_another_headline() -> None:
    page = PageSays(frozenset(), ("Ana Verrin - Who is who in Pellin",))
    one = article("minister of ports", "2031-03-04", name="Ana Verrin")
    assert linked_data([json.dumps(one)], page)["title"] == "Ana Verrin"
    both = article("Ana Verrin", "2031-03-04", name="page 12")
    assert linked_data([json.dumps(both)], page)["title"] == "Ana Verrin"
