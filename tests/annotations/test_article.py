"""An article's digest, and the id it gets when it came without one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.article import META_FIELDS, Article, Metadata, digest_of, id_from_text, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry strike enters third week", "ferry-strike-enters-third-week"),
        ("  “Zoë’s café” — 10%!  ", "zoes-cafe-10"),
        ("ΑΒΓ 東京", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 39 + " bcd", "a" * 39),
        ("\x1b[31mred", "31mred"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text(max_size=80))
def test_a_slug_is_short_plain_and_its_own_slug(title: str) -> None:
    made = slug(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= 40
    assert slug(made) == made


def test_an_id_tells_title_and_text_apart() -> None:
    assert id_from_text("The vote", "a").startswith("the-vote-")
    assert id_from_text("The vote", "a") != id_from_text("The vote", "b")
    assert id_from_text("東京", "a") == f"article-{digest_of('a')[:8]}"


def test_digest_is_of_the_text_in_utf8() -> None:
    article = Article("id", "title", "é\n")
    assert article.digest.startswith("edd3a863872a0423")
    assert len(article.digest) == 64
    assert article.digest == digest_of("é\n") != digest_of("e\u0301\n")


def test_metadata_by_name_in_order() -> None:
    assert tuple(Metadata().as_dict()) == META_FIELDS
    assert set(Metadata().as_dict().values()) == {None}
