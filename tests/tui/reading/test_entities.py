"""Who mentions mean: one key gives the likeliest, another all of that name, over panes."""

import pytest

from tests.tui.reading.script import Script
from tui.effects import Fill, Identify

ONE = (
    "[Ann> Lee of the Narrow Seas Council (NSC) met Bo Ray. Lee left. The NSC stayed.\n\n"
    "Cy Lee did not come; the Council wept.\n"
)
OTHER = "[NSC> envoy Ann Lee spoke. Ann Lee said nothing. A. Lee and Bo Ray sat down.\n"
NAMES = (
    ("Ann Lee", "Narrow Seas Council", "NSC", "Bo Ray", "Lee", "NSC", "Cy Lee", "Council"),
    ("NSC", "Ann Lee", "Ann Lee", "A. Lee", "Bo Ray"),
)


def through(found: Script) -> Script:
    """Begin to go through those without an entity, by the command's name."""
    return found.command("entities")


def script(*texts: str) -> Script:
    """Two articles in which the names are tagged, each as often as it is listed."""
    found = Script(*(texts or (ONE, OTHER)))
    for pane, names in zip(found.reading.panes, NAMES, strict=False):
        at = 0
        for name in names:
            at = pane.text.index(name, at)
            change = pane.session.annotate((at, at + len(name)), "actor")
            found.reading.run(found.reading.show, pane.session, change)
            at += len(name)
    return found


def borne(found: Script, pane: int = 0) -> list[str]:
    """What the mentions of an article bear, in reading order."""
    tags = sorted(found.sessions[f"a{pane}"].index, key=lambda tag: tag.order)
    return [tag.attrs.get("entity", "") for tag in tags]


def test_the_first_of_a_name_asks_and_the_rest_of_it_is_offered_over_panes() -> None:
    found = script().type("0")
    asked = found.asked
    assert isinstance(asked, Identify)
    assert (asked.among, asked.words) == ((), "Ann Lee")
    found.answer("", "Ann Lee")
    assert found.reading.at_hand.question == "Ann Lee: 2 more?"
    assert borne(found) == ["ann-lee", *[""] * 7]
    found.type("enter")
    assert borne(found) == ["ann-lee", *[""] * 7]
    assert borne(found, 1) == ["", "ann-lee", "ann-lee", "", ""]
    assert found.reading.outside.entities()["ann-lee"].names == ("Ann Lee",)


def test_one_undo_takes_back_the_rest_and_another_the_first_but_never_the_entity() -> None:
    found = script().type("0").answer("", "Ann Lee").type("enter")
    found.type("tab u")
    assert borne(found, 1) == [""] * 5
    assert borne(found)[0] == "ann-lee"
    found.type("tab u")
    assert borne(found) == [""] * 8
    assert "ann-lee" in found.reading.outside.entities()


def test_what_is_left_out_of_the_rest_bears_none() -> None:
    found = script().type("0").answer("", "Ann Lee").type("n x enter")
    assert sorted(borne(found, 1)) == ["", "", "", "", "ann-lee"]
    found = script().type("0").answer("", "Ann Lee").type("escape")
    assert borne(found, 1) == [""] * 5


@pytest.mark.parametrize(
    ("steps", "wanted"),
    [
        (4, "ann-lee"),  # Lee: the last name
        (2, "nsc"),  # NSC, by its name
    ],
)
def test_a_likely_one_is_given_by_one_key(steps: int, wanted: str) -> None:
    found = script()
    found.type("0").answer("", "Ann Lee").type("escape")
    found.type("w w 0").answer("", "NSC").type("escape")
    found.type("g h h h " + "w " * steps + "0")
    if steps == 4:
        assert borne(found)[4] == wanted
        assert "(last name)" in found.message
    else:
        assert borne(found)[2] == wanted


def test_an_acronym_is_the_body_that_it_stands_for() -> None:
    found = script().type("w 0").answer("", "Narrow Seas Council").type("escape w 0")
    assert borne(found)[1:3] == ["narrow-seas-council"] * 2
    # Its other mentions of that name are in both panes.
    assert found.reading.at_hand.question == "Narrow Seas Council: 2 more?"


def test_two_first_names_are_never_offered_as_one() -> None:
    found = script().type("0").answer("", "Ann Lee").type("escape w w w w w w 0")
    asked = found.asked
    assert isinstance(asked, Identify)
    assert asked.words == "Cy Lee"
    assert "ann-lee" not in [id for id, _ in asked.among[:0]]
    assert borne(found)[6] == ""


