"""What keys do to suggestions in a session; and links, values, notes, all at once."""

import pytest
from msgspec.structs import replace

from annotations.annotation import Change, Link
from annotations.candidates import Candidates
from annotations.errors import PostilError
from annotations.suggestion import Suggestion
from annotations.units import Span
from tests.annotations.sessions import DATE, LEE, QUOTE, TEXT, candidate, place, session

# Suggestions


def test_a_suggestion_accepted_as_it_is() -> None:
    one = session()
    (made,) = one.accept(candidate("Monday", "date")).added
    assert (made.start, made.end, made.label, made.annotator) == (*place("Monday"), "date", "ann")
    assert (made.origin, made.score, made.verdict) == ("rule:x", 0.7, "accepted")
    assert made.attrs == {"value": "v"}
    assert made.created == made.updated != ""
    assert list(one.index) == [made]
    assert one.last_label == "date"


@pytest.mark.parametrize(
    ("label", "span", "attrs"),
    [
        ("actor", None, {}),
        (None, (28, 38), {"value": "v"}),
        ("date", (32, 39), {"value": "v"}),
    ],
)
def test_a_suggestion_edited(label: str | None, span: Span | None, attrs: dict[str, str]) -> None:
    (made,) = session().accept(candidate("Monday", "date"), label, span).added
    assert made.verdict == "edited"
    assert TEXT[made.start : made.end] == TEXT[slice(*(span or place("Monday")))].strip()
    assert made.label == (label or "date")
    assert made.attrs == attrs
    assert made.origin == "rule:x"


def test_white_space_around_an_accepted_suggestion_is_no_edit() -> None:
    (made,) = session().accept(candidate("Monday", "date"), span=(31, 38)).added
    assert made.verdict == "accepted"


def test_the_same_tag_twice_is_refused() -> None:
    one = session(LEE)
    with pytest.raises(PostilError, match="already tagged actor"):
        one.accept(candidate("Ann Lee", "actor"))
    assert one.accept(candidate("Ann Lee", "quote"))


def test_a_rejection_is_kept_and_is_no_tag() -> None:
    one = session()
    (made,) = one.reject(candidate("Monday", "date")).added
    assert (made.verdict, made.origin, made.label) == ("rejected", "rule:x", "date")
    assert list(one.index) == []
    assert one.suggested == {made.id: made}
    one.undo()
    assert one.suggested == {}


def test_a_stored_suggestion_becomes_ones_own_under_its_id() -> None:
    stored = replace(DATE, origin="model:x", verdict="suggested", annotator="model:x", id="s")
    waiting = candidate("Monday", "date", stored="s", sources=("model:x",), attrs=stored.attrs)
    one = session(stored)
    change = one.accept(waiting)
    assert change.removed == (stored,)
    assert change.added == (
        replace(stored, annotator="ann", verdict="accepted", updated=change.added[0].updated),
    )
    one.undo()
    assert one.suggested == {"s": stored}
    (rejected,) = one.reject(waiting).added
    assert (rejected.id, rejected.verdict) == ("s", "rejected")


@pytest.mark.parametrize(("origin", "said"), [("rule:x", "rule:x"), ("", "ben")])
def test_what_somebody_brought_in_tells_where_it_is_from(origin: str, said: str) -> None:
    stored = replace(DATE, origin=origin, verdict="suggested", annotator="ben", id="s")
    (made,) = session(stored).accept(candidate("Monday", "date", stored="s")).added
    assert (made.origin, made.annotator) == (said, "ann")


def test_what_became_of_it_follows_later_keys() -> None:
    one = session()
    (made,) = one.accept(candidate("Ann", "actor")).added
    resized = one.resize(made.id, place("Ann Lee"))
    assert resized
    assert (resized.added[0].verdict, resized.added[0].attrs) == ("edited", {"value": "v"})
    assert resized.added[0].updated > made.updated
    (relabelled,) = one.annotate(place("Ann Lee"), "quote").added
    assert (relabelled.verdict, relabelled.label, relabelled.attrs) == ("edited", "quote", {})
    one.undo()
    one.undo()
    assert list(one.index) == [made]


