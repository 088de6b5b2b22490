"""What looks wrong comes by itself: before one goes on, and where `n` has nothing more."""

import pytest

from annotations.scheme import DEFAULT_SCHEME
from tests.tui.reading.script import Script
from tui.keys import Keymap
from tui.next_keys import Wording
from tui.reading.events import LookedThrough

TEXTS = (
    "[Ferries> sail again.\n",
    "The pilots met in Ostmar.\n",
    "\u201cWe sail,\u201d said Ulm Adder.\n",
    "Nobody came.\n",
)
# In the first pair a tag that cuts a word, and one in the article beside it that crosses another;
# in the second a quote of which nobody said yet who spoke.
TAGS = {
    "a0": [("Ferr", "actor")],
    "a1": [("The pilots", "actor"), ("pilots met", "actor")],
    "a2": [("\u201cWe sail,\u201d", "quote"), ("Ulm Adder", "actor")],
}


def script(*only: str, suggests: bool = False) -> Script:
    """Two pairs of articles with their tags, or with those of some articles `only`."""
    made = Script(*TEXTS, suggests=suggests)
    for id, tags in TAGS.items():
        session = made.sessions[id]
        for words, label in tags if not only or id in only else ():
            start = session.article.text.index(words)
            change = session.annotate((start, start + len(words)), label)
            made.reading.run(made.reading.show, session, change)
    return made


def asked(made: Script) -> tuple[str, int, int, str]:
    hand = made.reading.at_hand
    return hand.kind, hand.number, hand.of, hand.question


def statuses(made: Script) -> list[str]:
    return [one.status for one in made.sessions.values()]


def row(made: Script) -> str:
    now = Wording(Keymap(DEFAULT_SCHEME), "articles").of_reading(made.reading)
    return "".join(words for words, _ in now.pieces(200))


def test_all_is_marked_and_what_looks_wrong_comes_before_the_next_articles() -> None:
    made = script().type("M")
    assert statuses(made) == ["done", "done", "open", "open"]
    assert asked(made) == ("check", 1, 2, "token")
    assert made.selected == "Ferr"
    assert row(made) == (
        "check 1/2: token  actor «Ferr» cuts «Ferries»"
        "  enter fine  x remove  n next  M go on  ? keys"
    )
    assert asked(made.type("x")) == ("check", 2, 2, "crossing")
    assert (made.tags_of("a0"), made.reading.active) == ([], 1)
    made.type("enter")
    assert made.session.article.id == "a2"
    assert made.message == "\u201cFerries sail\u201d and \u201cThe pilots m\u201d are done."
    assert made.reading.queue is None


@pytest.mark.parametrize(
    ("keys", "here", "marked"),
    [
        ("M M", "a2", "done done open open"),
        ("M >", "a2", "done done open open"),
        ("M escape M", "a2", "done done open open"),
        ("M n M", "a2", "done done open open"),
        ("! M", "a2", "done done open open"),
        ("! escape M", "a2", "done done open open"),
        ("z M", "a0", "done open open open"),
        # One tag was mended, and the walk finds that nothing is left.
        ("M enter delete n", "a2", "done done open open"),
        # What was taken back meanwhile is not gone on from.
        ("M u enter x", "a1", "open open open open"),
        # A link that is missing holds nobody up, and what is not asked for is not asked twice.
        ("M M M", "a2", "done done done done"),
        ("m", "a0", "done open open open"),
        # What is walked besides is no answer, and waits beneath.
        ("/ t h e enter M", "a0", "done done open open"),
        ("/ t h e enter M M", "a2", "done done open open"),
    ],
)
def test_one_key_more_goes_on_without_an_answer(keys: str, here: str, marked: str) -> None:
    made = script().type(keys)
    assert made.session.article.id == here
    assert " ".join(statuses(made)) == marked


def test_an_article_in_which_nothing_looks_wrong_costs_no_key_more() -> None:
    made = script("a2").type("M")
    assert (made.session.article.id, made.reading.queue) == ("a2", None)
    assert "no more follow" in made.type("M").message


def test_what_was_not_asked_yet_is_asked_and_nothing_else() -> None:
    made = script("a0").type("M escape tab l , a M")
    assert (asked(made), made.selected) == (("check", 1, 1, "token"), "pilot")


def test_what_came_by_itself_goes_with_its_articles() -> None:
    made = script().type("M >")
    assert made.reading.queue is None
    assert made.type("n").session.article.id == "a2"


def test_of_two_articles_only_what_can_be_seen_is_asked_about() -> None:
    assert asked(script("a1").type("z M"))[0] == ""
    assert asked(script().type("z M")) == ("check", 1, 1, "token")
    # One that is marked alone is asked about alone; where it is not done, it is not.
    assert asked(script().type("m")) == ("check", 1, 1, "token")
    assert asked(script("a1").type("m"))[0] == ""
    assert asked(script().type("m escape m m m"))[0] == "tag"


def test_where_nothing_is_suggested_n_goes_to_what_looks_wrong_and_to_quotes() -> None:
    made = script().type("n")
    assert asked(made) == ("check", 1, 2, "token")
    made.type("> n")
    assert asked(made) == ("check", 1, 1, "speaker Ulm Adder?")
    assert row(made) == ("speaker Ulm Adder? 1/1  enter yes  x no  s next  n skip  M go on  ? keys")
    made.type("enter")
    assert [link.type for link in made.session.links] == ["speaker"]
    assert made.message == "That was all that looked wrong."
    assert made.type("n").message.startswith("There are no suggestions.")


def test_hidden_suggestions_are_not_taken_for_answered_ones() -> None:
    made = script(suggests=True).type("X n")
    assert made.message.startswith("Suggestions are hidden.")
    assert made.reading.queue is None


def test_after_the_last_suggestion_one_stays_and_is_told_what_there_is_to_check() -> None:
    made = Script("[It> was Monday.\n\n\u201cWe sail,\u201d he said.\n", suggests=True)
    made.type("n enter")
    assert made.type("enter").selected == "\u201cWe sail,\u201d"
    assert made.message == "That was the last suggestion; 1 tag to check."
    assert made.reading.queue is None
    assert asked(made.type("n")) == ("check", 1, 1, "no actor near")


def test_n_that_waits_for_suggestions_goes_on_to_what_looks_wrong_where_none_come() -> None:
    made = script()
    made._proposing.handed += 1
    assert made.type("n").message.startswith("Still looking")
    assert made.selected == "Ferries"
    made.send(LookedThrough(made._proposing.handed))
    assert (made.selected, asked(made)) == ("Ferr", ("check", 1, 2, "token"))
    assert made.message == "actor «Ferr» cuts «Ferries»"