def test_again_is_the_next_and_then_the_list() -> None:
    found = script().type("0").answer("", "Ann Lee").type("escape w w w w w w 0")
    found.answer("", "Cy Lee").type("W W 0")
    first = borne(found)[4]
    assert first in ("ann-lee", "cy-lee")
    found.type("escape 0")
    assert {first, borne(found)[4]} == {"ann-lee", "cy-lee"}
    found.type("escape 0")
    asked = found.asked
    assert isinstance(asked, Identify)
    assert {id for id, _ in asked.among} == {"ann-lee", "cy-lee"}


def test_what_bears_one_is_asked_for_another() -> None:
    found = script().type("0").answer("", "Ann Lee").type("escape w 0")
    found.answer("", "The Council").type("W 0")
    assert isinstance(found.asked, Identify)
    found.answer("the-council", "x").type("escape")
    assert borne(found)[:2] == ["the-council", "the-council"]
    assert found.reading.outside.entities()["the-council"].names == (
        "The Council", "Ann Lee", "Narrow Seas Council",
    )  # fmt: skip


def test_going_through_those_without_one() -> None:
    found = through(script())
    asked, keys = [], 1
    while found.reading.at_hand.answers == "queue" and keys < 40:
        asked.append(found.reading.at_hand.question)
        found.type("enter")
        keys += 1
    assert borne(found) == [
        "ann-lee", "narrow-seas-council", "narrow-seas-council", "bo-ray", "ann-lee",
        "narrow-seas-council", "cy-lee", "council",
    ]  # fmt: skip
    assert borne(found, 1) == ["narrow-seas-council", "ann-lee", "ann-lee", "ann-lee", "bo-ray"]
    assert asked[:2] == ["new: Ann Lee?", "Ann Lee: 2 more?"]
    assert keys <= 2 * 13


def test_no_one_is_kept_until_the_words_change() -> None:
    found = through(script()).type("x")
    assert found.reading.at_hand.question == "new: Narrow Seas Council?"
    assert [(d.kind, d.answer) for d in found.session.decisions] == [("entity", "nobody")]
    through(found.type("escape g h"))
    assert found.reading.at_hand.question == "new: Narrow Seas Council?"
    found.type("u")
    assert found.reading.at_hand.question == "new: Ann Lee?"


def test_a_place_of_the_queue_may_be_chosen_from_the_list() -> None:
    found = through(script()).type("0").answer("", "Lee, Ann").type("enter")
    assert borne(found)[0] == "lee-ann"
    assert found.reading.at_hand.question == "new: Narrow Seas Council?"


def test_a_suggestion_is_tagged_with_it() -> None:
    found = Script("[Talks>\n\nIlse Varn said so.", suggests=True).type("n 0")
    found.answer("", "Ilse Varn")
    (tag,) = found.session.index
    assert (tag.label, tag.attrs["entity"], tag.verdict) == ("actor", "ilse-varn", "accepted")


def test_elsewhere_the_key_goes_through_those_without_one() -> None:
    assert Script("[No> one here.", "Nor here.").type("0").message == (
        "Every mention here has its entity."
    )
    found = script().type("g l l l 0")
    assert found.reading.at_hand.question == "new: Narrow Seas Council?"


def test_the_form_proposes_the_likeliest() -> None:
    found = script().type("0").answer("", "Ann Lee").type("escape w w w w i")
    asked = found.asked
    assert isinstance(asked, Fill)
    assert asked.form.values["entity"] == "ann-lee"
    assert borne(found)[4] == ""


def bearing(*given: str) -> Script:
    """The mentions of the first article, bearing ids in turn; the first is selected."""
    found = script()
    tags = sorted(found.session.index, key=lambda tag: tag.order)
    for tag, id in zip(tags, given, strict=False):
        change = found.session.describe(tag.id, {"entity": id} if id else {})
        found.reading.run(found.reading.show, found.session, change)
    return found


def test_what_a_mention_bears_comes_first_though_it_has_no_file() -> None:
    found = bearing("Q17", "Q9", "", "", "Q17").type("w W 0")
    asked = found.asked
    assert isinstance(asked, Identify)
    assert asked.among[0] == ("Q17", "Ann Lee")
    assert asked.likely == 1
    found.answer("Q17", "")
    assert found.reading.outside.entities()["Q17"].name == "Ann Lee"


def test_of_a_mention_that_bears_one_those_of_its_name_come_before_a_new_one() -> None:
    found = bearing("wrong", "", "", "", "right").type("w W 0")
    asked = found.asked
    assert isinstance(asked, Identify)
    assert [id for id, _ in asked.among][:2] == ["wrong", "right"]
    assert asked.likely == 2


def test_where_all_that_is_likely_was_turned_down_a_new_one_comes_first() -> None:
    found = bearing("", "", "", "", "ann-lee").type("w W 0")
    assert borne(found)[0] == "ann-lee"
    asked = found.type("escape 0").asked
    assert isinstance(asked, Identify)
    assert asked.likely == 0
