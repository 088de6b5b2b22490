"""Saved pages: the article without what stands around it, decoded first, whatever the theme."""

from pathlib import Path

import pytest

from annotations.errors import PostilError
from annotations.extras import adding
from annotations.sources.pages.html import WITHOUT, declared_charset
from annotations.sources.reading_list import reading_list
from tests.annotations.sources.pages.theme import PARAGRAPHS, THEME, Read

AROUND = [
    "Politics",
    "Tweet",
    "Ferry prices rise",
    "Leave a Reply",
    "Your email address will not be published",
    "All rights reserved",
]

TABLE = f"""<html><body><table><tr><td><a href=a>Home</a><br><a href=b>Archive</a></td><td>
<font size=5><b>Harbour talks resume</b></font><br><br>By Ana Verrin<br><br>
{"<br><br>".join(PARAGRAPHS)}<br><br><a href=x>Print this page</a></td></tr></table></body></html>
"""


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
    with pytest.raises(PostilError, match=r"No article was found in a\.html"):
        read(page.encode(), "a.html")


def test_a_page_of_50_megabytes_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    with file.open("wb") as out:
        out.write(b"<html>")
        out.truncate(50 << 20)
    with pytest.raises(
        PostilError, match="is more than 20 MB long, which is too long for an article"
    ):
        reading_list([file]).references[0].read()


def test_a_page_without_a_telling_name_is_known_by_its_beginning(read: Read) -> None:
    assert read(THEME.encode(), "page").article.text.split("\n\n")[1:] == PARAGRAPHS


def test_tags_without_end_are_read_in_time(read: Read, way: str) -> None:
    page = "<div>" * 20_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</b>" * 20_000
    if way == "by rules":
        assert PARAGRAPHS[0] in read(page.encode(), "a.html").article.text
