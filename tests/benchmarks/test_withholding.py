"""What is withheld takes as many keys at the second look as it would have taken before."""

from pathlib import Path

import pytest

from annotations.example import Example
from annotations.formats import jsonl
from annotations.withholding import Draw
from benchmarks.withholding import keys_per_span

GOLD = Path(__file__).parents[2] / "sample_articles" / "gold.jsonl"


def test_a_second_look_costs_no_keys_and_a_search_does() -> None:
    examples = [one for one in jsonl.read(GOLD) if isinstance(one, Example)][:1]
    every = keys_per_span(examples, None)
    look = keys_per_span(examples, Draw(0.2, 1))
    assert look == pytest.approx(every, abs=0.03)
    assert keys_per_span(examples, Draw(0.2, 1), by_hand=True) > every + 0.1
