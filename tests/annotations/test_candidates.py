"""What the person is asked to decide, and what is no longer asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotations.annotation import Annotation, Change
from annotations.candidates import Candidates
from annotations.suggestion import ALL, Candidate, Heard, Suggestion
from annotations.units import Span
from tests.annotations.offered import TEXT, WHOLE, asked, made, offered, place, proposal, tag


def test_what_two_sources_propose_is_one_candidate() -> None:
    first = replace(proposal("Monday", "date", "rule:date"), attrs={"value": "2031-01-06"})
    second = replace(proposal("Monday", "date", "model:spacy"), score=0.9)
    (one,) = offered(first, second)
    assert (one.sources, one.score) == (("model:spacy", "rule:date"), 0.9)
    assert (one.origin, one.attrs) == ("model:spacy", {"value": "2031-01-06"})


def test_of_one_label_the_longest_wins_and_another_label_stays() -> None:
    candidates = offered(
        proposal("Ann"), proposal("Ann Lee"), proposal("Lee", source="tagged"),
        proposal("Monday", "date", "rule:date"), proposal("left on Monday night", "proposal", "p"),
    )  # fmt: skip
    assert asked(candidates) == [
        ("Ann Lee", "actor"),
        ("left on Monday night", "proposal"),
        ("Monday", "date"),
    ]


@pytest.mark.parametrize(
    ("proposed", "shown"),
    [
        (["Mayor Ann", "Ann Lee"], ["Mayor Ann"]),
        (["met", "Lee met"], ["Lee met"]),
        (["Lee met", "met Ann Lee"], ["met Ann Lee"]),
        (["Mayor Ann", "Ann Lee met", "met Ann"], ["Ann Lee met"]),
        (["Mayor Ann Lee", "Lee met", "met Ann"], ["Mayor Ann Lee", "met Ann"]),
    ],
)
def test_of_a_label_no_two_that_overlap_are_asked(proposed: list[str], shown: list[str]) -> None:
    candidates = offered(*map(proposal, proposed))
    assert asked(candidates) == [(words, "actor") for words in shown]
    assert candidates.left == len(shown)


def test_what_is_faded_is_asked_no_more_and_again_once_it_is_not() -> None:
    candidates = offered(proposal("Mayor Ann"), proposal("Monday", "date"))
    assert candidates.left == 2
    assert candidates.fade([place("left on Monday night")])
    assert (asked(candidates), candidates.left) == ([("Mayor Ann", "actor")], 1)
    assert not candidates.fade([place("left on Monday night")])
    assert candidates.fade([])
    assert (len(asked(candidates)), candidates.left) == (2, 2)


def test_nothing_is_asked_where_the_label_stands() -> None:
    candidates = offered(proposal("Ann Lee"), proposal("Ann Lee", nth=1))
    candidates.take(made(tag("Lee")))
    assert asked(candidates) == [("Ann Lee", "actor")]
    candidates.take(made(tag("Ann Lee", "quote", nth=1)))
    assert asked(candidates) == [("Ann Lee", "actor")]
    candidates.take(made(tag("Ann Lee", nth=1)))
    assert asked(candidates) == []


@pytest.mark.parametrize(
    ("words", "shown"), [("Pell", False), ("nn Lee", False), ("Pellin", True), ("sister An", False)]
)
def test_nothing_is_asked_inside_a_word_but_for_glued_ones(words: str, shown: bool) -> None:
    assert asked(offered(proposal(words))) == ([(words, "actor")] if shown else [])


def test_nothing_is_asked_in_a_zone() -> None:
    candidates = Candidates(TEXT, (), [place("met Ann Lee’s sister")])
    candidates.offer("s", WHOLE, [proposal("Ann Lee"), proposal("Ann Lee", nth=1)])
    assert [c.span for c in candidates] == [place("Ann Lee")]


def test_a_rejection_hides_these_words_under_this_label_in_the_article() -> None:
    candidates = offered(
        proposal("Ann Lee"), proposal("Ann Lee", nth=1), proposal("Ann Lee", "quote", "q", nth=1),
        proposal("Ann", nth=2),
    )  # fmt: skip
    candidates.take(made(tag("Ann Lee", verdict="rejected")))
    assert asked(candidates) == [("Ann Lee", "quote"), ("Ann", "actor")]


def test_what_is_turned_down_concerns_the_places_of_its_words() -> None:
    candidates = offered(proposal("Ann Lee"), proposal("Ann Lee", nth=1), proposal("Monday night"))
    turned_down = tag("Ann Lee", nth=1, verdict="rejected")
    two = [place("Ann Lee"), place("Ann Lee", 1)]
    assert candidates.take(made(turned_down)) == two
    assert candidates.take(made(turned_down).inverse()) == two


def test_what_is_turned_down_and_stands_everywhere_concerns_the_whole_text() -> None:
    candidates = Candidates(text := "tern " * 40)
    candidates.offer("rule", (0, len(text)), [Suggestion(0, 4, "actor", "rule")])
    change = made(Annotation("1", 0, 4, "actor", "ann", verdict="rejected"))
    assert candidates.take(change) == [(0, len(text))]


def test_a_rejection_among_tags_of_the_same_words_counts_for_its_place_only() -> None:
    rejected, tagged = tag("Ann", nth=2, verdict="rejected", id="r"), tag("Ann")
    candidates = offered(proposal("Ann", nth=2), proposal("Ann", nth=3), records=[rejected])
    assert asked(candidates) == []
    candidates.take(made(tagged))
    assert [c.span for c in candidates] == [place("Ann", 3)]


def test_the_longer_one_rejected_lets_the_shorter_one_come() -> None:
    candidates = offered(proposal("Ann Lee"), proposal("Lee", source="tagged"))
    candidates.take(made(tag("Ann Lee", verdict="rejected")))
    assert asked(candidates) == [("Lee", "actor")]


def test_taking_back_brings_back() -> None:
    candidates = offered(proposal("Ann Lee"), proposal("Ann Lee", nth=1))
    before = asked(candidates)
    for change in (made(tag("Ann Lee")), made(tag("Ann Lee", verdict="rejected"))):
        candidates.take(change)
        assert asked(candidates) != before
        candidates.take(change.inverse())
        assert asked(candidates) == before


def test_what_was_accepted_under_another_label_is_not_asked_again() -> None:
    candidates = offered(proposal("Ann Lee"))
    candidates.take(made(tag("Ann Lee", "quote", origin="rule:name", verdict="edited")))
    assert asked(candidates) == []


def test_a_nested_one_of_another_source_stays_after_an_acceptance() -> None:
    candidates = offered(
        proposal("left on Monday night", "proposal", "p"), proposal("Monday", "date", "rule:date")
    )
    candidates.take(made(tag("left on Monday night", "proposal", origin="p", verdict="accepted")))
    assert asked(candidates) == [("Monday", "date")]


def test_stored_suggestions_are_candidates_until_they_are_decided() -> None:
    stored = tag("Ann Lee", origin="model:x", verdict="suggested", score=0.4, id="s")
    candidates = offered(proposal("Ann Lee"), records=[stored])
    (one,) = candidates
    assert (one.stored, one.sources) == ("s", ("rule:name", "model:x"))
    accepted = replace(stored, verdict="accepted")
    candidates.take(Change("c", "c", "ann", "t", removed=(stored,), added=(accepted,)))
    assert asked(candidates) == []


def test_what_was_said_of_an_earlier_text_counts_for_nothing() -> None:
    earlier = [
        tag("Ann Lee", text_digest="0a"),
        tag("Monday", "date", verdict="rejected", text_digest="0a"),
        tag("Pellin", verdict="suggested", origin="model:x", text_digest="0a"),
    ]
    candidates = offered(
        proposal("Ann Lee"), proposal("Monday", "date", "rule:date"), records=earlier
    )
    assert asked(candidates) == [("Ann Lee", "actor"), ("Monday", "date")]
    candidates.take(made(*earlier).inverse())
    assert len(list(candidates)) == 2


def test_silenced_sources_propose_nothing() -> None:
    candidates = offered(
        proposal("Ann Lee"),
        proposal("Monday", "date", "rule:date"),
        proposal("Ann Lee", source="t"),
    )
    candidates.hear(Heard(frozenset({"rule:date", "rule:name"})))
    (one,) = candidates
    assert one.sources == ("t",)
    candidates.hear(Heard())
    assert len(list(candidates)) == 2


def test_what_a_source_no_longer_proposes_goes() -> None:
    candidates = offered(proposal("Ann Lee"), proposal("Monday", "date", "rule:date"))
    candidates.offer("rule:name", WHOLE, [proposal("Ann", nth=3)])
    assert asked(candidates) == [("Ann", "actor"), ("Monday", "date")]
    candidates.offer("rule:name", (0, 5), [])
    assert len(list(candidates)) == 2


def test_walking_forth_and_back_meets_all_in_reading_order() -> None:
    candidates = offered(
        proposal("Monday night", "date", "d"), proposal("Ann Lee"), proposal("Ann Lee", nth=1)
    )
    there: list[Candidate] = []
    order = (0, 0, "~")
    while one := candidates.after(order):
        there.append(one)
        order = one.order
    assert [c.span for c in there] == [place("Ann Lee"), place("Ann Lee", 1), place("Monday night")]
    back = [there[-1]]
    while one := candidates.before(back[-1].order):
        back.append(one)
    assert back[::-1] == there
    assert candidates.within(*place("Monday")) == there[-1:]
    assert candidates.exactly(place("Ann Lee")) == there[:1]


spans = st.tuples(st.integers(0, 20), st.sampled_from([1, 2, 6])).map(
    lambda s: (s[0] * 2, (s[0] + s[1]) * 2 - 1)
)
steps = st.lists(
    st.tuples(
        st.sampled_from("offer tag reject back silence score".split()), spans, st.sampled_from("ab")
    )
)


@given(steps)
def test_step_by_step_comes_to_the_same_as_all_at_once(steps: list[tuple[str, Span, str]]) -> None:
    text = "x " * 35  # a word stands there more often than is looked at one by one, six do not
    live, records, proposals = Candidates(text), list[Annotation](), list[Suggestion]()
    silenced, least = set[str](), dict[str, float]()
    for number, (what, (start, end), label) in enumerate(steps):
        verdict = {"tag": "", "reject": "rejected"}.get(what)
        if what == "offer":
            proposals.append(Suggestion(start, end, label, f"source {label}", start / 40))
            mine = [p for p in proposals if p.label == label]
            live.offer(f"source {label}", (0, len(text)), mine)
        elif verdict is not None:
            record = Annotation(str(number), start, end, label, "ann", verdict=verdict)  # type: ignore[arg-type]
            records.append(record)
            before, around = list(live), live.take(made(record))
            there = {one.span for one in before} ^ {one.span for one in live}
            assert all(any(a < end and b > start for a, b in around) for start, end in there)
        elif what == "back" and records:
            live.take(made(records.pop()).inverse())
        elif what == "silence":
            silenced ^= {f"source {label}"}
            live.hear(Heard(frozenset(silenced), least))
        elif what == "score":
            least = {ALL: start / 40, "source a": end / 52}
            live.hear(Heard(frozenset(silenced), least))
        assert live.left == len(list(live))
    fresh = Candidates(text, records)
    for label in "ab":
        mine = [p for p in proposals if p.label == label]
        fresh.offer(f"source {label}", (0, len(text)), mine)
    fresh.hear(Heard(frozenset(silenced), least))
    assert list(live) == list(fresh)
    assert live.below == fresh.below


def test_what_is_below_the_least_score_is_counted_and_not_shown() -> None:
    candidates = offered(
        proposal("Ann Lee"),
        replace(proposal("Monday", "date", "model:x"), score=0.4),
        replace(proposal("Ann Lee", source="model:x", nth=1), score=0.9),
        proposal("Ann Lee", nth=1),
    )
    assert (candidates.left, candidates.below) == (3, 0)
    candidates.hear(Heard(least={ALL: 0.6}))
    (one,) = candidates
    assert (one.span, one.sources, candidates.below) == (place("Ann Lee", 1), ("model:x",), 2)
    candidates.hear(Heard(least={ALL: 0.6, "rule:name": 0.5}))
    assert asked(candidates) == [("Ann Lee", "actor"), ("Ann Lee", "actor")]
    assert candidates.below == 1
    candidates.take(made(tag("Monday", "date", verdict="rejected")))
    assert candidates.below == 0
    candidates.hear(Heard(frozenset({"model:x"}), {ALL: 0.6}))
    assert (candidates.left, candidates.below) == (0, 2)


def test_links_lead_from_what_was_made_of_a_suggestion_the_surest_first() -> None:
    ann, bo = (*place("Ann Lee"), "actor"), (*place("Ann", 3), "actor")
    sure = replace(proposal("Monday", "date", "model:x"), links=(("to", ann),), score=0.9)
    less = replace(proposal("Monday", "date", "model:y"), links=(("to", bo), ("by", ann)))
    candidates = offered(sure, less)
    assert candidates.leads("to", *sure.place) == [ann, bo]
    assert candidates.leads("by", *sure.place) == [ann]
    assert candidates.leads("to", sure.start - 3, sure.end, "actor") == []
    candidates.hear(Heard(frozenset({"model:x"})))
    assert candidates.leads("to", sure.start - 3, sure.end, "date") == [bo]


def test_where_very_many_are_proposed_about_so_many_are_left() -> None:
    text = "Ann left. " * 2_000
    candidates = Candidates(text)
    many = [Suggestion(at, at + 3, "actor", "rule:name") for at in range(0, len(text), 10)]
    candidates.offer("rule:name", (0, len(text)), many)
    assert candidates.left == 2_000
    for number in range(3):
        candidates.take(made(Annotation(str(number), number * 10, number * 10 + 3, "actor", "a")))
    assert candidates.left == 1_997


def test_suggestions_without_attributes_share_them() -> None:
    one, two = (Suggestion(start, 9, "actor", "rule:names") for start in (0, 4))
    assert one.attrs == {}
    assert one.attrs is two.attrs
