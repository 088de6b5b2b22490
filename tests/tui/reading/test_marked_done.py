"""Articles marked done as they are in view, together, and what is said of it."""

import msgspec
import pytest

from tests.tui.reading.script import Script
from tui.cells.display import cells


def test_all_articles_in_view_are_marked_and_taken_back_as_one() -> None:
    script = Script("[one> two", "three four", "five six")
    sessions = script.sessions.values()
    script.type("M")
    assert script.message == "\u201cone two\u201d and \u201cthree four\u201d are done."
    assert [one.status for one in sessions] == ["done", "done", "open"]
    assert script.selected == "five"
    script.type("M")
    assert script.message == "\u201cfive six\u201d is done; no more follow."
    assert [one.status for one in sessions] == ["done"] * 3
    script.type("< u")
    assert [one.status for one in sessions] == ["open", "open", "done"]
    assert script.type("m").session.status == "done"


@pytest.mark.parametrize("panes", [1, 2, 3])
def test_which_articles_are_done_is_said_in_a_row_of_eighty_cells(panes: int) -> None:
    title = "Harbour talks \u6e2f\u6e7e resume after the long storm"
    script = Script(*[f"{title} {n}" for n in range(4)], panes=panes)
    for session in script.sessions.values():
        session.article = msgspec.structs.replace(session.article, title=title)
    script.type("M")
    assert script.message.count("\u201cHarbour") == panes
    assert script.message.count("\u2026\u201d") == panes
    assert cells(script.message) <= 80 - len(" 12/34  ?")


def test_only_what_can_be_seen_is_marked() -> None:
    script = Script("[one> two", "three four", "five six").type("z M")
    assert [one.status for one in script.sessions.values()] == ["done", "open", "open"]
