"""Front matter becomes metadata; the text behind it stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.sources.document import Loaded
from annotations.sources.reading_list import reading_list

Read = Callable[..., Loaded]

YAML = """---
title: "Harbour talks: day \\"two\\""
date: 2031-03-04 # a Tuesday
author:
  - Ana Verrin
  - 'Tomas O''Ran'
source: Gazette
tags: [harbour, strike]
summary: >-
  Talks go on
  in Pellin.
lang: en
event: talks
---

# A heading

Talks **went on**.
"""


def test_yaml_front_matter(read: Read) -> None:
    article = read(YAML.encode(), "a.md").article
    assert article.title == 'Harbour talks: day "two"'
    assert article.text == "# A heading\n\nTalks **went on**.\n"
    meta = article.meta
    assert (meta.published, meta.author, meta.source) == (
        "2031-03-04",
        "Ana Verrin, Tomas O'Ran",
        "Gazette",
    )
    assert (meta.language, meta.group) == ("en", "talks")
    assert article.imprint


def test_toml_front_matter(read: Read) -> None:
    text = '+++\ntitle = "T"\ndate = 2031-03-04\nauthors = ["A", "B"]\ndraft = true\n+++\nWords.\n'
    article = read(text.encode(), "a.md").article
    assert (article.title, article.text) == ("T", "Words.\n")
    assert (article.meta.published, article.meta.author) == ("2031-03-04", "A, B")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Talks resume #\n\nWords.", "Talks resume"),
        ("Words.\n\n# Later", "Words."),
        ("---\nno end: here\n", "---"),
        ("+++\nbroken = = 1\n+++\nWords.", "+++"),
    ],
)
def test_a_text_without_front_matter_is_kept_whole(read: Read, text: str, title: str) -> None:
    article = read(text.encode(), "a.md").article
    assert (article.title, article.text, article.imprint) == (title, text, None)


def test_in_a_folder_front_matter_tells_articles_from_notes(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About this folder")
    (tmp_path / "a.md").write_text(YAML)
    (tmp_path / "b.txt").write_text("b")
    found = reading_list([tmp_path])
    assert [r.named.source.path.name for r in found.references] == ["a.md", "b.txt"]
    assert len(reading_list([tmp_path / "README.md"]).references) == 1
