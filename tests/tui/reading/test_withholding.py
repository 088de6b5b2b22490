"""Single suggestions that are withheld: they appear nowhere, until a second look at the end."""

from collections import Counter

import pytest

from annotations.withholding import Draw, same_words
from benchmarks.at_once import AtOnce
from tests.tui.reading.script import Script
from tui.next_keys import Wording

TEXT = (
    "[Talks>\n\nOrla Venn of the Tarn Guild met Bruno Quill in Kestrow on Monday. Orla Venn urged"
    " the Tarn Guild to wait until Friday. Bruno Quill said Dana Marsh agreed. Dana Marsh and"
    " Orla Venn left on Monday. Quill stayed with Ines Tolland and Ines Tolland stayed on Friday.\n"
)
HALF = Draw(0.5, 3)


def script(draw: Draw | None = HALF, text: str = TEXT) -> Script:
    return Script(text, suggests=True, draw=draw, panes=1)


def proposing(one: Script) -> AtOnce:
    return one._proposing


def away(one: Script) -> set[tuple[str, str]]:
    return {trial.what for trial in proposing(one).trials if trial.withheld}


def walked(one: Script) -> list[tuple[str, str]]:
    """What `n` goes to, once round."""
    found: list[tuple[str, str]] = []
    first = None
    while True:
        one.type("n")
        candidate = one.walked
        assert candidate
        if candidate.place == first:
            return found
        first = first or candidate.place
        found.append((candidate.label, same_words(one.text[slice(*candidate.span)])))


def test_words_are_drawn_together_and_what_is_withheld_is_nowhere() -> None:
    every, some = walked(script(None)), script()
    shown = walked(some)
    hidden = away(some)
    assert hidden
    assert Counter(shown) == Counter(one for one in every if one not in hidden)
    assert some.reading.suggestions_left == len(shown)
    known = some.reading.pane.suggested
    assert known
    assert {(c.label, same_words(some.text[c.start : c.end])) for c in known} == set(shown)
    # Each thing was drawn once, and nothing else.
    trials = proposing(some).trials
    assert len({trial.what for trial in trials}) == len(trials)
    assert {trial.what for trial in trials} == set(every)


def test_what_was_drawn_is_drawn_again_with_other_words_for_another_article_or_reader() -> None:
    what = ("actor", "orla venn")
    drawn = [
        [Draw(0.5, seed, reader).trial(article, what).withheld for article in map(str, range(64))]
        for seed, reader in ((1, ""), (2, ""), (1, "ana"), (1, ""))
    ]
    assert drawn[0] == drawn[3]
    assert drawn[0] != drawn[1]
    assert drawn[0] != drawn[2]


def test_nothing_is_shown_before_what_was_drawn_is_kept() -> None:
    again = script(None)
    again._proposing._draw = HALF
    again._proposing._keep = proposing(again).trials.append  # it never comes to the disk
    again.reading.suggested.leave("a0")
    again.reading.suggested.open(again.session, 0)
    again._take([])
    known = again.reading.suggested.of(again.session)
    assert known is not None
    assert [*known] == []
    assert known.withholding
    known.withholding.written(proposing(again).trials)
    assert [*known] != []


def tag_by_hand(one: Script, words: str, key: str = "a") -> None:
    start = one.text.index(words)
    one.reading.go(0, (start, start + len(words)))
    one.type(key)


def hidden_name(one: Script, times: int = 2) -> str:
    """A withheld name that stands in the text as often as that, or more often."""
    found = (words for label, words in sorted(away(one)) if label == "actor")
    return next(w.title() for w in found if one.text.count(w.title()) >= times)


def test_who_tags_withheld_words_has_their_repetitions_suggested() -> None:
    one = script()
    name = hidden_name(one)
    before = one.reading.suggestions_left
    tag_by_hand(one, name)
    (tag,) = one.session.index
    assert (tag.origin, tag.way) == ("", "")
    again = one.text.count(name) - 1
    assert one.reading.suggestions_left >= before + again
    one.type("u")
    assert one.reading.suggestions_left == before


