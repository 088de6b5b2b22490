"""A page is read as its reader sees it: nothing hidden, nothing struck, however deep."""

import pytest

from tests.annotations.sources.pages.theme import PARAGRAPHS, THEME, Read

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
