"""A pair taken apart: what is not the same loses its pair, and stays apart in both files."""

from collections.abc import Callable

import pytest

from annotations.annotation import FINE, OTHER
from tests.tui.reading.script import Script

SAID = "“We will not sell a single pier,” said Ada Holm of Brenn on 3 March 2031."
LIKE = "“We will sell every single pier,” said Bo Ray."
THIRD = "“We will not sell one pier,” they were told."


def quotes(*texts: str) -> Script:
    """Articles with their first quote tagged in each, all side by side."""
    made = Script(*texts, panes=len(texts))
    for pane in made.reading.panes:
        end = pane.text.index("”") + 1
        made.reading.run(made.reading.show, pane.session, pane.session.annotate((0, end), "quote"))
    return made


def paired(made: Script, *articles: int, pair: str = "p") -> Script:
    """Have the quotes of these articles bear one pair."""
    for n in articles:
        session = made.sessions[f"a{n}"]
        (tag,) = session.index
        change = session.describe(tag.id, {"pair": pair})
        made.reading.run(made.reading.show, session, change)
    return made


def apart(made: Script) -> Script:
    """Take what is selected apart."""
    return made.command("apart")


def pairs(made: Script) -> list[str]:
    return [tag.attrs.get("pair", "") for one in made.sessions.values() for tag in one.index]


def answers(made: Script) -> list[list[str]]:
    return [sorted(d.answer for d in one.decisions) for one in made.sessions.values()]


def test_both_lose_their_pair_and_it_is_kept_that_they_are_not_the_same() -> None:
    made = apart(paired(quotes(SAID, LIKE), 0, 1))
    assert pairs(made) == ["", ""]
    assert answers(made) == [[OTHER], [OTHER]]
    assert made.message == "Not the same as in “We will sel, kept; u undoes it."


@pytest.mark.parametrize("keys", ["u", "tab u"])
def test_one_undo_takes_it_back_in_both(keys: str) -> None:
    made = apart(paired(quotes(SAID, LIKE), 0, 1)).type(keys)
    assert pairs(made) == ["p", "p"]
    assert answers(made) == [[], []]


def test_of_three_the_others_stay_a_pair() -> None:
    made = apart(paired(quotes(SAID, LIKE, THIRD), 0, 1, 2).type("tab"))
    assert pairs(made) == ["p", "", "p"]
    assert answers(made) == [[OTHER], [OTHER, OTHER], [OTHER]]
    made.type("shift+tab u")
    assert pairs(made) == ["p", "p", "p"]
    assert answers(made) == [[], [], []]


def test_what_was_paired_from_the_queue_is_not_asked_again_at_once() -> None:
    made = quotes("“We will not sell one single pier here,” she said.", THIRD).type("= n")
    assert made.reading.at_hand.question.endswith("same quote?")
    made.type("enter")
    assert pairs(made)[0] == pairs(made)[1] != ""
    made.reading.go(0, (0, 40), next(iter(made.session.index)).id)
    apart(made)
    assert pairs(made) == ["", ""]
    asked = [made.type("n").reading.at_hand.question for _ in range(4)]
    assert not any("same quote?" in one for one in asked)


def test_two_pairs_become_one_in_all_articles_in_view() -> None:
    made = quotes("“We will not sell one single pier here,” she said.", THIRD, LIKE)
    paired(paired(made, 0, pair="here"), 1, 2, pair="there").type("= n")
    assert made.reading.at_hand.question.endswith("same quote?")
    made.type("enter")
    assert pairs(made) == ["here", "here", "here"]
    made.type("u")
    assert pairs(made) == ["here", "there", "there"]


def test_what_a_rule_took_to_be_the_same_is_taken_apart_too() -> None:
    made = apart(quotes(SAID, SAID.replace("Brenn", "Oss")).type("= g"))
    assert answers(made) == [[OTHER], [OTHER]]
    marks = made.reading.compared.marks("a0") if made.reading.compared else None
    assert marks
    assert [mark.sign for mark in marks.marks] == ["+"]


@pytest.mark.parametrize(
    ("made", "keys", "says"),
    [
        (lambda: quotes(SAID, LIKE), "g", "This is paired with nothing."),
        (lambda: quotes(SAID, LIKE), "G", "There is no tag here."),
        (lambda: paired(quotes(SAID, LIKE), 0), "g", "What this is paired with is not in view."),
    ],
)
def test_what_cannot_be_taken_apart_is_said(
    made: Callable[[], Script], keys: str, says: str
) -> None:
    assert apart(made().type(keys)).message.startswith(says)


def test_a_date_of_another_value_is_asked_about_once() -> None:
    made = Script("It ends on Friday.", "It ends on Friday.")
    for n, value in enumerate(("2031-03-07", "2031-03-14")):
        session = made.sessions[f"a{n}"]
        change = session.annotate((11, 17), "date")
        made.reading.run(made.reading.show, session, change)
        change = session.describe(change.added[0].id, {"value": value})
        made.reading.run(made.reading.show, session, change)
    made.type("= n")
    assert made.reading.at_hand.question == "value: same date?"
    made.type("x")
    assert answers(made) == [[OTHER], [OTHER]]
    assert made.reading.queue is None
    made.type("= =")
    assert made.reading.queue is None


def test_a_yes_that_was_wrong_becomes_a_no() -> None:
    made = Script("Ada Holm of Oss left.", "Holm of Oss left.")
    for n, end in enumerate((8, 4)):
        session = made.sessions[f"a{n}"]
        made.reading.run(made.reading.show, session, session.annotate((0, end), "actor"))
    made.type("= n enter")
    assert answers(made) == [[FINE], [FINE]]
    apart(made.type("g"))
    assert answers(made) == [[OTHER], [OTHER]]


def pointed() -> Script:
    """Two dates of other words and values, of which one has said that they are the same."""
    made = Script("Holm said so on Friday there. Rain.", "Holm said so on Monday there. Rain.")
    for session, value in zip(made.sessions.values(), ("2031-03-07", "2031-03-10"), strict=True):
        tag = session.annotate((16, 22), "date")
        made.reading.run(made.reading.show, session, tag)
        change = session.describe(tag.added[0].id, {"value": value})
        made.reading.run(made.reading.show, session, change)
    made.type("= n x")
    assert made.selected == "Monday"
    return made.type("enter")


def test_what_one_has_pointed_at_is_the_same_whatever_it_says() -> None:
    made = pointed()
    assert answers(made) == [[FINE], [FINE]]
    assert made.reading.queue is None
    assert made.type("= = g").reading.queue is None
    assert made.reading.compared
    assert made.reading.compared.differences() == []


def test_that_is_taken_apart_like_any_other() -> None:
    made = pointed()
    made.reading.go(0, (16, 22))
    apart(made)
    assert answers(made) == [[OTHER], [OTHER]]
    assert made.reading.compared
    assert len(made.reading.compared.differences()) == 2


def test_two_dates_of_one_value_are_the_same() -> None:
    made = Script("It ends on Friday.", "It ends on Friday.")
    for session in made.sessions.values():
        made.reading.run(made.reading.show, session, session.annotate((11, 17), "date"))
    made.type("=")
    made.reading.go(0, (11, 17))
    assert apart(made).message.startswith("Two dates of one value are the same.")
