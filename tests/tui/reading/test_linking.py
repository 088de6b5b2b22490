"""Speakers: tags and suggestions are offered, one after the other, or pointed at."""

import pytest

from annotations.suggestion import Suggestion
from tests.tui.reading.script import Script
from tui.reading.events import Proposed

# Suggested in it: Ilse Varn, the quotes, Bo Ray, Tam Osk.
TEXT = (
    "Talks\n\n"
    'Ilse Varn said on Friday: "We will open the harbour with Tam Osk." She left.\n\n'
    '"They stay at home," said Bo Ray. Tam Osk did not answer.\n'
)
FIRST = "We will open the harbour with Tam Osk."
SECOND = "They stay at home,"


def links(script: Script) -> list[tuple[str, str]]:
    by_id, text = script.session.index.by_id, script.text
    ends = [(by_id[link.source], by_id[link.target]) for link in script.session.links]
    ends.sort(key=lambda pair: pair[0].order)
    return [(text[a.start : a.end], text[b.start : b.end]) for a, b in ends]


def script(keys: str) -> Script:
    return Script(TEXT, suggests=True).type(keys)


@pytest.mark.parametrize(
    ("keys", "linked", "actors"),
    [
        ("n n n enter W s", [(FIRST, "Ilse Varn")], ["Ilse Varn"]),
        ("n n n enter W s s", [], []),
        ("n n n enter W s s s", [(FIRST, "Ilse Varn")], ["Ilse Varn"]),
        ("n n n enter W s u", [], []),
        ("n enter n enter W s", [(FIRST, "Ilse Varn")], ["Ilse Varn"]),
        # What was tagged for an offer goes with it.
        ("n n n x n enter W s", [(SECOND, "Bo Ray")], ["Bo Ray"]),
        ("n n n x n enter W s s", [(SECOND, "Tam Osk")], ["Tam Osk"]),
        ("n n n x n enter W s s s", [(SECOND, "Ilse Varn")], ["Ilse Varn"]),
        ("n n n x n enter W s n n s", [(SECOND, "Ilse Varn")], ["Ilse Varn", "Bo Ray"]),
        # An actor that one has gone to, by motions or by a hint, tagged or suggested.
        ("n n n enter W s h h s", [(FIRST, "Ilse Varn")], ["Ilse Varn"]),
    ],
)
def test_s_tags_and_links_whoever_is_offered_and_then_the_next(
    keys: str, linked: list[tuple[str, str]], actors: list[str]
) -> None:
    found = script(keys)
    assert [(quote.strip('"'), actor) for quote, actor in links(found)] == linked
    assert [words for words, label in found.tags if label == "actor"] == actors


def test_one_may_point_at_any_actor() -> None:
    for way in ("n n n", "f h", "} } l l l l l"):
        found = script(f"n n n enter W s {way} s")
        assert links(found) == [(f'"{FIRST}"', "Bo Ray")], way


def test_what_is_pointed_at_is_meant_only_just_after_the_quote() -> None:
    found = script("n n n enter W s } a N s")
    assert links(found) == [(f'"{FIRST}"', "Ilse Varn")]
    assert "There is no" in found.message


@pytest.mark.parametrize(
    ("keys", "question", "linked"),
    [
        ("V", "speaker Ilse Varn?", []),
        ("V enter", "speaker Bo Ray?", [(FIRST, "Ilse Varn")]),
        ("V enter enter", "", [(FIRST, "Ilse Varn"), (SECOND, "Bo Ray")]),
        ("V n s", "speaker Tam Osk?", []),
        ("V n s s", "speaker Ilse Varn?", []),
        ("V n s s s", "speaker Bo Ray?", []),
        ("V n s enter", "", [(SECOND, "Tam Osk")]),
        ("V x", "speaker Bo Ray?", []),
        ("V x enter", "", [(SECOND, "Bo Ray")]),
        ("V x u", "speaker Ilse Varn?", []),
        ("V enter u", "speaker Ilse Varn?", []),
        ("V x x V", "", []),
        ("V escape V N", "speaker Bo Ray?", []),
    ],
)
def test_quotes_without_a_speaker_are_walked_and_answered(
    keys: str, question: str, linked: list[tuple[str, str]]
) -> None:
    found = script(f"n n n enter n enter g {keys}")
    assert found.reading.at_hand.question == question or not question
    assert [(quote.strip('"'), actor) for quote, actor in links(found)] == linked


def test_nobody_is_named_is_kept_with_who_and_when_until_the_tag_changes() -> None:
    found = script("n n n enter W V x")
    (decision,) = found.session.decisions
    assert (decision.answer, decision.by, bool(decision.at)) == ("nobody", "reader", True)
    assert found.type("V").reading.queue is None
    found.type("W L enter V")
    assert found.reading.at_hand.kind == "speaker"


def test_an_actor_that_one_has_gone_to_is_linked_and_the_queue_goes_on() -> None:
    found = script("n n n enter n enter g V")
    assert found.reading.at_hand.number == 1
    found.type("} } f")
    letters = found.reading.pane.hints
    bo = next(letter for at, letter in letters.items() if TEXT.startswith("Bo Ray", at))
    found.type(f"{bo} s")
    assert [(q.strip('"'), a) for q, a in links(found)] == [(FIRST, "Bo Ray")]
    assert (found.reading.at_hand.question, found.selected) == (
        "speaker Bo Ray?",
        f'"{SECOND}"',
    )


def test_where_none_is_near_that_is_asked_and_nobody_is_an_answer() -> None:
    found = Script("[Talks> resumed.").type("q V")
    hand = found.reading.at_hand
    assert (hand.question, hand.yes, hand.no) == ("no actor near", "", "no one")
    assert found.type("x").session.decisions


def test_what_is_offered_or_linked_lights_up_in_the_text() -> None:
    found = script("n n n enter W V")
    (lit,) = found.reading.pane.lit
    assert found.text[slice(*lit)] == "Ilse Varn"
    found.type("enter W w")
    assert [found.text[slice(*span)] for span in found.reading.pane.lit] == ["Ilse Varn"]
    assert list(found.type("l").reading.pane.lit) == []


@pytest.mark.parametrize(
    ("keys", "linked"),
    [("W s", "Tam Osk"), ("W s s", "Bo Ray"), ("g V", "Tam Osk"), ("g V enter", "Tam Osk")],
)
def test_whom_a_source_links_a_quote_to_is_offered_first(keys: str, linked: str) -> None:
    found = Script(TEXT, suggests=True)
    start, osk = TEXT.index(f'"{SECOND}"'), TEXT.rindex("Tam Osk")
    quote = start, start + len(SECOND) + 2
    link = ("speaker", (osk, osk + 7, "actor"))
    model = Suggestion(*quote, "quote", "model:x", 0.9, links=(link,))
    digest = found.session.article.digest
    found.send(Proposed("a0", digest, (("model:x", (0, len(TEXT)), (model,)),)))
    assert not found.session.links
    found.type(f"n n n x n enter {keys}")
    hand = found.reading.at_hand
    offered = hand.question.removeprefix("speaker ").rstrip("?") if hand.question else ""
    assert [end for _, end in links(found)] == [linked] or offered == linked
