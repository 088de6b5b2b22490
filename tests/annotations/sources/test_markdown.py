"""Front matter becomes metadata; the text behind it stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.sources.document import Loaded
from annotations.sources.reading_list import reading_list
from annotations.sources.texts import parted

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
    ("written", "expected"),
    [
        ("date: 2031-03-04", "2031-03-04"),
        ("date: 2031-03-04T10:00:00+02:00", "2031-03-04T10:00:00+02:00"),
        ("date: !!timestamp 2031-03-04", "2031-03-04"),
        ("lang: no", "no"),
        ("title: 0x1F", "0x1F"),
        ("title: 1_000", "1_000"),
        ("title: |\n  Two\n  lines", "Two lines"),
        ("authors: [{name: Ana Verrin, mail: a@b}, Tomas Oran]", "Ana Verrin, Tomas Oran"),
        ("source: null", None),
        ("source: ~", None),
        ("source:", None),
        ("Title : Talks\n...", "Talks"),
        ("title: !!python/object/apply:os.getcwd []", None),
        ("title: !own Talks", "Talks"),
    ],
)
def test_what_yaml_says_is_taken_as_it_is_written(written: str, expected: str | None) -> None:
    entries, text, note = parted(f"---\n{written}\n---\nWords.\n", "a.md")
    if expected is None:
        assert entries == {}
    else:
        assert list(entries.values()) == [expected]
    assert text.endswith("Words.\n")
    assert not note


def test_aliases_make_nothing_long() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    entries = parted("---\n" + "\n".join([*lines, "title: *a29"]) + "\n---\n", "a.md").entries
    assert set(entries) == {"a0"}


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        ("# Talks resume #\n\nWords.", "Talks resume", ""),
        ("Words.\n\n# Later", "Words.", ""),
        ("---\nno end: here\n", "---", ""),
        ("---\nA text between two rules.\n---\nWords.\n", "---", ""),
        ("---\n- a\n- b\n---\nWords.\n", "---", ""),
        ("+++\nbroken = = 1\n+++\nWords.", "+++", "is not TOML"),
        (f"+++\na = {'[' * 5000}\n+++\nWords.", "+++", "is not TOML"),
        ("---\nid: x\ntitle: Talks: day two\n---\nWords.", "---", "is not YAML: line 3, mapping"),
        ("---\na: *b\n---\nWords.", "---", "is not YAML: line 2, found undefined alias"),
        ("---\na: &a [*a]\n---\nWords.", "---", "found unconstructable recursive node"),
        ("---\na: \x07\n---\nWords.", "---", "is not YAML: special characters"),
        (f"---\na: {'[' * 5000}\n---\nWords.", "---", "is not YAML"),
        ("---\na: 1\n" + "b: 2\n" * 100_000 + "---\nWords.", "---", ""),
    ],
)
def test_a_text_without_front_matter_is_kept_whole(
    read: Read, text: str, title: str, told: str
) -> None:
    loaded = read(text.encode(), "a.md")
    article = loaded.article
    assert (article.title, article.text, article.imprint) == (title, text, None)
    assert [told in note for note in loaded.notes] == ([True] if told else [])


def test_in_a_folder_front_matter_tells_articles_from_notes(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About this folder")
    (tmp_path / "a.md").write_text(YAML)
    (tmp_path / "b.txt").write_text("b")
    found = reading_list([tmp_path])
    assert [r.named.source.path.name for r in found.references] == ["a.md", "b.txt"]
    assert len(reading_list([tmp_path / "README.md"]).references) == 1
