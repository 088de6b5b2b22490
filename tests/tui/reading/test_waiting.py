"""Articles that are still being read: what stands in for them, and what becomes of that."""

from tests.tui.reading.script import Script
from tui.effects import GiveUpWaiting, GoToLibrary
from tui.reading.events import (
    Arrived,
    Opened,
    StandIn,
)


def stand_in(name: str) -> StandIn:
    return StandIn(name, name, f"Reading {name}\n", "It is still being read.")


def test_an_article_that_was_waited_for_takes_its_place() -> None:
    script = Script("[one> two", "three four")
    waits, here = stand_in("b.pdf"), script.sessions["a1"]
    script.send(Opened((script.sessions["a0"], waits), {waits.article.id: "b.pdf"}))
    assert "It is still being read." in script.type("tab a").message
    assert script.type("escape").asked == GiveUpWaiting()
    script.send(Arrived(waits, here, "b.pdf"))
    assert (script.reading.panes[1].session, script.reading.active) == (here, 1)
    assert script.reading.name == "b.pdf"


def test_one_goes_on_without_an_article_that_cannot_be_read() -> None:
    script = Script("[one> two", "three four").type("l")
    waits = stand_in("b.pdf")
    script.send(Opened((script.sessions["a0"], waits)))
    script.send(Arrived(waits, None))
    assert [pane.text for pane in script.reading.panes] == ["one two"]
    assert script.marked == "one [two>"
    # One that stands alone gives way to what was read before.
    script.send(Opened((waits,))).send(Arrived(waits, None))
    assert script.marked == "one [two>"


def test_where_nothing_was_read_before_one_goes_to_the_library() -> None:
    script = Script("[one> two")
    waits = stand_in("b.pdf")
    script.send(Opened((waits,)))
    script.reading.forget_before()
    script.effects = []
    assert script.send(Arrived(waits, None)).asked == GoToLibrary()
    assert "b.pdf was not read." in script.text


def test_a_place_in_an_article_that_is_waited_for_is_gone_to_when_it_is_here() -> None:
    script = Script("[one> two", "three four")
    waits = stand_in("b.pdf")
    script.send(Opened((waits,)))
    script.reading.point((6, 10))
    script.send(Arrived(waits, script.sessions["a1"], "b.pdf"))
    assert script.selected == "four"
