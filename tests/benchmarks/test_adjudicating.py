"""What it takes to settle what two readers of the sample pairs differ in."""

from pathlib import Path

from annotations.example import Example
from annotations.formats import jsonl
from benchmarks.adjudicating import measured

GOLD = Path(__file__).parents[2] / "sample_articles" / "gold.jsonl"


def test_a_difference_takes_one_key_and_a_half() -> None:
    figures = measured([one for one in jsonl.read(GOLD) if isinstance(one, Example)])
    assert figures["differences"] > 500
    assert figures["keys_per_difference"] <= 1.5
    assert figures["mended"] > 0.05  # at times neither is right
    assert figures["right"] >= 0.94  # what both have wrong alike is not asked
    assert {"agreed", "entity", "link", "tag"} == {*figures["asked_by_kind"]}