@pytest.mark.parametrize("key", ["x", "the same label"])
def test_removing_what_came_from_a_suggestion_rejects_it(key: str) -> None:
    one = session()
    (made,) = one.accept(candidate("Ann Lee", "actor")).added
    change = one.remove(made.id) if key == "x" else one.annotate(place("Ann Lee"), "actor")
    assert list(one.index) == []
    assert [a.verdict for a in change.added] == ["rejected"]
    one.undo()
    assert list(one.index) == [made]


def test_removing_what_was_made_by_hand_rejects_nothing() -> None:
    one = session(LEE)
    assert one.remove("a").added == ()
    assert one.suggested == {}


def test_a_rejected_tag_loses_its_links() -> None:
    accepted = replace(LEE, origin="rule:x", verdict="accepted")
    one = session(accepted, QUOTE, links=frozenset({Link("speaker", "q", "a")}))
    assert one.remove("a").unlinked == (Link("speaker", "q", "a"),)
    one.undo()
    assert one.links == {Link("speaker", "q", "a")}


def test_the_candidates_follow_a_session() -> None:
    one, candidates = session(), Candidates(TEXT)
    proposals = [Suggestion(*place("Ann Lee", n), "actor", "rule:x") for n in (0, 1)]
    candidates.offer("rule:x", (0, len(TEXT)), proposals)
    first = candidates.after((0, 0, ""))
    assert first
    candidates.take(one.reject(first))
    assert len(list(candidates)) == 0
    candidates.take(one.undo()[0])
    candidates.take(one.accept(first))
    assert [c.span for c in candidates] == [place("Ann Lee", 1)]
    candidates.take(one.remove(next(iter(one.index)).id))
    assert len(list(candidates)) == 0


# Everywhere at once


def test_all_in_one_change_and_one_undo() -> None:
    one = session(LEE)
    spans = [place("Ann Lee"), place("Ann Lee", 1), place("Ann Lee", 1), (53, 57)]
    change = one.annotate_all(spans, "actor")
    assert [(a.start, a.end) for a in change.added] == [place("Ann Lee", 1), place("Ann", 2)]
    one.undo()
    assert list(one.index) == [LEE]


def test_what_was_tagged_because_it_says_the_same_says_so() -> None:
    one = session()
    spans = [place("Ann Lee"), place("Ann Lee", 1)]
    change = one.annotate_all(spans, "actor", own=spans[1])
    ways = {a.start: a.way for a in change.added}
    assert ways == {spans[0][0]: "everywhere", spans[1][0]: ""}


def test_one_action_over_two_articles_is_taken_back_by_its_name() -> None:
    first, second = session(), session()
    action = first.annotate_all([place("Ann Lee")], "actor", others=["second"]).action
    second.annotate_all([place("Ann Lee")], "actor", action, ["first"])
    second.annotate(place("Monday"), "date")
    undone, _ = first.undo()
    assert (undone.action, undone.others) == (action, ("second",))
    second.undo(action)
    assert [a.label for a in second.index] == ["date"]
    second.redo(action)
    assert sorted(a.label for a in second.index) == ["actor", "date"]
    with pytest.raises(PostilError, match="nothing to undo"):
        first.undo(action)


def test_nothing_new_makes_no_change() -> None:
    one = session(LEE)
    assert not one.annotate_all([place("Ann Lee")], "actor")
    with pytest.raises(PostilError, match="nothing to undo"):
        one.undo()


# Links, values, notes


