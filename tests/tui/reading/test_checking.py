"""What looks wrong in the articles in view: one place after the other, fine or mended."""

from collections.abc import Iterable

import pytest

from annotations.corpus.findings import Finding
from annotations.errors import PostilError
from annotations.session import Session
from tests.tui.reading.script import Script

LEFT = "[Talks> resume in Verrin.\n"
RIGHT = "The harbour opens again.\n"
# In the left article a tag that cuts a word and one that crosses another, in the right one more.
TAGS = {
    "a0": [("Talk", "actor"), ("Talks resume", "date"), ("resume in", "date")],
    "a1": [("The har", "actor")],
}


def checked(keys: str) -> Script:
    """Both articles with their tags, being checked, after some keys."""
    script = Script(LEFT, RIGHT)
    for id, tags in TAGS.items():
        session = script.sessions[id]
        for words, label in tags:
            start = session.article.text.index(words)
            change = session.annotate((start, start + len(words)), label)
            script.reading.run(script.reading.show, session, change)
    return script.type(f"! {keys}")


def asked(script: Script) -> tuple[int, int, str]:
    hand = script.reading.at_hand
    return hand.number, hand.of, hand.question


def test_findings_are_walked_over_all_articles_in_view() -> None:
    script = checked("")
    assert asked(script) == (1, 3, "token")
    assert script.message == "actor «Talk» cuts «Talks»"
    assert asked(script.type("n")) == (2, 3, "crossing")
    assert asked(script.type("n")) == (3, 3, "token")
    assert script.reading.active == 1
    assert asked(script.type("n")) == (1, 3, "token")
    assert asked(script.type("N")) == (3, 3, "token")


def test_behind_the_last_one_it_begins_with_the_first() -> None:
    script = checked("escape tab G !")
    assert asked(script) == (1, 3, "token")
    assert script.reading.active == 0
    assert script.selected == "Talk"


@pytest.mark.parametrize(
    ("keys", "found", "left", "decided"),
    [
        ("enter", (2, 3, "crossing"), 3, 1),
        ("x", (2, 3, "crossing"), 2, 0),
        ("enter enter enter", (0, 0, "actor"), 3, 3),
        ("enter u", (1, 3, "token"), 3, 0),
        ("x u", (1, 3, "token"), 3, 0),
        ("n enter N", (1, 3, "token"), 3, 1),
        ("n n enter", (1, 3, "token"), 3, 1),
        ("delete n", (2, 3, "crossing"), 2, 0),
    ],
)
def test_enter_keeps_it_and_x_removes_the_tag_and_both_go_on(
    keys: str, found: tuple[int, int, str], left: int, decided: int
) -> None:
    script = checked(keys)
    assert asked(script) == found
    sessions = script.sessions.values()
    assert len(script.tags_of("a0")) == left
    assert sum(len(one.decisions) for one in sessions) == decided


def test_what_is_fine_is_not_asked_again_until_it_changes() -> None:
    script = checked("enter enter enter")
    assert script.reading.queue is None
    assert script.type("!").message == "Nothing looks wrong here."
    assert script.type("tab g !").message == "Nothing looks wrong here."
    decision = next(iter(script.session.decisions))
    assert (decision.answer, decision.by) == ("fine", "reader")


def test_what_is_mended_by_hand_is_passed_over_and_the_order_stays() -> None:
    script = checked("n delete n")
    assert asked(script) == (3, 3, "token")
    # The answer that led to the other article is what is undone there.
    script = checked("n x")
    assert (asked(script), script.reading.active) == ((3, 3, "token"), 1)
    assert (asked(script.type("u")), script.reading.active) == ((2, 3, "crossing"), 0)
    assert checked("n x tab tab u").tags_of("a1") == []
    # Growing leaves the place: enter then gives the tag its new extent.
    script = checked(". enter")
    assert ("Talks", "actor") in script.tags
    assert asked(script.type("n")) == (2, 3, "crossing")


def test_queues_stand_one_on_top_of_the_other_and_esc_takes_the_top_one_off() -> None:
    script = checked("/ v e r r i n enter")
    assert (script.reading.at_hand.kind, script.reading.at_hand.beneath) == ("hit", 3)
    assert script.type("escape").reading.at_hand.kind == "check"
    assert asked(script.type("n")) == (2, 3, "crossing")
    assert script.type("escape").reading.queue is None


def test_esc_lets_go_of_the_extending_then_the_selection_then_the_queue() -> None:
    script = checked("v l l")
    assert script.type("escape").mode == "normal"
    assert script.type("escape").selected == "resume"
    assert script.reading.queue is not None
    assert script.type("escape").reading.queue is None


def test_an_article_that_cannot_be_had_any_more_is_passed_over() -> None:
    script = checked("")

    def gone(id: str) -> Session:
        if id == "a1":
            raise PostilError("The article a1 is gone.")
        return script.sessions[id]

    script.session_of = gone  # type: ignore[method-assign]
    assert asked(script.type("enter")) == (2, 3, "crossing")
    assert asked(script.type("n")) == (2, 3, "crossing")
    assert script.type("enter").reading.queue is None


def test_findings_are_looked_for_again_only_where_something_has_changed() -> None:
    script = checked("")
    looked = list[str]()
    found = script.findings

    def counted(session: Session) -> Iterable[Finding]:
        looked.append(session.article.id)
        return found(session)

    script.findings = counted  # type: ignore[method-assign]
    script.type("n n n N")
    assert looked == []
    script.type("enter")
    assert looked == ["a0", "a1"]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("", (1, 3, "token")),
        ("right", (2, 3, "crossing")),
        ("right right", (3, 3, "token")),
        ("tab G", (1, 3, "token")),
        ("tab", (3, 3, "token")),
    ],
)
def test_it_begins_with_what_comes_next_in_this_article_or_those_to_the_right(
    before: str, found: tuple[int, int, str]
) -> None:
    script = checked("escape g tab g tab")
    assert asked(script.type(f"{before} !")) == found


def test_behind_the_last_answer_one_is_told_that_one_is_back_at_what_was_left() -> None:
    script = checked("n n enter")
    assert asked(script) == (1, 3, "token")
    assert script.message == "Back at the first that is left, of 2."
    assert asked(script.type("enter")) == (2, 3, "crossing")
    assert "Back at" not in script.message
    assert script.type("x").message == "Nothing looks wrong here."


def test_a_second_search_takes_the_place_of_the_first() -> None:
    script = checked("/ v e r r i n enter / h a r b o u r enter")
    assert script.selected == "harbour"
    assert [queue.kind for queue in script.reading.queues] == ["check", "hit"]
    assert script.type("escape").reading.at_hand.kind == "check"


def test_of_words_under_two_labels_the_rarer_tag_is_asked_about_and_removed() -> None:
    script = Script("[Oran> met Oran, and Oran left.").type(
        "a / o r a n enter n a n d escape escape"
    )
    assert asked(script.type("!")) == (1, 1, "string")
    assert script.reading.held
    assert (script.selected, script.reading.held.label) == ("Oran", "date")
    assert script.type("x").tags == [("Oran", "actor"), ("Oran", "actor")]
    assert script.type("u").tags[-1] == ("Oran", "date")
