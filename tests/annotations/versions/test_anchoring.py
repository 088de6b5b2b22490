"""Spans find their words again, and nothing is called sure that is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.versions.anchoring import Anchored, anchored
from benchmarks.anchoring import EDITS, scored
from benchmarks.made_articles import made_text

BEFORE = "Talks on the harbour resumed on Tuesday, the ministry of ports said."
AFTER = "Minister Oran had flown in overnight from the summit in Lowmark."


def one(old: str, new: str) -> tuple[str, str | None]:
    """What became of the span marked with brackets, and the words that it has now."""
    start, end = old.index("["), old.index("]") - 1
    plain = old.replace("[", "").replace("]", "")
    (result,) = anchored(plain, new, [(start, end)])
    assert result.old == (start, end)
    return result.kind, new[slice(*result.new)] if result.new else None


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        # Unchanged words move, whatever is put in or taken out around them.
        (f"{BEFORE} [Oran] left.", f"{BEFORE} [Oran] left.", "moved", "Oran"),
        (f"{BEFORE} [Oran] left.", f"More first.\n\n{BEFORE} Oran left.", "moved", "Oran"),
        (f"{BEFORE} [Oran] left. {AFTER}", f"{BEFORE} Oran left.", "moved", "Oran"),
        # Another kind of mark is no other word.
        (f'{BEFORE} ["We’ll - open"] he said.', f"{BEFORE} “We'll – open” he said.", "moved", None),
        # Changed words are in doubt, with a proposal of whole words where they are like enough.
        (f"{BEFORE} [nine days] went by.", f"{BEFORE} ten days went by.", "doubtful", "ten days"),
        (f"{BEFORE} [Minister Oran] left.", f"{BEFORE} Minister Orans left.", "doubtful", None),
        (f"{BEFORE} [Oran] left.", f"{BEFORE} Verrin left.", "lost", None),
        (f"{BEFORE} [Oran left.] {AFTER}", f"{BEFORE} {AFTER}", "lost", None),
        # Part of a longer word is not the word.
        (f"{BEFORE} [ferry] crews.", f"{BEFORE} ferrymen crews.", "doubtful", "ferrymen"),
        # A block that was moved is found by what stands around it.
        (
            f"{BEFORE} The [union] proposed that crews return. {AFTER}",
            f"{AFTER} The union proposed that crews return. {BEFORE}",
            "moved",
            "union",
        ),
        # Nobody can tell which of two alike is left.
        (f"{BEFORE} [Oran] said yes. Oran said no.", f"{BEFORE} Oran said no.", "doubtful", "Oran"),
        (f"{BEFORE} Oran said yes. [Oran] said no.", f"{BEFORE} Oran said no.", "lost", None),
        (f"{BEFORE} [Oran] said no.", f"{BEFORE} Oran said yes. Oran said no.", "doubtful", "Oran"),
        # The same word elsewhere is another one.
        (f"The [Oran] plan failed. {BEFORE} Oran.", f"{BEFORE} Oran.", "lost", None),
        ("[Oran]", "", "lost", None),
        ("[Oran]", "Oran", "moved", "Oran"),
    ],
)
def test_where_a_span_goes(old: str, new: str, kind: str, words: str | None) -> None:
    found, said = one(old, new.replace("[", "").replace("]", ""))
    assert found == kind
    if words is not None or kind == "lost":
        assert said == words


def test_a_long_text_is_compared_by_paragraphs() -> None:
    paragraphs = made_text(200_000).split("\n\n")
    old = "\n\n".join(paragraphs)
    changed = [*paragraphs[5:200], "A new paragraph.", *paragraphs[200:]]
    changed[400] = changed[400].replace(" ", "  ", 1)
    new = "\n\n".join(changed)
    places = [old.index(paragraphs[n]) for n in (2, 50, 300, 404, 406)]
    spans = [(place, place + 30) for place in places]
    results = anchored(old, new, spans)
    assert [result.kind for result in results] == ["lost", "moved", "moved", "doubtful", "moved"]
    for result in results[1:]:
        assert result.new is not None
        assert new[slice(*result.new)].split() == old[slice(*result.old)].split()


def test_two_long_texts_with_nothing_in_common_are_told_in_time() -> None:
    old, new = "a\n" * 90_000, "b " * 90_000
    assert anchored(old, new, [(0, 1)]) == [Anchored((0, 1), None, "lost")]


@given(
    st.text(alphabet="ab .\n", max_size=60),
    st.text(alphabet="ab .\n", max_size=60),
    st.integers(0, 60),
    st.integers(1, 20),
)
def test_a_result_is_within_the_text_and_what_moved_has_its_words(
    old: str, new: str, start: int, length: int
) -> None:
    start = min(start, max(0, len(old) - 1))
    span = (start, min(len(old), start + length))
    (result,) = anchored(old, new, [span])
    assert result.old == span
    assert (result.new is None) == (result.kind == "lost")
    if result.new is not None:
        assert 0 <= result.new[0] <= result.new[1] <= len(new)
    if result.kind == "moved":
        assert result.new is not None
        assert new[slice(*result.new)] == old[slice(*span)]


def test_on_tracked_edits_98_of_100_are_right_and_none_silently_wrong() -> None:
    for seed in (1, 2):
        scores = scored([made_text(4_000, 100 * seed + n) for n in range(12)], seed)
        assert list(scores) == [edit.__name__ for edit in EDITS]
        spans = sum(score.spans for score in scores.values())
        right = sum(score.right for score in scores.values())
        wrong = [one for score in scores.values() for one in score.wrong if one[0] == "moved"]
        assert wrong == []
        assert right / spans >= 0.98
        # Doubt would be an easy way to be never wrong.
        assert scores["on_top"].kinds == {"moved": scores["on_top"].spans}
        assert scores["sentences_cut"].kinds["moved"] / scores["sentences_cut"].spans > 0.75
