"""The page for people: a text is a text, a span is an element, nothing is fetched or run."""

import re
from collections import defaultdict
from html.parser import HTMLParser
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Link
from annotations.article import Article, Metadata
from annotations.example import Example
from annotations.formats import Request
from annotations.formats.pages import page
from annotations.scheme import Label, Scheme
from annotations.webpage import printable

VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a page back: the words of each element of a span, and that all elements are closed."""

    def __init__(self, data: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, str] = defaultdict(str)
        self.text = ""
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(data)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        assert not any(name.startswith("on") for name in found)
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        classes = [str(found.get("class") or "").split() for _, found in self.open]
        if not any("text" in found for found in classes) or any("key" in c for c in classes):
            return
        self.text += data
        for _, found in self.open:
            if "t" in str(found.get("class") or "").split():
                self.words[str(found["title"])] += data


def written(*examples: Example, scheme: Scheme | None = None) -> str:
    out = BytesIO()
    request = Request(scheme=scheme) if scheme else Request()
    page.write(lambda: examples, lambda _: out, request)
    return out.getvalue().decode()


def shown(text: str) -> str:
    return printable(text)


@given(
    text=st.text(
        st.sampled_from("ab<>&\"' \n\u202e\x1b\x00é漢👍") | st.characters(codec="utf-8")
    ).filter(str.strip),
    places=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=8),
)
def test_every_span_holds_its_words_and_the_text_stays_whole(
    text: str, places: list[tuple[int, int]]
) -> None:
    tags = tuple(
        Annotation(str(n), start, min(start + length, len(text)), f"l{n}", "")
        for n, (start, length) in enumerate(places)
        if start < len(text)
    )
    read = Reader(written(Example(Article("1", "T", text), tags)))
    assert read.text == shown(text)
    assert read.words == {a.label: shown(text[a.start : a.end]) for a in tags}


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202e"


def test_nothing_in_an_article_is_more_than_text() -> None:
    tag = Annotation("1", 0, 9, HOSTILE, HOSTILE, {HOSTILE: HOSTILE}, HOSTILE)
    links = (Link(HOSTILE, "1", "1"),)
    meta = Metadata(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", HOSTILE)
    scheme = Scheme((Label(HOSTILE, ("<",), "red;} body{display:none", HOSTILE),))
    example = Example(Article(HOSTILE, HOSTILE, HOSTILE, meta), (tag,), links)
    data = written(example, scheme=scheme)
    read = Reader(data)
    assert not read.tags & {"script", "img", "iframe", "object", "link", "base", "form"}
    assert read.links == ["#a0s0", "#a0s0"]
    style = data[data.index("<style>") : data.index("</style>")]
    assert "display:none" not in style
    assert "url(" not in style
    assert "@import" not in style
    assert "default-src 'none'" in data


def test_an_address_on_the_web_is_a_link() -> None:
    meta = Metadata(url="https://example.org/?a=1&b=2")
    read = Reader(written(Example(Article("1", "T", "one", meta))))
    assert read.links == ["https://example.org/?a=1&b=2"]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 9), (2, 5)], "0[ab 1[cde] fghi]"),
        ([(0, 5), (3, 9)], "0[abc 1[de]] 1+[fghi]"),
        ([(0, 9), (0, 9)], "0[1[abcdefghi]]"),
        ([(0, 4), (2, 6), (5, 9)], "0[ab 1[cd]] 1+[e 2[f]] 2+[ghi]"),
        ([(0, 6), (2, 4), (3, 9)], "0[ab 1[c 2[d]] 2+[ef]] 2+[ghi]"),
    ],
)
def test_spans_nest_and_those_that_cross_are_cut(
    places: list[tuple[int, int]], expected: str
) -> None:
    tags = [Annotation(str(n), *place, "actor", "") for n, place in enumerate(places)]
    found = ""
    for piece in page._pieces("abcdefghi", tags):
        if piece.opens:
            found += f"{piece.opens.id}{'' if piece.first else '+'}["
        found += "]" if piece.closes else piece.text
    # How a nest is closed and opened again where several end together is not of interest.
    plain = expected.replace(" ", "")
    assert re.sub(r"\d\+?\[\]", "", found) == plain


def test_the_outer_of_two_spans_is_drawn_lower() -> None:
    tags = [Annotation("0", 0, 9, "quote", ""), Annotation("1", 2, 5, "actor", "")]
    heights = {p.opens.id: p.height for p in page._pieces("abcdefghi", tags) if p.opens}
    assert heights == {"0": 1, "1": 0}
