"""What stands twice, or looks like what is gone, is sure only between its neighbours."""

import pytest

from annotations.versions.anchoring import anchored

BLOCK = [
    "Nobody from the ministry was there to answer the pilots of Orla.",
    "The dredger will come back before the winter storms begin.",
    "Tait asked for the charts of the northern channel.",
]
OTHERS = [
    "The harbour board met on the quay to hear the crews.",
    "The mayor of Verrin said she would pay for the lamps.",
    "Two boats were damaged by ice in the outer basin.",
]


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        # One copy has what stood before it, the other what stood behind it.
        ([OTHERS[0], BLOCK[0], BLOCK[1], *OTHERS[1:], BLOCK[1], BLOCK[2]], "doubtful"),
        ([OTHERS[0], *OTHERS[1:], *BLOCK, BLOCK[1]], "moved"),
        ([BLOCK[1], BLOCK[2], OTHERS[0], BLOCK[0], BLOCK[1], *OTHERS[1:]], "doubtful"),
        ([BLOCK[1], OTHERS[2], OTHERS[0], BLOCK[1], OTHERS[1], BLOCK[0], BLOCK[2]], "doubtful"),
        # One has both.
        ([OTHERS[0], *BLOCK, *OTHERS[1:], BLOCK[1]], "moved"),
        ([OTHERS[0], *OTHERS[1:], *BLOCK], "moved"),
    ],
)
@pytest.mark.parametrize("words", ["dredger", "come back before the winter", BLOCK[1]])
def test_a_sentence_that_stands_twice_is_sure_only_between_its_neighbours(
    new: list[str], kind: str, words: str
) -> None:
    old = " ".join([OTHERS[0], *BLOCK, *OTHERS[1:]])
    start = old.index(words)
    (result,) = anchored(old, " ".join(new), [(start, start + len(words))])
    assert result.kind == kind
    if kind == "moved":
        place = " ".join(new).index(" ".join(BLOCK))
        assert result.new
        assert result.new[0] - place == start - old.index(BLOCK[0])


LOOKALIKE = "The {} board will close the northern quay in {} unless every clerk votes for it."


@pytest.mark.parametrize("kept", ["Weather follows.", "A short notice on the tides stands here."])
@pytest.mark.parametrize("head", ["", "Notices\n\n"])
@pytest.mark.parametrize(
    ("here", "there"), [("Orla", "Orba"), ("first", "other"), ("Dunmore", "Dunmole")]
)
@pytest.mark.parametrize("words", ["close the northern quay in June", "June", "northern quay"])
def test_a_look_alike_of_a_paragraph_that_is_gone_is_never_sure(
    words: str, here: str, there: str, head: str, kept: str
) -> None:
    gone, other = LOOKALIKE.format(here, "June"), LOOKALIKE.format(there, "June")
    old = f"{head}{gone}\n\n{kept}\n"
    start = old.index(words)
    (result,) = anchored(old, f"{head}{kept}\n\n{other}\n", [(start, start + len(words))])
    assert result.kind != "moved"
