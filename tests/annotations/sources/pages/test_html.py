"""Saved pages: the article without what stands around it, decoded first, whatever the theme."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.extras import adding
from annotations.sources.document import Loaded
from annotations.sources.pages.html import WITHOUT, declared_charset
from annotations.sources.reading_list import reading_list

Read = Callable[..., Loaded]

PARAGRAPHS = [
    "PELLIN — Talks on the harbour resumed on Tuesday after a strike of nine days, the ministry of"
    " ports said in the morning.",
    "“We will open the harbour by Friday,” said Minister Oran, who had flown in overnight from the"
    " summit in Lowmark.",
    "The union proposed that crews return on Thursday, provided that wages are paid for the days of"
    " the strike.",
    "Observers from the Narrow Seas Council are expected to sit at the table when the parties meet"
    " again at noon on Wednesday.",
]
AROUND = [
    "Politics",
    "Tweet",
    "Ferry prices rise",
    "Leave a Reply",
    "Your email address will not be published",
    "All rights reserved",
]

THEME = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour talks resume - The Pellin Courier</title>
<meta property="og:site_name" content="The Pellin Courier">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "No headline"}},
  {{"@type": "NewsArticle", "headline": "Harbour talks resume", "datePublished": "2031-03-04",
   "author": [{{"@type": "Person", "name": "Ana Verrin"}}, {{"name": "Tomas Oran"}}]}}]}}</script>
<style>p {{ color: red }}</style></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/p">Politics</a></li></ul></nav></header>
<main><article><h1>Harbour talks resume</h1>
<div class="share-bar"><a href="#">Share</a> <a href="#">Tweet</a></div>
<p>{PARAGRAPHS[0].replace("—", "&#8212;")}</p><p>{PARAGRAPHS[1]}</p>
<aside class="related"><h3>Read more</h3>
<ul><li><a href="/1">Ferry prices rise</a></li></ul></aside>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
</article></main>
<div id="respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published.</p>
<input></form></div>
<footer><p>&copy; 2031 The Pellin Courier. All rights reserved.</p></footer></body></html>
"""

TABLE = f"""<html><body><table><tr><td><a href=a>Home</a><br><a href=b>Archive</a></td><td>
<font size=5><b>Harbour talks resume</b></font><br><br>By Ana Verrin<br><br>
{"<br><br>".join(PARAGRAPHS)}<br><br><a href=x>Print this page</a></td></tr></table></body></html>
"""


