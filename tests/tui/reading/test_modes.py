"""A key script for each mode, and for each thing that reaches the reading from outside."""

import pytest

from annotations.annotation import Annotation, Change, Conflict
from annotations.errors import PostilError
from annotations.suggestion import Suggestion
from tests.tui.reading.script import Script
from tests.tui.reading.test_tagging import LEFT, RIGHT
from tui.effects import Copy, GoToLibrary, Leave, Say, ShowKeys
from tui.reading.changed import described
from tui.reading.events import (
    Decided,
    DraggedTo,
    Event,
    LookedThrough,
    Missing,
    Overdue,
    Pasted,
    PointedAt,
    Proposed,
    Pulled,
    Resized,
    Scrolled,
    Settled,
)

LONG = "\n\n".join(f"Paragraph {n} has words." for n in range(300))


@pytest.mark.parametrize(
    ("keys", "mode", "marked"),
    [
        ("", "normal", "[the> quick fox"),
        ("l", "normal", "the [quick> fox"),
        ("v", "extending", "[the> quick fox"),
        ("v l l", "extending", "[the quick fox>"),
        ("v l v l", "normal", "the quick [fox>"),
        ("v l a", "normal", "[the quick> fox"),
        ("v l a l", "normal", "the quick [fox>"),
        ("a w v l enter", "normal", "[the quick> fox"),
        ("v l escape", "normal", "[the quick> fox"),
        ("/", "asking", "[the> quick fox"),
        ("/ f o x enter", "normal", "the quick [fox>"),
        ("/ f o x escape", "normal", "[the> quick fox"),
        ("v / f o x escape", "extending", "[the> quick fox"),
        ("a f", "hints", "[the> quick fox"),
        ("a l f a", "normal", "[the> quick fox"),
        ("a f escape", "normal", "[the> quick fox"),
    ],
)
def test_each_mode_is_entered_and_left(keys: str, mode: str, marked: str) -> None:
    script = Script("[the> quick fox").type(keys)
    assert (script.mode, script.marked) == (mode, marked)


def test_another_pane_does_not_extend() -> None:
    script = Script(LEFT, RIGHT).type("v l tab l")
    assert (script.mode, script.selected) == ("normal", "to")


def test_what_reaches_beyond_the_reading_is_an_effect() -> None:
    script = Script("[the> quick fox")
    assert script.type("y").asked == Copy("the")
    assert script.message == "Copied."
    assert script.type("?").asked == ShowKeys()
    assert script.type("ctrl+q").asked == Leave()
    assert script.type("b").asked == GoToLibrary()


def test_pasted_words_go_where_words_are_asked_for_and_nowhere_else() -> None:
    script = Script("[the> quick fox").type("/").send(Pasted("fox")).type("enter")
    assert script.selected == "fox"
    assert script.send(Pasted("the")).selected == "fox"


# The pointer


def test_the_pointer_selects_extends_drags_and_changes_the_pane() -> None:
    script = Script(LEFT, RIGHT).send(PointedAt(1, RIGHT.index("Union") - 2))
    assert (script.selected, script.reading.active) == ("Union", 1)
    script.send(DraggedTo(1, 30))
    assert script.selected.startswith("Union of")
    script.send(PointedAt(1, 0, extending=True))
    assert script.selected.startswith("Harbour to open")
    script.send(PointedAt(1, 30, times=3))
    assert script.selected == "The Union of Ports welcomed it."
    assert script.send(PointedAt(1, 30, times=2)).selected in "The Union of Ports"


def test_the_pointer_ends_extending() -> None:
    assert Script(LEFT, RIGHT).type("v l").send(PointedAt(0, 0)).mode == "normal"


def test_the_wheel_leaves_the_selection_and_steps_come_to_the_view() -> None:
    script = Script(LONG).send(Scrolled(0, 40))
    pane = script.reading.pane
    assert (pane.top, pane.selected) == (40, (0, 9))
    script.type("l")
    assert pane.view[0] <= pane.selected[0] < pane.view[1]
    assert script.send(Pulled(0, 0.5)).type("g").selection.start == 0
    assert script.send(Pulled(0, 0.5)).type("G").selected == "words"


def test_extending_starts_from_the_selection_wherever_the_view_has_gone() -> None:
    script = Script(LONG).type("v").send(Scrolled(0, 40)).type("l")
    assert script.selected == "Paragraph 0"


# The terminal


@pytest.mark.parametrize("size", [(30, 10), (72, 5), (40, 3), (72, 40)])
def test_after_a_resize_the_selection_is_in_view(size: tuple[int, int]) -> None:
    pane = Script(LONG).type("} " * 40 + "l l").reading.pane
    pane.fit(*size)
    assert pane.view[0] <= pane.selected[0] <= pane.selected[1] <= pane.view[1]


def test_what_the_wheel_took_away_from_it_a_resize_leaves_there() -> None:
    script = Script(LONG).send(Scrolled(0, 40))
    pane = script.reading.pane
    top = pane.view[0]
    pane.fit(60, 12)
    assert pane.view[0] == top


def test_a_narrow_terminal_shows_one_pane_and_walks_only_in_that() -> None:
    script = Script(LEFT, RIGHT, suggests=True).send(Resized(50))
    assert script.reading.seen == [0]
    script.type("n " * 6)
    assert script.reading.active == 0
    assert script.type("tab").reading.seen == [1]
    assert script.send(Resized(120)).reading.seen == [0, 1]