def test_everywhere_tags_the_words_that_are_selected_and_no_others_that_are_withheld() -> None:
    text = "[Talks>\n\nOrla Venn spoke. Venn left. Orla Venn came back with Venn.\n"
    seed = next(
        seed
        for seed in range(99)
        if Draw(0.5, seed).trial("a0", ("actor", "venn")).withheld
        and not Draw(0.5, seed).trial("a0", ("actor", "orla venn")).withheld
    )
    one = script(Draw(0.5, seed), text)
    assert ("actor", "venn") in away(one)
    start = one.text.index("Orla Venn")
    one.reading.go(0, (start, start + 9))
    one.type("A enter")
    assert one.tags == [("Orla Venn", "actor"), ("Orla Venn", "actor")]
    assert [tag.way for tag in sorted(one.session.index, key=lambda t: t.start)] == [
        "",
        "everywhere",
    ]


def test_done_asks_for_a_second_look_and_what_is_tagged_then_says_so() -> None:
    one = script()
    hidden = list(one.reading.pane.suggested.withheld())  # type: ignore[union-attr]
    assert len(hidden) > 2
    one.type("m")
    assert one.session.status == "done"
    hand = one.reading.at_hand
    assert (hand.kind, hand.number, hand.of) == ("second look", 1, len(hidden))
    assert hand.question == f"{hidden[0].label}?"
    now = Wording(one.keys.keymap, "articles").of_reading(one.reading)
    assert now.armed == f"second look 1/{len(hidden)}" + now.armed.partition(str(len(hidden)))[2]
    one.type("enter x")
    records = one.session.records.values()
    assert sorted((r.verdict, r.way) for r in records) == [
        ("accepted", "second look"),
        ("rejected", "second look"),
    ]
    assert one.reading.at_hand.kind == "second look"
    one.type("u u")
    assert not one.session.records
    for _ in hidden:
        one.type("enter")
    assert one.reading.queue is None
    assert {tag.way for tag in one.session.index} == {"second look"}


def test_a_look_that_was_let_go_waits_under_n() -> None:
    one = script()
    one.type("m")
    count = one.reading.at_hand.of
    one.type("escape escape")
    assert one.reading.queue is None
    left = one.reading.pane.suggested.left  # type: ignore[union-attr]
    assert one.reading.suggestions_left == left + count
    one.type("n")
    assert one.reading.at_hand.kind == "second look"


@pytest.mark.parametrize("answers", [["x"] * 9, ["M"], ["escape", "escape", "M"]])
def test_done_and_go_on_looks_first(answers: list[str]) -> None:
    other = TEXT.replace("[Talks>", "More")
    one = Script(TEXT, other, suggests=True, draw=HALF, panes=1)
    one.type("M")
    assert one.session.article.id == "a0"
    assert one.reading.at_hand.kind == "second look"
    for key in answers:  # to turn words down does it for all places that say them
        if one.session.article.id == "a0":
            one.type(key)
    assert one.session.article.id == "a1"


def test_nothing_is_drawn_in_an_article_that_is_done_or_read_without_suggestions() -> None:
    bare = Script(TEXT, suggests=True, draw=HALF, panes=1, unaided=["a0"])
    assert proposing(bare).trials == []
    bare.type("m")
    assert bare.reading.queue is None
    done = Script(TEXT, suggests=True, panes=1)
    done.type("m")
    done._proposing._draw = HALF
    done.reading.suggested.leave("a0")
    done.reading.suggested.open(done.session, 0)
    done._take([])
    assert proposing(done).trials == []
    known = done.reading.suggested.of(done.session)
    assert known
    assert len([*known]) == len(walked(script(None)))


@pytest.mark.parametrize("status", ["m m", "m m m"])
def test_an_article_that_is_not_done_is_not_looked_at_again(status: str) -> None:
    one = script()
    one.type(status)
    assert one.reading.queue is None
