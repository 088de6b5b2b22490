"""Labels by key, undone and found again: key scripts over two articles."""

import pytest

from annotations.scheme import Label, Scheme
from tests.tui.reading.script import Script
from tui.effects import Choose

LEFT = (
    "[Talks> resume\n\n"
    'Minister Oran said on Tuesday: "We will open the harbour in May." Oran left.\n'
)
RIGHT = "[Harbour> to open\n\nThe Union of Ports welcomed it. Oran\u2019s aide did not.\n"

SCRIPTS = [
    ("a", "Talks", [("Talks", "actor")]),
    ("a a", "Talks", []),
    ("a d", "Talks", [("Talks", "date")]),
    ("a & d", "Talks", [("Talks", "actor"), ("Talks", "date")]),
    ("2", "Talks", [("Talks", "date")]),
    ("} l a", "Oran", [("Oran", "actor")]),
    ("} l a L enter", "Oran said", [("Oran said", "actor")]),
    ("} l a L d", "Oran said", [("Oran said", "date"), ("Oran", "actor")]),
    ("} l a l l l r", "Tuesday", [("Oran", "actor"), ("Tuesday", "actor")]),
    ("a l x", "resume", [("Talks", "actor")]),
    ("a L x", "Talks", [("Talks", "actor")]),
    ("a L x x", "Talks", []),
    ("a l d W", "Talks", [("Talks", "actor"), ("resume", "date")]),
    ("a l d W w", "resume", [("Talks", "actor"), ("resume", "date")]),
    ("a u", "Talks", []),
    ("a l d u u U", "Talks", [("Talks", "actor")]),
    ("/ O r a n enter a", "Oran", [("Oran", "actor")]),
    ("/ o r a n enter n n a", "Oran", [("Oran", "actor")]),
    ("/ i n space m a y enter d", "in May", [("in May", "date")]),
    ("/ o r a n enter N escape l", "aide", []),
    ("/ o r a n enter n n n a", "Oran", [("Oran", "actor")]),
    ("} l l * n escape l", "on", []),
    ("/ ctrl+r t [ a - z ] + enter n d", "ter", [("ter", "date")]),
    ("/ o r a n escape l", "resume", []),
    ("} ) e", "Oran left.", []),
]


@pytest.mark.parametrize(("keys", "selected", "tags"), SCRIPTS)
def test_keys(keys: str, selected: str, tags: list[tuple[str, str]]) -> None:
    script = Script(LEFT, RIGHT).type(keys)
    assert (script.selected, script.tags) == (selected, tags)


def test_a_label_is_chosen_from_a_list() -> None:
    script = Script(LEFT).type("t")
    assert isinstance(script.asked, Choose)
    assert script.answer("quote").tags == [("Talks", "quote")]


def test_a_label_that_was_never_given_is_not_repeated() -> None:
    assert "No label has been used yet." in Script(LEFT).type("r").message


@pytest.mark.parametrize(("left", "tags"), [("d", 1), ("9", 0), ("escape", 0), ("& d", 1)])
def test_a_key_that_waits_for_another_says_so(left: str, tags: int) -> None:
    script = Script(LEFT).type("&")
    assert script.message == "now a label's key: a second label on these words"
    script.type(left)
    assert ("then a label's key" in script.message, len(script.tags)) == (False, tags)


def test_semicolon_gives_the_command_under_a_labels_letter() -> None:
    scheme = Scheme((Label("news", ("n",), "red"),))
    script = Script(LEFT, RIGHT, scheme=scheme).type("/ o r a n enter ; n ; n")
    assert (script.selected, script.tags) == ("Oran", [])
    assert script.type("n").tags == [("Oran", "news")]


def test_what_cannot_be_looked_for_is_said_while_one_extends() -> None:
    script = Script("[the> ferry left. " + "The ferry left. " * 100).type("v G")
    assert script.message == "extending: v or esc ends it"
    script.type("*")
    assert "characters are too many to search for." in script.message
    assert script.message.endswith("(extending)")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("a", ""),
        ("a a", "actor removed; u undoes it"),
        ("a d", "actor is now date; u undoes it"),
        ("a x", "actor removed; u undoes it"),
        ("a w delete", "actor removed; u undoes it"),
        ("a a u", ""),
        ("q l a h s x", "quote removed, 1 link too; u undoes it"),
        ("q l a h s p", "quote is now proposal, 1 link too; u undoes it"),
        ("q l a h s d", "quote is now date, 1 link too; u undoes it"),
    ],
)
def test_what_goes_is_said(keys: str, told: str) -> None:
    assert Script(LEFT).type(keys).message == told


def test_growth_can_be_taken_back_after_an_undo_or_it_is_said_why_not() -> None:
    script = Script("[Ann> Lee came home. Bo left.").type("e e")
    grown = script.selected
    script.type("a u")
    assert script.selected == grown
    assert script.type("E").selected == "Ann Lee"
    assert script.type("E").selected == "Ann"
    assert "has not grown" in script.type("E").message
    assert "has not grown" in script.type("l e h E").message
