"""What belongs together, and by which of its marks."""

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
    return Subject(str(number), digest or str(number), b"", {}, group, address)


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