@pytest.fixture(params=["trafilatura", "by rules"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With trafilatura, and as if it was not installed."""
    if request.param == "by rules":
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        monkeypatch.setitem(sys.modules, "htmldate", None)
    return str(request.param)


def test_a_page_in_a_news_theme(read: Read, way: str) -> None:
    loaded = read(THEME.encode(), "a.html")
    article = loaded.article
    assert article.text.split("\n\n") == ["Harbour talks resume", *PARAGRAPHS]
    assert article.title == "Harbour talks resume"
    meta = article.meta
    assert (meta.source, meta.author) == ("The Pellin Courier", "Ana Verrin, Tomas Oran")
    assert (meta.published, meta.language) == ("2031-03-04", "en-gb")
    assert [words for words in AROUND if words in article.text] == []
    assert loaded.notes == ((f"{WITHOUT} {adding('html')}",) if way == "by rules" else ())
    assert article.imprint


def test_a_page_laid_out_as_a_table_keeps_its_paragraphs(read: Read, way: str) -> None:
    article = read(TABLE.encode(), "a.htm").article
    assert article.text.split("\n\n") == ["Harbour talks resume", "By Ana Verrin", *PARAGRAPHS]
    assert article.title == "Harbour talks resume"


def test_a_windows_page_without_a_charset_is_decoded_first(read: Read, way: str) -> None:
    page = THEME.replace('<meta charset="utf-8">', "").replace("Oran", "Körner")
    loaded = read(page.encode("cp1252"), "a.html")
    assert loaded.article.text.split("\n\n")[1:] == [
        p.replace("Oran", "Körner") for p in PARAGRAPHS
    ]
    assert "a.html was read as windows-1252" in loaded.notes[0]


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b'<meta charset="UTF-8">', "UTF-8"),
        (b"<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><html>', "iso-8859-1"),
        (b"<meta name=x>", None),
        (b"<script>" + b" " * 60_000 + b"</script><meta charset=x>", "x"),
        (b" " * 66_000 + b"<meta charset=x>", None),
        (b"<!-- <meta charset=x> --><meta charset=y>", "y"),
    ],
)
def test_the_charset_that_a_page_declares(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


def test_microdata_and_meta_tags_serve_where_there_is_no_json(read: Read) -> None:
    page = f"""<html><head><title>Site | Harbour</title><script type="application/ld+json">{{broken
    </script><meta name="author" content="https://example.org/ana">
    <meta name="date" content="2031-03-01"><link rel="canonical" href="https://example.org/1"></head>
    <body><div itemscope><h1 itemprop="headline">Harbour <b>talks</b></h1>
    <span itemprop="author"><a itemprop="name">Ana</a></span>
    <time itemprop="datePublished" datetime="2031-03-04">today</time>
    {"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</div></body></html>"""
    article = read(page.encode(), "a.html").article
    assert (article.title, article.meta.url) == ("Harbour talks", "https://example.org/1")
    # Meta tags come before microdata, but an address is no author.
    assert (article.meta.published, article.meta.author) == ("2031-03-01", "Ana")


@pytest.mark.parametrize("words", ["The ferry is late", "<h1>Ferry</h1>Late<br>again", "渡船晚点"])
def test_a_page_of_a_few_words_is_read(read: Read, way: str, words: str) -> None:
    nav = "<nav><a href=a>Home</a></nav>"
    text = read(
        f"<html><body>{nav}<div>{words}</div></body></html>".encode(), "a.html"
    ).article.text
    plain = words.replace("<h1>", "").replace("</h1>", "\n\n").replace("<br>", "\n")
    assert text == plain


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><nav><a href=a>Home</a></nav></body></html>",
        "<html><body><div id=app>Loading</div><script src=app.js></script></body></html>",
    ],
)
def test_a_page_without_an_article_says_so(read: Read, way: str, page: str) -> None:
    with pytest.raises(PostilError, match=r"no article to be found in a\.html"):
        read(page.encode(), "a.html")


def test_a_page_of_50_megabytes_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    with file.open("wb") as out:
        out.write(b"<html>")
        out.truncate(50 << 20)
    with pytest.raises(PostilError, match="is more than 20 MB long, which no article is"):
        reading_list([file])


def test_a_page_without_a_telling_name_is_known_by_its_beginning(read: Read) -> None:
    assert read(THEME.encode(), "page").article.text.split("\n\n")[1:] == PARAGRAPHS


def test_tags_without_end_are_read_in_time(read: Read, way: str) -> None:
    page = "<div>" * 20_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</b>" * 20_000
    if way == "by rules":
        assert PARAGRAPHS[0] in read(page.encode(), "a.html").article.text


SHOWN = {
    "quotation": (
        "<p>Oran said: <q>We open on Friday.</q> He left at once and took no questions.</p>",
        ["Oran said: “We open on Friday.” He left at once and took no questions."],
    ),
    "quotation in a quotation": (
        "<p>Oran said: <q>They told me <q>never</q> twice, and I believe them.</q></p>",
        ["Oran said: “They told me ‘never’ twice, and I believe them.”"],
    ),
    "quotation of another language": (
        '<p lang="de-AT">Oran sagte: <q>Wir <q>öffnen</q> am Freitag den ganzen Hafen.</q></p>',
        ["Oran sagte: „Wir ‚öffnen‘ am Freitag den ganzen Hafen.“"],
    ),
    "quotation that has its marks": (
        "<p>Oran said: <q>&ldquo;We open on Friday.&rdquo;</q> He left at once after that.</p>",
        ["Oran said: “We open on Friday.” He left at once after that."],
    ),
    "quotation without an end": (
        "<p>Oran said: <q>We open the harbour on Friday.<p>He left at noon, he said.",
        [
            "Oran said: “We open the harbour on Friday.”",
            "He left at noon, he said.",
        ],
    ),
    "struck": (
        "<p>Wages rise by <s>two</s> <strike>three</strike> <del>four</del> <ins>five</ins> per"
        " cent from the first of May.</p>",
        ["Wages rise by five per cent from the first of May."],
    ),
    "struck without an end": (
        "<p>Wages rise by five per cent from May. <del>By nine.</p><p>Crews agreed to it.</p>",
        ["Wages rise by five per cent from May.", "Crews agreed to it."],
    ),
    "empty links": (
        "<ul><li><a name=a></a><p>Oran keeps the harbour.</p></li>"
        "<li><a href=/v><img src=v.png alt=''></a><p>Verrin speaks for the crews.</p></li></ul>",
        ["Oran keeps the harbour.", "Verrin speaks for the crews."],
    ),
    "hidden": (
        "<p hidden>Never shown to anybody here.</p><p style='color:red;display : none'>Nor it.</p>"
        "<p>Crews <i aria-hidden='true'>*</i>and owners <b style='visibility:hidden'>do not</b>"
        " agree on the terms.</p><div hidden><p>A menu of theirs.</p></div>",
        ["Crews and owners agree on the terms."],
    ),
    "hidden until it is found": (
        "<div hidden='until-found'><p>Crews and owners agree on all of the terms.</p></div>",
        ["Crews and owners agree on all of the terms."],
    ),
    "hidden without an end": (
        "<p hidden>Never shown to anybody here.<p>Crews and owners agree on all of the terms.",
        ["Crews and owners agree on all of the terms."],
    ),
    "template and noscript": (
        "<template><p>Words of a template, for later.</p></template>"
        "<noscript><p>Turn scripts on to read comments.</p></noscript>"
        "<p>Crews and owners agree on all of the terms.</p>",
        ["Crews and owners agree on all of the terms."],
    ),
    "table": (
        "<table><thead><tr><th>Berth<th>Fee</thead><tr><td>The northern berth costs nine a day.<td>"
        "The southern <b>one</b> costs <i>ten</i> a day.</table>",
        [
            "Berth",
            "Fee",
            "The northern berth costs nine a day.",
            "The southern one costs ten a day.",
        ],
    ),
    "table in a figure": (
        "<figure class='wp-block-table'><table><tr><td>The northern berth costs nine a day.</td>"
        "<td>The southern one costs ten a day.</td></tr></table></figure>",
        ["The northern berth costs nine a day.", "The southern one costs ten a day."],
    ),
    "list in a list": (
        "<ul><li><a href='/o'>Oran</a> keeps the harbour.<ul><li>He said so.</li></ul></li>"
        "<li>Verrin speaks for the crews.</li></ul>",
        ["Oran keeps the harbour.", "He said so.", "Verrin speaks for the crews."],
    ),
    "line break": (
        "<p>Narrow Seas Council,<br>4 Quay Road,<br/>Lowmark, to whom all letters go.</p>",
        ["Narrow Seas Council,\n4 Quay Road,\nLowmark, to whom all letters go."],
    ),
    "within words": (
        "<p>H<sub>2</sub>O and 10<sup>th</sup>, har&shy;bour and wharf\u200bside,"
        " <b>st</b>rike, as the <code>port.log</code> says.</p>",
        ["H2O and 10th, harbour and wharfside, strike, as the port.log says."],
    ),
    "joiners": (
        "<p>The sign said \u0645\u06cc\u200c\u0631\u0648\u0645 and \U0001f469\u200d\U0001f4bb"
        " was painted on it by the crews.</p>",
        [
            "The sign said \u0645\u06cc\u200c\u0631\u0648\u0645 and \U0001f469\u200d\U0001f4bb"
            " was painted on it by the crews."
        ],
    ),
    "listing": (
        "<pre>berth  1:  free\n  berth 2: taken by the Pellin\n</pre>",
        ["berth  1:  free\n  berth 2: taken by the Pellin"],
    ),
    "block quotation and heading": (
        "<h2>What the crews say</h2><blockquote><p>Nobody wanted this strike at all.</p>"
        "<p>Nobody will forget it.</p></blockquote>",
        ["What the crews say", "Nobody wanted this strike at all.", "Nobody will forget it."],
    ),
    "time": (
        "<p>The parties met on <time datetime='2031-03-04'>Tuesday</time> and meet again soon.</p>",
        ["The parties met on Tuesday and meet again soon."],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_a_reader_sees(read: Read, way: str, body: str, expected: list[str]) -> None:
    first, *_, last = PARAGRAPHS
    page = (
        f"<!DOCTYPE html><html lang=en><head><title>T</title></head><body><article><p>{first}</p>"
        f"{body}<p>{last}</p></article></body></html>"
    )
    paragraphs = read(page.encode(), "a.html").article.text.split("\n\n")
    assert paragraphs == [first, *expected, last]


def test_a_page_that_a_script_shows_is_read_nonetheless(read: Read, way: str) -> None:
    page = THEME.replace("<body>", "<body style='display:none'>")
    assert read(page.encode(), "a.html").article.text.split("\n\n")[1:] == PARAGRAPHS


@pytest.mark.parametrize(
    ("wrapper", "end"),
    [
        ("<form id=aspnetForm>", "</form>"),
        ("<div class='page has-sidebar'>", "</div>"),
        ("<article class='post tag-ports category-newsletter'>", "</article>"),
    ],
)
def test_what_is_around_the_headline_is_the_article(
    read: Read, way: str, wrapper: str, end: str
) -> None:
    words = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    page = f"<html><body>{wrapper}<h1>Harbour talks resume</h1>{words}{end}</body></html>"
    article = read(page.encode(), "a.html").article
    assert article.text.split("\n\n")[-len(PARAGRAPHS) :] == PARAGRAPHS


def test_stray_nulls_are_passed_over(read: Read, way: str) -> None:
    page = THEME.replace("Oran", "Or\0an").encode()
    assert read(page, "a.html").article.text.split("\n\n")[1:] == PARAGRAPHS


P = f"<p>{PARAGRAPHS[0]}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<div " + " ".join(f'a{n}=""' for n in range(20_000)) + f">{P}</div>",
        "<div hidden>" * 5_000 + "</div>" * 5_000 + P,
        "<p>" + "<q>a " * 3_000 + "</q>" * 3_000 + P,
        '<script type="application/ld+json">' + '{"author":' * 5_000 + "</script>" + P,
        '<script type="application/ld+json">{"a":1' + "," * 100_000 + "</script>" + P,
    ],
    ids=["attributes", "hidden", "quotations", "deep JSON", "commas"],
)
def test_a_page_that_is_far_too_deep_is_read(read: Read, way: str, body: str) -> None:
    page = f"<html><body>{body}{P}</body></html>"
    assert PARAGRAPHS[0] in read(page.encode(), "a.html").article.text
