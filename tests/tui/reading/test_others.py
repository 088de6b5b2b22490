"""What the others of a team tagged is gone through, taken over with their name, or let be."""

from msgspec.structs import replace

from annotations.annotation import Annotation, Contents
from tests.tui.reading.script import Script

TEXT = "The mayor of Lower Quay met Ada Quill on Monday."


def tag(words: str, label: str, who: str) -> Annotation:
    at = TEXT.index(words)
    return Annotation(f"{who} {at} {label}", at, at + len(words), label, who, {"n": who}, "a note")


def team(*tags: Annotation) -> Script:
    script = Script(TEXT)
    names = {one.annotator for one in tags}
    script.layers["a0"] = {
        name: Contents({one.id: one for one in tags if one.annotator == name}) for name in names
    }
    return script


def both() -> Script:
    return team(
        tag("mayor of Lower Quay", "actor", "ben"),
        tag("Ada Quill", "actor", "ben"),
        tag("Ada Quill", "actor", "cleo"),
        tag("Monday", "date", "cleo"),
    )


def test_enter_takes_one_over_and_says_from_whom() -> None:
    script = both().type("ctrl+t")
    assert script.selected == "mayor of Lower Quay"
    at = script.reading.at_hand
    assert (at.kind, at.number, at.of, at.question) == ("others", 1, 4, "actor? ben")
    script.type("enter")
    assert script.tags == [("mayor of Lower Quay", "actor")]
    assert script.message == "actor taken over from ben; u undoes it"
    (mine,) = script.session.index
    assert (mine.annotator, mine.origin, mine.verdict) == ("reader", "annotator:ben", "accepted")
    assert (mine.attrs, mine.note) == ({"n": "ben"}, "")
    assert script.selected == "Ada Quill"


def test_what_one_has_by_now_is_asked_about_no_more() -> None:
    script = both().type("ctrl+t n enter")
    assert script.tags == [("Ada Quill", "actor")]
    # cleo says the same: that is one's own by now.
    assert script.selected == "Monday"
    script.type("x")
    assert script.selected == "mayor of Lower Quay"
    script.type("x")
    assert script.message == "The others have no other tags here."
    assert script.tags == [("Ada Quill", "actor")]
    script.type("ctrl+t")
    assert script.message == "The others have no other tags here."
    assert script.reading.queue is None


def test_no_is_kept_and_undone() -> None:
    script = team(tag("Monday", "date", "ben")).type("ctrl+t x")
    (decision,) = script.session.decisions
    assert (decision.kind, decision.answer, decision.by) == ("others", "no", "reader")
    assert script.reading.queue is None
    script.type("u ctrl+t")
    assert script.selected == "Monday"
    assert not script.session.decisions


def test_another_extent_or_label_is_another_tag() -> None:
    script = team(tag("Lower Quay", "actor", "ben"), tag("Monday", "quote", "ben"))
    script.find("Lower")
    script.type("a escape escape")
    script.type("ctrl+t")
    assert script.reading.at_hand.of == 2
    script.type("enter")
    assert ("Lower Quay", "actor") in script.tags
    assert ("Lower", "actor") in script.tags


def test_they_are_shown_with_initials_until_the_key_is_pressed_again() -> None:
    script = both().type("ctrl+t")
    pane = script.reading.pane
    assert pane.marks
    assert {mark.sign for mark in pane.marks.marks} == {"B", "C"}
    assert not any(mark.tagged for mark in pane.marks.marks)
    assert [one.origin for one in pane.others] == ["ben", "ben", "cleo", "cleo"]
    assert set(pane.hits) == pane.variants
    script.type("ctrl+t")
    assert script.message == "The others' tags are hidden."
    assert (pane.marks, list(pane.others), list(pane.hits)) == (None, [], [])
    script.type("ctrl+t escape escape")
    assert list(pane.others) == []


def test_what_waits_or_was_turned_down_is_nobodys_tag() -> None:
    waits = replace(tag("Monday", "date", "ben"), verdict="suggested")
    script = team(waits, replace(tag("mayor", "actor", "ben"), verdict="rejected"))
    script.type("ctrl+t")
    assert script.message.startswith("The others have no other tags here.")
