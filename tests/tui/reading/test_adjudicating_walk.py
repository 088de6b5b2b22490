"""From one difference to the next: over links and articles, past what is left, back by undo."""

from tests.annotations.adjudication.layers import layer, tag
from tests.tui.reading.differing import FIRST, QUOTE, answers, at, begun, digit, script, words
from tui.effects import Say


def test_an_article_that_cannot_be_settled_is_named_and_the_next_one_is_gone_to() -> None:
    made = script()
    made.layers["a1"] = {
        "ana": layer("ana", tag("c1", 0, 13)), "ben": layer("ben", tag("d1", 6, 13))
    }  # fmt: skip
    made.sessions["a0"].read_only = "It is damaged."
    begun(made)
    assert made.session.article.id == "a1"
    assert Say("This article is open read-only. It is damaged.", True) in made.effects


def test_undo_takes_back_one_answer_after_the_other_and_asks_again() -> None:
    made = begun(script()).type("1 1")
    assert len(answers(made)) == 2
    made.type("u")
    assert (at(made)[1], len(answers(made))) == (2, 1)
    made.type("u")
    assert (at(made)[1], answers(made)) == (1, [])
    made.type("1")
    assert at(made)[1] == 2


def test_links_are_asked_after_the_tags_they_hang_on() -> None:
    made = begun(script()).type("1 1")
    assert at(made)[3] == "speaker"
    assert set(words(made)) == {"speaker → “Verrin”", "no speaker"}
    assert made.selected == FIRST[slice(*QUOTE)]
    made.press(digit(made, "ana"))
    assert len(made.session.links) == 1
    assert made.reading.queue is None
    assert made.message == "Taken: ana. Not: ben. No differences are left."
    assert made.session.status == "done"


def test_the_last_difference_of_an_article_leads_on_to_the_next_article() -> None:
    made = script()
    made.layers["a1"] = {
        "ana": layer("ana", tag("c1", 0, 13)), "ben": layer("ben", tag("d1", 6, 13))
    }  # fmt: skip
    begun(made)
    assert made.session.article.id == "a0"
    made.type("1 1 1")
    assert (made.session.article.id, made.selected) == ("a1", "Nadia Quillon")
    assert made.message.endswith("Nadia Quillo: 1 left.")
    assert made.reading.choosing
    made.type("u")
    assert made.session.article.id == "a0"
    assert at(made)[3] == "speaker"
    made.type("1 1")
    assert made.reading.queue is None
    assert [made.sessions[id].status for id in ("a0", "a1")] == ["done", "done"]


def test_what_was_passed_over_comes_again_at_the_end() -> None:
    made = script()
    made.layers["a1"] = {
        "ana": layer("ana", tag("c1", 0, 13)), "ben": layer("ben", tag("d1", 6, 13))
    }  # fmt: skip
    begun(made).type("n n n")
    assert made.session.article.id == "a1"
    made.type("N")
    assert (made.session.article.id, at(made)[1]) == ("a0", 3)
    made.type("1 1")
    assert (made.session.article.id, at(made)[1:3]) == ("a0", (1, 2))
    made.type("1 1")
    assert made.reading.queue is None
