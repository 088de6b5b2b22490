"""What it takes to settle differences and to say who is meant, and how well tags are moved."""

from pathlib import Path

import pytest

from annotations.example import Example
from annotations.formats import jsonl
from benchmarks import adjudicating, identifying
from benchmarks.anchoring import LEAST_RIGHT, scored, texts_of, total

GOLD = Path(__file__).parents[2] / "sample_articles" / "gold.jsonl"


@pytest.fixture(scope="module")
def gold() -> list[Example]:
    return [one for one in jsonl.read(GOLD) if isinstance(one, Example)]


def test_a_difference_takes_one_key_and_a_half(gold: list[Example]) -> None:
    figures = adjudicating.measured(gold)
    assert figures["differences"] > 500
    assert figures["keys_per_difference"] <= 1.5
    assert figures["mended"] > 0.05  # at times neither is right
    assert figures["right"] >= 0.94  # what both have wrong alike is not asked
    assert {"agreed", "entity", "link", "tag"} == {*figures["asked_by_kind"]}


def test_nearly_all_tags_are_moved_right_and_none_silently_wrong() -> None:
    score = total(scored(texts_of(None)[:20]))
    assert score.spans > 1_000
    assert score.right >= LEAST_RIGHT * score.spans
    assert score.silent == 0
    assert 0.98 * score.whole <= score.whole_moved <= score.whole < score.spans


def test_two_keys_a_mention_are_more_than_it_takes(gold: list[Example]) -> None:
    figures = identifying.measured(gold)
    assert figures["mentions"] > 90
    assert figures["keys_per_mention"] <= 2
    assert figures["mentions_right_first"] >= 0.9
    assert figures["exact"] == 1
