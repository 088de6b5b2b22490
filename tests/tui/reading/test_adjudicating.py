"""A difference settled by keys: a version taken, mended, nobody's, asked."""

import pytest

from annotations.annotation import Annotation, Contents
from tests.annotations.adjudication.layers import layer, tag
from tests.tui.reading.differing import (
    FIRST,
    QUOTE,
    answers,
    at,
    begun,
    digit,
    script,
    words,
)


def test_what_all_agree_on_stands_and_the_first_difference_is_asked() -> None:
    made = begun(script())
    assert made.tags == [("Verrin", "actor"), (FIRST[slice(*QUOTE)], "quote")]
    assert at(made) == ("differs", 1, 3, "extent", 2)
    assert made.selected == "3 May 2031"
    assert sorted(words(made)) == ["date  “3 May 2031”", "date  “3 May”"]
    assert made.reading.choosing


@pytest.mark.parametrize(
    ("by", "words", "told"),
    [("ana", "3 May", "Taken: ana. Not: ben."), ("ben", "3 May 2031", "Taken: ben. Not: ana.")],
)
def test_a_digit_takes_a_version_goes_on_and_says_whose_it_was(
    by: str, words: str, told: str
) -> None:
    made = begun(script())
    made.press(digit(made, by))
    assert (words, "date") in made.tags
    assert made.message == told
    assert at(made)[1:4] == (2, 3, "a tag or none")
    assert made.selected == "Lowmark"
    (date,) = (one for one in made.session.index if one.label == "date")
    assert date.agreed == (by,)
    assert answers(made) == [("took", by)]


def test_the_versions_stand_in_an_order_of_their_own_that_stays() -> None:
    made = begun(script())
    seen = words(made)
    made.type("n N")
    assert words(made) == seen
    assert words(begun(script())) == seen
    orders = set()
    for number in range(12):
        ids = f"a{number}", f"b{number}"
        layers = {
            "ana": layer("ana", tag(ids[0], 15, 20, "date")),
            "ben": layer("ben", tag(ids[1], 15, 25, "date")),
        }
        orders.add(tuple(words(begun(script(**layers)))))
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("keys", "tags", "kept", "told"),
    [
        ("0", [], ("nobody", ""), "Nobody is right. Not: ana, ben."),
        ("! w h y ? enter", [], ("ask", "why?"), "Kept as a question."),
        ("! escape", [], None, ""),
        ("e , , enter", ["date"], ("mended", ""), "Taken as mended. Not: ana, ben."),
        ("e a enter", ["actor"], ("mended", ""), "Taken as mended. Not: ana, ben."),
        ("9", [], None, None),
        ("6", [], None, "There is no version 6 here."),
    ],
)
def test_other_keys_settle_it_too(
    keys: str, tags: list[str], kept: tuple[str, str] | None, told: str | None
) -> None:
    made = begun(script()).type(keys)
    own = [one.label for one in made.session.index if 10 < one.start < 20]
    assert own == tags
    assert answers(made) == ([kept] if kept else [])
    assert at(made)[1] == (2 if kept else 1)
    if told is not None:
        assert made.message.replace("ana and ben", "ana, ben") == told


def test_what_is_mended_is_taken_with_the_extent_that_is_selected() -> None:
    made = begun(script()).type("e")
    assert at(made)[:4] == ("mend", 0, 1, "as it stands?")
    assert not made.reading.choosing
    assert made.reading.held is not None
    made.reading.pane.go((12, 20), made.reading.held.id)
    made.type("enter")
    assert ("on 3 May", "date") in made.tags
    assert answers(made) == [("mended", "")]
    (date,) = (one for one in made.session.index if one.label == "date")
    assert (date.agreed, date.id) == ((), date.id)
    assert date.id in ("a2", "b2")


def test_mended_to_what_one_of_them_says_is_theirs_too() -> None:
    made = begun(script()).type("e")
    held = made.reading.held
    assert held is not None
    made.reading.pane.go((15, 20), held.id)
    made.type("enter")
    (date,) = (one for one in made.session.index if one.label == "date")
    assert date.agreed == ("ana",)
    assert answers(made) == [("mended", "ana")]


def test_mending_is_given_up_and_a_removed_tag_is_no_tag() -> None:
    made = begun(script()).type("e escape")
    assert at(made)[0] == "differs"
    made.type("e delete enter")
    assert made.message.startswith("No tag stands here.")
    made.type("escape 0")
    assert answers(made) == [("nobody", "")]


def test_a_tag_of_another_difference_is_not_taken_for_this_one() -> None:
    made = begun(script()).type("e delete")
    made.reading.pane.go((0, 6))
    made.type("enter")
    assert made.message.startswith("No tag stands here.")
    assert ("Verrin", "actor") in made.tags


def test_what_is_agreed_is_looked_at_where_it_is_sampled() -> None:
    made = script()
    made.sampled = 1.0
    begun(made)
    assert made.tags == []
    assert at(made) == ("differs", 1, 4, "all agree", 1)
    assert made.reading.at_hand.yes == "right"
    made.type("enter")
    assert made.tags == [("Verrin", "actor")]
    made.type("1")
    assert made.reading.at_hand.number == 3


def test_a_reason_can_be_given_for_what_was_settled_last() -> None:
    made = begun(script())
    made.press(digit(made, "ana"))
    made.type("c n o space y e a r enter")
    assert answers(made) == [("took", "ana: no year")]
    assert at(made)[1] == 2
    made.type("u u c x enter")
    assert made.message == "That has been taken back. Settle it again first."


def test_a_code_is_asked_at_the_first_word() -> None:
    layers = {"ana": layer("ana", tone="dry"), "ben": layer("ben", tone="wry")}
    made = begun(script(**layers))
    assert (made.selected, at(made)[3]) == ("Verrin", "tone")
    made.press(digit(made, "ben"))
    assert made.session.codes_of("reader") == {"tone": "wry"}


def test_where_there_is_nothing_to_settle_that_is_said() -> None:
    made = script()
    made.layers = {"a0": {"ana": layer("ana", tag("a1", 0, 6)), "ben": Contents()}}
    begun(made).type("0")
    assert made.message == "Nobody is right. Not: ana, ben. No differences are left." or (
        made.message == "Nobody is right. Not: ana and ben. No differences are left."
    )
    begun(made)
    assert made.message == "No differences are left."
    for id in ("take-version", "mend-version", "take-none", "keep-asking", "say-why"):
        made.command(id)
        assert made.message.startswith("Nothing has" if id == "say-why" else "There is nothing")


def test_tags_of_its_own_are_left_to_the_one_who_settles() -> None:
    made = script()
    made.reading.pane.go((55, 62))
    made.type("d")
    begun(made)
    assert ("Lowmark", "date") in made.tags
    assert isinstance(next(iter(made.session.index)), Annotation)
