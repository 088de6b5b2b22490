"""The YAML head of a README, as a YAML reader sees it."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from annotations.formats.pages.front_matter import front_matter

# A reader of YAML takes no lone surrogate, and \r\n for \n only outside of quotes.
WORDS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1",
        "2031-03-04",
        "1K<n<10K",
        "a: b",
        "- a",
        "#",
        "'",
        '"',
        "\\",
        "",
    ]
)
SCALARS = WORDS | st.integers() | st.booleans() | st.none()
FIELDS = st.dictionaries(
    WORDS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@given(FIELDS)
def test_what_is_written_is_read_again(fields: dict[str, Any]) -> None:
    written = front_matter(fields)
    assert written.startswith("---\n")
    assert written.endswith("---\n")
    assert (yaml.safe_load(written.removesuffix("---\n")) or {}) == fields


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"license": "cc-by-4.0"}, ["license: cc-by-4.0"]),
        ({"language": ["en", "no"]}, ["language:", "  - en", '  - "no"']),
        (
            {"configs": [{"name": "spans", "data_files": [{"split": "train", "path": "a.jsonl"}]}]},
            [
                "configs:",
                "  - name: spans",
                "    data_files:",
                "      - split: train",
                "        path: a.jsonl",
            ],
        ),
        ({"a": [], "b": {}, "c": None}, ["a: []", "b: {}", "c: null"]),
        ({"a": [[1, 2], "x"]}, ["a:", "  - - 1", "    - 2", "  - x"]),
    ],
)
def test_it_is_written_as_people_write_it(fields: dict[str, Any], expected: list[str]) -> None:
    assert front_matter(fields).splitlines() == ["---", *expected, "---"]


def test_half_a_character_does_no_harm() -> None:
    assert yaml.safe_load(front_matter({"a": "\ud800"}).strip("-\n")) == {"a": "\ud800"}
