"""Suggestions one after the other: walked, accepted, edited, rejected, hidden."""

import pytest

from annotations.annotation import Verdict
from annotations.errors import PostilError
from annotations.suggestion import Suggestion
from tests.tui.reading.script import Script
from tests.tui.reading.test_tagging import LEFT, RIGHT
from tui.actions.walking import ROWS
from tui.effects import Ask, Say
from tui.reading.events import LookedThrough, Proposed

# The left article, for reference, with what is suggested in it:
# Talks resume / Minister [Oran] said on [Tuesday]: ["We will open the harbour in [May]."] [Oran]
# left.  And the right one: Harbour to open / The [Union of Ports] welcomed it. [Oran]'s aide ...

WORDS = "We will open the harbour in May."
ORAN = [("Oran", "actor", "accepted")]
SCRIPTS = [
    ("n", "Oran", []),
    ("n n", "Tuesday", []),
    ("n n N", "Oran", []),
    ("n enter", "Tuesday", ORAN),
    (
        "n enter enter",
        f'"{WORDS}"',
        [("Oran", "actor", "accepted"), ("Tuesday", "date", "accepted")],
    ),
    ("n x", "Tuesday", []),
    ("n n q", "Tuesday", [("Tuesday", "quote", "edited")]),
    ("n L enter", "Tuesday", [("Oran said", "actor", "edited")]),
    ("n enter u", "Oran", []),
    ("n x u", "Oran", []),
    ("n l a", "said", [("said", "actor", "")]),
    ("l l l enter", "Tuesday", ORAN),
    ("l l l x", "Tuesday", []),
    ("/ o r a n enter enter", "Oran", ORAN),
    ("n enter W delete", "Oran", []),
    ("n X n", "Oran", []),
    ("n X X n", "Tuesday", []),
    ("/ a i d e enter n", "aide", []),
    ("n enter W x", "Oran", []),
    ("r", "Talks", []),
]


def walking(*texts: str) -> Script:
    return Script(*texts, suggests=True)


@pytest.mark.parametrize(("keys", "selected", "tags"), SCRIPTS)
def test_keys(keys: str, selected: str, tags: list[tuple[str, str, Verdict]]) -> None:
    script = walking(LEFT, RIGHT).type(keys)
    found = [
        (script.text[a.start : a.end], a.label, a.verdict)
        for a in sorted(script.session.index, key=lambda a: a.order)
    ]
    assert (script.selected, found) == (selected, tags)


def test_the_walk_goes_on_in_the_other_pane_and_comes_back() -> None:
    script = walking(LEFT, RIGHT).type("n n n n n n")
    assert (script.selected, script.reading.active) == ("Harbour", 1)
    script.type("n n n")
    assert (script.selected, script.reading.active) == ("Oran", 0)
    assert script.type("N").reading.active == 1


def test_a_name_is_suggested_everywhere_once_it_is_tagged() -> None:
    script = walking("the [oran> was seen.", "they saw the oran and oran again.")
    script.type("a n enter enter")
    assert script.tags == [("oran", "actor"), ("oran", "actor")]
    assert {a.origin for a in script.session.index} == {"tagged"}


@pytest.mark.parametrize(
    ("keys", "origin", "value"),
    [("d", "rule:date", "2031-03-04"), ("a", "", None), ("X d", "", None), ("L d", "", None)],
)
def test_a_label_that_is_suggested_for_these_words_brings_its_value(
    keys: str, origin: str, value: str | None
) -> None:
    script = walking("[4 March 2031> came.").type(keys)
    (tag,) = script.session.index
    assert (tag.origin, tag.attrs.get("value")) == (origin, value)
    assert script.selected == script.text[tag.start : tag.end]
    assert script.type("u").tags == []


def test_a_rejection_hides_these_words_in_this_article() -> None:
    script = walking(LEFT).type("n x")
    suggested = script.reading.pane.suggested
    assert suggested is not None
    words = [script.text[slice(*one.span)] for one in suggested]
    assert ("Oran" in words, "Tuesday" in words, script.tags) == (False, True, [])


def test_nothing_to_suggest_is_said() -> None:
    script = walking("[nothing> here.").type("n")
    assert "There are no suggestions." in script.message
    assert "Suggestions are hidden." in script.type("X n").message


def test_a_source_that_is_always_wrong_falls_silent_and_says_so() -> None:
    days = "\n\n".join(f"It was on {day} May." for day in range(1, 32))
    script = walking(f"{days}\n\nOn Friday.").type("n " + "x " * 29)
    script.type("x")
    told = [effect.words for effect in script.effects if isinstance(effect, Say)]
    assert "rule:date is now off: only 0 of its 30" in told[0]
    assert not list(script.reading.pane.suggested or ())


