"""Articles in which readers differ, and what is asked and answered of them."""

from annotations.annotation import Contents, Link
from tests.annotations.adjudication.layers import layer, tag
from tests.tui.reading.script import Script
from tui.actions.cases import Difference

FIRST = "Verrin said on 3 May 2031: “We will open the harbour.” Lowmark agreed with it."
SECOND = "Nadia Quillon left the talks on Friday evening."
QUOTE = (27, 54)


def script(**layers: Contents) -> Script:
    """Two articles, one at a time; ana and ben differ in the first in a date and an actor."""
    made = Script(FIRST, SECOND, panes=1)
    made.layers = {"a0": layers or first()}
    return made


def first() -> dict[str, Contents]:
    """What ana and ben say of the first article."""
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
    """The versions, as they are offered."""
    return [one.words for one in made.reading.choices]


def at(made: Script) -> tuple[str, int, int, str, int]:
    """What is asked: its kind, its number of how many, the question and how many versions."""
    hand = made.reading.at_hand
    return hand.kind, hand.number, hand.of, hand.question, hand.choices


def answers(made: Script, id: str = "a0") -> list[tuple[str, str]]:
    """What was answered in an article, with its notes, apart from what all agree on."""
    found = [(one.answer, one.note) for one in made.sessions[id].decisions]
    return sorted(one for one in found if one[0] != "agreed")