def test_a_link_takes_the_place_of_an_earlier_one_of_its_type() -> None:
    other = replace(LEE, id="b", start=40, end=47)
    one = session(LEE, other, QUOTE)
    assert one.link("q", "a").linked == (Link("speaker", "q", "a"),)
    assert not one.link("q", "a")
    assert one.link("q", "b", "about").linked == (Link("about", "q", "b"),)
    change = one.link("q", "b")
    assert (change.unlinked, change.linked) == (
        (Link("speaker", "q", "a"),),
        (Link("speaker", "q", "b"),),
    )
    one.undo()
    assert one.links == {Link("speaker", "q", "a"), Link("about", "q", "b")}
    assert one.unlink("q").unlinked == (Link("speaker", "q", "a"),)
    assert not one.unlink("q")


def test_a_link_to_nothing_is_not_made() -> None:
    one = session(QUOTE)
    assert not one.link("q", "gone")
    assert one.links == set()


def test_attributes_are_set_changed_and_taken_away() -> None:
    one = session(DATE)
    steps: list[Change] = [
        one.describe("d", {"value": "2031-01-13", "sure": "yes"}),
        one.describe("d", {"value": "2031-01-13"}),
        one.describe("d", {"value": "2031-01-13", "entity": "x"}, "who?"),
    ]
    assert [dict(step.added[0].attrs) for step in steps] == [
        {"value": "2031-01-13", "sure": "yes"},
        {"value": "2031-01-13"},
        {"value": "2031-01-13", "entity": "x"},
    ]
    assert steps[-1].added[0].note == "who?"
    assert DATE.updated < steps[0].added[0].updated < steps[1].added[0].updated
    assert not one.describe("d", {"value": "2031-01-13", "entity": "x"})
    for _ in steps:
        one.undo()
    assert list(one.index) == [DATE]


def test_a_note_is_written_and_wiped() -> None:
    one = session(LEE)
    assert one.describe("a", note="who?").added[0].note == "who?"
    assert not one.describe("a", note="who?")
    one.describe("a", note="")
    one.undo()
    assert one.index.by_id["a"].note == "who?"


def test_filling_in_gives_tags_and_accepted_suggestions_their_values_in_one_change() -> None:
    one = session(LEE, DATE)
    proposed = candidate("Ann", "actor", attrs={"value": "v", "role": "r"})
    change = one.fill_in(
        {"a": {"entity": "lee"}, "d": {"sure": "", "entity": None}, "gone": {"entity": "lee"}},
        [(proposed, {"entity": "lee", "role": ""})],
        "together",
        ["other"],
    )
    assert {a.id: dict(a.attrs) for a in change.added if a.id in "ad"} == {
        "a": {"entity": "lee"},
        "d": {"value": "2031-01-06"},
    }
    (accepted,) = (a for a in change.added if a.id not in "ad")
    assert dict(accepted.attrs) == {"value": "v", "entity": "lee"}
    assert (accepted.verdict, accepted.origin, accepted.annotator) == ("accepted", "rule:x", "ann")
    assert (change.action, change.removed) == ("together", (LEE, DATE))
    assert not one.fill_in({"a": {"entity": "lee"}, "d": {"sure": ""}})
    one.undo()
    assert sorted(one.index, key=lambda a: a.id) == [LEE, DATE]


def test_a_suggestion_that_is_linked_to_is_accepted_with_its_values() -> None:
    one, proposed = session(QUOTE), candidate("Ann Lee", "actor")
    change = one.link("q", proposed)
    (made,) = change.added
    assert (made.verdict, made.origin, dict(made.attrs)) == ("accepted", "rule:x", {"value": "v"})
    assert change.linked == (Link("speaker", "q", made.id),)
    one.undo()
    assert (list(one.index), one.links) == ([QUOTE], set())


def test_a_change_worked_out_elsewhere_is_made_whole() -> None:
    one, link = session(QUOTE, LEE), Link("speaker", "q", "a")
    change = one.put(lambda by, at: Change("", "", by, at, linked=(link,), status=("open", "done")))
    assert (change.linked, change.status) == ((link,), ("open", "done"))
    assert (one.links, one.status) == ({link}, "done")