def hand(script: Script) -> tuple[str, int, int, int, str, str, str]:
    found = script.reading.at_hand
    return found.kind, found.number, found.of, found.beneath, found.question, found.yes, found.no


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ("", ("", 0, 8, 0, "", "", "")),
        ("n", ("suggestion", 0, 8, 0, "actor?", "yes", "no")),
        ("l l l", ("suggestion", 0, 8, 0, "actor?", "yes", "no")),
        ("n enter", ("suggestion", 0, 7, 0, "date?", "yes", "no")),
        ("n enter W", ("tag", 0, 7, 0, "actor", "", "remove")),
        ("n enter W L", ("tag", 0, 7, 0, "actor", "this extent", "remove")),
        ("/ o r a n enter", ("hit", 1, 3, 8, "", "", "leave out")),
        ("/ o r a n enter N", ("hit", 3, 3, 8, "", "", "leave out")),
        ("/ o r a n enter l", ("hit", 0, 3, 8, "", "", "")),
        ("/ o r a n enter l escape", ("", 0, 8, 0, "", "", "")),
        ("/ o r a n enter A", ("preview", 1, 3, 11, "tag 3 Oran?", "all", "not")),
        ("/ o r a n enter A escape", ("hit", 1, 3, 8, "", "", "leave out")),
    ],
)
def test_what_is_at_hand_is_told_in_plain_values(
    keys: str, found: tuple[str, int, int, int, str, str, str]
) -> None:
    assert hand(walking(LEFT, RIGHT).type(keys)) == found


def test_only_what_is_sure_enough_is_walked_and_the_rest_is_counted() -> None:
    script = walking("Tolland met Ines Varn on Monday.")
    offered = [(one.score, one.start) for one in script.reading.pane.suggested or ()]
    assert sorted(offered) == [(0.7, 0), (0.85, 12), (0.9, 25)]
    commands = {one.id: one for one in ROWS}

    def ask(score: str) -> str:
        (asked,) = commands["least-score"].run(script.reading)
        assert isinstance(asked, Ask)
        (said,) = asked.done(score, False)
        assert isinstance(said, Say)
        return said.words

    assert ask("0,8") == "Not shown, for less sure than 0.8: 1 suggestion."
    hand = script.reading.at_hand
    assert (hand.of, hand.below) == (2, 1)
    assert script.type("n").selected == "Ines Varn"
    assert ask("0.88") == "Not shown, for less sure than 0.88: 2 suggestions."
    assert script.type("n enter").tags == [("Monday", "date")]
    with pytest.raises(PostilError, match="no suggestions but 2 below the least score"):
        commands["next"].run(script.reading)
    for wrong in ("1.5", "-1", "sure", "nan"):
        with pytest.raises(PostilError, match="no score"):
            ask(wrong)
    assert ask("") == "All suggestions are shown."
    assert (script.reading.at_hand.of, script.reading.at_hand.below) == (2, 0)


def test_an_article_that_is_read_without_suggestions_says_so() -> None:
    text = "[O>n Monday Orla Venn said so."
    assert Script(text, suggests=True).type("n").reading.candidate
    script = Script(text, suggests=True, unaided=["a0"]).type("n")
    assert script.reading.candidate is None
    assert "read without suggestions" in script.reading.message
    assert script.type("a").session.contents.annotations


@pytest.mark.parametrize(
    ("keys", "selected", "pane", "said"),
    [
        # What was skipped is not come back to but by n.
        ("n n enter", "Ulm Adder", 1, ""),
        ("tab n enter", "Ulm Adder", 1, "That was the last suggestion."),
        ("tab n enter n", "Ines Varn", 0, ""),
        ("tab n x", "Ulm Adder", 1, "That was the last suggestion."),
        ("tab n enter enter", "Ulm Adder", 1, "There is no tag to change. "),
        ("X", "They", 0, "Suggestions are hidden."),
        ("X X", "They", 0, "Suggestions are shown."),
    ],
)
def test_behind_the_last_suggestion_one_stays_where_one_is(
    keys: str, selected: str, pane: int, said: str
) -> None:
    script = walking("[They> met Ines Varn on Monday.", "There she saw Ulm Adder.").type(keys)
    assert script.selected.startswith(selected)
    assert script.reading.active == pane
    assert script.message.startswith(said)
    if said.startswith("That"):
        assert script.reading.at_hand.kind == ""


def test_while_more_is_looked_for_the_last_answer_waits_for_it() -> None:
    def answered() -> Script:
        script = walking("[It> was Monday. A fox came.")
        script._proposing.handed += 1
        script.type("n enter")
        assert (script.selected, script.tags) == ("Monday", [("Monday", "date")])
        assert script.message.startswith("Still looking for suggestions")
        return script

    script = answered()
    found = Suggestion(17, 20, "actor", "rule:fox")
    script.send(Proposed("a0", script.session.article.digest, (("rule:fox", (0, 26), (found,)),)))
    assert (script.selected, script.message) == ("fox", "")
    script = answered().send(LookedThrough(99))
    assert (script.selected, script.message) == ("Monday", "That was the last suggestion.")
    script = answered().type("g").send(LookedThrough(99))
    assert (script.selected, "last" in script.message) == ("It", False)


def test_what_is_no_longer_sure_enough_is_no_longer_asked() -> None:
    script = walking("[They> met Ines Varn on Monday.").type("n")
    assert script.reading.at_hand.question == "actor?"
    least = next(one for one in ROWS if one.id == "least-score")
    (asked,) = least.run(script.reading)
    assert isinstance(asked, Ask)
    list(asked.done("1", False))
    assert (script.reading.at_hand.kind, script.reading.at_hand.below) == ("", 2)
