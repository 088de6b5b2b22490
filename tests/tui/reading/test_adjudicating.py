"""Differences settled by keys: a version taken, mended, nobody's, asked; over articles; undone."""

import pytest

from annotations.annotation import Annotation, Contents, Link
from annotations.errors import UsageError
from annotations.scheme import DEFAULT_SCHEME
from tests.annotations.adjudication.layers import layer, tag
from tests.keyboards import LATIN, typed_on
from tests.tui.reading.script import Script
from tests.tui.reading.test_keys import KEYS, everything
from tui.actions.cases import Difference
from tui.command import CHOOSING
from tui.effects import Say
from tui.keys import Keymap
from tui.layouts import LAYOUTS

FIRST = "Verrin said on 3 May 2031: “We will open the harbour.” Lowmark agreed with it."
SECOND = "Nadia Quillon left the talks on Friday evening."
QUOTE = (27, 54)


def script(**layers: Contents) -> Script:
    """Two articles, one at a time; ana and ben differ in the first in a date and an actor."""
    made = Script(FIRST, SECOND, panes=1)
    made.layers = {"a0": layers or first()}
    return made


def first() -> dict[str, Contents]:
    return {
        "ana": layer(
            "ana", tag("a1", 0, 6), tag("a2", 15, 20, "date"), tag("a3", *QUOTE, "quote"),
            Link("speaker", "a3", "a1"),
        ),
        "ben": layer(
            "ben", tag("b1", 0, 6), tag("b2", 15, 25, "date"), tag("b3", *QUOTE, "quote"),
            tag("b4", 55, 62),
        ),
    }  # fmt: skip


def begun(made: Script) -> Script:
    """The same, with the command begun that has no key."""
    return made.command("adjudicate")


def digit(made: Script, by: str) -> str:
    """The digit under which a reader's version stands."""
    asked = made.reading.queue.asked  # type: ignore[union-attr]
    assert isinstance(asked, Difference)
    return str(1 + next(n for n, one in enumerate(asked._versions) if by in one.by))


def words(made: Script) -> list[str]:
    return [one.words for one in made.reading.choices]


def at(made: Script) -> tuple[str, int, int, str, int]:
    hand = made.reading.at_hand
    return hand.kind, hand.number, hand.of, hand.question, hand.choices


def answers(made: Script, id: str = "a0") -> list[tuple[str, str]]:
    found = [(one.answer, one.note) for one in made.sessions[id].decisions]
    return sorted(one for one in found if one[0] != "agreed")


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


@pytest.mark.parametrize("keys", ["1", "e"])
def test_elsewhere_these_keys_do_what_they_always_do(keys: str) -> None:
    made = begun(script())
    made.reading.pane.go((0, 6))
    assert not made.reading.choosing
    made.type(keys)
    assert answers(made) == []


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


@pytest.mark.parametrize("key", KEYS)
def test_where_versions_are_offered_no_key_does_what_no_row_says(key: str) -> None:
    made = begun(script())
    keymap, before = made.keys.keymap, everything(made)
    made.press(key)
    if not (keymap.command(key, where=CHOOSING) or keymap.command(key)):
        assert everything(made) == before


@pytest.mark.parametrize("layout", [*LATIN, *LAYOUTS])
def test_what_settles_can_be_typed_on_each_keyboard(layout: str) -> None:
    commands = Keymap(DEFAULT_SCHEME).on(CHOOSING)
    assert [one.id for one in commands] == [
        "take-version", "take-none", "mend-version", "keep-asking", "say-why"
    ]  # fmt: skip
    for command in commands:
        # A layout of other letters gives each letter the place of its key.
        assert layout in LAYOUTS or all(typed_on(layout, key) for key in command.keys)


def test_a_letter_of_another_script_stands_for_the_place_of_its_key() -> None:
    made = Script(FIRST, panes=1, layouts=["ru"])
    made.layers = {"a0": first()}
    begun(made).press("у")
    assert at(made)[0] == "mend"
    made.type("escape")
    made.press("0")
    assert answers(made) == [("nobody", "")]


def test_a_person_may_give_these_commands_keys_of_their_own() -> None:
    keymap = Keymap(DEFAULT_SCHEME, {"take-none": ["z"], "mend-version": ["0"]})
    found = {key: getattr(keymap.command(key, where=CHOOSING), "id", None) for key in "z0e1"}
    assert found == {"z": "take-none", "0": "mend-version", "e": None, "1": "take-version"}
    with pytest.raises(UsageError, match="both use the key 1"):
        Keymap(DEFAULT_SCHEME, {"take-none": ["1"]})


def test_without_a_team_there_are_no_such_commands() -> None:
    keymap = Keymap(DEFAULT_SCHEME, team=False)
    assert keymap.on(CHOOSING) == ()
    assert not {"adjudicate", "list-adjudicate"} & {one.id for one in keymap.commands}
