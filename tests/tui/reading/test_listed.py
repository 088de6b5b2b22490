"""A list of places opened in the articles: what is asked where, what counts as answered."""

import pytest

from annotations.annotation import Annotation, Change
from annotations.corpus.checking import check
from annotations.example import Example, example_of
from tests.tui.reading.script import Script
from tui.actions.checking import Listed
from tui.effects import ReadAt
from tui.listing.places import PlaceList, Report, Spot

LEFT = "[Talks> resume in Verrin. Oran left the harbour.\n"
RIGHT = "The harbour opens again.\n"


def opened(script: Script, *spots: Spot) -> Listed:
    """These places as a list, opened at the first of them."""
    places = PlaceList("Places", len(script.sessions), script.session_of)
    places.receive(Report(places.begin(), spots, (), len(script.sessions), True))
    for effect in places.open():
        assert isinstance(effect, ReadAt)
        script.read_at(effect.name, effect.span)
    queue = Listed(script.reading, places)
    script.reading.push(queue)
    return queue


def cut(script: Script) -> list[Spot]:
    """Tags of half a word in both articles, as places of a list."""
    found = []
    for id, words in (("a0", "Tal"), ("a1", "harb")):
        session = script.sessions[id]
        start = session.article.text.index(words)
        session.annotate((start, start + len(words)), "actor")
        example: Example = example_of(session.article, session.contents)
        (finding,) = check([example], script.reading.scheme)
        found.append(Spot(id, id, finding.span, finding.message, finding=finding))
    return found


def asked(script: Script) -> tuple[int, int, str, str]:
    hand = script.reading.at_hand
    return hand.number, hand.of, hand.question, hand.no


@pytest.mark.parametrize(("key", "left"), [("enter", 1), ("x", 0)])
def test_a_key_a_finding_over_articles_that_are_not_in_view(key: str, left: int) -> None:
    script = Script(LEFT, RIGHT, panes=1)
    queue = opened(script, *cut(script))
    assert asked(script) == (1, 2, "token", "remove")
    assert script.type(key).session.article.id == "a1"
    assert asked(script) == (2, 2, "token", "remove")
    assert script.type(key).reading.queue is None
    assert script.message == "That was all in the list: b goes back to it."
    assert not queue.order.open
    for session in script.sessions.values():
        assert len(list(session.index)) == left


def test_of_a_place_out_of_view_it_is_not_known_yet_what_is_asked() -> None:
    script = Script(LEFT, RIGHT, panes=1)
    first, second = cut(script)
    queue = opened(script, first, second)
    queue.order.go_to(second.place.key)
    assert queue.place is not None
    assert (queue.place.article, queue.place.asked.question) == ("a1", "")
    script.read_at("a1", second.span)
    assert queue.here is not None
    assert queue.here.asked is queue.here.asked  # made once
    assert queue.here.asked.question == "token"


ORAN = (LEFT.replace("[", "").replace(">", "")).index("Oran")


@pytest.mark.parametrize(
    ("keys", "decided"),
    [
        ("a", True),  # as suggested
        ("d", True),  # as something else
        ("shift+right a", True),  # more words
        ("shift+right d", False),  # more words as something else
        ("right a", False),  # words beside it
        ("left a", False),
        ("a u", False),
    ],
)
def test_a_suggestion_is_decided_by_a_tag_on_it_or_of_its_label_near_by(
    keys: str, decided: bool
) -> None:
    script = Script(LEFT, RIGHT)
    one = Spot("a0", "Talks", (ORAN, ORAN + 4), "Oran", article="a0", label="actor")
    other = Spot("a1", "The", (0, 3), "The", article="a1", label="actor")
    queue = opened(script, one, other)
    assert queue.kind == "unsure"
    script.type(f"{keys} n n")
    assert (one.place.key in queue.order.open) is not decided
    assert other.place.key in queue.order.open


@pytest.mark.parametrize(
    ("keys", "open_then", "tags"),
    [
        ("N", True, [("harbour", "date")]),
        ("n", True, [("harbour", "date")]),
        ("enter", False, [("harbour", "date")]),
        ("x", False, []),
        ("delete n", False, []),
    ],
)
def test_what_differs_between_articles_stays_until_it_is_answered_or_gone(
    keys: str, open_then: bool, tags: list[tuple[str, str]]
) -> None:
    script = Script(LEFT, RIGHT, panes=1)
    for id, label in (("a0", "actor"), ("a1", "date")):
        start = script.sessions[id].article.text.index("harbour")
        script.sessions[id].annotate((start, start + 7), label)
    both = [example_of(one.article, one.contents) for one in script.sessions.values()]
    (one,) = check(both, script.reading.scheme)
    queue = opened(script, Spot("a1", "a1", one.span, one.message, finding=one))
    assert asked(script) == (1, 1, "string", "remove")
    script.type(keys)
    assert bool(queue.order.open) is open_then
    assert script.tags_of("a1") == tags


def test_what_a_program_suggested_is_no_decision_and_what_was_turned_down_is() -> None:
    said = ("waits", ORAN, "suggested"), ("gone", 0, "rejected")
    stored = [Annotation(id, at, at + 4, "actor", "model:m", verdict=v) for id, at, v in said]
    script = Script(LEFT, RIGHT)
    session = script.sessions["a0"]
    session.put(lambda by, at: Change("c", "c", by, at, added=tuple(stored)))
    spots = [
        Spot("a0", "Talks", (at, at + 4), id, article="a0", label="actor") for id, at, _ in said
    ]
    queue = opened(script, *spots)
    script.type("d u n n")
    assert [place.span[0] for place in queue.order.open.values()] == [ORAN]


def test_who_goes_back_to_the_list_lets_go_of_it_and_of_nothing_else() -> None:
    script = Script(LEFT, RIGHT).type("/ h a r b enter")
    assert script.hits
    opened(script, Spot("a0", "Talks", (ORAN, ORAN + 4), "Oran", article="a0"))
    assert script.reading.queue is not None
    assert script.reading.queue.kind == "find"
    assert not script.hits
    script.reading.leave_lists()
    assert [queue.kind for queue in script.reading.queues] == ["hit"]
    assert [LEFT.replace("[", "").replace(">", "")[slice(*hit)] for hit in script.hits] == ["harb"]
