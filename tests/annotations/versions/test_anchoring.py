"""Spans find their words again, and nothing is called sure that is not."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.folding import plain
from annotations.versions.anchoring import Anchored, anchored
from benchmarks.anchoring import scored
from benchmarks.edits import EDITS
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
    changed[400] = changed[400].replace(" ", " at ", 1)
    new = "\n\n".join(changed)
    places = [old.index(paragraphs[n]) for n in (2, 50, 300, 404, 406)]
    spans = [(place, place + 30) for place in places]
    results = anchored(old, new, spans)
    assert [result.kind for result in results] == ["lost", "moved", "moved", "doubtful", "moved"]
    for result in results[1:]:
        assert result.new is not None
        words = new[slice(*result.new)].replace(" at ", " ").split()
        assert words == old[slice(*result.old)].split()


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
        assert plain(new[slice(*result.new)]).text == plain(old[slice(*span)]).text


@pytest.mark.parametrize("wrapped", ["\n", " ", "\n\n"])
def test_a_long_text_keeps_its_spans_wherever_its_lines_are_broken(wrapped: str) -> None:
    old = made_text(150_000)
    new = "A line more.\n" + textwrap.fill(old, 60).replace("\n", wrapped)
    words = "ferry", "harbour"
    spans = [match.span() for match in re.finditer("|".join(words), old)][::500]
    results = anchored(old, new, spans)
    assert {result.kind for result in results} == {"moved"}
    assert {new[slice(*result.new or (0, 0))] for result in results} <= set(words)


@pytest.mark.parametrize(
    "disguised",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("e", "e\u00ad").replace(" ", "\u00a0"),
        lambda text: textwrap.fill(text, 30).replace("'", "\u2019").replace("-", "\u2013"),
        lambda text: "\ufeff" + text.replace("fi", "\ufb01").replace("fl", "\ufb02"),
    ],
)
def test_a_text_saved_in_other_signs_keeps_every_span(disguised: Callable[[str], str]) -> None:
    old = (
        "Zo\u00eb's final flight. " * 3
        + f"Zo\u00eb's crew filed a twenty-five-page note. {BEFORE}\n\n{AFTER}"
    )
    new = disguised(old)
    spans = [match.span() for match in re.finditer(r"\w+", old)]
    for span, result in zip(spans, anchored(old, new, spans), strict=True):
        assert result.kind == "moved"
        assert plain(new[slice(*result.new or (0, 0))]).text == old[slice(*span)]


def test_words_that_a_swapped_paragraph_brought_are_not_the_ones_that_went() -> None:
    first, second = f"The crews of Orla wait. {BEFORE}", f"The ferries of Verrin run. {AFTER}"
    old = f"{BEFORE.replace('Tuesday', 'Friday')} Nobody left the pier.\n\n{first}\n\n{second}"
    new = old.replace(first, "#").replace(second, first).replace("#", second)
    start = old.index("pier.")
    (across,) = anchored(old, new, [(start, old.index("crews") - 1)])
    assert (across.kind, old[slice(*across.old)]) == ("doubtful", "pier.\n\nThe")
    inside = [(old.index(words), old.index(words) + 4) for words in ("crews", "Orla", "Verrin")]
    for one in anchored(old, new, inside):
        assert one.kind == "moved"
        assert new[slice(*one.new or (0, 0))] == old[slice(*one.old)]


def test_a_tag_over_a_border_is_not_sure_where_what_follows_it_begins_alike() -> None:
    first = f"Dr. Lee of the harbour board at Orla spoke first. {BEFORE}"
    second = f"Dr. Lee of the harbour board at Verrin was late. {AFTER}"
    old = f"{BEFORE.replace('Tuesday', 'Friday')} All of them left the pier.\n\n{first}\n\n{second}"
    new = old.replace(first, "#").replace(second, first).replace("#", second)
    start = old.index("left the pier.")
    (across,) = anchored(old, new, [(start, old.index("Dr. Lee") + 3)])
    assert across.kind == "doubtful"
    (before,) = anchored(old, new, [(start, start + 14)])
    assert (before.kind, before.new) == ("moved", before.old)


NOON = "Nobody left the quay before noon."
JUNE = "The board will meet again in June."


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        # A sentence that stands twice now, or stood twice before.
        (NOON.replace("Nobody", "[Nobody]"), f"{NOON} {NOON}", "doubtful"),
        (
            f"The Orla plan failed. {NOON} {JUNE.replace('will', '[will]')}",
            f"Verrin spoke. Dora said yes. {NOON} {JUNE} {JUNE}",
            "doubtful",
        ),
        (
            f"Oran said no. [Ferries] wait at the quay. {NOON} Ferries wait at the quay. {NOON}",
            f"Ferries wait at the quay. {NOON} Oran said no. Ferries wait at the pier.",
            "doubtful",
        ),
        (
            "Dora [Lee] said no.",
            "Dora Lee said no.\n\nDora Lee said no.\n\nOran said no.",
            "doubtful",
        ),
        # Both places have as much around them that was there.
        (
            "Verrin left the pier. Ann Lee left the pier. [All] know the quay of the old harbour."
            " The quay of the old harbour, Oran said, is shut.",
            "Verrin left the pier. All know the quay of the old harbour. Verrin left the pier."
            " Ann Lee left the pier. All know the quay of the old harbour.",
            "doubtful",
        ),
        (
            "Crews wait on the pier for Oran.\n\nOran left the pier.\n\n"
            "Crews [wait] on the pier for Oran.",
            "Crews wait on the pier for Oran.\n\nCrews wait on the pier for Oran.\n\n"
            "Oran left the pier.",
            "lost",
        ),
        # What is left is the other one's.
        (
            "Oran left the pier. Ann Lee left [the] pier. Oran said no.",
            "Oran left the pier. Oran said no.",
            "lost",
        ),
        (
            "Oran [left] the pier. Dora said no. Dora left the pier.",
            "Crews left the pier. Dora said no.",
            "doubtful",
        ),
        (
            "The Orla plan failed.\n\n[The] clerk met Oran.",
            "The Orla plan failed.\n\nThe Orla plan failed.",
            "doubtful",
        ),
        # Too little of what stood around it is left on either side.
        ("Oran [said] no.", "Dora said no.", "doubtful"),
        (
            "Dora said no. Dora had come [in] late from Lowmark.",
            "Dora had now in late from Lowmark. Dora said no.",
            "doubtful",
        ),
        # The words go on.
        ("Ports are shut. Dora said [no].", "Ports are shut. Dora said none of it.", "lost"),
        (
            "Crews wait [on the pier. The ferries sail]",
            "Crews wait on the pier. The ferries sailed on.",
            "doubtful",
        ),
    ],
)
def test_words_that_fit_in_two_places_are_not_sure_in_one(old: str, new: str, kind: str) -> None:
    assert one(old, new)[0] == kind


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
        for edit in ("decomposed", "disguised"):
            assert scores[edit].kinds == {"moved": scores[edit].spans}
