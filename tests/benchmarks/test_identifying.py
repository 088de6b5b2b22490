"""What it takes to say who is meant, on the sample pairs."""

from pathlib import Path

from annotations.example import Example
from annotations.formats import jsonl
from benchmarks.identifying import measured

GOLD = Path(__file__).parents[2] / "sample_articles" / "gold.jsonl"


def test_two_keys_a_mention_are_more_than_it_takes() -> None:
    figures = measured([one for one in jsonl.read(GOLD) if isinstance(one, Example)])
    assert figures["mentions"] > 90
    assert figures["keys_per_mention"] <= 2
    assert figures["mentions_right_first"] >= 0.9
    assert figures["exact"] == 1
