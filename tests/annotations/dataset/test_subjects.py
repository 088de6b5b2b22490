"""What belongs together, and by which of its marks."""

import html
import textwrap
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation
from annotations.article import Article, Metadata
from annotations.dataset.subjects import Subject, canonical, groups, subject
from annotations.example import Example


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/2031/talks", "example.org/2031/talks"),
        ("http://www.Example.org:80/2031/talks/", "example.org/2031/talks"),
        ("//m.example.org/2031/talks/amp#top", "example.org/2031/talks"),
        ("https://ana@example.org/2031/talks/index.html", "example.org/2031/talks"),
        ("https://example.org/Talks?utm_source=x&fbclid=1&_r=2&ref=front", "example.org/Talks"),
        ("https://example.org/?b=2&id=7&utm_campaign=y", "example.org?b=2&id=7"),
        ("https://example.org/?id=7&b=2", "example.org?b=2&id=7"),
        ("  https://example.org/a%20b ", "example.org/a%20b"),
        ("https://example.org:8080/a", "example.org:8080/a"),
        ("https://www.m.org/a", "m.org/a"),
        ("https://example.org", ""),
        ("https://example.org/", ""),
        ("https://www.example.org/?utm_source=x", ""),
        ("", ""),
        ("not an address", ""),
        ("mailto:ana@example.org", ""),
        ("/2031/talks", ""),
    ],
)
def test_one_address_however_it_is_written(url: str, expected: str) -> None:
    assert canonical(url) == expected


@given(
    st.from_regex(
        r"https?://(www\.|m\.)?[a-z]{1,4}\.org(/[a-z]{0,4}){0,3}(\?[a-z]=[0-9](&[a-z]=[0-9])?)?",
        fullmatch=True,
    )
)
def test_a_canonical_address_is_its_own(url: str) -> None:
    made = canonical(url)
    assert canonical(f"//{made}" if made else "") == made


@given(st.text())
def test_anything_can_be_read_as_an_address(url: str) -> None:
    assert canonical(url) == "" or "//" in url


def one(number: int, digest: str = "", group: str = "", address: str = "") -> Subject:
    return Subject(str(number), (digest or str(number),), b"", {}, group, address)


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        ([], []),
        ([one(0), one(1)], [0, 1]),
        ([one(0, digest="x"), one(1), one(2, digest="x")], [0, 1, 0]),
        ([one(0, group="x"), one(1, address="x"), one(2, group="x")], [0, 1, 0]),
        ([one(0, address="x"), one(1, address="x"), one(2)], [0, 0, 2]),
        ([one(0, group="x"), one(1, address="y"), one(2, group="x", address="y")], [0, 0, 0]),
    ],
)
def test_groups(subjects: list[Subject], expected: list[int]) -> None:
    assert groups(subjects) == expected


def test_a_subject_is_what_is_needed_of_an_example_without_its_boilerplate() -> None:
    text = "Leave a Reply\n\nOne two three four.\n"
    meta = Metadata(group="talks", url="https://www.example.org/a/")
    tags = (Annotation("1", 0, 3, "actor", "ana"), Annotation("2", 4, 7, "actor", "ana"))
    made = subject(Example(Article("a", "A", text, meta), tags))
    bare = subject(Example(Article("b", "B", "One two three four.")))
    assert (made.labels, made.group, made.address) == ({"actor": 2}, "talks", "example.org/a")
    assert made.sketch == bare.sketch != b""
    assert (bare.labels, bare.group, bare.address) == ({}, "", "")


SHORT = "Lotsen streiken\n\nDie H\u00e4fen von Orla bleiben zu, sagte Ina Brandt."
LONG = "The fleet of Port Sallow stays in" + "".join(
    [
        f"\n\n\u201cWe filed {n} offers,\u201d said Zo\u00eb Fisk\u2019s office of the twenty-five"
        f" fishing towns of bay {n * 7}. On pier {n} the first crew waits for its final answer, and"
        f" the flat-bottomed ferry number {n * 13} lies idle."
        for n in range(2, 7)
    ]
)
DISGUISES: dict[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: text.replace("e", "e\u00ad"),
    "signs without width": lambda text: "\ufeff" + text.replace("s", "\u200bs\u2060"),
    "ligatures": lambda text: (
        text.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("ff", "\ufb00")
    ),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "capitals": str.upper,
    "double spaces": lambda text: text.replace(" ", "  ").replace("\n\n", "\n \n\n"),
    "one line": lambda text: " ".join(text.split()),
    "plain quotes": lambda text: text.translate(str.maketrans("\u201c\u201d\u2019", "\"\"'")),
    "no quotes": lambda text: text.translate(dict.fromkeys(map(ord, "\u201c\u201d\u2019"))),
    "narrow lines": lambda text: textwrap.fill(text, 24, break_long_words=False),
    "broken words": lambda text: text.replace("ing ", "-\ning ").replace("treiken", "trei-\n ken"),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "another title": lambda text: "Pilots walk out\n" + text.partition("\n")[2],
    "no title": lambda text: text.partition("\n\n")[2],
    "a title above": lambda text: f"Archive\n{text}",
    "Markdown": lambda text: "# " + text.replace("Orla", "**Orla**").replace("of ", "_of_ "),
    "Markdown's links": lambda text: text.replace("Orla", '[Orla](https://orla.example/a "Orla")'),
    "HTML": lambda text: "<p>" + text.replace("\n\n", "</p>\n<p class='x'>") + "</p>",
    "HTML's entities": lambda text: (
        html.escape(text).replace("\u00e4", "&auml;").replace("\u00eb", "&euml;")
    ),
    "no accents": lambda text: text.replace("\u00e4", "a").replace("\u00eb", "e"),
    "full width": lambda text: text.translate({n: n + 0xFEE0 for n in range(0x41, 0x7B)}),
}  # fmt: skip


def said(number: int, text: str) -> Subject:
    return subject(Example(Article(str(number), "", text)))


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
def test_copies_belong_together_in_whatever_disguise(text: str, disguise: str) -> None:
    other = said(1, "Another report\n\nNobody in Verrin has heard of any of this so far.")
    for second in (disguise, "NFD", "one line"):
        copies = [said(0, DISGUISES[disguise](text)), said(2, DISGUISES[second](text))]
        assert groups([said(3, text), other, *copies]) == [0, 1, 0, 0]


def test_short_texts_that_differ_stay_apart() -> None:
    texts = ["Pier 4\n\nMore soon.", "Pier 5\n\nMore soon.", "\u2026", "!", "", "\u00ad"]
    found = groups([said(n, text) for n, text in enumerate(texts)])
    assert found[:2] == [0, 1]
