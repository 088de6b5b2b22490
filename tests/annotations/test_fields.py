"""An annotation's fields, and an article's, are those that everybody else has."""

import json
from typing import Any

import pytest

from annotations.annotation import Annotation
from annotations.article import META_FIELDS, Metadata
from annotations.formats.jsonl import Span
from annotations.formats.table_reading import BESIDE, SPAN_COLUMNS
from annotations.formats.tools.unread import _IN_A_SPAN
from annotations.formats.training.hf import _MORE
from annotations.formats.training.hf_features import spans
from annotations.listing import Listed
from annotations.store.documents import annotation_of, document
from annotations.store.shape import ArticleRecord

# What waits for a decision, of an earlier text, goes into no dataset.
FIELDS = {*Annotation.__struct_fields__} - {"text_digest"}


@pytest.mark.parametrize(
    ("names", "beside"),
    [
        (Span.__struct_fields__, {"text", "sha256"}),
        ((*SPAN_COLUMNS, *BESIDE), {"text"}),
        (spans([], False)["spans"].of, {"text", "sha256", "more"}),  # type: ignore[union-attr]
    ],
)
def test_formats_have_every_field_of_an_annotation(names: object, beside: set[str]) -> None:
    # A row of Hugging Face's keeps times and what is unknown in one column.
    kept = {*_MORE} if "more" in beside else set()
    assert {*names} == (FIELDS - kept) | beside  # type: ignore[misc]


def test_a_span_of_postil_has_nothing_that_an_import_calls_strange() -> None:
    assert {*Span.__struct_fields__} <= _IN_A_SPAN


def test_metadata_is_in_every_record_of_an_article() -> None:
    for record in (ArticleRecord, Listed):
        assert record.__struct_fields__[: len(Metadata.__struct_fields__)] == (*META_FIELDS, "more")


_FEW = [
    {},
    {"agreed": ("ana", "ben")},
    {"way": "everywhere"},
    {"guideline": "0123456789abcdef"},
]


@pytest.mark.parametrize("few", _FEW)
def test_what_few_tags_have_is_written_only_where_it_is_said(few: dict[str, Any]) -> None:
    tag = Annotation("1", 0, 4, "actor", "ana", **few)
    written = document(tag, "Oran spoke.")
    assert {"agreed", "way", "guideline"} & {*written} == {*few}
    assert annotation_of(written) == annotation_of(json.loads(json.dumps(written))) == tag
