"""Two articles compared by keys: made, begun, and what is marked and asked of them."""

from tests.tui.reading.script import Script
from tui.reading.marks import Marks

HERE = (
    "Ada Holm said on 1 May 2030: “We will open the harbour, whatever they say.” "
    "Then Brenholm left."
)
THERE = "Ada Holm told us: “We will open the harbour.” Holm left on 2 May 2030. No."


def script(here: str = HERE, there: str = THERE) -> Script:
    """Both articles with their quotes and one actor of the first tagged, compared."""
    made = Script(here, there)
    for text, words, key in (
        (here, "“We will open the harbour, whatever they say.”", "q"),
        (here, "Brenholm", "a"),
        (there, "“We will open the harbour.”", "q"),
    ):
        at = made.text.find(words) if made.text == text else -1
        if at < 0:
            made.type("tab")
            at = made.text.index(words)
        made.reading.pane.go((at, at + len(words)))
        made.press(key)
    made.type("tab g")
    return made.type("=")


def signs(made: Script, id: str) -> list[tuple[str, str]]:
    """The first nine code points of what is marked in an article, each with its sign."""
    marks = made.reading.compared.marks(id) if made.reading.compared else None
    assert isinstance(marks, Marks)
    text = made.sessions[id].article.text
    return [(text[slice(*mark.span)][:9], mark.sign) for mark in marks.marks]


def asked(made: Script) -> tuple[str, int, int, str]:
    """What is asked: its kind, its number of how many, and the question."""
    at = made.reading.at_hand
    return at.kind, at.number, at.of, at.question


def maybe() -> Script:
    """A proposal that the other article may make in other words."""
    here, there = "Holm proposed a toll on ships.", "It rains. Ships should pay tolls, she said."
    made = Script(here, there)
    made.reading.pane.go((14, 29))
    made.press("p")
    return made.type("= n")
