"""Where `%` goes from one compared article to the other, and how one points at what is there."""

import pytest

from tests.tui.reading.compared import asked, maybe, script, signs
from tests.tui.reading.script import Script


def test_across_from_what_is_maybe_there_is_the_sentence() -> None:
    made = maybe().type("%")
    assert made.session.article.id == "a1"
    assert made.text[slice(*made.reading.pane.selected)].startswith("Ships should pay")


def test_another_figure_is_marked_and_not_asked() -> None:
    passage = "The ferry Marlin left the old quay at Oxhaven with {} passengers on board."
    made = Script(passage.format(40), passage.format(45)).type("=")
    assert signs(made, "a0") == [("40 passen", "~")]
    assert asked(made)[0] != "diff"
    made.reading.pane.go((51, 53))
    made.type("%")
    assert made.session.article.id == "a1"
    assert made.text[slice(*made.reading.pane.selected)] == "45 passengers"


def pointing() -> Script:
    here, there = "Holm proposed to tax ships now.", "They want every boat to pay."
    made = Script(here, there)
    made.reading.pane.go((14, 26))
    made.press("p")
    made.type("tab")
    made.reading.pane.go((10, 27))
    made.press("p")
    return made.type("tab g = n")


def test_one_points_at_a_proposal_in_other_words() -> None:
    made = pointing()
    assert asked(made)[3].startswith("not in")
    made.type("x")
    assert made.session.article.id == "a1"
    assert asked(made) == ("pair", 0, 1, "same as this?")
    made.reading.pane.go((10, 27), next(iter(made.session.index)).id)
    made.type("enter")
    pairs = [tag.attrs.get("pair") for s in made.sessions.values() for tag in s.index]
    assert pairs[0] == pairs[1] is not None
    assert made.reading.queue is None


def test_pointing_can_be_given_up_and_says_what_is_missing() -> None:
    made = pointing().type("x x")
    assert made.session.article.id == "a0"
    assert asked(made)[3].startswith("not in")
    made.type("x g enter")
    assert made.message == "There is no tag here to say that of. Tag the words first."
    made.type("escape")
    assert asked(made)[0] == "diff"


def test_across_goes_to_the_same_and_back() -> None:
    made = script().type("n %")
    assert (made.session.article.id, made.selected) == ("a1", "“We will open the harbour.”")
    made.type("%")
    assert made.selected == "“We will open the harbour, whatever they say.”"
    made.type("n %")
    assert made.session.article.id == "a1"
    assert made.message.startswith("Not found in")


def test_across_goes_to_the_sentence_that_may_say_it() -> None:
    made = Script(
        "Holm wants to tax every ship. They call at Brenn.",
        "Rain fell. Each boat calling at Brenn is to pay, she said. Nobody agreed.",
    )
    made.reading.pane.go((14, 28))
    made.type("p g = n %")
    assert made.message == "Not found in Rain fell. E; this is nearest."
    assert made.selected == "Each boat calling at Brenn is to pay, she said."


@pytest.mark.parametrize("keys", ["% %", "% tab tab %", "% l h %"])
def test_across_and_back_one_stands_where_one_was(keys: str) -> None:
    made = Script(
        "Rain. Holm wants to tax every ship that calls at Brenn. Snow.",
        "Rain fell. Each boat calling at Brenn is to pay, she said. Nobody agreed.",
    )
    made.reading.pane.go((17, 30))
    made.type("p g = n")
    where = made.session.article.id, made.selected
    made.type(keys)
    assert ((made.session.article.id, made.selected) == where) == (keys != "% l h %")


def test_what_is_tagged_in_that_sentence_is_paired_by_one_key() -> None:
    here, there = "Holm would tax ships. Brenn is poor.", "Rain. A boat at Brenn is to pay. No."
    made = Script(here, there)
    made.reading.pane.go((11, 20))
    made.type("p tab")
    made.reading.pane.go((21, 31))
    made.type("p tab g = n x enter")
    pairs = [tag.attrs.get("pair") for s in made.sessions.values() for tag in s.index]
    assert pairs[0] == pairs[1] is not None