def test_panes_scroll_together_by_what_they_say() -> None:
    filler = [f"Filler{n} of kind{n} says nothing{n}." for n in range(60)]
    said = "Ferries 41 and 42 wait at Mount Ebb."
    left, right = "\n\n".join([*filler, said]), "\n\n".join([said, *filler])
    script = Script(left, right).type("S G")
    lead, other = script.reading.panes
    assert right[slice(*other.beside)] == said
    assert other.top == 0
    assert lead.beside == (0, 0)
    assert script.type("S").reading.panes[1].beside == (0, 0)


# Saving


def test_a_tag_is_shown_at_once_and_counted_when_it_is_saved() -> None:
    script = Script(LEFT)
    script.quick = False
    script.type("a")
    assert (script.tags, script.session.saved_counts["actor"]) == ([("Talks", "actor")], 0)
    script.save()
    assert script.session.saved_counts["actor"] == 1


def test_what_is_overdue_is_shown_until_it_is_saved() -> None:
    script = Script(LEFT)
    script.quick = False
    script.type("a")
    (id,) = script.session.waiting
    script.send(Overdue(frozenset({id})))
    (tag,) = script.session.index
    assert script.reading.pane.overdue == {tag.id}
    script.save()
    script.send(Overdue(frozenset()))
    assert script.reading.pane.overdue == frozenset()


def test_a_failed_save_keeps_the_tag_and_the_trouble() -> None:
    script = Script(LEFT)
    script.quick = False
    script.type("a")
    session, change = script.saves[0]
    session.failed(PostilError("The disk is full."))
    script.send(Settled(session, change.id))
    assert script.tags == [("Talks", "actor")]
    assert (script.unsaved, str(script.trouble)) == (1, "The disk is full.")


def test_what_others_changed_meanwhile_is_shown_and_conflicts_are_named() -> None:
    script = Script(LEFT)
    script.quick = False
    script.type("a")
    session, mine = script.saves.popleft()
    theirs = Annotation("theirs", 6, 12, "date", "ben")
    outside = Change("c", "c", "ben", "t", added=(theirs,))
    shown = session.taken(mine.id, mine, outside, ())
    script.send(Settled(session, mine.id, shown))
    assert script.tags == [("Talks", "actor"), ("resume", "date")]
    tag = mine.added[0]
    told = described(Conflict(tag, None), session)
    assert told == "\u201cTalks\u201d was changed elsewhere and is gone; that was kept."


# Suggestions


def test_what_is_proposed_can_be_walked_and_n_waits_while_it_is_looked_for() -> None:
    script = Script("[the> quick fox")
    script._proposing.handed += 1
    assert script.type("n").message.startswith("Still looking")
    digest = script.session.article.digest
    found = Suggestion(10, 13, "actor", "rule:fox")
    script.send(Proposed("a0", digest, (("rule:fox", (0, 13), (found,)),)))
    script.send(LookedThrough(script._proposing.handed))
    assert (script.selected, script.message) == ("fox", "")


def test_any_key_ends_the_waiting_and_nothing_found_is_said() -> None:
    script = Script("[the> quick fox")
    script._proposing.handed += 1
    script.type("n l")
    digest = script.session.article.digest
    found = Suggestion(10, 13, "actor", "rule:fox")
    script.send(Proposed("a0", digest, (("rule:fox", (0, 13), (found,)),)))
    assert script.selected == "quick"
    script = Script("[the> quick fox")
    script._proposing.handed += 1
    script.type("n").send(LookedThrough(script._proposing.handed))
    assert script.message.startswith("There are no suggestions.")


def test_what_is_proposed_for_another_text_is_let_go() -> None:
    script = Script("[the> quick fox")
    found = Suggestion(10, 13, "actor", "rule:fox")
    script.send(Proposed("a0", "another", (("rule:fox", (0, 13), (found,)),)))
    assert "There are no suggestions" in script.type("n").message


def test_a_suggester_that_is_missing_is_said_and_decisions_elsewhere_silence_a_source() -> None:
    script = Script("[the> quick fox").send(Missing(PostilError("spaCy is not installed.")))
    assert script.effects[-1] == Say("spaCy is not installed.", severe=True)
    digest = script.session.article.digest
    found = Suggestion(10, 13, "actor", "rule:fox")
    script.send(Proposed("a0", digest, (("rule:fox", (0, 13), (found,)),)))
    wrong = [
        Annotation(str(n), 0, 3, "actor", "ann", origin="rule:fox", verdict="rejected")
        for n in range(30)
    ]
    script.send(Decided(tuple(wrong)))
    assert "There are no suggestions" in script.type("n").message


# Articles


def test_articles_are_turned_and_one_is_where_one_left_off() -> None:
    script = Script("[one> two", "three four", "five six").type("l > l")
    assert script.selected == "six"
    assert "These are the last articles." in script.type(">").message
    assert script.type("<").marked == "one [two>"
    assert [pane.text for pane in script.reading.panes] == ["one two", "three four"]
    script.type("+")
    assert len(script.reading.panes) == 3
    script.type("- -")
    assert [pane.text for pane in script.reading.panes] == ["one two"]
    assert "one to 4 panes" in script.type("-").message


@pytest.mark.parametrize(
    "event", [Scrolled(1, 4), Pulled(1, 0.5), PointedAt(1, 0), DraggedTo(1, 0)]
)
def test_what_the_pointer_did_over_a_pane_that_is_gone_is_nothing(event: Event) -> None:
    assert Script(LONG).send(event).selection.start == 0
