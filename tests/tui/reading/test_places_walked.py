"""Places that are found anew as one walks: what is answered is passed over, whatever finds it."""

from tests.tui.reading.script import Script
from tui.actions.places import Places
from tui.effects import Effects, Say
from tui.reading.queue import Place

TEXT = "[one> two three"
FOUND = [Place("a0", span, ("test", "word", str(span))) for span in ((0, 3), (4, 7), (8, 13))]


def said(effects: Effects) -> list[str]:
    return [one.words for one in effects if isinstance(one, Say)]


def test_an_answer_holds_before_what_finds_the_places_knows_of_it() -> None:
    script = Script(TEXT)
    walk = Places(script.reading, "word", lambda: FOUND, "Nothing is left.")
    assert said(walk.begin()) == []
    assert script.selected == "one"
    assert (said(walk.go_on()), script.selected) == ([], "two")
    assert (said(walk.walk(True)), script.selected) == ([], "three")
    assert said(walk.go_on()) == ["Back at the first that is left, of 1."]
    assert (script.selected, walk.number, walk.of, walk.left) == ("two", 2, 3, 1)
    assert said(walk.go_on()) == ["Nothing is left."]
    assert (script.selected, script.reading.queue) == ("two", None)


def test_what_is_gone_by_itself_is_no_answer_to_what_is_asked_next() -> None:
    script = Script(TEXT)
    found = list(FOUND)
    walk = Places(script.reading, "word", lambda: found, "Nothing is left.")
    list(walk.begin())
    del found[0]
    script.type("a")  # something has changed, so it is looked for again
    assert (said(walk.go_on()), script.selected, walk.left) == ([], "two", 2)
