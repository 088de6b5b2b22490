"""Tags find their words again in a text that has changed, as well as they once did."""

from benchmarks.anchoring import LEAST_RIGHT, scored, texts_of, total


def test_nearly_all_are_right_and_none_silently_wrong() -> None:
    score = total(scored(texts_of(None)[:20]))
    assert score.spans > 1_000
    assert score.right >= LEAST_RIGHT * score.spans
    assert score.silent == 0
    assert 0.98 * score.whole <= score.whole_moved <= score.whole < score.spans
